"""What schedules and settings said in words mean (docs/contracts/schedule.md)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.coaching.athlete import RunType, Unit
from bot.coaching.exercise import Equipment
from bot.coaching.runner import AbsenceReason

DayName = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
DAYS: tuple[DayName, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Intent = Literal["runs", "gym", "race", "time", "lifts", "move", "today", "absence", "checkin", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRun:
    """A weekly run as said; what was not said is None."""

    day: DayName
    type: RunType = "easy"
    time: datetime.time | None = None
    minutes: int | None = None
    km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRuns:
    """The weekly runs in the order of the week; none for "no runs"."""

    runs: tuple[SaidRun, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidGymDay:
    """A weekday for the gym."""

    day: DayName
    time: datetime.time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidGym:
    """The days for the gym in the order of the week."""

    gym: tuple[SaidGymDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRace:
    """A race, where its day or its length was said; both None is "no race"."""

    race: date | None = None
    race_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTime:
    """A time of day; None is "off"."""

    time: datetime.time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidSet:
    """A set done lately (R19)."""

    exercise: str
    load: float
    reps: int
    rir: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLifts:
    """Known lifts: best singles by exercise, and sets; both empty for "no idea"."""

    one_rm: Mapping[str, float] = field(default_factory=dict)
    sets: tuple[SaidSet, ...] = ()
    unit: Unit = "kg"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMove:
    """A run that moves this week (R36): which, by type or day (`start`), and where to.

    `to` and `becomes` both None: it is cancelled.
    """

    type: RunType | None = None
    start: DayName | None = None
    to: DayName | None = None
    becomes: RunType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMoves:
    """The moves of this week, in the order said."""

    moves: tuple[SaidMove, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidToday:
    """Today only (R35): fewer minutes, another place, what is missing (`without`) or all there is (`with_`)."""

    minutes: int | None = None
    place: str | None = None
    without: tuple[Equipment, ...] = ()
    with_: tuple[Equipment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAbsence:
    """A pause; `until` is the day they are back, None while open."""

    reason: AbsenceReason
    until: date | None = None
