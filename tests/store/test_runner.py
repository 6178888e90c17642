"""Whatever a runner has told comes back from the store as it was."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.athlete import Area, Athlete, GymDay, RecentSet, Run
from bot.coaching.exercise import Equipment
from bot.coaching.report import Bodyweight, Entry, PainReport, Reading, Report, RunReport, SetEntry
from bot.coaching.runner import (
    Absence,
    DayChoice,
    Dialog,
    FlagState,
    Guided,
    PainEntry,
    Reminders,
    Runner,
    RunTick,
    WeekChoice,
)
from bot.coaching.session import Prescription, Session
from bot.messages import ChatRef
from bot.store import Database, open_database

NOW = datetime(2027, 1, 5, 6, 55, 0, 123456, tzinfo=UTC)
CHAT = ChatRef(channel="telegram", chat_id="1")

texts = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12)
days = st.dates(date(2026, 8, 1), date(2027, 12, 31))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
instants = st.integers(0, 10**13).map(lambda past: NOW - timedelta(microseconds=past))
loads = st.floats(0, 500, allow_nan=False).map(lambda load: round(load, 2))
scores = st.integers(0, 10)
kits = st.frozensets(st.sampled_from(get_args(Equipment)), max_size=5)
areas = st.sampled_from(get_args(Area))
json = st.recursive(st.none() | st.booleans() | st.integers(-99, 99) | texts, lambda inner: st.lists(inner, max_size=2))


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


def many(strategy: st.SearchStrategy, by=None) -> st.SearchStrategy:
    return st.lists(strategy, max_size=3, unique_by=by).map(tuple)


runs = st.builds(
    Run, weekday=st.integers(0, 6), type=st.sampled_from(["easy", "hard", "long"]), time=times, minutes=scores
)
athletes = st.builds(
    Athlete,
    start=days,
    unit=st.sampled_from(["kg", "lb"]),
    body_mass=maybe(loads),
    experience=st.sampled_from(["beginner", "advanced"]),
    age=maybe(st.integers(10, 90)),
    equipment=kits,
    runs=many(runs),
    gym=many(st.builds(GymDay, weekday=st.integers(0, 6), time=times)),
    runs_given=st.booleans(),
    gym_given=st.booleans(),
    race=maybe(days),
    race_time=times,
    race_km=maybe(loads),
    tune_ups=many(days),
    phase=maybe(st.sampled_from(["base", "taper"])),
    phase_since=maybe(days),
    week_style=maybe(st.sampled_from(["adaptive", "article"])),
    minutes_cap=st.integers(10, 120),
    high_mileage=st.booleans(),
    activation=st.sampled_from(["key", "every", "never"]),
    one_rm=st.dictionaries(st.sampled_from(["deadlift", "back_squat"]), loads),
    recent_sets=many(st.builds(RecentSet, exercise=texts, load=loads, reps=scores, rir=scores)),
    pull_ups=maybe(scores),
    conditions=many(texts),
    cleared=st.booleans(),
)
entries = st.builds(
    Entry,
    exercise=st.sampled_from(["deadlift", "plank"]),
    sets=many(st.builds(SetEntry, reps=maybe(scores), load=maybe(loads), unit=maybe(st.just("kg")))),
    per_side=st.booleans(),
    rpe=maybe(loads),
    rir=maybe(loads),
)
readings = st.builds(
    Reading,
    day=days,
    status=maybe(st.sampled_from(["done", "partial", "skipped"])),
    entries=many(entries),
    effort=maybe(loads),
    feel=maybe(st.sampled_from(["easy", "good", "hard"])),
    pain=many(st.builds(PainReport, area=areas, side=maybe(st.just("left")), score=maybe(scores))),
    red_flag=maybe(st.just("prompt")),
    omitted=many(texts),
    minutes=maybe(scores),
    bodyweight=maybe(st.builds(Bodyweight, value=loads, unit=st.just("lb"))),
    form_slipped=st.booleans(),
    sleep=maybe(loads),
    soreness=maybe(scores),
    run=maybe(st.builds(RunReport, km=maybe(loads), minutes=maybe(loads))),
    ask=maybe(texts),
    note=texts,
)
prescriptions = st.builds(
    Prescription,
    exercise=texts,
    sets=scores,
    low=scores,
    high=scores,
    unit_of_work=st.sampled_from(["reps", "seconds"]),
    per_side=st.booleans(),
    load=maybe(loads),
    implement=maybe(st.just("barbell")),
    rest_s=scores,
    target=maybe(scores),
    rir=maybe(scores),
    slot=texts,
)
sessions = st.builds(
    Session, type=st.sampled_from(["A", "D2"]), tier=maybe(scores), minutes=scores, exercises=many(prescriptions)
)
reports = st.builds(
    Report,
    id=st.integers(1, 999) | st.text("abc123", min_size=1, max_size=4),
    day=days,
    reading=readings,
    raw_text=texts,
    session=maybe(sessions),
    block=maybe(st.just("strength")),
    week=scores,
    deload=st.booleans(),
)
runners = st.builds(
    Runner,
    id=st.just(1),
    athlete=athletes,
    name=texts,
    zone=maybe(st.sampled_from(["Europe/Berlin", "America/New_York"])),
    language=st.sampled_from(["en", "de"]),
    distance=st.sampled_from(["km", "mi"]),
    consented_at=maybe(instants),
    health_consent=st.sampled_from([None, True]),
    answered=st.frozensets(texts, max_size=3),
    onboarded=st.booleans(),
    reminders=st.builds(
        Reminders,
        morning=maybe(times),
        evening=maybe(times),
        week=maybe(times),
        activation=st.booleans(),
        pain_follow_up=st.booleans(),
        mobility_days=st.booleans(),
        quiet_from=times,
        quiet_to=times,
        ignored_in_a_row=scores,
        sparse=st.booleans(),
    ),
    circuit=st.sampled_from(["full", "short"]),
    figure=st.sampled_from(["varied", "a"]),
    day_choices=many(
        st.builds(
            DayChoice,
            day=days,
            minutes=maybe(scores),
            equipment=maybe(kits),
            swaps=st.dictionaries(texts, texts, max_size=2),
            sleep_h=maybe(loads),
            leg_soreness=maybe(scores),
            skipped=st.booleans(),
            activation_off=st.booleans(),
            started_at=maybe(instants),
        ),
        by=lambda choice: choice.day,
    ),
    week_choices=many(
        st.builds(WeekChoice, monday=days, runs=many(runs), replan_from=st.integers(0, 6)),
        by=lambda choice: choice.monday,
    ),
    pains=many(
        st.builds(PainEntry, day=days, area=areas, score=scores, side=maybe(st.just("left")), follow_up=st.booleans())
    ),
    flag=maybe(
        st.builds(
            FlagState,
            kind=st.just("prompt"),
            since=days,
            words=texts,
            denied_once=st.booleans(),
            last_asked=maybe(days),
        )
    ),
    absences=many(
        st.builds(Absence, reason=st.sampled_from(["ill", "holiday"]), since=days, until=maybe(days)),
    ),
    run_ticks=many(st.builds(RunTick, day=days, km=maybe(loads), minutes=maybe(loads))),
    reports=many(reports, by=lambda report: report.id).map(lambda found: tuple(sorted(found, key=lambda r: r.day))),
    guided=maybe(
        st.builds(
            Guided,
            day=days,
            exercise=scores,
            done=many(many(st.tuples(maybe(loads), scores))),
            skipped=many(scores),
            efforts=many(st.tuples(scores, st.sampled_from(["rpe", "rir"]), loads)),
            started_at=maybe(instants),
        )
    ),
    dialog=maybe(
        st.builds(Dialog, question=texts, data=st.dictionaries(texts, json, max_size=2), since=maybe(instants))
    ),
    notices_seen=st.frozensets(texts, max_size=2),
    snoozed_to=maybe(instants),
    admin=st.booleans(),
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,  # one database is enough: every example is another runner's
    ],
)
@given(first=runners, second=runners)
def test_what_a_runner_told_comes_back_as_it_was_and_undo_brings_back_what_was_before(
    database_url: str, first: Runner, second: Runner
) -> None:
    asyncio.run(_there_and_back(database_url, first, second))


async def _there_and_back(url: str, first: Runner, second: Runner) -> None:
    database = open_database(url)
    chat = ChatRef(channel="telegram", chat_id=uuid4().hex)
    try:
        async with database.begin(NOW) as work:
            number = (await work.runner_of(chat)).id
        first, second = replace(first, id=number), replace(second, id=number)
        await _change(database, chat, first, None)
        assert await _stored(database, number) == first
        await _change(database, chat, second, "all of it")
        assert await _stored(database, number) == second
        async with database.begin(NOW) as work:
            undone = await work.undo(number)
        if undone is not None:
            said, runner = undone
            assert said == "all of it"
            assert runner == await _stored(database, number)
            # what a runner never undoes stays as it is now
            aside = {name: getattr(second, name) for name in ("dialog", "guided", "notices_seen", "admin")}
            aside |= {name: getattr(second, name) for name in ("consented_at", "snoozed_to")}
            aside |= {"flag": first.flag or second.flag}  # a red flag is settled, not undone (R27)
            prefs = replace(
                first.reminders,
                ignored_in_a_row=second.reminders.ignored_in_a_row,
                sparse=second.reminders.sparse,
            )
            assert runner == replace(first, reminders=prefs, **aside)
    finally:
        await database.close()


async def _change(database: Database, chat: ChatRef, after: Runner, change: str | None) -> None:
    async with database.begin(NOW) as work:
        before = await work.runner_of(chat)
        await work.save(before, after, change)


async def _stored(database: Database, number: int = 1) -> Runner:
    async with database.reading(NOW) as work:
        return await work.runner(number)


async def test_a_runner_who_never_wrote_has_the_defaults_of_the_rules(database: Database) -> None:
    async with database.begin(NOW) as work:
        contact = await work.contact(CHAT, name="Ada", language="de")
    assert contact.first
    assert contact.runner == Runner(id=1, athlete=Athlete(start=NOW.date()), name="Ada", language="de")
    assert await _stored(database) == contact.runner


async def test_reports_older_than_half_a_year_stay_in_the_history_only(database: Database) -> None:
    old = Report(id="old", day=date(2026, 1, 5), reading=Reading(day=date(2026, 1, 5)))
    new = Report(id="new", day=date(2027, 1, 4), reading=Reading(day=date(2027, 1, 4)))
    async with database.begin(NOW) as work:
        runner = await work.runner_of(CHAT)
        await work.save(runner, replace(runner, reports=(old, new)))
    assert (await _stored(database)).reports == (new,)
    async with database.begin(NOW + timedelta(days=1)) as work:
        assert (await work.history(1)).reports == (old, new)
