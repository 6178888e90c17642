"""From pieces to cells: names, numbers, durations, units, signs and known words, each with where it stands."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.coaching.checkin import numbers
from bot.coaching.checkin.lexicon import FILL, phrases
from bot.coaching.checkin.names import Hit
from bot.coaching.checkin.scan import Piece

_SIGNS = {
    sign: kind
    for kind, signs in {
        "COMMA": ",;|·>→",
        "STOP": ".!?",
        "COLON": ":=",
        "DASH": "-",
        "PLUS": "+",
        "AT": "@",
        "SLASH": "/\\",
        "AND": "&",
        "LB": "#",
        "PCT": "%",
        "SEC": '"',
        "MIN": "'",
        "OPEN": "([",
        "CLOSE": ")]",
        "X": "*",
        "FILL": "~_^",
    }.items()
    for sign in signs
}
_MEASURE = """
    SIDE HAND BELLS BELL PAIR BW TOTAL PLATES FIRSTSET NEXTSET LASTSET WARMUP WORKSETS REST TEMPO RPE RIR NOTANK
    TANK COULD EFFORT SLEPT WEIGHED CORR EACH KG LB SEC MIN HOUR EM METRE KM MILE KAY REPS SETS STEPS SETNO MORE
    TOOK THEN AND AT OF FOR NOT TO OR AMPM
