"""What a session holds and in which sets, repetitions, intensity and rest, before the runner's state (R13–R15, R32)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.coaching.athlete import Athlete
from bot.coaching.exercise import Equipment, Exercise, WorkUnit
from bot.coaching.load import SWING
from bot.coaching.session import Block, SessionType
from bot.coaching.week import WeekPlan

STRICT_PULL_UPS: Final = 12
FREE_WEIGHTS: Final = frozenset({"barbell", "dumbbells", "kettlebell"})
NORDIC: Final = "nordic_curl"
RKC: Final = "rkc_plank"

Kind = Literal["a", "d", "calf", "calf_straight", "swing", "upper", "core", "pallof", "carry", "hip_thrust_bw", "t"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """Sets × low–high units at `percent` of 1RM (None: not loaded by percentage), `rest_s` between sets."""

    sets: int
    low: int
    high: int
    rest_s: int
    percent: int | None = None
    unit_of_work: WorkUnit = "reps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a session: its name, its own exercise, its scheme, and whether its sets stay for a substitute (C)."""

    name: str
    exercise: str
    kind: Kind
    scheme: Scheme
    keeps_sets: bool = False


def _timed(low: int, high: int, rest_s: int, percent: int | None = None) -> Scheme:
    return Scheme(sets=3, low=low, high=high, rest_s=rest_s, percent=percent, unit_of_work="seconds")


def _row(sets: int, low: int, high: int, percent: int, rest_s: int) -> Scheme:
    return Scheme(sets=sets, low=low, high=high, percent=percent, rest_s=rest_s)


A_ROWS: Final[Mapping[Block, Scheme]] = {
    "foundation": _row(3, 8, 10, 60, 120),
    "strength": _row(4, 6, 8, 75, 150),
    "hypertrophy": _row(4, 8, 10, 70, 120),
    "power": _row(4, 3, 5, 75, 180),
}
ADVANCED_A_ROWS: Final[Mapping[Block, Scheme]] = {
    **A_ROWS,
    "strength": _row(4, 5, 6, 80, 150),
    "power": _row(4, 3, 4, 85, 180),
}
D_ROWS: Final[Mapping[Block, Scheme]] = {
    "foundation": _row(3, 8, 10, 60, 90),
    "strength": _row(4, 8, 12, 65, 90),
    "hypertrophy": _row(4, 10, 12, 65, 90),
    "power": _row(4, 4, 6, 70, 120),
}
CALF: Final = _row(3, 10, 12, 60, 60)
STRONG_CALF: Final = _row(4, 6, 8, 75, 90)
SWINGS: Final = Scheme(sets=4, low=8, high=12, rest_s=90)
POWER_SWINGS: Final = Scheme(sets=4, low=8, high=10, rest_s=120)
UPPER: Final = _row(3, 10, 15, 60, 75)
CORE: Final = _timed(30, 45, 45)
RKC_CORE: Final = _timed(20, 30, 45)
PALLOF: Final = Scheme(sets=3, low=10, high=12, rest_s=45)
CARRY: Final = _timed(30, 45, 60, percent=60)
HIP_THRUST_BW: Final = Scheme(sets=4, low=12, high=15, rest_s=60)
NORDIC_DOSE: Final = Scheme(sets=3, low=4, high=6, rest_s=90)
SWING_SUBSTITUTE_PERCENT: Final = 60

TAPER_LIFT: Final = _row(2, 5, 5, 60, 120)
TAPER_REST_S: Final = 30
RACE_WEEK_DAYS: Final = 6

ARTICLE_A: Final = _row(4, 6, 8, 75, 150)
ARTICLE_D: Final = _row(4, 8, 12, 65, 90)

HINGE: Final[Mapping[Block, str]] = {
    "foundation": "romanian_deadlift",
    "strength": "romanian_deadlift",
    "hypertrophy": "single_leg_rdl",
    "power": "deadlift",
}
SQUAT: Final[Mapping[Block, str]] = {
    "foundation": "split_squat",
    "strength": "bulgarian_split_squat",
    "hypertrophy": "bulgarian_split_squat",
    "power": "back_squat",
}
PLANK: Final[Mapping[Block, str]] = {
    "foundation": "plank",
    "strength": "weighted_plank",
    "hypertrophy": "plank",
    "power": RKC,
}
KINDS: Final[Mapping[str, Kind]] = {
    "hinge": "a",
    "squat": "a",
    "walking_lunge": "a",
    "calf_raise_straight": "calf_straight",
    "calf_raise_bent": "calf",
    "hip_thrust": "d",
    "step_up": "d",
    "hamstring_curl": "d",
    NORDIC: "d",
    SWING: "swing",
    "pull": "upper",
    "push_up": "upper",
    "overhead_press": "upper",
    "russian_twist": "upper",
    "hanging_knee_raise": "upper",
    "plank": "core",
    "deadbug": "core",
    "side_plank": "core",
    "pallof_press": "pallof",
    "farmers_carry": "carry",
    "hip_thrust_bw": "hip_thrust_bw",
}


