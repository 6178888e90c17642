"""What the last session does to the next: load and target after a report, and after a gap (R21, R24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from bot.coaching.athlete import Unit
from bot.coaching.exercise import Equipment, WorkUnit
from bot.coaching.load import exact, round_down, smallest, step_up

SECONDS_PER_REP: Final = 5
RIR_NOT_GIVEN: Final = 2
FAR_MISS: Final = 3
MUCH_LEFT: Final = 4
GAP_DAYS: Final = 8

Outcome = Literal["back_off", "repeat", "reset", "hold", "jump", "climb", "rise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comeback:
    """R24: what a gap since the last strength session does. `most_sets` None: no limit."""

    load_factor: Fraction = Fraction(1)
    most_sets: int | None = None

    @property
    def from_bottom(self) -> bool:
        """Targets start again at the bottom of the range."""
        return self.load_factor != 1


NO_GAP: Final = Comeback()


def comeback(days_since_strength: int | None) -> Comeback:
    """R24: 8–14 days ×0.9; 15–28 ×0.8 and at most two sets; longer ×0.7 and at most two sets."""
    if days_since_strength is None or days_since_strength < GAP_DAYS:
        return NO_GAP
    if days_since_strength <= 14:
        return Comeback(load_factor=Fraction(9, 10))
    return Comeback(load_factor=Fraction(8 if days_since_strength <= 28 else 7, 10), most_sets=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How one exercise went: the work of each set (reps or seconds), and what the runner said of it."""

    work: tuple[int, ...]
    rir: float | None = None
    too_hard: bool = False
    form_slipped: bool = False
    failed_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What R21 works in: the prescribed range, counted in reps or seconds, and what carries the load."""

    low: int
    high: int
    unit_of_work: WorkUnit = "reps"
    implement: Equipment | None = None
    unit: Unit = "kg"

    @property
    def is_timed(self) -> bool:
        """Counted in seconds: a step is five, and five count as one repetition of miss."""
        return self.unit_of_work == "seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What to do next time, and which case of R21 made it so."""

    load: float | None
    target: int
    outcome: Outcome


def start_target(target: int | None, within: Range) -> int:
    """R20: a target that is missing or outside the range means its bottom."""
    return target if target is not None and within.low <= target <= within.high else within.low


def missed_by(target: int, work: Sequence[int], within: Range) -> int:
    """R21: whole repetitions (or five seconds) that the worst set fell short of the target; 0 where none did."""
    short = max(target - min(work, default=target), 0)
    return short // SECONDS_PER_REP if within.is_timed else short


def progress(load: float | None, target: int | None, within: Range, effort: Effort) -> Next:
    """R21: load and target of the next time. `load` None is bodyweight."""
    aim = start_target(target, within)
    miss = missed_by(aim, effort.work, within)
    rir = RIR_NOT_GIVEN if effort.rir is None else effort.rir
    if effort.too_hard or miss >= FAR_MISS:
        return Next(load=_lighter(load, Fraction(9, 10), within), target=within.low, outcome="back_off")
    if miss >= 1 or rir < 1 or effort.form_slipped:
        if effort.failed_before:
            return Next(load=_lighter(load, Fraction(19, 20), within), target=within.low, outcome="reset")
        return Next(load=load, target=aim, outcome="repeat")
    if rir < RIR_NOT_GIVEN:
        return Next(load=load, target=aim, outcome="hold")
    if rir >= MUCH_LEFT and load is not None:
        return _heavier(load, within, "jump")
    return _climb(load, aim, within)


def _climb(load: float | None, target: int, within: Range) -> Next:
    """R21 (e): one more repetition, or five more seconds; from the top one step of load and back to the bottom."""
    if target < within.high:
        more = target + (SECONDS_PER_REP if within.is_timed else 1)
        return Next(load=load, target=min(more, within.high), outcome="climb")
    if load is None:
        return Next(load=None, target=within.high, outcome="climb")
    return _heavier(load, within, "rise")


def _heavier(load: float, within: Range, outcome: Outcome) -> Next:
    """R21: one step, or after (d) 5 % of the load where that is more; no heavier bell: the top of the range."""
    if within.implement is None:
        return Next(load=load, target=within.high, outcome=outcome)
    now = exact(load)
    above = step_up(now, within.implement, within.unit)
    if above is None:
        return Next(load=load, target=within.high, outcome=outcome)
    wanted = above
    if outcome == "jump" and within.implement != "kettlebell":
        step = above - now
        wanted = now + max(step, now / 20 // step * step)
    heavier = round_down(wanted, within.implement, within.unit) or wanted
    return Next(load=float(heavier), target=within.low, outcome=outcome)


def _lighter(load: float | None, factor: Fraction, within: Range) -> float | None:
    """R21: the load cut by `factor`, rounded down, never below the implement's smallest."""
    if load is None or within.implement is None:
        return load
    lighter = round_down(exact(load) * factor, within.implement, within.unit)
    return float(lighter or smallest(within.implement, within.unit))
