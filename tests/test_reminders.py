"""Reminders come on the runner's wall clock, when there is something to say, once, and never to nag."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.coaching.athlete import Athlete, GymDay, Run
from bot.coaching.reminding import QUESTIONS, ReminderPlan, reminder_plans, send_at, useful_until
from bot.coaching.runner import Absence, PainEntry, Reminders, Runner, WeekChoice
from bot.conversation.turn import Outcome, Turn
from bot.messages import ChatRef, DeliveryError, Reply
from bot.outbox import Sender
from bot.reminders import may_tick, replan_all, stop_ticking, tick
from bot.store import Database
from bot.store.tables_delivery import outbox, reminders
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import Platform, Script, content

BERLIN = ZoneInfo("Europe/Berlin")
CHAT = ChatRef(channel="test", chat_id="1")
NOW = datetime(2027, 1, 4, 4, 0, tzinfo=UTC)  # Monday, 05:00 in Berlin
HARD = Run(weekday=1, type="hard", time=time(7, 0), minutes=60)
EASY = Run(weekday=2, type="easy", time=time(7, 0))
NOTHING = Reminders(morning=None, evening=None, week=None, activation=False, pain_follow_up=False)


def runner(**changes: object) -> Runner:
    athlete = Athlete(start=date(2027, 1, 4), runs=(HARD, EASY), gym=(GymDay(weekday=0), GymDay(weekday=3)))
    given = {"athlete": athlete, "zone": "Europe/Berlin", "consented_at": NOW}
    given |= {"onboarded": True, "answered": frozenset(str(number) for number in range(QUESTIONS))}
    return Runner(id=1, **(given | changes))  # type: ignore[arg-type]


def plan(one: Runner, kind: str, now: datetime = NOW) -> ReminderPlan:
    return next(found for found in reminder_plans(one, now) if found.kind == kind)


def clock(minute: int | None) -> str | None:
    return None if minute is None else f"{minute // 60:02}:{minute % 60:02}"


# when


def test_the_morning_comes_at_the_runners_time_or_before_an_early_gym() -> None:
    gym = (GymDay(weekday=0, time=time(6, 30)), GymDay(weekday=3, time=time(18)))
    early = runner(athlete=replace(runner().athlete, gym=gym))
    assert [clock(minute) for minute in plan(early, "morning").weekly[:4]] == ["05:45", "07:00", "07:00", "07:00"]


def test_the_evening_comes_an_hour_after_a_late_gym_and_before_midnight_in_any_case() -> None:
    gym = (GymDay(weekday=0, time=time(20, 30)), GymDay(weekday=1, time=time(23, 30)))
    late = runner(athlete=replace(runner().athlete, gym=gym))
    assert [clock(minute) for minute in plan(late, "evening").weekly[:3]] == ["21:30", "23:30", "20:00"]


@pytest.mark.parametrize(("circuit", "minute"), [("full", "06:47"), ("short", "06:52")])
def test_activation_ends_as_the_key_run_starts(circuit: str, minute: str) -> None:
    weekly = plan(runner(circuit=circuit), "activation").weekly
    assert [clock(one) for one in weekly[:4]] == [None, minute, None, None]


def test_activation_follows_a_moved_run_this_week_only_and_a_race() -> None:
    moved = WeekChoice(monday=date(2027, 1, 4), runs=(replace(HARD, weekday=3), EASY))
    athlete = replace(runner().athlete, race=date(2027, 1, 17), race_time=time(9, 0))
    dated = plan(runner(athlete=athlete, week_choices=(moved,)), "activation")
    assert {day.isoformat(): clock(minute) for day, minute in dated.overrides.items()} == {
        "2027-01-05": None,
        "2027-01-07": "06:47",
        "2027-01-17": "08:15",
    }
    start = datetime(2027, 1, 17, 8, 0, tzinfo=UTC)
    assert useful_until(dated, start - timedelta(minutes=45), BERLIN) == start


def test_every_run_or_none_is_announced_where_the_runner_wants_it_so() -> None:
    every = runner(athlete=replace(runner().athlete, activation="every"))
    never = runner(athlete=replace(runner().athlete, activation="never"))
    assert [clock(one) for one in plan(every, "activation").weekly[:4]] == [None, "06:47", "06:47", None]
    assert "activation" not in {found.kind for found in reminder_plans(never, NOW)}


def test_pain_is_asked_about_next_morning_and_the_week_is_told_on_sunday() -> None:
    hurt = runner(pains=(PainEntry(day=date(2027, 1, 4), area="knee", score=4),))
    assert plan(hurt, "pain").overrides == {date(2027, 1, 5): 7 * 60}
    assert clock(plan(hurt, "week").weekly[6]) == "18:00"
    assert "pain" not in {found.kind for found in reminder_plans(replace(hurt, health_consent=False), NOW)}


def test_nothing_is_planned_before_consent_without_a_zone_or_while_away() -> None:
    ill = Absence(reason="ill", since=date(2027, 1, 3))
    assert reminder_plans(runner(consented_at=None), NOW) == ()
    assert reminder_plans(runner(zone=None), NOW) == ()
    assert reminder_plans(runner(absences=(ill,)), NOW) == ()
    holiday = runner(absences=(replace(ill, until=date(2027, 1, 6)),))
    assert plan(holiday, "morning").overrides == {date(2027, 1, 4): None, date(2027, 1, 5): None}


@pytest.mark.parametrize(
    ("due", "sent"), [("21:59", "21:59"), ("22:00", "06:00"), ("05:59", "06:00"), ("06:00", "06:00")]
)
def test_quiet_hours_hold_a_reminder_until_they_end(due: str, sent: str) -> None:
    at = datetime.combine(date(2027, 1, 5), time.fromisoformat(due), BERLIN)
    assert send_at(plan(runner(), "morning"), at, BERLIN).astimezone(BERLIN).strftime("%H:%M") == sent
    assert send_at(plan(runner(), "activation"), at, BERLIN) == at, "activation is not held"


# out of the store


class Day:
    """A runner in Berlin, a tick and a sender on one clock."""

    def __init__(self, database: Database, *faults: Exception) -> None:
        self.database, self.clock, self.script, self.platform = database, FakeClock(), Script(), Platform(*faults)
        self.sender = Sender(
            database=database,
            channels={"test": self.platform},
            conversation=self.script,
            content=content,
            clock=self.clock,
            owner="me",
        )

    async def known(self, at: str, **changes: object) -> None:
        """Berlin's wall time, and what the runner has told by then."""
        self.wall(at)
        async with self.database.begin(self.clock.now()) as work:
            contact = await work.contact(CHAT)
            await work.save(contact.runner, runner(**changes))

    def wall(self, at: str) -> None:
        utc = datetime.fromisoformat(at).replace(tzinfo=BERLIN).astimezone(UTC)
        self.clock.set(f"{utc:%Y-%m-%dT%H:%M:%S}")

    async def at(self, wall: str) -> list[str]:
        """What has been sent newly by that wall time."""
        before = len(self.platform.sent)
        self.wall(wall)
        await tick(self.database, self.clock.now())
        await self.sender.drain()
        return self.platform.texts[before:]

    async def rows(self) -> Sequence[tuple[str, str | None]]:
        async with self.database.reading(NOW) as work:
            query = select(outbox.c.state, outbox.c.reason).order_by(outbox.c.id)
            return [tuple(row) for row in await work._connection.execute(query)]  # type: ignore[misc]

    async def runner(self) -> Runner:
        async with self.database.reading(NOW) as work:
            return await work.runner(1)


