"""How heavy: one-repetition maximum, what an implement can be loaded to, the cap on rises (R19, R20, R22).

Reckoned in fractions, so that 0.9 × 60 is 54 and never falls to the step below. Loads are totals in the athlete's
unit; the pair of dumbbells counts as one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from bot.coaching.athlete import Athlete, Experience, RecentSet, Unit
from bot.coaching.exercise import Equipment, Exercise

MOST_REPS_FOR_ESTIMATE: Final = 10
RDL_OF_DEADLIFT: Final = Fraction(3, 4)
MOST_RISE: Final = Fraction(11, 10)

BARBELL_LIFTS: Final = frozenset({"deadlift", "romanian_deadlift", "back_squat", "hip_thrust", "overhead_press"})
PLATE_LIFTS: Final = frozenset({"weighted_plank"})
SWING: Final = "kettlebell_swing"

BELLS: Final[Mapping[Unit, tuple[int, ...]]] = {
    "kg": (4, 8, 12, 16, 20, 24, 28, 32),
    "lb": (9, 18, 26, 35, 44, 53, 62, 70),
}
STEPS: Final[Mapping[Unit, Mapping[str, Fraction]]] = {
    "kg": {"barbell": Fraction(5, 2), "dumbbells": Fraction(4), "ham_machine": Fraction(5), "plate": Fraction(5)},
    "lb": {"barbell": Fraction(5), "dumbbells": Fraction(10), "ham_machine": Fraction(10), "plate": Fraction(10)},
}
BAR: Final[Mapping[Unit, Fraction]] = {"kg": Fraction(20), "lb": Fraction(45)}

_LEVELS: Final[tuple[Experience, ...]] = ("beginner", "intermediate", "advanced")


def _guess(*shares: str) -> Mapping[Experience, Fraction]:
    return dict(zip(_LEVELS, map(Fraction, shares), strict=True))


GUESSES: Final[Mapping[str, Mapping[Experience, Fraction]]] = {
    "deadlift": _guess("0.6", "1", "1.5"),
    "romanian_deadlift": _guess("0.5", "0.8", "1.2"),
    "back_squat": _guess("0.5", "0.8", "1.2"),
    "hip_thrust": _guess("0.6", "1", "1.5"),
    "bulgarian_split_squat": _guess("0", "0.3", "0.5"),
    "split_squat": _guess("0", "0.3", "0.5"),
    "walking_lunge": _guess("0", "0.25", "0.4"),
    "step_up": _guess("0", "0.25", "0.4"),
    "single_leg_rdl": _guess("0", "0.2", "0.35"),
    "calf_raise_straight": _guess("0", "0.4", "0.6"),
    "calf_raise_bent": _guess("0", "0.4", "0.6"),
    "dumbbell_hip_thrust": _guess("0.2", "0.4", "0.6"),
    "dumbbell_row": _guess("0.2", "0.35", "0.5"),
    "hamstring_curl": _guess("0.2", "0.35", "0.5"),
    "overhead_press": _guess("0.2", "0.3", "0.45"),
    "farmers_carry": _guess("0.6", "0.9", "1.2"),
}
SWING_SHARE: Final = _guess("0.12", "0.2", "0.25")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A load that can really be put on: the total and what carries it. Both None: bodyweight."""

    load: Fraction | None = None
    implement: Equipment | None = None


BODYWEIGHT: Final = Loaded()


@lru_cache(maxsize=4096)
def exact(value: float) -> Fraction:
    """The number as it was written: 0.1 is one tenth."""
    if isinstance(value, int):
        return Fraction(value)
    return Fraction(int(value)) if value.is_integer() else Fraction(Decimal(repr(value)))


def brzycki(load: Fraction, reps_to_failure: int) -> Fraction:
    """R19: estimated 1RM, w·36 ÷ (37 − r) (Brzycki 1993). Unreliable above ten repetitions."""
    return load * Fraction(36, 37 - reps_to_failure)


def epley(load: Fraction, reps_to_failure: int) -> Fraction:
    """R19: the upper figure shown beside Brzycki's, w·(1 + r ÷ 30). Unreliable above ten repetitions."""
    return load * (30 + reps_to_failure) / 30


def counting_set(athlete: Athlete, exercise: str) -> RecentSet | None:
    """R19: the last listed recent set of a lift with at most ten repetitions to failure."""
    for entry in reversed(athlete.recent_sets):
        if entry.exercise == exercise and entry.reps + entry.rir <= MOST_REPS_FOR_ESTIMATE:
            return entry
    return None


def measured_one_rm(athlete: Athlete, exercise: str) -> Fraction | None:
    """R19: the 1RM told or estimated from a recent set; None where only body mass is left to guess from."""
    if exercise in athlete.one_rm:
        return exact(athlete.one_rm[exercise])
    recent = counting_set(athlete, exercise)
    if recent is not None:
        return brzycki(exact(recent.load), recent.reps + recent.rir)
    if exercise == "romanian_deadlift":
        deadlift = measured_one_rm(athlete, "deadlift")
        return None if deadlift is None else deadlift * RDL_OF_DEADLIFT
    return None


