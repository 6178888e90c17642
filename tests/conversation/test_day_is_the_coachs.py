"""What /today shows is the coach's day, whoever the runner is: each exercise, its sets, range, load and rest."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pytest

from bot.coaching import history
from bot.coaching.athlete import EVERYTHING, Athlete, GymDay, RecentSet, Run
from bot.coaching.day import session_for
from bot.coaching.exercise import Equipment
from bot.coaching.session import Day, Prescription
from tests.chat import Chat, profile, real_content

KITS: tuple[frozenset[Equipment], ...] = (
    EVERYTHING,
    frozenset({"dumbbells", "bench"}),
    frozenset({"dumbbells"}),
    frozenset({"bands", "anchor"}),
    frozenset({"kettlebell", "pullup_bar"}),
    frozenset(),
)
STEPS = (0, 1, 2, 3, 4, 5, 6, 20, 61, 146)
"""Days after the start that are looked at."""


def _runs(draw: random.Random) -> tuple[Run, ...]:
    days = draw.sample(range(7), draw.randint(2, 6))
    types = ("hard", "long", *("easy",) * 5)
    return tuple(
        Run(weekday=day, type=kind, time=time(draw.choice((6, 7, 18))), minutes=draw.choice((30, 45, 60, 120)))  # type: ignore[arg-type]
        for day, kind in zip(days, types, strict=False)
    )


def _athlete(seed: int) -> Athlete:
    draw = random.Random(seed)
    unit = ("kg", "lb")[seed % 2]
    heavy = 1.0 if unit == "kg" else 2.2
    start = date(2027, 1, 4) + timedelta(days=draw.randint(0, 6))
    phase = (None, "base", "off", "prep", "taper", "recovery")[seed % 6]
    return profile(
        start=start,
        unit=unit,
        body_mass=draw.choice((None, 52 * heavy, 70 * heavy, 91.5 * heavy)),
        experience=("beginner", "intermediate", "advanced")[seed % 3],
        age=draw.choice((None, 16, 29, 44, 67)),
        equipment=KITS[seed // 2 % len(KITS)],
        runs=_runs(draw),
        gym=tuple(GymDay(weekday=day) for day in sorted(draw.sample(range(7), draw.randint(1, 7)))),
        race=draw.choice((None, start + timedelta(days=150), start + timedelta(days=63), start + timedelta(days=12))),
        phase=phase,
        phase_since=start if phase else None,
        week_style=draw.choice((None, "adaptive", "article")),
        minutes_cap=draw.choice((20, 30, 45, 60, 90)),
        high_mileage=draw.random() < 0.3,
        activation=draw.choice(("key", "every", "never")),
        one_rm=draw.choice(({}, {"barbell_rdl": 120 * heavy}, {"barbell_back_squat": 100 * heavy})),
        recent_sets=draw.choice(((), (RecentSet(exercise="barbell_rdl", load=60 * heavy, reps=8),))),
        pull_ups=draw.choice((None, 0, 7)),
        conditions=draw.choice(((), (), (), ("heart",))),
    )


ATHLETES = {f"runner {seed}": _athlete(seed) for seed in range(36)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One exercise as it stands on the screen."""

    name: str
    sets: int
    work: str
    load: str
    aim: str
    rest: str


_ROW = re.compile(
    r"^\d+\. (?P<name>.+)\n +(?P<sets>\d+) × (?P<work>[^@·\n(]+?)(?: @ (?P<load>[^·(\n]+?))?"
    r"(?: \(aim for (?P<aim>\d+)\))? · rest (?P<rest>.+)$",
    re.MULTILINE,
)


def _shown(text: str) -> list[Row]:
    return [
        Row(
            name=row["name"],
            sets=int(row["sets"]),
            work=row["work"],
            load=row["load"] or "",
            aim=row["aim"] or "",
            rest=row["rest"],
        )
        for row in _ROW.finditer(text)
    ]


def _wanted(athlete: Athlete, item: Prescription) -> Row:
    reach = f"{item.low}" if item.low == item.high else f"{item.low}–{item.high}"
    unit = {"reps": "", "seconds": " s", "metres": " m", "steps": " steps", "minutes": " min"}[item.unit_of_work]
    pair = item.implement == "dumbbells" and item.exercise != "kettlebell_swing"
    load = f"{item.load / 2:.2f}" if pair and item.load else f"{item.load or 0:.2f}"
    bare = load.rstrip("0").rstrip(".")
    minutes, seconds = divmod(item.rest_s, 60)
    rest = f"{minutes}:{seconds:02} min" if seconds else f"{minutes} min"
    return Row(
        name=real_content().exercise_text(item.exercise).name,
        sets=item.sets,
        work=f"{reach}{unit}{' each side' if item.per_side else ''}",
        load=f"{'2 × ' if pair else ''}{bare} {athlete.unit}" if item.load else "",
        aim=f"{item.target}" if item.target and item.target > item.low else "",
        rest=rest if item.rest_s >= 120 or item.rest_s == 60 else f"{item.rest_s} s",
    )


def _coachs(chat: Chat, day: date) -> Day:
    athlete = chat.runner.athlete
    log = history.log_at(chat.content.catalogue, athlete, chat.runner.reports, day)
    return session_for(chat.content.catalogue, athlete, log, day)


def _days(athlete: Athlete) -> Iterator[date]:
    return (athlete.start + timedelta(days=step) for step in STEPS)


def _same(chat: Chat, day: date) -> Day:
    coachs = _coachs(chat, day)
    rows = _shown(chat.say("/today").said)
    wanted = coachs.session.exercises if coachs.session is not None else ()
    assert rows == [_wanted(chat.runner.athlete, item) for item in wanted], f"{day}\n{chat.said}"
    if coachs.session is not None:
        chat.expect(chat.content.session(coachs.session.type).name, f"about {coachs.session.minutes} min")
    elif coachs.routine is not None:
        chat.expect(chat.content.session(coachs.routine).name)
    assert ("mobility any time" in chat.said.lower()) == (bool(coachs.mobility) and coachs.referral is None)
    assert ("activation before your run" in chat.said.lower()) == (bool(coachs.activation) and not coachs.referral)
    return coachs


@pytest.mark.parametrize("athlete", ATHLETES.values(), ids=ATHLETES)
def test_today_shows_the_coachs_day_to_every_runner(athlete: Athlete) -> None:
    seen = []
    for day in _days(athlete):
        chat = Chat.ready(f"{day}T05:30")
        chat.runner = replace(chat.runner, athlete=athlete)
        seen.append(_same(chat, day))
    assert any(day.session for day in seen) or athlete.phase == "recovery" or any(day.referral for day in seen)


@pytest.mark.parametrize("seed", range(0, 36, 6))
def test_today_goes_on_showing_the_coachs_day_after_done_is_said(seed: int) -> None:
    athlete = _athlete(seed + 1)
    chat = Chat.ready(f"{athlete.start}T05:30")
    chat.runner = replace(chat.runner, athlete=athlete)
    for step in range(24):
        day = athlete.start + timedelta(days=step)
        chat.at(f"{day}T05:30")
        if _same(chat, day).session is not None:
            chat.say("done").expect("Done ✓")