""".split()
_RANK = {kind: rank for rank, kind in enumerate(_MEASURE)}


@dataclass(frozen=True, slots=True)
class Span:
    """A known phrase: pieces `start` up to `end`, with the value its meaning carries."""

    start: int
    end: int
    value: str


@dataclass(slots=True)
class Cell:
    """One step of the text: `kind` is a terminal; `values` its numbers; pieces `start` up to `end`."""

    kind: str
    start: int
    end: int
    values: tuple[float, ...] = ()
    text: str = ""
    unit: str = ""
    known: bool = False
    extra: str = ""
    said: str = ""

    @property
    def value(self) -> float:
        """The (first) number."""
        return self.values[0]


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


class Lexicon:
    """The phrases of `lexicon`, ready to be found in pieces."""

    def __init__(self, table_of: Mapping[str, Mapping[tuple[str, ...], str]] | None = None) -> None:
        self._root = _Node()
        self.words: set[str] = set()
        for kind, table in (phrases() if table_of is None else table_of).items():
            for phrase, value in table.items():
                self._add(phrase, kind, value)

    def _add(self, phrase: tuple[str, ...], kind: str, value: str) -> None:
        node = self._root
        for word in phrase:
            node = node.children.setdefault(word, _Node())
        node.kinds.setdefault(kind, value)
        self.words.update(phrase)

    def spans(self, words: Sequence[str]) -> dict[str, list[Span]]:
        """For each kind its phrases from left to right, the longest at each place."""
        found: dict[str, list[Span]] = {}
        for at, word in enumerate(words):
            if word in self._root.children:
                self._at(words, at, found)
        return found

    def _at(self, words: Sequence[str], at: int, found: dict[str, list[Span]]) -> None:
        node: _Node | None = self._root
        longest: dict[str, Span] = {}
        index = at
        while index < len(words):
            if words[index] == "-" and index > at:
                index += 1
                continue
            assert node is not None
            node = node.children.get(words[index])
            if node is None:
                break
            index += 1
            for kind, value in node.kinds.items():
                longest[kind] = Span(at, index, value)
        for kind, span in longest.items():
            before = found.setdefault(kind, [])
            if not before or before[-1].end <= span.start:
                before.append(span)


class CellMaker:
    """Makes cells of pieces; `words` are their texts with typos put right."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        words: Sequence[str],
        hits: Sequence[Hit],
        spans: Mapping[str, Sequence[Span]],
        rank: Mapping[str, int] = _RANK,
    ) -> None:
        self._rank = rank
        self._pieces = [
            piece if piece.text == word else piece._replace(text=word)
            for piece, word in zip(pieces, words, strict=True)
        ]
        self._hits = {hit.start: hit for hit in hits}
        self._best: dict[int, tuple[str, Span]] = {}
        self._known = [False] * len(pieces)
        for kind, found in spans.items():
            for span in found:
                self._note(kind, span)

    def _note(self, kind: str, span: Span) -> None:
        for at in range(span.start, span.end):
            self._known[at] = True
        if kind not in self._rank:
            return
        best = self._best.get(span.start)
        if best is None or (span.end, -self._rank[kind]) > (best[1].end, -self._rank[best[0]]):
            self._best[span.start] = kind, span

    def cells(self) -> list[Cell]:
        """All cells from left to right."""
        made: list[Cell] = []
        at = 0
        while at < len(self._pieces):
            cell = self._cell(at, made)
            made.append(cell)
            at = cell.end
        return made

    def _cell(self, at: int, made: Sequence[Cell]) -> Cell:
        piece = self._pieces[at]
        hit = self._hits.get(at)
        if hit is not None:
            kind = "NAME" if hit.key else "FOREIGN"
            return Cell(kind, at, hit.end, text=hit.key, extra="bw" if hit.bodyweight else "")
        if piece.kind == "num":
            return Cell("FILL", at, at + 2, text=piece.text) if self._numbers_line(at) else self._digits(at)
        if piece.kind == "word":
            return self._word(at, made)
        best = self._best.get(at)
        return self._sign(at, piece) if best is None else self._known_word(best)

    def _sign(self, at: int, piece: Piece) -> Cell:
        fixed = {"nl": "NL", "blank": "BLANK", "dots": "COMMA", "date": "DATE"}.get(piece.kind)
        if fixed:
            return Cell(fixed, at, at + 1, text=piece.text)
        if piece.text == "-" and self._rank is _RANK and self._hyphen(at):
            return Cell("FILL", at, at + 1, text="-")
        if piece.text in {"½", "¼", "¾"}:
            return Cell("NUM", at, at + 1, ({"½": 0.5, "¼": 0.25}.get(piece.text, 0.75),))
        known = self._known[at]
        return Cell(
            _SIGNS.get(piece.text, "WORD"), at, at + 1, text=piece.text, known=known, extra="" if piece.gap else "glued"
        )

    def _hyphen(self, at: int) -> bool:
        """Whether a dash joins two words: "brother-in-law"."""
        beside = [*self._pieces[at - 1 : at], *self._pieces[at : at + 2]] if at else []
        return len(beside) == 3 and not (beside[1].gap or beside[2].gap) and beside[0].kind == beside[2].kind == "word"

    def _digits(self, at: int) -> Cell:
        piece = self._pieces[at]
        after = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        values = numbers.digits(piece, self._pieces[at - 1] if at else None, after)
        if len(values) == 1:
            fraction = numbers.after_point(self._pieces, at + 1)
            if fraction is not None:
                return Cell("NUM", at, fraction[1], (values[0] + fraction[0],))
        return Cell("NUM" if len(values) == 1 else "LIST", at, at + 1, values, extra="" if piece.gap else "glued")

    def _word(self, at: int, made: Sequence[Cell]) -> Cell:
        if self._labels(at):
            return Cell("FILL", at, at + 2, text=self._pieces[at].text)
        best = self._best.get(at)
        if best is not None and best[1].end - at > 1:
            return self._known_word(best)
        number = numbers.spoken(self._pieces, at)
        if number is not None and self._counts(at, number, made):
            return Cell("NUM", at, number.end, number.values, extra="s" if number.plural else "spoken")
        if best is not None:
            return self._known_word(best)
        word = self._pieces[at].text
        if word in {"x", "by", "times"}:
            return Cell("X", at, at + 1, text=word)
        filling = word in FILL or (word == "ish" and not self._pieces[at].gap)
        known = self._known[at] or filling
        return Cell("FILL" if filling else "WORD", at, at + 1, text=word, known=known)

    def _numbers_line(self, at: int) -> bool:
        """Whether `1.` or `2)` at the beginning of a line only numbers it."""
        begins = at == 0 or self._pieces[at - 1].kind in {"nl", "blank"}
        sign, after = self._pieces[at + 1 : at + 2], self._pieces[at + 2 : at + 3]
        signed = bool(sign) and sign[0].text in {".", ")"} and not sign[0].gap
        return begins and signed and bool(after) and after[0].kind == "word" and len(self._pieces[at].text) < 3

    def _labels(self, at: int) -> bool:
        """Whether `A1` at the beginning of a line only numbers the exercise."""
        begins = at == 0 or self._pieces[at - 1].kind in {"nl", "blank"}
        after = self._pieces[at + 1 : at + 2]
        return (
            begins
            and self._pieces[at].text in _LABELS
            and bool(after)
            and after[0].kind == "num"
            and not after[0].gap
            and len(after[0].text) == 1
        )

    def _known_word(self, best: tuple[str, Span]) -> Cell:
        kind, span = best
        text = self._pieces[span.start].text
        glued = "" if self._pieces[span.start].gap else "glued"
        return Cell(kind, span.start, span.end, text=text, known=True, extra=glued, said=span.value)

    def _counts(self, at: int, number: numbers.Number, made: Sequence[Cell]) -> bool:
        """Whether "one" or "second"-like words are meant as a number."""
        if number.values != (1.0,) or number.end - at > 1:
            return True
        following = self._pieces[number.end].text if number.end < len(self._pieces) else ""
        before = made[-1].kind if made else ""
        return following in _ONE_OF or before in {"X", "RPE", "RIR", "OF", "TO", "OR"}


_LABELS = frozenset("abcdefg")
_ONE_OF = frozenset(
    """
        set sets rep reps by x times more in minute minutes min hour hours kilo kilos kg pound pounds left second
        seconds km mile kilometer kilometre round rir or to rep,
    """.split()
)
