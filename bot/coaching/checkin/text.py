"""A message taken apart: pieces, corrected words, names, known phrases, and the items the grammar makes of them."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from bot.coaching.checkin import flagwords
from bot.coaching.checkin.cells import CellMaker, Lexicon, Span
from bot.coaching.checkin.english import COMMON
from bot.coaching.checkin.gate import Gate
from bot.coaching.checkin.grammar import Item, parse
from bot.coaching.checkin.lexicon import FILL
from bot.coaching.checkin.names import Hit, Names
from bot.coaching.checkin.numbers import NUMBER_WORDS
from bot.coaching.checkin.scan import LIMIT, Piece, fold, scan
from bot.coaching.checkin.spelling import Speller
from bot.coaching.exercise import Catalogue

_PER = frozenset({"side", "leg", "arm", "sides", "legs", "hand", "foot", "s", "l"})
_SPELT = frozenset(
    """
        effort overall session sessions workout workouts weighed bodyweight slept minutes minute yesterday
        everything except skipped skip finished complete completed partial dumbbells dumbbell kettlebell kettlebells
        each pounds kilos seconds second reserve tank brutal tough great heavy soreness hamstring hamstrings
        achilles shoulder knee calf quads hurts hurting pain painful niggle monday tuesday wednesday thursday friday
        saturday sunday nothing swollen numbness breathless dizzy fainted headache warmup felt easy hours sore
        metres meters technique straight shortness unconscious collapsed lightheaded dizziness temperature
    """.split()
)
"""Words of the lexicon whose misspellings are put right, beside all words of names."""


@dataclass(slots=True)
class Text:
    """One message, taken apart."""

    raw: str
    pieces: list[Piece]
    words: list[str]
    hits: list[Hit]
    spans: dict[str, list[Span]]
    items: list[Item]
    _starts: dict[str, list[int]] = field(default_factory=dict)

    def between(self, kind: str, start: int, end: int) -> list[Span]:
        """The phrases of a kind that begin between two pieces."""
        found = self.spans.get(kind)
        if not found:
            return []
        starts = self._starts.get(kind)
        if starts is None:
            starts = self._starts[kind] = [span.start for span in found]
        first = bisect_left(starts, start)
        return found[first : bisect_left(starts, end, first)]

    def of(self, kind: str) -> list[Span]:
        """The phrases of a kind, but for those inside an exercise's name."""
        return self.spans.get(kind, [])


@cache
def lexicon() -> Lexicon:
    """The known phrases, built once."""
    return Lexicon()


class Taker:
    """Takes messages apart for one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.names = Names(catalogue)
        known = self.names.words | lexicon().words | FILL | NUMBER_WORDS
        self._known = frozenset(known)
        self._speller = Speller(self.names.words | _SPELT, frozenset(known | COMMON | flagwords.vocabulary()))

    def take(self, raw: str) -> Text:
        """The message in parts; beyond 4,096 characters nothing is read."""
        pieces = scan(fold(raw[:LIMIT]))
        words = [self._corrected(pieces, at) for at in range(len(pieces))]
        known = [piece.kind != "word" or piece.text in self._known or piece.text in COMMON for piece in pieces]
        hits = self._hits(pieces, words, known)
        named = [False] * len(pieces)
        for hit in hits:
            named[hit.start : hit.end] = [True] * (hit.end - hit.start)
        spans = lexicon().spans(["\0" if inside else word for word, inside in zip(words, named, strict=True)])
        cells = CellMaker(pieces, words, hits, spans).cells()
        return Text(raw, pieces, words, hits, spans, parse(Gate(cells).terminals()))

    def _corrected(self, pieces: list[Piece], at: int) -> str:
        piece = pieces[at]
        if piece.kind == "word":
            if piece.text in _PER and at and pieces[at - 1].text == "/" and not piece.gap:
                return piece.text
            return piece.text if piece.text in self._known else self._speller.correct(piece.text)
        if piece.text == "/" and at + 1 < len(pieces) and pieces[at + 1].text in _PER and not pieces[at + 1].gap:
            return "per"
        return piece.text

    def _hits(self, pieces: list[Piece], words: list[str], known: list[bool]) -> list[Hit]:
        """Names among the words; a hyphen or slash inside a name is no break."""
        places = [at for at, piece in enumerate(pieces) if not _inner(pieces, at)]
        texts = [words[at] if pieces[at].kind in {"word", "num"} else "\0" for at in places]
        found = self.names.find(texts, [known[at] for at in places])
        return [hit._replace(start=places[hit.start], end=places[hit.end - 1] + 1) for hit in found]


def _inner(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    if piece.text not in {"-", "/"} or piece.gap or at == 0 or at + 1 >= len(pieces) or pieces[at + 1].gap:
        return False
    before, after = pieces[at - 1].kind, pieces[at + 1].kind
    return before == after == "word" or (piece.text == "/" and before == after == "num" and pieces[at - 1].text == "90")