def slots(kind: SessionType, plan: WeekPlan, athlete: Athlete, equipment: frozenset[Equipment]) -> tuple[Slot, ...]:
    """R13 and R32: the slots of a session in order of priority, each with its own exercise and scheme."""
    if kind == "T":
        return taper_slots(plan)
    if plan.style == "article" and kind != "U":
        return article_slots(kind, plan, athlete)
    block = plan.frame.block or "strength"
    return tuple(
        Slot(
            name=name,
            exercise=slot_exercise(name, block, athlete, equipment),
            kind=KINDS[name],
            scheme=scheme(KINDS[name], block, athlete),
        )
        for name in slot_names(kind, plan, athlete)
    )


def slot_names(kind: SessionType, plan: WeekPlan, athlete: Athlete) -> tuple[str, ...]:
    """R13: the slots of an adaptive session. Beginners have no swing and no Nordic (R29)."""
    odd = plan.frame.is_odd
    swing = () if athlete.is_beginner else (SWING,)
    if kind == "A":
        return "hinge", "squat", "walking_lunge", "calf_raise_straight"
    if kind == "D":
        curl = "hamstring_curl" if odd or athlete.is_beginner else NORDIC
        return ("hip_thrust", "step_up", curl, *swing, "calf_raise_bent")
    if kind == "A2":
        return "hinge", "squat", "calf_raise_straight", "pull", "pallof_press", "plank"
    if kind == "D2":
        return ("hip_thrust", "step_up", *swing, "calf_raise_bent", "push_up", "farmers_carry", "side_plank")
    if kind == "M":
        calf = "calf_raise_straight" if odd else "calf_raise_bent"
        upper = ("pull", "push_up", "plank", "pallof_press", "farmers_carry")
        return ("hinge", "squat", "hip_thrust", calf, *upper)
    core = ("plank", "pallof_press", "russian_twist") if odd else ("side_plank", "deadbug", "hanging_knee_raise")
    thrust = ("hip_thrust_bw",) if plan.sessions_due == 3 else ()
    return ("pull", "push_up", "overhead_press", "farmers_carry", *core, *thrust)


def slot_exercise(name: str, block: Block, athlete: Athlete, equipment: frozenset[Equipment]) -> str:
    """R14: the exercise that stands in a slot first."""
    if name == "hinge":
        return HINGE[block]
    if name == "squat":
        unloaded = equipment.isdisjoint(FREE_WEIGHTS)
        return "pistol_squat" if pistols(block, athlete) and unloaded else SQUAT[block]
    if name == "plank":
        return PLANK[block]
    if name == "deadbug":
        return "dead_bug_band" if block in {"strength", "power"} else "dead_bug"
    return pull_exercise(athlete) if name == "pull" else name


def pistols(block: Block, athlete: Athlete) -> bool:
    """R14: where the squat becomes a pistol squat if there is no free weight."""
    return block == "strength" and athlete.counts_as == "advanced"


def pull_exercise(athlete: Athlete) -> str:
    """R14: strict pull-ups for who is known to do twelve and is no beginner."""
    strict = athlete.pull_ups is not None and athlete.pull_ups >= STRICT_PULL_UPS
    return "pull_up" if strict and not athlete.is_beginner else "assisted_pull_up"


def scheme(kind: Kind, block: Block, athlete: Athlete) -> Scheme:
    """R15: sets, range, intensity and rest of a slot."""
    if kind == "a":
        return (ADVANCED_A_ROWS if athlete.counts_as == "advanced" else A_ROWS)[block]
    if kind == "d":
        return D_ROWS[block]
    if kind == "calf_straight" and block == "strength":
        return STRONG_CALF
    if kind == "swing" and block == "power":
        return POWER_SWINGS
    return _ANY_BLOCK[kind]


_ANY_BLOCK: Final[Mapping[Kind, Scheme]] = {
    "calf": CALF,
    "calf_straight": CALF,
    "swing": SWINGS,
    "upper": UPPER,
    "core": CORE,
    "pallof": PALLOF,
    "carry": CARRY,
    "hip_thrust_bw": HIP_THRUST_BW,
}


