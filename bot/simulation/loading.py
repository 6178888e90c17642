"""Invariants of the load: rises, cuts, steps, first loads (I5, I16)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from bot.coaching.athlete import Athlete, Working
from bot.coaching.exercise import Catalogue
from bot.coaching.report import Entry, Report
from bot.coaching.session import Prescription
from bot.simulation.facts import is_new_to_lifting
from bot.simulation.lived import LivedDay, LivedWeek
from bot.simulation.tally import Tally

SLACK: Final = 1e-9
BELLS: Final[Mapping[str, tuple[int, ...]]] = {
    "kg": (4, 8, 12, 16, 20, 24, 28, 32),
    "lb": (9, 18, 26, 35, 44, 53, 62, 70),
}
GRID: Final[Mapping[str, Mapping[str, float]]] = {
    "kg": {"barbell": 2.5, "dumbbells": 4, "ham_machine": 5, "plate": 5},
    "lb": {"barbell": 5, "dumbbells": 10, "ham_machine": 10, "plate": 10},
}
BAR: Final[Mapping[str, int]] = {"kg": 20, "lb": 45}
ON_THE_BAR: Final = frozenset({"deadlift", "romanian_deadlift", "back_squat", "hip_thrust", "overhead_press"})
LEVEL: Final = {"beginner": 0, "intermediate": 1, "advanced": 2}
OF_MASS: Final[Mapping[str, tuple[float, float, float]]] = {
    "deadlift": (0.6, 1, 1.5),
    "romanian_deadlift": (0.5, 0.8, 1.2),
    "back_squat": (0.5, 0.8, 1.2),
    "hip_thrust": (0.6, 1, 1.5),
    "bulgarian_split_squat": (0, 0.3, 0.5),
    "split_squat": (0, 0.3, 0.5),
    "walking_lunge": (0, 0.25, 0.4),
    "step_up": (0, 0.25, 0.4),
    "single_leg_rdl": (0, 0.2, 0.35),
    "calf_raise_straight": (0, 0.4, 0.6),
    "calf_raise_bent": (0, 0.4, 0.6),
    "dumbbell_hip_thrust": (0.2, 0.4, 0.6),
    "dumbbell_row": (0.2, 0.35, 0.5),
    "hamstring_curl": (0.2, 0.35, 0.5),
    "overhead_press": (0.2, 0.3, 0.45),
    "farmers_carry": (0.6, 0.9, 1.2),
}
SWING_OF_MASS: Final = (0.12, 0.2, 0.25)
NOT_BY_MAXIMUM: Final = frozenset({"kettlebell_swing", "weighted_plank"})
MOST_OF_MAXIMUM: Final = {"beginner": 0.75, "intermediate": 0.75, "advanced": 0.85}


def check_day(catalogue: Catalogue, lived: LivedDay, tally: Tally) -> None:
    """I5 and I16 for each exercise of the day."""
    session = lived.day.session
    if session is None:
        return
    for each in session.exercises:
        _target(lived, each, tally)
        if each.load is None:
            tally.check("I16", lived.day.date, "an implement without a load", holds=each.implement is None)
            continue
        loadable = catalogue[each.exercise].loadable or each.exercise == "weighted_plank"
        tally.check("I16", lived.day.date, each.exercise, "cannot be loaded", holds=loadable)
        _on_the_grid(lived, each, tally)
        _first_load(lived, each, tally, taper=session.type == "T")
        _rise(lived, each, tally)
        if session.type != "T":
            _comeback(lived, each, tally)


def _on_the_grid(lived: LivedDay, each: Prescription, tally: Tally) -> None:
    """I16: what the implement can really be loaded to."""
    unit, load, on = lived.athlete.unit, each.load, lived.day.date
    assert load is not None
    says = each.exercise, load, unit, each.implement
    if each.implement == "kettlebell":
        tally.check("I16", on, *says, holds=load in BELLS[unit])
    elif each.implement is None:
        tally.check("I16", on, *says, holds=False)
    else:
        grid = GRID[unit].get(each.implement)
        holds = grid is not None and load >= grid and float(load / grid).is_integer()
        tally.check("I16", on, *says, holds=holds)
    if each.implement == "barbell":
        tally.check("I16", on, *says, holds=load >= BAR[unit] and each.exercise in ON_THE_BAR)


def maximum(athlete: Athlete, exercise: str) -> float | None:
    """R19: the 1RM by the invariant's own reckoning."""
    if exercise in athlete.one_rm:
        return athlete.one_rm[exercise]
    counting = [s for s in athlete.recent_sets if s.exercise == exercise and s.reps + s.rir <= 10]
    if counting:
        last = counting[-1]
        return last.load * 36 / (37 - last.reps - last.rir)
    if exercise == "romanian_deadlift":
        known = any(s.exercise == "deadlift" and s.reps + s.rir <= 10 for s in athlete.recent_sets)
        pull = maximum(athlete, "deadlift") if known or "deadlift" in athlete.one_rm else None
        if pull is not None:
            return pull * 0.75
    shares = OF_MASS.get(exercise)
    return None if shares is None else _mass(athlete) * shares[_level(athlete)]


