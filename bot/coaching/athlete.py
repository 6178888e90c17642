"""Who is coached: the athlete's own answers, and the view of the training log that a day is decided from.

Shapes and defaults follow docs/contracts/plan.md. Loads are in the athlete's unit; a dumbbell pair is its total.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal, get_args

from bot.coaching.exercise import Equipment

Unit = Literal["kg", "lb"]
Experience = Literal["beginner", "intermediate", "advanced"]
RunType = Literal["easy", "hard", "long"]
Phase = Literal["base", "off", "prep", "taper", "recovery"]
WeekStyle = Literal["adaptive", "article"]
Activation = Literal["key", "every", "never"]
Area = Literal[
    "foot",
    "achilles",
    "shin",
    "calf",
    "knee",
    "hamstring",
    "quad",
    "hip",
    "groin",
    "low_back",
    "shoulder",
    "elbow",
    "neck",
    "other",
]
RedFlag = Literal["prompt", "emergency"]

ADULT = 18
UNKNOWN_MASS: Mapping[Unit, float] = {"kg": 70.0, "lb": 154.0}

EVERYTHING: frozenset[Equipment] = frozenset(get_args(Equipment))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A weekly run. `weekday` 0 = Monday; `minutes` its duration."""

    weekday: int
    type: RunType
    time: dt.time = dt.time(7, 0)
    minutes: int = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class GymDay:
    """A weekday the gym is open to the athlete. `weekday` 0 = Monday."""

    weekday: int
    time: dt.time = dt.time(18, 0)


ALL_GYM_DAYS: tuple[GymDay, ...] = tuple(GymDay(weekday=day) for day in range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentSet:
    """A set done lately, to estimate a 1RM from (R19)."""

    exercise: str
    load: float
    reps: int
    rir: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """Pain now: where, and how much from 0 to 10 (R26)."""

    area: Area
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Athlete:
    """What a runner has told about themselves; all but `start` has the defaults of the rules."""

    start: date
    unit: Unit = "kg"
    body_mass: float | None = None
    experience: Experience = "intermediate"
    age: int | None = None
    equipment: frozenset[Equipment] = EVERYTHING
    runs: tuple[Run, ...] = ()
    gym: tuple[GymDay, ...] = ALL_GYM_DAYS
    runs_given: bool = False
    gym_given: bool = False
    race: date | None = None
    race_time: time = time(9, 0)
    race_km: float | None = None
    tune_ups: tuple[date, ...] = ()
    phase: Phase | None = None
    phase_since: date | None = None
    week_style: WeekStyle | None = None
    minutes_cap: int = 60
    high_mileage: bool = False
    activation: Activation = "key"
    one_rm: Mapping[str, float] = field(default_factory=dict)
    recent_sets: tuple[RecentSet, ...] = ()
    pull_ups: int | None = None
    conditions: tuple[str, ...] = ()
    cleared: bool = False

    @property
    def is_minor(self) -> bool:
        """Under 18 (R28)."""
        return self.age is not None and self.age < ADULT

    @property
    def counts_as(self) -> Experience:
        """Experience as the rules use it: under 18 counts as beginner everywhere (R28)."""
        return "beginner" if self.is_minor else self.experience

    @property
    def is_beginner(self) -> bool:
        """Beginner by answer or by age (R28, R29)."""
        return self.counts_as == "beginner"

    @property
    def mass(self) -> float:
        """Body mass in the athlete's unit; unknown is 70 kg or 154 lb (docs/contracts/plan.md)."""
        return UNKNOWN_MASS[self.unit] if self.body_mass is None else self.body_mass

    @property
    def gave_no_days(self) -> bool:
        """Neither run days nor gym days were given: the sample week is the default (R32)."""
        runs_given = self.runs_given or bool(self.runs)
        gym_given = self.gym_given or self.gym != ALL_GYM_DAYS
        return not runs_given and not gym_given


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """R21's state of one exercise: load (null for bodyweight) and the reps or seconds to aim for."""

    load: float | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What the training so far says about one day. Derived from reports by `history.log_at`, or given to `plan`.

    `runs_this_week`, `done_this_week` (weekday → session type) and `replan_from` (the first weekday to place again)
    carry R36, `minutes_today` and `equipment_today` R35: choices of the runner. `swaps_today` maps a prescribed
    exercise to the one chosen instead. `steps` maps an exercise to the harder or easier one R21 has put in its
    place. `reported_one_rm` holds the best 1RM estimated from reported sets; it counts where it beats body mass or a
    told set, never against a known 1RM (R19). `blocks_before` are the labels of the weeks before this one, latest
    last, where they are known (R4).
    """

    pain: tuple[Pain, ...] = ()
    red_flag: RedFlag | None = None
    sleep_h: float | None = None
    leg_soreness: int | None = None
    missed: int = 0
    deload_weeks: frozenset[date] = frozenset()
    highest_28d: Mapping[str, float] = field(default_factory=dict)
    days_since_strength: int | None = None
    working: Mapping[str, Working] = field(default_factory=dict)
    minutes_today: int | None = None
    equipment_today: frozenset[Equipment] | None = None
    runs_this_week: tuple[Run, ...] | None = None
    done_this_week: Mapping[int, str] = field(default_factory=dict)
    replan_from: int = 0
    swaps_today: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    reported_one_rm: Mapping[str, float] = field(default_factory=dict)
    blocks_before: tuple[str | None, ...] = ()


NO_LOG = Log()
