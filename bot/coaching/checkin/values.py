"""What schedules and settings said in words mean (docs/contracts/schedule.md). Weekdays: 0 = Monday."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import datetime
from datetime import date
from typing import Literal

from bot.coaching.athlete import RunType, Unit
from bot.coaching.exercise import Equipment
from bot.coaching.runner import AbsenceReason

Intent = Literal["runs", "gym", "race", "time", "lifts", "move", "today", "absence", "checkin", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRun:
    """A weekly run as said; what was not said is None."""

    weekday: int
    type: RunType = "easy"
    time: datetime.time | None = None
    minutes: int | None = None
    km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRuns:
    """The weekly runs in the order of the week; `understood` is False where the text says nothing of runs."""

    runs: tuple[SaidRun, ...] = ()
    understood: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidGymDay:
    """A weekday for the gym."""

    weekday: int
    time: datetime.time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidGym:
    """The days for the gym in the order of the week."""

    days: tuple[SaidGymDay, ...] = ()
    understood: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRace:
    """A race; `day` None with `understood` True is "no race"."""

    day: date | None = None
    km: float | None = None
    understood: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTime:
    """A time of day; None with `understood` True is "off"."""

    time: datetime.time | None = None
    understood: bool = True


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
    understood: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMove:
    """A run that moves this week (R36): which (by type or day), where to; `to` None is cancelled."""

    type: RunType | None = None
    from_day: int | None = None
    to: int | None = None
    becomes: RunType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMoves:
    """The moves of this week, in the order said."""

    moves: tuple[SaidMove, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidToday:
    """Today only (R35): fewer minutes, another place, what is missing or all there is."""

    minutes: int | None = None
    place: str | None = None
    without: tuple[Equipment, ...] = ()
    only: tuple[Equipment, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAbsence:
    """A pause; `until` is the day they are back, None while open."""

    reason: AbsenceReason
    until: date | None = None
