"""How much of an exercise, as an author writes it: `3 x 15-20 reps`, `60 seconds`, `20 metres or 30 seconds`."""

import re
from dataclasses import dataclass

from bot.coaching.exercise import WorkUnit
from bot.content.words import UNITS

_ONE = r"(?P<{0}low>\d+)(?:\s*[-–]\s*(?P<{0}high>\d+))?\s*(?P<{0}unit>[a-z]+)"
_DOSE = re.compile(
    r"(?:(?P<sets>\d+)(?:\s*[-–]\s*(?P<most>\d+))?\s*[x×]\s*)?"
    + _ONE.format("")
    + r"(?:\s+or\s+"
    + _ONE.format("or_")
    + ")?"
)

PATTERN = r"^(\d+([-–]\d+)? ?[x×] ?)?\d+([-–]\d+)? [a-z]+( or \d+([-–]\d+)? [a-z]+)?$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """`low` to `high` of `unit` in one set; a side each where the exercise is done a side at a time."""

    low: int
    high: int
    unit: WorkUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Amount):
    """`sets` (up to `most_sets`) of an amount, or of another amount that does as well (`instead`)."""

    sets: int = 1
    most_sets: int = 1
    instead: Amount | None = None


def read_dose(text: object) -> Dose:
    """The dose those words say; ValueError with a helping sentence where they say none."""
    if isinstance(text, Dose):
        return text
    match = _DOSE.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f"a dose is written like `15 reps` or `3 x 15-20 reps`, not `{text}`")
    sets = int(match["sets"] or 1)
    first = _amount(match, "")
    return Dose(
        low=first.low,
        high=first.high,
        unit=first.unit,
        sets=sets,
        most_sets=int(match["most"] or sets),
        instead=_amount(match, "or_") if match["or_unit"] else None,
    )


def _amount(match: re.Match[str], which: str) -> Amount:
    word = match[f"{which}unit"]
    if word not in UNITS:
        raise ValueError(f"a dose counts {', '.join(UNITS)}, not `{word}`")
    low = int(match[f"{which}low"])
    high = int(match[f"{which}high"] or low)
    if not 0 < low <= high:
        raise ValueError(f"a dose runs from a low to a high number, not {low}-{high}")
    return Amount(low=low, high=high, unit=UNITS[word])