async def test_a_week_of_reminders_comes_at_its_times_and_each_once(database: Database) -> None:
    day = Day(database)
    await day.known("2027-01-04T05:00")
    assert await day.at("2027-01-04T06:59") == []
    assert await day.at("2027-01-04T07:00") == ["morning Mon 07:00"]
    assert await day.at("2027-01-04T07:01") == []
    assert await day.at("2027-01-04T20:00") == ["evening Mon 20:00"]
    assert await day.at("2027-01-05T06:47") == ["activation Tue 06:47"]
    assert await day.at("2027-01-10T18:00") == ["week Sun 18:00"], "what was missed meanwhile is of no use"


async def test_after_a_night_down_one_of_a_kind_comes_where_it_is_still_of_use(database: Database) -> None:
    day = Day(database)
    await day.known("2027-01-04T05:00")
    assert await day.at("2027-01-07T09:30") == ["morning Thu 07:00"]
    assert sorted(await day.rows()) == [("expired", "missed: we were down")] * 2 + [("sent", None)]
    assert await day.at("2027-01-08T07:00") == ["morning Fri 07:00"]


async def test_a_year_down_is_no_flood(database: Database) -> None:
    day = Day(database)
    await day.known("2027-01-04T05:00")
    assert await day.at("2028-01-10T08:00") == ["week Sun 18:00", "morning Mon 07:00"]
    assert len(await day.rows()) <= 4


