"""What reported sets do to each exercise: its working state, highest loads, harder and easier steps (R21, R22)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final

from bot.coaching.athlete import Athlete, Unit, Working
from bot.coaching.exercise import Catalogue
from bot.coaching.load import MOST_REPS_FOR_ESTIMATE, brzycki, exact, implements, smallest
from bot.coaching.periodization import WEEK, monday_of
from bot.coaching.progression import FAR_MISS, RIR_NOT_GIVEN, Effort, Next, Range, missed_by, progress, start_target
from bot.coaching.report import Entry, Report, SetEntry
from bot.coaching.safety import COUNTS_AS, NOT_FOR_BEGINNERS, SOME_PAIN
from bot.coaching.session import Block, Prescription
from bot.coaching.week import LITE_TIER

KEEP_LOADS: Final = timedelta(days=60)
KG_PER_LB: Final = Fraction(45359237, 100000000)
TOO_HARD: Final = ("too hard", "too heavy", "too much weight", "too tough")
HELD_BACK_RIR: Final = 1
TWICE: Final = 2


ByDay = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """R21's state of one exercise after the report of `day`, in the block `label` that began on `block_start`.

    `repeats`, `tops` and `far_misses` count sessions running: repeated for a miss, at the top of the range without
    load, short by three or more without load. `raised_in` is the Monday of the week its load last rose (R22).
    `before` is the state before `day`, so that a second report of a day corrects the first.
    """

    day: date
    label: Block
    block_start: date
    working: Working
    repeats: int = 0
    tops: int = 0
    far_misses: int = 0
    raised_in: date | None = None
    before: "Lift | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifts:
    """All exercises reported: R21's states, loads and estimated maxima by day, which exercise stands for which.

    Of loads and maxima only those are kept that no later day has reached, so the first since a day is the best.
    """

    by_exercise: Mapping[str, Lift] = field(default_factory=dict)
    loads: Mapping[str, ByDay] = field(default_factory=dict)
    maxima: Mapping[str, ByDay] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)

    def highest_since(self, first: date) -> dict[str, float]:
        """R22: the highest load of each exercise on or after `first`."""
        return _best_since(self.loads, first)

    def one_rm_since(self, first: date) -> dict[str, float]:
        """R19: the best 1RM estimated from the reported sets of each exercise on or after `first`."""
        return _best_since(self.maxima, first)

    def working_in(self, label: Block | None, block_start: date) -> dict[str, Working]:
        """R20: the working states of a block; they end where the block changes."""
        return {
            name: lift.working
            for name, lift in self.by_exercise.items()
            if lift.label == label and lift.block_start == block_start
        }


def _best_since(by_name: Mapping[str, ByDay], first: date) -> dict[str, float]:
    return {
        name: next(value for day, value in values if day >= first)
        for name, values in by_name.items()
        if values[-1][0] >= first
    }


def lifted(catalogue: Catalogue, athlete: Athlete, lifts: Lifts, report: Report) -> Lifts:
    """The lifts after one more report. Nothing progresses in a deload, in T, or where it hurts (R21)."""
    if report.reading.status not in {"done", "partial"}:
        return lifts
    told = _told(report)
    sets = _sets_done(athlete.unit, report, told)
    loads = _with_best(lifts.loads, report.day, {name: [load for load, _ in done] for name, done in sets.items()})
    maxima = _with_best(lifts.maxima, report.day, {name: _estimates(done) for name, done in sets.items()})
    states, steps = dict(lifts.by_exercise), dict(lifts.steps)
    progresses = report.session is not None and report.block is not None and not report.deload
    for prescription in report.session.exercises if report.session is not None and progresses else ():
        name = prescription.exercise
        if (
            name in told
            and name in catalogue
            and prescription.target is not None
            and not _hurts(catalogue, name, report)
        ):
            state = _after_exercise(athlete, states.get(name), report, prescription, told[name])
            states[name] = _with_step(catalogue, athlete, steps, name, state)
    return Lifts(by_exercise=states, loads=loads, maxima=maxima, steps=steps)


def _after_exercise(
    athlete: Athlete, known: Lift | None, report: Report, prescription: Prescription, entry: Entry
) -> Lift:
    """R21 for one exercise of the session and what was said of it."""
    before = _state_before(known, report)
    within = _range(athlete, prescription)
    effort = _effort(report, entry, prescription, failed_before=before is not None and before.repeats > 0)
    load = _load_done(athlete.unit, report, entry, prescription)
    after = progress(load, prescription.target, within, effort)
    tops = far_misses = 0
    if load is None:
        aim = start_target(prescription.target, within)
        if after.outcome == "climb" and aim == within.high:
            tops = (before.tops if before else 0) + 1
        if missed_by(aim, effort.work, within) >= FAR_MISS:
            far_misses = (before.far_misses if before else 0) + 1
    after = _once_a_week(report, before, load, within, after)
    return _state_after(report, before, after, tops=tops, far_misses=far_misses)


def _state_before(known: Lift | None, report: Report) -> Lift | None:
    """The state that this report goes on from: of the same block, and not of the same day."""
    if known is not None and known.day == report.day:
        known = known.before
    if known is None or known.label != report.block or known.block_start != _block_start(report):
        return None
    return known


def _block_start(report: Report) -> date:
    return monday_of(report.day) - (report.week - 1) * WEEK


def _state_after(report: Report, before: Lift | None, after: Next, *, tops: int, far_misses: int) -> Lift:
    """The state that R21 leaves behind."""
    assert report.block is not None
    repeats = (before.repeats if before else 0) + 1 if after.outcome == "repeat" else 0
    rose = after.outcome in {"rise", "jump"}
    return Lift(
        day=report.day,
        label=report.block,
        block_start=_block_start(report),
        working=Working(load=after.load, target=after.target),
        repeats=repeats,
        tops=tops,
        far_misses=far_misses,
        raised_in=monday_of(report.day) if rose else before.raised_in if before else None,
        before=before if before is None or before.before is None else replace(before, before=None),
    )


def _once_a_week(report: Report, before: Lift | None, load: float | None, within: Range, after: Next) -> Next:
    """R22: one rise per exercise and week; a second one waits at the top of the range."""
    again = before is not None and before.raised_in == monday_of(report.day)
    if again and after.outcome in {"rise", "jump"}:
        return Next(load=load, target=within.high, outcome="hold")
    return after


def _with_step(catalogue: Catalogue, athlete: Athlete, steps: dict[str, str], exercise_id: str, state: Lift) -> Lift:
    """R21 without load: twice at the top a load or the harder exercise, twice far short the easier one.

    What now stands for the exercise is written into `steps`.
    """
    exercise = catalogue[exercise_id]
    if state.tops >= TWICE and exercise.loadable:
        first = next(iter(implements(exercise, athlete.equipment)), None)
        if first is not None:
            load = float(smallest(first, athlete.unit))
            return replace(state, working=Working(load=load, target=None), tops=0)
    elif state.tops >= TWICE and _may_step(catalogue, athlete, exercise.harder):
        _step(steps, exercise_id, exercise.harder)
        return replace(state, tops=0)
    elif state.far_misses >= TWICE and exercise.easier is not None:
        _step(steps, exercise_id, exercise.easier)
        return replace(state, far_misses=0)
    return state


def _may_step(catalogue: Catalogue, athlete: Athlete, harder: str | None) -> bool:
    """R21 and R29: the harder exercise, where its needs are met."""
    if harder is None or (athlete.is_beginner and harder in NOT_FOR_BEGINNERS):
        return False
    return catalogue[harder].fits(athlete.equipment)


def _step(steps: dict[str, str], old: str, new: str | None) -> None:
    """`new` stands for `old` from now on; stepping back only takes the earlier step away."""
    if new is None:
        return
    if steps.get(new) == old:
        del steps[new]
    else:
        steps[old] = new


def _told(report: Report) -> dict[str, Entry]:
    """What was reported of each exercise. Without any sets all was done as prescribed but what it omits."""
    reading = report.reading
    told = {entry.exercise: entry for entry in reversed(reading.entries)}
    if not told and report.session is not None and (reading.status == "done" or reading.omitted):
        told = {each.exercise: Entry(exercise=each.exercise) for each in report.session.exercises}
    return {name: entry for name, entry in told.items() if name not in reading.omitted}


def _range(athlete: Athlete, prescription: Prescription) -> Range:
    return Range(
        low=prescription.low,
        high=prescription.high,
        unit_of_work=prescription.unit_of_work,
        implement=prescription.implement,
        unit=athlete.unit,
    )


def _effort(report: Report, entry: Entry, prescription: Prescription, *, failed_before: bool) -> Effort:
    """How it went; RIR = 10 − RPE. Words count where no number was given: hard holds, too hard backs off."""
    reading = report.reading
    rir = entry.rir
    if rir is None and entry.rpe is not None:
        rir = max(10 - entry.rpe, 0)
    too_hard = rir is None and any(words in report.raw_text.lower() for words in TOO_HARD)
    if rir is None and reading.feel == "hard":
        rir = HELD_BACK_RIR
    amounts = [each.seconds if prescription.unit_of_work == "seconds" else each.reps for each in entry.sets]
    work = tuple(amount for amount in amounts if amount is not None)
    return Effort(
        work=work,
        rir=rir,
        too_hard=too_hard,
        form_slipped=reading.form_slipped,
        failed_before=failed_before,
    )


def _load_done(unit: Unit, report: Report, entry: Entry, prescription: Prescription) -> float | None:
    """The load R21 goes on from: that of most sets as reported, else as prescribed.

    After a lite day done as prescribed it is the load without the cut, or every lite week would be lighter still.
    """
    loads = [load for each in entry.sets if (load := in_unit(each, unit)) is not None]
    usual = max(sorted(set(loads)), key=loads.count) if loads else prescription.load
    lite = report.session is not None and report.session.tier == LITE_TIER
    if lite and usual == prescription.load:
        usual = prescription.base_load if prescription.base_load is not None else usual
    return usual or None


def in_unit(one: SetEntry, unit: Unit) -> float | None:
    """The load of a set in the athlete's unit, to two decimals; 0 is bodyweight, None not said."""
    if one.load is None or one.unit is None or one.unit == unit:
        return one.load
    in_kg = unit == "kg"
    converted = exact(one.load) * KG_PER_LB if in_kg else exact(one.load) / KG_PER_LB
    return round(float(converted), 2)