def taper_slots(plan: WeekPlan) -> tuple[Slot, ...]:
    """R13: T, with the Romanian deadlift but in race week (X ≤ 6)."""
    light: tuple[tuple[str, int, WorkUnit], ...] = (
        ("glute_bridge", 15, "reps"),
        ("banded_lateral_walk", 10, "steps"),
        ("dead_bug", 30, "seconds"),
        ("calf_hops", 10, "reps"),
    )
    lights = tuple(
        Slot(
            name=name,
            exercise=name,
            kind="t",
            scheme=Scheme(sets=2, low=amount, high=amount, rest_s=TAPER_REST_S, unit_of_work=unit),
        )
        for name, amount, unit in light
    )
    days = plan.frame.days_to_race
    if days is not None and days <= RACE_WEEK_DAYS:
        return lights
    lift = Slot(name="romanian_deadlift", exercise="romanian_deadlift", kind="t", scheme=TAPER_LIFT)
    return (lift, *lights)


def article_slots(kind: SessionType, plan: WeekPlan, athlete: Athlete) -> tuple[Slot, ...]:
    """R32: A, C, D and E of the sample week as printed; beginners take R15's rows in A and D."""
    block = plan.frame.block or "strength"
    beginner = athlete.is_beginner
    more = 3 if plan.frame.is_odd else 4
    if kind == "A":
        lift = A_ROWS[block] if beginner else ARTICLE_A
        hinge = "deadlift" if block == "power" else "romanian_deadlift"
        calf = "calf_raise_straight" if plan.frame.is_odd else "calf_raise_bent"
        calf_kind = KINDS[calf]
        calves = scheme(calf_kind, block, athlete) if beginner else STRONG_CALF
        return (
            Slot(name="hinge", exercise=hinge, kind="a", scheme=lift),
            Slot(name="squat", exercise="bulgarian_split_squat", kind="a", scheme=lift),
            Slot(name=calf, exercise=calf, kind=calf_kind, scheme=calves),
            Slot(name="walking_lunge", exercise="walking_lunge", kind="a", scheme=lift),
        )
    if kind == "D":
        lift = D_ROWS[block] if beginner else ARTICLE_D
        names = ("hip_thrust", "hamstring_curl", "step_up") + (() if beginner else (NORDIC, SWING))
        swings = replace(lift, percent=None)
        return tuple(
            Slot(name=name, exercise=name, kind=KINDS[name], scheme=swings if name == SWING else lift) for name in names
        )
    if kind == "C":
        names = ("plank", "side_plank", "dead_bug", "pallof_press", "farmers_carry")
        return tuple(_article_core(name, more) for name in names)
    names = ("pull", "push_up", "overhead_press", "russian_twist", "hanging_knee_raise")
    upper = replace(UPPER, sets=more)
    return tuple(
        Slot(
            name=name,
            exercise=pull_exercise(athlete) if name == "pull" else name,
            kind="upper",
            scheme=upper,
        )
        for name in names
    )


def _article_core(name: str, sets: int) -> Slot:
    """R32: an exercise of C, all of it timed, Pallof too."""
    kind: Kind = "carry" if name == "farmers_carry" else "core"
    timed = CARRY if kind == "carry" else CORE
    return Slot(name=name, exercise=name, kind=kind, scheme=replace(timed, sets=sets), keeps_sets=True)


def scheme_for(slot: Slot, exercise: Exercise) -> Scheme:
    """R25: the scheme of what really stands in the slot.

    A Nordic curl keeps its own dose wherever it stands. A timed substitute has its own scheme (in C with the slot's
    sets), an untimed one in a timed or Pallof slot the Pallof scheme, a substitute of the swing 60 %.
    """
    if exercise.id == NORDIC:
        return NORDIC_DOSE
    if slot.kind == "t" or exercise.id == slot.exercise:
        return RKC_CORE if exercise.id == RKC else slot.scheme
    if exercise.units[0] == "seconds":
        own = _timed_scheme(exercise)
        return replace(own, sets=slot.scheme.sets) if slot.keeps_sets else own
    if slot.kind in {"core", "carry", "pallof"}:
        return PALLOF
    if slot.kind == "swing":
        return replace(slot.scheme, percent=SWING_SUBSTITUTE_PERCENT)
    return slot.scheme


def _timed_scheme(exercise: Exercise) -> Scheme:
    """R15: the scheme of timed work: carries, the RKC plank, all other core and the calf hold."""
    if exercise.pattern == "carry":
        return CARRY
    return RKC_CORE if exercise.id == RKC else CORE
