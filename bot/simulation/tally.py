"""Counting what was checked and what broke, by invariant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

KEYS: Final = tuple(f"I{number}" for number in range(1, 22))


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An invariant that did not hold: on which day, and what was wrong."""

    invariant: str
    day: date
    says: str


class Tally:
    """Checks and breaks by invariant (docs/rules.md, section 4). `known` are lists that were checked and held."""

    __slots__ = ("broken", "checked", "found", "known")

    def __init__(self) -> None:
        self.checked: dict[str, int] = dict.fromkeys(KEYS, 0)
        self.broken: dict[str, int] = dict.fromkeys(KEYS, 0)
        self.found: list[Broken] = []
        self.known: set[object] = set()

    def check(self, invariant: str, day: date, *says: object, holds: bool) -> None:
        """Count one check of `invariant`; where it does not hold, keep what it `says`, word by word."""
        self.checked[invariant] += 1
        if not holds:
            self.broken[invariant] += 1
            self.found.append(Broken(invariant=invariant, day=day, says=" ".join(map(str, says))))

    def hold(self, invariant: str, times: int) -> None:
        """Count checks known to hold: the same question was asked before."""
        self.checked[invariant] += times

    def take_found(self) -> tuple[Broken, ...]:
        """What broke since the last call."""
        found = tuple(self.found)
        self.found.clear()
        return found

    def add(self, checked: Mapping[str, int], broken: Mapping[str, int]) -> None:
        """Take in the counts of another tally."""
        for key in KEYS:
            self.checked[key] += checked[key]
            self.broken[key] += broken[key]