def _sets_done(unit: Unit, report: Report, told: Mapping[str, Entry]) -> dict[str, list[tuple[float, int | None]]]:
    """The loaded sets of each exercise as (load, repetitions to failure), as reported, else as prescribed."""
    done: dict[str, list[tuple[float, int | None]]] = {}
    for entry in report.reading.entries:
        loads = [(in_unit(each, unit), each.reps) for each in entry.sets]
        done[entry.exercise] = [(load, _to_failure(entry, reps)) for load, reps in loads if load]
    for prescription in report.session.exercises if report.session else ():
        said = told.get(prescription.exercise)
        if said is not None and prescription.load and not done.get(prescription.exercise):
            reps = prescription.target if prescription.unit_of_work == "reps" else None
            done[prescription.exercise] = [(prescription.load, _to_failure(said, reps))]
    return done


def _to_failure(entry: Entry, reps: int | None) -> int | None:
    """R19: repetitions done and in reserve."""
    rir = entry.rir if entry.rir is not None else 10 - entry.rpe if entry.rpe is not None else RIR_NOT_GIVEN
    return None if not reps else reps + int(max(rir, 0))


def _estimates(done: list[tuple[float, int | None]]) -> list[float]:
    """R19: Brzycki's estimates of the sets with at most ten repetitions to failure."""
    counting = [(load, reps) for load, reps in done if reps is not None and reps <= MOST_REPS_FOR_ESTIMATE]
    return [_estimated(load, reps) for load, reps in counting]


@lru_cache(maxsize=4096)
def _estimated(load: float, reps_to_failure: int) -> float:
    return float(brzycki(exact(load), reps_to_failure))


def _with_best(known: Mapping[str, ByDay], day: date, values: Mapping[str, list[float]]) -> dict[str, ByDay]:
    """The best of the day added to each exercise; what is too old to matter or no better goes."""
    found = dict(known)
    for name, each in values.items():
        if each:
            best = max(each)
            kept = [old for old in found.get(name, ()) if old[1] > best and day - old[0] <= KEEP_LOADS]
            found[name] = (*kept, (day, best))
    return found


def _hurts(catalogue: Catalogue, exercise: str, report: Report) -> bool:
    """R26: pain of 3 or more reported with the session, in an area the exercise stresses."""
    stressed = catalogue[exercise].stress_areas
    return bool(report.reading.pain) and any(
        COUNTS_AS.get(each.area, each.area) in stressed and (each.score is None or each.score >= SOME_PAIN)
        for each in report.reading.pain
    )