def _at_best(lived: LivedDay, exercise: str) -> float | None:
    """R19: a known 1RM stands; else the best estimate of reported sets counts where it is higher."""
    known = maximum(lived.athlete, exercise)
    reported = lived.log.reported_one_rm.get(exercise)
    if known is None or reported is None or exercise in lived.athlete.one_rm:
        return known
    return max(known, reported)


def _mass(athlete: Athlete) -> float:
    if athlete.body_mass is not None:
        return athlete.body_mass
    return 70 if athlete.unit == "kg" else 154


def _level(athlete: Athlete) -> int:
    return 0 if is_new_to_lifting(athlete) else LEVEL[athlete.experience]


def _first_load(lived: LivedDay, each: Prescription, tally: Tally, *, taper: bool) -> None:
    """I16: a first load is at most 85 % of 1RM (75 % but for the advanced); a swing starts by body mass."""
    if each.exercise in lived.log.working and not taper:
        return
    athlete, load, on = lived.athlete, each.load, lived.day.date
    assert load is not None
    least = 5 if athlete.unit == "kg" else 10
    if each.exercise == "weighted_plank":
        tally.check("I16", on, f"a plate of {load} to start", holds=load == least)
    elif each.exercise == "kettlebell_swing":
        most = max(_mass(athlete) * SWING_OF_MASS[_level(athlete)], BELLS[athlete.unit][0])
        tally.check("I16", on, f"a swing of {load} to start", holds=load <= most + SLACK)
    else:
        known = _at_best(lived, each.exercise)
        most = MOST_OF_MAXIMUM["advanced" if _level(athlete) == 2 else "intermediate"]
        most = 0.6 if taper else most
        says = each.exercise, "starts at", load, "of a maximum of", known
        tally.check("I16", on, *says, holds=known is not None and load <= known * most + SLACK)


def _step(load: float, implement: str, unit: str) -> float:
    """R21: what one step above `load` adds."""
    if implement == "kettlebell":
        return next((bell - load for bell in BELLS[unit] if bell > load), 0.0)
    return GRID[unit].get(implement, 0.0)


def _rise(lived: LivedDay, each: Prescription, tally: Tally) -> None:
    """I5: R22's cap, over the highest load of the log and the highest the simulation has seen."""
    load, implement, unit = each.load, each.implement, lived.athlete.unit
    if load is None or implement is None:
        return
    known = {"log": lived.log.highest_28d.get(each.exercise), "lifted": lived.lifted.get(each.exercise)}
    for source, highest in known.items():
        if highest:
            most = max(1.1 * highest, highest + _step(highest, implement, unit), _least(each, implement, unit))
            holds = load <= most + SLACK
            tally.check(
                "I5", lived.day.date, each.exercise, "rises from", highest, source, "to", load, unit, holds=holds
            )


def _least(each: Prescription, implement: str, unit: str) -> float:
    """What cannot be lighter: the smallest bell of a swing, the smallest plate."""
    if each.exercise == "kettlebell_swing" and implement == "kettlebell":
        return BELLS[unit][0]
    return GRID[unit]["plate"] if implement == "plate" else 0.0


def _target(lived: LivedDay, each: Prescription, tally: Tally) -> None:
    """I5: a target lies in the range, and at its bottom after a gap (R24); none in a deload and in T."""
    session = lived.day.session
    assert session is not None
    on, target = lived.day.date, each.target
    if session.type == "T" or lived.day.deload:
        tally.check("I12", on, each.exercise, "progresses in a light week", holds=target is None)
    if target is not None:
        says = each.exercise, "target", target, "of", each.low, each.high
        tally.check("I5", on, *says, holds=each.low <= target <= each.high)
        gap = lived.log.days_since_strength
        if gap is not None and gap >= 8:
            tally.check("I5", on, *says, "after days:", gap, holds=target == each.low)