def one_rm(athlete: Athlete, exercise: str, reported: float | None = None) -> Fraction | None:
    """R19: the 1RM to take percentages of, in the athlete's unit; None for what is not loaded by percentage.

    `reported` is the best estimate from reported sets. It counts where no 1RM is known and it is the higher one:
    sets that leave much in reserve must not make the next block lighter.
    """
    found = measured_one_rm(athlete, exercise)
    if found is None:
        guess = GUESSES.get(exercise)
        if guess is None:
            return None
        found = _of_mass(athlete.mass, guess[athlete.counts_as])
    if reported is None or exercise in athlete.one_rm:
        return found
    return max(found, exact(reported))


@lru_cache(maxsize=4096)
def _of_mass(mass: float, part: Fraction) -> Fraction:
    return exact(mass) * part


@lru_cache(maxsize=4096)
def share(maximum: Fraction, percent: int) -> Fraction:
    """R15: that many per cent of a 1RM."""
    return maximum * Fraction(percent, 100)


def swing_start(athlete: Athlete) -> Fraction:
    """R19: the swing's load is a share of body mass, not of a 1RM."""
    return exact(athlete.mass) * SWING_SHARE[athlete.counts_as]


def implements(exercise: Exercise, equipment: frozenset[Equipment]) -> tuple[Equipment, ...]:
    """R20: what may load the exercise, in order, of what is there. Empty: it cannot be loaded."""
    return _implements(exercise.id, exercise.loadable, equipment)


@lru_cache(maxsize=4096)
def _implements(exercise_id: str, loadable: bool, equipment: frozenset[Equipment]) -> tuple[Equipment, ...]:
    order: tuple[Equipment, ...]
    if exercise_id in PLATE_LIFTS:
        order = ("plate",)
    elif not loadable:
        order = ()
    elif exercise_id == "hamstring_curl":
        order = ("ham_machine",)
    elif exercise_id == SWING:
        order = ("kettlebell", "dumbbells")
    elif exercise_id in BARBELL_LIFTS:
        order = ("barbell", "dumbbells", "kettlebell")
    else:
        order = ("dumbbells", "kettlebell")
    return tuple(implement for implement in order if implement in equipment)


def smallest(implement: Equipment, unit: Unit) -> Fraction:
    """R20: the least the implement weighs."""
    if implement == "kettlebell":
        return Fraction(BELLS[unit][0])
    return BAR[unit] if implement == "barbell" else STEPS[unit][implement]


def round_down(load: Fraction, implement: Equipment, unit: Unit) -> Fraction | None:
    """R20: the most the implement can be loaded to without exceeding `load`; None below its least."""
    if implement == "kettlebell":
        whole = load.numerator // load.denominator
        fitting = [bell for bell in BELLS[unit] if bell <= whole]
        return Fraction(fitting[-1]) if fitting else None
    step = STEPS[unit][implement]
    # whole numbers, as fractions are slow to divide
    steps = load.numerator * step.denominator // (load.denominator * step.numerator)
    rounded = Fraction(steps * step.numerator, step.denominator)
    return rounded if rounded >= smallest(implement, unit) else None


def step_up(load: Fraction, implement: Equipment, unit: Unit) -> Fraction | None:
    """R21: one step above `load`; None where there is no heavier bell."""
    if implement == "kettlebell":
        return next((Fraction(bell) for bell in BELLS[unit] if bell > load), None)
    return load + STEPS[unit][implement]


def most_allowed(highest: Fraction, implement: Equipment, unit: Unit) -> Fraction:
    """R22: the heaviest new load after `highest` in the last 28 days."""
    return max(MOST_RISE * highest, step_up(highest, implement, unit) or highest)


def fit(
    exercise: Exercise,
    wanted: Fraction,
    equipment: frozenset[Equipment],
    unit: Unit,
    highest: Fraction | None = None,
) -> Loaded:
    """R20 and R22: `wanted` rounded down on the first implement that can be that light; bodyweight where none can.

    A swing is never lighter than the smallest bell.
    """
    return _fitted(implements(exercise, equipment), exercise.id, wanted, unit, highest)


@lru_cache(maxsize=16384)
def _fitted(
    by: tuple[Equipment, ...], exercise_id: str, wanted: Fraction, unit: Unit, highest: Fraction | None
) -> Loaded:
    """What `fit` finds with those implements; cached, as the same loads come up again and again."""
    for implement in by:
        rises = highest is not None and wanted > highest
        load = min(wanted, most_allowed(highest, implement, unit)) if rises and highest is not None else wanted
        if exercise_id == SWING and implement == "kettlebell":
            load = max(load, smallest(implement, unit))
        rounded = round_down(load, implement, unit)
        if rounded is not None:
            return Loaded(load=rounded, implement=implement)
    return BODYWEIGHT
