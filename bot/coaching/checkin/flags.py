"""Red flags (R27) in a message: what must be referred, and what only sounds like it."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.coaching.athlete import RedFlag
from bot.coaching.checkin import flagwords
from bot.coaching.checkin.flagwords import GROUPS, PEOPLE, RULES, SELF, Rule
from bot.coaching.checkin.periods import absent_periods
from bot.coaching.checkin.scan import words_of
from bot.coaching.checkin.text import Text

Phrase = tuple[str, ...]
_STOPS = frozenset({".", "!", "?", "\n"})
_BREAKS = frozenset(
    """
    because despite with due after when since from until so cause cuz bc coz but however though although until
    while and then just only
    """.split()
)
_NOS = frozenset({"no", "without", "zero", "never", "nil", "none", "neither", "nor", "nae"})
_NOTS = frozenset("not didnt dont doesnt wasnt isnt arent havent hasnt hadnt werent aint".split())
_THIN = frozenset(
    """
        real major more actual sign signs of any hint such longer significant or nor and the a my real weird other
        had have has got get feel felt feeling really actually at all experience experienced been be even go i
        notice noticed see even much too severe strange unusual big serious new is was him lightheaded light headed
        particularly especially getting
    """.split()
)
_SEES = frozenset(
    """
    said says saying noticed saw sees thinks thought told found noted reckons pointed asked noticing spotted
    suggested insisted made
    """.split()
)
_BESIDE = frozenset(
    {
        "with",
        "for",
        "by",
        "to",
        "and",
        "than",
        "like",
        "from",
        "told",
        "asked",
        "called",
        "texted",
        "about",
        "near",
        "beside",
        "as",
        "scared",
    }
)
_NOW = frozenset({"now", "today", "again", "currently", "tonight", "yesterday", "returned", "still"})
_FAR = 40
_ACROSS = frozenset({"pop", "heard"})


@dataclass(frozen=True, slots=True)
class Flag:
    """A sign found: how urgent, and the words `start` up to `end` that say it."""

    kind: RedFlag
    start: int
    end: int
    areas: bool


@dataclass(frozen=True, slots=True)
class _Ready:
    rule: Rule
    groups: tuple[frozenset[Phrase], ...]
    unless: frozenset[Phrase]
    cant: frozenset[int]


class _Index:
    """All phrases of all rules by their first word."""

    def __init__(self) -> None:
        self.rules = [_ready(rule) for rule in RULES]
        self.first: dict[str, list[tuple[Phrase, int, int]]] = {}
        for number, ready in enumerate(self.rules):
            for group, phrases in enumerate((*ready.groups, ready.unless)):
                for phrase in phrases:
                    self.first.setdefault(phrase[0], []).append((phrase, number, group))
        self.past = _phrases(flagwords.PAST)
        self.topic = _phrases(flagwords.TOPIC)
        self.conditional = _phrases(flagwords.CONDITIONAL)
        self.symptoms = {phrase[0] for phrase in _phrases(flagwords.SYMPTOMS)}


@cache
def _index() -> _Index:
    return _Index()


def _phrases(text: str) -> frozenset[Phrase]:
    found = (words_of(part) for part in text.replace("\n", " ").split("|"))
    return frozenset(phrase for phrase in found if phrase)


def _ready(rule: Rule) -> _Ready:
    groups, cant = [], set()
    for number, group in enumerate(rule.groups.split(" + ")):
        phrases: set[Phrase] = set()
        for part in group.replace("\n", " ").split("|"):
            name = part.strip()
            if name.startswith("@"):
                phrases |= _phrases(GROUPS[name[1:]])
                cant |= {number} if name == "@CANT" else set()
            else:
                phrases |= _phrases(name)
        groups.append(frozenset(phrases))
    return _Ready(rule, tuple(groups), _phrases(rule.unless), frozenset(cant))


def sentence_words(text: Text) -> list[str]:
    """The words of a message with its names masked and its full stops kept."""
    words = list(text.words)
    for hit in text.hits:
        if not hit.key:
            continue
        words[hit.start : hit.end] = ["\0"] * (hit.end - hit.start)
    return ["\n" if piece.kind in {"nl", "blank"} else word for piece, word in zip(text.pieces, words, strict=True)]


def flags(words: Sequence[str]) -> list[Flag]:
    """Every red flag the words raise about the runner who writes them."""
    index = _index()
    found: dict[int, dict[int, list[tuple[int, int]]]] = {}
    for at, word in enumerate(words):
        for phrase, number, group in index.first.get(word, ()):
            end = _matches(words, at, phrase)
            if end:
                found.setdefault(number, {}).setdefault(group, []).append((at, end))
    raised: list[Flag] = []
    for number, places in found.items():
        ready = index.rules[number]
        if all(group in places for group in range(len(ready.groups))):
            raised.extend(_raised(words, ready, places))
    raised.extend(
        Flag("prompt", at, at + 1, areas=False)
        for at in absent_periods(words)
        if not (words[at].startswith("amen") and _negated(words, at)) and not _of_another(words, max(0, at - 9), at + 1)
    )
    return raised


def _matches(words: Sequence[str], at: int, phrase: Phrase) -> int:
    """Where the phrase that begins here ends, hyphens passed over; 0 where it does not stand here."""
    for word in phrase:
        while at < len(words) and words[at] in {"-", "'"}:
            at += 1
        if at >= len(words) or words[at] != word:
            return 0
        at += 1
    return at


def _raised(words: Sequence[str], ready: _Ready, places: dict[int, list[tuple[int, int]]]) -> Iterator[Flag]:
    clear = [
        [place for place in places[group][:40] if group in ready.cant or not _negated(words, place[0])]
        for group in range(len(ready.groups))
    ]
    unless = places.get(len(ready.groups), [])
    for first in clear[0]:
        span = _near(words, ready.rule, first, clear[1:])
        if span is None:
            continue
        excused = any(abs(start - span[0]) <= 12 and _same(words, start, span[0]) for start, _end in unless)
        if not excused and _own(words, span, ready.rule):
            yield Flag(ready.rule.kind, *span, ready.rule.areas)


def _near(
    words: Sequence[str], rule: Rule, first: tuple[int, int], others: Sequence[Sequence[tuple[int, int]]]
) -> tuple[int, int] | None:
    start, end = first
    for places in others:
        best: tuple[int, int] | None = None
        for place in places:
            gap = max(place[0] - first[1], first[0] - place[1])
            overlaps = place[0] < first[1] and first[0] < place[1]
            if overlaps or gap > rule.window or not (rule.name in _ACROSS or _same(words, place[0], first[0])):
                continue
            if best is None or abs(place[0] - first[0]) < abs(best[0] - first[0]):
                best = place
        if best is None:
            return None
        start, end = min(start, best[0]), max(end, best[1])
    return start, end


def _same(words: Sequence[str], one: int, other: int) -> bool:
    """Whether two words stand in the same sentence."""
    low, high = sorted((one, other))
    return not any(word in _STOPS for word in words[low:high])


def _negated(words: Sequence[str], at: int) -> bool:
    """Whether the word is denied: "no chest pain", "didn't faint", "no dizziness or fever"."""
    for back in range(1, 9):
        if at - back < 0:
            break
        word = words[at - back]
        if word in _NOS or word in _NOTS:
            return word in _NOS or back <= 6
        if word in _BREAKS - {"and"} or not (_listed(words, at - back) if word == "," else _thin(word)):
            break
    return False


def _thin(word: str) -> bool:
    """Whether a word may stand between a "no" and what it denies."""
    return word in _THIN or word in _index().symptoms or word == "\0"


def _listed(words: Sequence[str], comma: int) -> bool:
    """Whether the comma stands in a list of signs."""
    return comma > 0 and words[comma - 1] in _index().symptoms


def _own(words: Sequence[str], span: tuple[int, int], rule: Rule) -> bool:
    """Whether it is the writer's, now, and real."""
    index = _index()
    start = span[0]
    sentence = start
    while sentence > max(0, start - _FAR) and words[sentence - 1] not in _STOPS:
        sentence -= 1
    end = span[1]
    while end < min(len(words), span[1] + _FAR) and words[end] not in _STOPS:
        end += 1
    around = words[sentence:end]
    if _any(around, index.past) and not _NOW & set(around):
        return False
    if _any(words[max(sentence, start - 9) : start], index.topic):
        return False
    if not rule.areas and _any(words[max(sentence, start - 5) : start], index.conditional):
        return False
    return not _of_another(words, sentence, span[1])


