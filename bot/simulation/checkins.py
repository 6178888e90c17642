"""Simulated check-ins: what a runner says of a session, with believable repetitions, reserve, loads and effort."""

from dataclasses import dataclass
from random import Random

from bot.coaching.athlete import Pain, Unit
from bot.coaching.report import Entry, Feel, PainReport, Reading, Report, SetEntry
from bot.coaching.session import Day, Prescription, Session

HIT, EASY, SHORT, FAR_SHORT = 0.62, 0.74, 0.88, 0.93


@dataclass(frozen=True, slots=True, kw_only=True)
class Temper:
    """How one runner trains and tells: how often they miss, how hard it feels, how often loads are their own."""

    discipline: float
    strain: float
    own_loads: float


def random_temper(rng: Random) -> Temper:
    """A runner's habits."""
    return Temper(discipline=rng.uniform(0.6, 0.97), strain=rng.uniform(0, 0.3), own_loads=rng.uniform(0, 0.15))


def check_in(rng: Random, temper: Temper, day: Day, unit: Unit, pain: tuple[Pain, ...]) -> Report | None:
    """What is said of a day with a session: done, in part, skipped, or nothing at all."""
    session = day.session
    assert session is not None
    dice = rng.random()
    if dice > temper.discipline:
        if rng.random() < 0.5:
            return None
        return _report(day, Reading(day=day.date, status="skipped"))
    partial = dice < 0.06 and len(session.exercises) > 1
    omitted = rng.choice(session.exercises).exercise if partial else None
    named = [each for each in session.exercises if each.exercise != omitted and rng.random() < 0.97]
    reading = Reading(
        day=day.date,
        status="partial" if partial else "done",
        entries=tuple(_entry(rng, temper, each, unit) for each in named),
        effort=_effort(rng, temper),
        feel=_feel(rng),
        omitted=(omitted,) if omitted else (),
        pain=tuple(PainReport(area=each.area, score=each.score) for each in pain),
        form_slipped=rng.random() < 0.02,
    )
    return _report(day, reading)


def _report(day: Day, reading: Reading) -> Report:
    return Report(
        id=day.date.isoformat(),
        day=day.date,
        reading=reading,
        session=day.session,
        block=day.block,
        week=day.week,
        deload=day.deload,
    )


def _entry(rng: Random, temper: Temper, each: Prescription, unit: Unit) -> Entry:
    """The sets of one exercise: as asked, easily, a little or far short."""
    dice = rng.random()
    aim = each.low if each.target is None else each.target
    timed = each.unit_of_work == "seconds"
    per_rep = 5 if timed else 1
    rir: float | None
    if dice < HIT:
        done, rir = [aim] * each.sets, rng.choice((None, 2, 2, 3, 3, 1))
    elif dice < EASY:
        done, rir = [max(aim, each.high)] * each.sets, rng.choice((4, 4, 5))
    elif dice < SHORT:
        done, rir = _falling(rng, aim, each.sets, rng.randint(1, 2) * per_rep), rng.choice((None, 0, 0, 1))
    elif dice < FAR_SHORT:
        done, rir = _falling(rng, aim, each.sets, rng.randint(3, 5) * per_rep), rng.choice((None, 0))
    else:
        done, rir = [aim] * max(each.sets - 1, 1), None
    load = _load(rng, temper, each)
    said: Unit | None = unit if load else None
    sets = {
        amount: SetEntry(seconds=amount, load=load, unit=said) if timed else SetEntry(reps=amount, load=load, unit=said)
        for amount in set(done)
    }
    told = tuple(sets[amount] for amount in done)
    return Entry(exercise=each.exercise, sets=told, per_side=each.per_side, rir=rir)


def _falling(rng: Random, aim: int, sets: int, short: int) -> list[int]:
    """Sets that tire: the last is `short` of the aim."""
    last = max(aim - short, 0)
    return [*(rng.randint(last, aim) for _ in range(sets - 1)), last]


def _load(rng: Random, temper: Temper, each: Prescription) -> float | None:
    """The load as said: as prescribed, not said, or the runner's own."""
    dice = rng.random()
    if each.load is None:
        return 0.0 if dice < 0.3 else None
    if dice < temper.own_loads:
        return max(each.load + rng.choice((-5, -2.5, 2.5, 5)), 1.0)
    return None if dice > 0.9 else each.load


def _effort(rng: Random, temper: Temper) -> float | None:
    dice = rng.random()
    if dice < 0.15:
        return None
    if dice > 1 - temper.strain:
        return float(rng.choice((9, 9, 10)))
    return float(rng.randint(4, 8))


def _feel(rng: Random) -> Feel | None:
    known: tuple[Feel | None, ...] = (None, None, None, "easy", "good", "good", "good", "hard")
    return rng.choice(known)


def heaviest(report: Report) -> dict[str, float]:
    """By exercise the heaviest load told: as said, else as prescribed; all of it where no exercise was named."""
    session: Session | None = report.session
    if session is None or report.reading.status not in {"done", "partial"}:
        return {}
    prescribed = {each.exercise: each.load for each in session.exercises if each.load}
    if not report.reading.entries:
        return {name: load for name, load in prescribed.items() if name not in report.reading.omitted}
    found: dict[str, float] = {}
    for entry in report.reading.entries:
        said = [done.load for done in entry.sets if done.load is not None]
        load = max(said) if said else prescribed.get(entry.exercise, 0.0)
        if load:
            found[entry.exercise] = load
    return found