@pytest.mark.parametrize(
    ("zone", "wall", "day", "instant"),
    [
        ("Europe/Berlin", time(2, 30), "2027-03-28", "2027-03-28T01:30"),
        ("Europe/Berlin", time(2, 30), "2027-10-31", "2027-10-31T00:30"),
        ("America/Santiago", time(0, 30), "2027-09-05", "2027-09-05T04:30"),
        ("Australia/Lord_Howe", time(2, 0), "2027-10-03", "2027-10-02T15:30"),
    ],
)
async def test_clock_changes_neither_skip_nor_double_a_morning(
    database: Database, zone: str, wall: time, day: str, instant: str
) -> None:
    prefs = replace(NOTHING, morning=wall, quiet_from=time(0), quiet_to=time(0))
    due_at = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    clock, fired = due_at - timedelta(hours=36), []
    async with database.begin(clock) as work:
        contact = await work.contact(CHAT)
        await work.save(contact.runner, runner(zone=zone, reminders=prefs))
    while clock < due_at + timedelta(hours=36):
        clock += timedelta(minutes=15)
        ticked = await tick(database, clock)
        fired += [clock] * ticked.claimed
    local = [at.astimezone(ZoneInfo(zone)).date().isoformat() for at in fired]
    assert len(local) == len(set(local)) == 3, f"one a day: {local}"
    assert due_at in fired, f"{day} is due at {instant} UTC"


async def test_what_falls_into_quiet_hours_comes_after_them_or_not_at_all(database: Database) -> None:
    day = Day(database)
    late_gym = replace(runner().athlete, gym=(GymDay(weekday=0, time=time(21, 30)),), runs=())
    prefs = replace(NOTHING, morning=time(5, 0), evening=time(20, 0))
    await day.known("2027-01-04T04:00", athlete=late_gym, reminders=prefs)
    assert await day.at("2027-01-04T05:00") == []
    assert await day.at("2027-01-04T06:00") == ["morning Mon 05:00"]
    assert await day.at("2027-01-04T22:30") == []
    assert (await day.rows())[-1] == ("expired", "quiet hours")


async def test_a_snooze_keeps_its_own_time_and_comes_once(database: Database) -> None:
    day = Day(database)
    at = datetime(2027, 1, 4, 22, 30, tzinfo=BERLIN).astimezone(UTC)
    await day.known("2027-01-04T22:00", reminders=NOTHING, snoozed_to=at)
    assert await day.at("2027-01-04T22:30") == ["snooze Mon 22:30"]
    assert await day.at("2027-01-05T22:30") == []