def _any(words: Sequence[str], phrases: frozenset[Phrase]) -> bool:
    return any(_matches(words, at, phrase) for at in range(len(words)) for phrase in phrases if phrase[0] == words[at])


def _of_another(words: Sequence[str], sentence: int, end: int) -> bool:
    """Whether the nearest person named before the sign is someone else."""
    for at in range(min(end, len(words)) - 1, sentence - 1, -1):
        word = words[at]
        if word in SELF and not (word in {"my", "our"} and _person_follows(words, at)):
            return False
        if _is_person(word) and not _merely_beside(words, at, sentence):
            return True
    return False


def _is_person(word: str) -> bool:
    return word in PEOPLE or (word.endswith("s") and word[:-1] in PEOPLE and word[:-1] not in {"he", "her", "she"})


def _person_follows(words: Sequence[str], at: int) -> bool:
    return any(_is_person(word) for word in words[at + 1 : at + 4])


def _merely_beside(words: Sequence[str], at: int, sentence: int) -> bool:
    if any(word in _SEES for word in words[at + 1 : at + 3]):
        return True
    return any(word in _BESIDE for word in words[max(sentence, at - 2) : at])


def pain_is_own(words: Sequence[str], at: int) -> bool:
    """Whether a pain named at this word is the writer's and of today."""
    sentence = at
    while sentence > max(0, at - _FAR) and words[sentence - 1] not in _STOPS:
        sentence -= 1
    return not _of_another(words, sentence, at + 1)
