"""Random athletes: believable answers to every question of the first meeting, and the odd ones too."""

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from typing import Final

from bot.coaching.athlete import (
    ALL_GYM_DAYS,
    EVERYTHING,
    Activation,
    Athlete,
    Experience,
    GymDay,
    Phase,
    RecentSet,
    Run,
    RunType,
    Unit,
    WeekStyle,
)
from bot.coaching.exercise import Equipment

FIRST_START: Final = date(2027, 1, 1)
RACES_KM: Final = (None, 5.0, 10.0, 14.9, 15.0, 21.1, 30.0, 42.2, 50.0)
CAPS: Final = (20, 30, 40, 45, 60, 60, 60, 60, 60, 75, 90)
PHASES: Final[tuple[Phase, ...]] = ("base", "off", "prep", "taper", "taper", "recovery")
CONDITIONS: Final = ("pregnancy", "heart_disease", "osteoporosis", "surgery")
LIFTS: Final = ("deadlift", "back_squat", "hip_thrust", "overhead_press", "romanian_deadlift")
LIFT_OF_MASS: Final = {
    "deadlift": 1.3,
    "back_squat": 1.1,
    "hip_thrust": 1.4,
    "overhead_press": 0.5,
    "romanian_deadlift": 1.0,
}
KITS: Final[tuple[frozenset[Equipment], ...]] = (
    frozenset(),
    frozenset({"bands"}),
    frozenset({"dumbbells", "bench"}),
    frozenset({"kettlebell", "bands", "roller"}),
    frozenset({"dumbbells", "bands", "pullup_bar", "plate"}),
    frozenset({"barbell", "bench", "pullup_bar", "plate", "bands"}),
    EVERYTHING - {"ham_machine", "cable"},
)


def random_athlete(rng: Random) -> Athlete:
    """An athlete before their first day. The same `rng` state gives the same athlete."""
    start = FIRST_START + timedelta(days=rng.randrange(400))
    unit: Unit = "lb" if rng.random() < 0.3 else "kg"
    athlete = Athlete(
        start=start,
        unit=unit,
        body_mass=_mass(rng, unit),
        experience=_experience(rng),
        age=None if rng.random() < 0.4 else rng.randint(14, 74),
        equipment=random_kit(rng),
        minutes_cap=rng.choice(CAPS),
        high_mileage=rng.random() < 0.1,
        activation=_activation(rng),
        pull_ups=rng.choice((None, None, 0, 3, 8, 12, 15)),
        week_style=_style(rng),
    )
    athlete = _with_days(rng, athlete)
    athlete = with_race(rng, athlete, start)
    athlete = with_phase(rng, athlete, start, often=0.2)
    athlete = _with_lifts(rng, athlete)
    if rng.random() < 0.06:
        athlete = replace(athlete, conditions=(rng.choice(CONDITIONS),), cleared=rng.random() < 0.5)
    return athlete


def random_kit(rng: Random) -> frozenset[Equipment]:
    """What there is to train with: everything, a usual set, or any mixture."""
    dice = rng.random()
    if dice < 0.35:
        return EVERYTHING
    if dice < 0.7:
        return rng.choice(KITS)
    return frozenset(word for word in sorted(EVERYTHING) if rng.random() < 0.5)


def random_runs(rng: Random) -> tuple[Run, ...]:
    """A weekly running table: none to nine runs, now and then two a day."""
    count = rng.choice((0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 9))
    return tuple(random_run(rng, rng.randrange(7)) for _ in range(count))


def random_run(rng: Random, weekday: int) -> Run:
    """One run on that weekday."""
    kind: RunType = rng.choice(("easy", "easy", "easy", "hard", "hard", "long"))
    minutes = rng.randrange(70, 200, 10) if kind == "long" else rng.randrange(20, 95, 5)
    return Run(weekday=weekday, type=kind, time=_clock(rng, 5, 20), minutes=minutes)


def random_gym(rng: Random) -> tuple[GymDay, ...]:
    """The gym days: all at 18:00, some at own times, now and then none."""
    dice = rng.random()
    if dice < 0.4:
        return ALL_GYM_DAYS
    count = 0 if dice < 0.43 else rng.randint(1, 7)
    return tuple(GymDay(weekday=day, time=_clock(rng, 6, 21)) for day in sorted(rng.sample(range(7), count)))


def with_race(rng: Random, athlete: Athlete, today: date) -> Athlete:
    """A race ahead (or just behind), its length and hour, and tune-ups before it; or no race."""
    if rng.random() < 0.3:
        return replace(athlete, race=None, tune_ups=())
    race = today + timedelta(days=rng.randint(-20, 300))
    tune_ups = sorted({race - timedelta(days=rng.randint(1, 100)) for _ in range(rng.choice((0, 0, 0, 1, 2)))})
    return replace(
        athlete, race=race, race_km=rng.choice(RACES_KM), race_time=_clock(rng, 7, 19), tune_ups=tuple(tune_ups)
    )


def with_phase(rng: Random, athlete: Athlete, today: date, often: float) -> Athlete:
    """A declared phase (R31), or the race date's."""
    if rng.random() >= often:
        return replace(athlete, phase=None, phase_since=None)
    since = None if rng.random() < 0.3 else today + timedelta(days=rng.randint(-30, 30))
    return replace(athlete, phase=rng.choice(PHASES), phase_since=since)


def _with_days(rng: Random, athlete: Athlete) -> Athlete:
    if rng.random() < 0.12:
        return athlete
    return replace(athlete, runs=random_runs(rng), runs_given=True, gym=random_gym(rng), gym_given=True)


def _with_lifts(rng: Random, athlete: Athlete) -> Athlete:
    if rng.random() < 0.6:
        return athlete
    known: dict[str, float] = {}
    recent: list[RecentSet] = []
    for lift in rng.sample(LIFTS, rng.randint(1, 3)):
        strength = round(athlete.mass * LIFT_OF_MASS[lift] * rng.uniform(0.4, 1.6))
        if rng.random() < 0.5:
            known[lift] = float(strength)
        else:
            reps, rir = rng.randint(1, 9), rng.randint(0, 4)
            recent.append(RecentSet(exercise=lift, load=float(round(strength * 0.75)), reps=reps, rir=rir))
    return replace(athlete, one_rm=known, recent_sets=tuple(recent))


def _mass(rng: Random, unit: Unit) -> float | None:
    if rng.random() < 0.15:
        return None
    return float(rng.randint(95, 260)) if unit == "lb" else round(rng.uniform(42, 115), 1)


def _experience(rng: Random) -> Experience:
    known: tuple[Experience, ...] = ("beginner", "intermediate", "intermediate", "advanced")
    return rng.choice(known)


def _activation(rng: Random) -> Activation:
    known: tuple[Activation, ...] = ("key", "key", "key", "every", "never")
    return rng.choice(known)


def _style(rng: Random) -> WeekStyle | None:
    known: tuple[WeekStyle | None, ...] = (None, None, None, None, "adaptive", "article")
    return rng.choice(known)


def _clock(rng: Random, first: int, last: int) -> time:
    return time(rng.randint(first, last), rng.choice((0, 0, 15, 30, 45)))