async def test_a_changed_plan_moves_what_is_to_come(database: Database) -> None:
    day = Day(database)
    await day.known("2027-01-04T05:00")
    await day.known("2027-01-04T05:01", reminders=replace(NOTHING, morning=time(9, 15)))
    assert await day.at("2027-01-04T07:00") == []
    assert await day.at("2027-01-04T09:15") == ["morning Mon 09:15"]
    await day.known("2027-01-04T10:00", reminders=replace(NOTHING, morning=time(9, 15)), zone="America/New_York")
    async with database.reading(NOW) as work:
        due = select(reminders.c.due_at).where(reminders.c.due_at.is_not(None))
        assert list((await work._connection.execute(due)).scalars()) == [datetime(2027, 1, 4, 14, 15, tzinfo=UTC)]


async def test_nothing_is_sent_where_there_is_nothing_to_say_and_why_is_kept(database: Database) -> None:
    day = Day(database)
    day.script.reminds = lambda turn, kind, due: Outcome(runner=turn.runner, dropped="done already")
    await day.known("2027-01-04T05:00")
    assert await day.at("2027-01-04T07:00") == []
    assert await day.rows() == [("expired", "dropped: done already")]


async def test_what_rendering_changes_about_the_runner_is_kept_with_the_message(database: Database) -> None:
    def notice(turn: Turn, kind: str, due: datetime) -> Outcome:
        seen = replace(turn.runner, notices_seen=frozenset({"deload"}))
        return Outcome(runner=seen, replies=(Reply(text="one"), Reply(text="two")))

    day = Day(database)
    day.script.reminds = notice
    await day.known("2027-01-04T05:00")
    assert await day.at("2027-01-04T07:00") == ["one", "two"]
    assert (await day.runner()).notices_seen == {"deload"}


async def test_three_ignored_in_a_row_and_only_every_second_one_comes(database: Database) -> None:
    day = Day(database)
    await day.known("2027-01-04T05:00", reminders=replace(NOTHING, morning=time(7, 0)))
    came = [len(await day.at(f"2027-01-{number:02}T07:00")) for number in range(4, 14)]
    assert came == [1, 1, 1, 0, 1, 0, 1, 0, 1, 0]
    assert (await day.runner()).reminders.sparse
    assert ("expired", "dropped: every second one, as nobody answers") in await day.rows()


async def test_every_second_one_is_of_all_kinds_together_and_only_of_those_worth_sending(database: Database) -> None:
    def no_evenings(turn: Turn, kind: str, due: datetime) -> Outcome:
        if kind == "evening":
            return Outcome(runner=turn.runner, dropped="nothing is due")
        return Outcome(runner=turn.runner, replies=(Reply(text=kind),))

    day = Day(database)
    day.script.reminds = no_evenings
    await day.known("2027-01-04T05:00", reminders=replace(NOTHING, morning=time(7), evening=time(20), week=time(18)))
    came = []
    for number in range(4, 14):
        for hour in (7, 18, 20):
            came += [f"{number} {kind}" for kind in await day.at(f"2027-01-{number:02}T{hour:02}:00")]
    assert came == ["4 morning", "5 morning", "6 morning", "8 morning", "10 morning", "11 morning", "13 morning"]


async def test_on_race_day_everything_comes_also_where_nobody_answers(database: Database) -> None:
    day = Day(database)
    race = replace(runner().athlete, runs=(), race=date(2027, 1, 10), race_time=time(9))
    await day.known("2027-01-04T05:00", reminders=replace(NOTHING, morning=time(7), activation=True), athlete=race)
    came = [len(await day.at(f"2027-01-{number:02}T07:00")) for number in range(4, 11)]
    assert came == [1, 1, 1, 0, 1, 0, 1]
    assert len(await day.at("2027-01-10T08:15")) == 1


