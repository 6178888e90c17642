"""A message in clauses: what stands between commas, full stops, line ends, "and", "then" and brackets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.grammar import Item
from bot.coaching.checkin.text import Text

_STRENGTH = {"AND": 1, "DASH": 2, "PLUS": 2, "COMMA": 3, "CORR": 3, "THEN": 4, "NL": 5, "STOP": 6, "BLANK": 7}
SEPARATORS = frozenset(_STRENGTH) - {"CORR"}


@dataclass(slots=True)
class Clause:
    """Items between two separators; `sep` is the strongest sign before it ("" at the beginning)."""

    sep: str
    items: list[Item] = field(default_factory=list)
    start: int = 0
    end: int = 0
    sentence: int = 0

    def spans(self, text: Text, kind: str) -> list[Span]:
        """The phrases of a kind that begin in this clause."""
        return text.between(kind, self.start, self.end)

    def has(self, text: Text, *kinds: str) -> bool:
        """Whether a phrase of one of the kinds begins here."""
        return any(self.spans(text, kind) for kind in kinds)

    def of(self, *kinds: str) -> list[Item]:
        """Its items of these kinds that nothing has used yet."""
        return [item for item in self.items if item.kind in kinds and not item.used]

    @property
    def names(self) -> list[Item]:
        """The exercises it names."""
        return [item for item in self.items if item.kind == "NAME"]


def stronger(one: str, other: str) -> str:
    """The stronger of two separators."""
    return one if _STRENGTH.get(one, 0) >= _STRENGTH.get(other, 0) else other


def strength(sep: str) -> int:
    """How strongly a separator parts: a comma less than a new line, a new line less than a full stop."""
    return _STRENGTH.get(sep, 0)


def clauses(items: Sequence[Item], size: int) -> list[Clause]:
    """The clauses of a message of `size` pieces."""
    done: list[Clause] = []
    current = Clause("")
    sentence = 0
    for item in items:
        if item.kind not in SEPARATORS:
            current.items.append(item)
            continue
        current.end = item.start
        if current.items or current.end > current.start:
            done.append(current)
            current = Clause(item.kind)
        else:
            current.sep = stronger(current.sep, item.kind)
        sentence += strength(item.kind) >= _STRENGTH["NL"]
        current.start, current.sentence = item.end, sentence
    current.end = size
    if current.items or current.end > current.start:
        done.append(current)
    return done