def _comeback(lived: LivedDay, each: Prescription, tally: Tally) -> None:
    """I5: after a gap the working load is cut (R24)."""
    gap = lived.log.days_since_strength
    working = lived.log.working.get(each.exercise)
    if gap is None or gap < 8 or working is None or working.load is None or each.exercise in NOT_BY_MAXIMUM:
        return
    factor = Fraction(9, 10) if gap <= 14 else Fraction(8, 10) if gap <= 28 else Fraction(7, 10)
    says = f"{each.exercise} at {each.load} after {gap} days off {working.load}"
    holds = each.load is not None and each.load <= float(factor) * working.load + SLACK
    tally.check("I5", lived.day.date, says, holds=holds)


def check_progress(week: LivedWeek, tally: Tally) -> None:
    """I5: what each report of the week did to the working loads, by R21; one rise a week (R22)."""
    for lived in week.planned:
        if lived.report is not None:
            _check_report(lived, lived.report, tally)
    _one_rise(week, tally)


def _check_report(lived: LivedDay, report: Report, tally: Tally) -> None:
    session = lived.day.session
    progresses = session is not None and session.type != "T" and session.tier != 2 and not lived.day.deload
    if session is None or not progresses or lived.log.pain or report.reading.pain or not lived.is_done:
        return
    prescribed = {each.exercise: each for each in session.exercises}
    for entry in report.reading.entries:
        each = prescribed.get(entry.exercise)
        state = lived.after.get(entry.exercise)
        if each is not None and each.load is not None and each.target is not None and entry.sets and state is not None:
            _check_entry(lived, each, entry, state, tally)


def _check_entry(lived: LivedDay, each: Prescription, entry: Entry, state: Working, tally: Tally) -> None:
    """R21 as bounds: down after (a), no rise after (b) and (c), one step or 5 % at most after (d) and (e)."""
    slipped = lived.report is not None and lived.report.reading.form_slipped
    load, target, on, unit = each.load, each.target, lived.day.date, lived.athlete.unit
    if load is None or target is None or state.load is None or any(done.load != load for done in entry.sets):
        return
    per_rep = 5 if each.unit_of_work == "seconds" else 1
    work = [done.seconds if each.unit_of_work == "seconds" else done.reps for done in entry.sets]
    miss = (target - min((amount or 0) for amount in work)) // per_rep
    rir = 2 if entry.rir is None else entry.rir
    says = f"{each.exercise} {load} → {state.load} after {work} of {target}, RIR {entry.rir}"
    step = _step(load, each.implement or "", unit)
    if miss >= 3:
        tally.check("I5", on, says, holds=state.load < load or state.load <= _floor(each, unit))
    elif miss >= 1 or rir < 2 or slipped:
        tally.check("I5", on, says, holds=state.load <= load)
    else:
        most = load + max(step, load * 0.05)
        tally.check("I5", on, says, holds=state.load <= most + SLACK)
    if state.target is not None:
        says = f"{each.exercise}: target {target} → {state.target}"
        tally.check("I5", on, says, holds=each.low <= state.target <= max(target + per_rep, each.low, each.high))


def _floor(each: Prescription, unit: str) -> float:
    """R21: the implement's smallest load."""
    if each.implement == "kettlebell":
        return BELLS[unit][0]
    return BAR[unit] if each.implement == "barbell" else GRID[unit].get(each.implement or "", 0.0)


def _one_rise(week: LivedWeek, tally: Tally) -> None:
    """R22: within a week the coach raises an exercise at most once; what runners take upon themselves is theirs."""
    rises: dict[str, int] = {}
    for lived in week.planned:
        for name in _raised(lived) if lived.after else ():
            rises[name] = rises.get(name, 0) + 1
            tally.check("I5", week.monday, f"{name} rises {rises[name]} times in a week", holds=rises[name] <= 1)


def _raised(lived: LivedDay) -> Iterator[str]:
    """The exercises whose working load is now above both what was prescribed and what was lifted."""
    session, report = lived.day.session, lived.report
    if session is None or report is None or lived.day.deload:
        return
    lifted = {entry.exercise: [done.load for done in entry.sets if done.load] for entry in report.reading.entries}
    for each in session.exercises:
        state = lived.after.get(each.exercise)
        told = lifted.get(each.exercise)
        if each.load is None or told is None or state is None or state.load is None:
            continue
        before = lived.log.working.get(each.exercise)
        known = 0.0 if before is None or before.load is None else before.load
        if state.load > max(each.load, each.base_load or 0, known, *told):
            yield each.exercise