async def test_a_reminder_whose_rendering_fails_is_given_up_and_the_rest_goes_on(database: Database) -> None:
    def broken(turn: Turn, kind: str, due: datetime) -> Outcome:
        raise ZeroDivisionError

    day = Day(database)
    day.script.reminds = broken
    await day.known("2027-01-04T05:00")
    for second in range(10):
        await day.at(f"2027-01-04T07:00:{second:02}")
    assert await day.rows() == [("dead", "could not be put into words: ZeroDivisionError")]


async def test_a_chat_that_is_off_gets_nothing_and_it_is_recorded(database: Database) -> None:
    day = Day(database, DeliveryError("blocked", permanent=True))
    await day.known("2027-01-04T05:00", reminders=replace(NOTHING, morning=time(7, 0)))
    await day.at("2027-01-04T07:00")
    assert await day.at("2027-01-05T07:00") == []
    assert await day.rows() == [("dead", "blocked"), ("expired", "the chat is off")]


async def test_reminders_go_to_the_chat_the_runner_wrote_from_last(database: Database) -> None:
    day = Day(database)
    await day.known("2027-01-04T05:00")
    desk = ChatRef(channel="test", chat_id="desk")
    async with database.begin(day.clock.now()) as work:
        contact = await work.contact(desk)
        assert await work.use_code(await work.make_code(1, "link", {}), contact.chat) is not None
    async with database.begin(day.clock.now()) as work:
        await work.contact(desk)
    await day.at("2027-01-04T07:00")
    assert [message.chat for message in day.platform.sent] == [desk]


async def test_one_process_ticks_and_a_second_one_says_who(database: Database) -> None:
    assert await may_tick(database, "first", NOW) is None
    assert "first" in (await may_tick(database, "second", NOW + timedelta(seconds=20)) or "")
    assert await may_tick(database, "second", NOW + timedelta(seconds=31)) is None
    assert await may_tick(database, "first", NOW + timedelta(seconds=32)) is not None
    await stop_ticking(database, "second", NOW)
    assert await may_tick(database, "first", NOW + timedelta(seconds=33)) is None


async def test_many_due_at_once_are_settled_in_batches_and_an_interrupted_tick_doubles_none(database: Database) -> None:
    for number in range(30):
        async with database.begin(NOW) as work:
            contact = await work.contact(ChatRef(channel="test", chat_id=str(number)))
            new = runner(reminders=replace(NOTHING, morning=time(7, 0)))
            await work.save(contact.runner, replace(new, id=contact.runner.id))
    due = NOW + timedelta(hours=3)
    ticked = await tick(database, due, batch=7)
    assert (ticked.claimed, ticked.queued) == (30, 30)
    async with database.begin(due) as work:  # as if the rows' next instants had been lost
        again = reminders.update().values(due_at=datetime(2027, 1, 4, 6, 0, tzinfo=UTC))
        await work._connection.execute(again)
    await tick(database, due)
    async with database.reading(due) as work:
        assert len((await work._connection.execute(select(outbox.c.id))).all()) == 30


async def test_new_time_zone_data_moves_what_is_to_come(database: Database) -> None:
    day = Day(database)
    await day.known("2027-01-04T05:00", reminders=replace(NOTHING, morning=time(7, 0)))
    async with database.begin(NOW) as work:
        wrong = reminders.update().where(reminders.c.due_at.is_not(None)).values(due_at=NOW + timedelta(hours=9))
        await work._connection.execute(wrong)
    await replan_all(database, NOW)
    assert await day.at("2027-01-04T07:00") == ["morning Mon 07:00"]


async def test_a_process_that_was_killed_does_not_keep_the_next_one_from_ticking(database: Database) -> None:
    now = datetime(2027, 1, 5, 6, tzinfo=UTC)
    assert await may_tick(database, "here:1", now) is None
    assert "here:1" in (await may_tick(database, "here:2", now, lambda owner: False) or "")
    assert await may_tick(database, "here:2", now, lambda owner: owner == "here:1") is None
