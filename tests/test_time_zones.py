"""A country changes its clocks: after the next start with new time zones, reminders come at the runner's hour again."""

import zoneinfo
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, text

from bot.app import parts, zones_version
from bot.coaching.athlete import Athlete, GymDay
from bot.coaching.reminding import QUESTIONS, ReminderPlan
from bot.coaching.runner import Reminders
from bot.messages import ChatRef
from bot.reminders import follow_zones, tick
from bot.settings import Settings
from bot.store import Database, planning
from bot.store.tables_delivery import outbox, reminders
from tests.fakes.clock import FakeClock
from tests.fakes.crowd import crowd

NOW = datetime(2027, 1, 4, 4, 0, tzinfo=UTC)  # Monday, 05:00 in Berlin
DUE = datetime(2027, 1, 4, 6, 0, tzinfo=UTC)  # 07:00 in Berlin
MORNING = Reminders(morning=time(7, 0), evening=None, week=None, activation=False, pain_follow_up=False)


async def a_runner_in_berlin(database: Database) -> None:
    async with database.begin(NOW) as work:
        before = await work.runner_of(ChatRef(channel="test", chat_id="1"))
        athlete = Athlete(start=date(2027, 1, 4), gym=(GymDay(weekday=0),))
        answers = frozenset(str(number) for number in range(QUESTIONS))
        known = replace(before, athlete=athlete, zone="Europe/Berlin", reminders=MORNING, consented_at=NOW)
        await work.save(before, replace(known, onboarded=True, answered=answers))


async def next_due(database: Database) -> datetime | None:
    async with database.reading(NOW) as work:
        return await work.next_due_at()


async def as_old_zones_had_it(database: Database) -> None:
    """The instants an hour late, as they were computed before the clocks were changed."""
    late = text("UPDATE reminders SET due_at = due_at + 3600000000 WHERE due_at IS NOT NULL")
    await database.run(lambda connection: connection.execute(late))


async def test_new_zones_move_every_reminder_and_known_ones_move_nothing(database: Database) -> None:
    await a_runner_in_berlin(database)
    assert await follow_zones(database, "package 2026.6", NOW), "nothing was remembered"
    await as_old_zones_had_it(database)
    assert not await follow_zones(database, "package 2026.6", NOW)
    assert await next_due(database) == DUE + timedelta(hours=1)
    assert await follow_zones(database, "package 2027.1", NOW)
    assert await next_due(database) == DUE
    assert not await follow_zones(database, "package 2027.1", NOW)


async def test_a_start_compares_the_zones_of_this_computer(database: Database, database_url: str) -> None:
    await a_runner_in_berlin(database)
    await as_old_zones_had_it(database)
    settings = Settings(database_url=database_url.replace("sqlite:", "sqlite+aiosqlite:"))
    clock = FakeClock("2027-01-04T04:00")
    async with parts(settings, clock, []):
        assert await next_due(database) == DUE
    await as_old_zones_had_it(database)
    async with parts(settings, clock, []):
        assert await next_due(database) == DUE + timedelta(hours=1), "started again with the same zones"


@pytest.fixture
def london_moves_to_tokyo(tmp_path: Path) -> Iterator[None]:
    """New time zone data: a folder of zones, found before the computer's own, in which London has Tokyo's clock."""
    (tmp_path / "zones" / "Europe").mkdir(parents=True)
    tokyo = resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes()
    (tmp_path / "zones" / "Europe" / "London").write_bytes(tokyo)
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(tmp_path / "zones"), *before])
    zoneinfo.ZoneInfo.clear_cache(only_keys=["Europe/London"])
    yield
    zoneinfo.reset_tzpath(before)
    zoneinfo.ZoneInfo.clear_cache(only_keys=["Europe/London"])


async def test_an_update_of_the_zone_data_is_followed_by_every_reminder_it_moves(
    database: Database, request: pytest.FixtureRequest
) -> None:
    await crowd(database, 2, NOW)
    async with database.begin(NOW) as work:
        before = await work.runner_of(ChatRef(channel="test", chat_id="1"))
        await work.save(before, replace(before, zone="Europe/London"))
    await follow_zones(database, "package 2026.6", NOW)
    assert await every_due(database) == [datetime(2027, 1, 4, 6, 0, tzinfo=UTC), datetime(2027, 1, 4, 7, 0, tzinfo=UTC)]
    request.getfixturevalue("london_moves_to_tokyo")
    await follow_zones(database, "package 2027.1", NOW)
    tokyo = datetime(2027, 1, 4, 22, 0, tzinfo=UTC)
    assert await every_due(database) == [datetime(2027, 1, 4, 6, 0, tzinfo=UTC), tokyo]


async def every_due(database: Database) -> list[datetime | None]:
    query = select(reminders.c.due_at).where(reminders.c.due_at.is_not(None)).order_by(reminders.c.due_at)
    return await database.look(lambda connection: list(connection.execute(query).scalars()))


QUARTER = timedelta(minutes=15)


def offsets(zone: ZoneInfo) -> tuple[timedelta | None, ...]:
    """The zone's offset at every UTC midnight of 2027, and at the one after."""
    days = [datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(366)]
    return tuple(day.astimezone(zone).utcoffset() for day in days)


def changes(zone: ZoneInfo) -> list[datetime]:
    """The UTC midnights before the zone's clock changes."""
    known = offsets(zone)
    return [datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(365) if known[n] != known[n + 1]]


def told_by_the_clock(zone: ZoneInfo, minute: int, first: datetime, last: datetime) -> list[datetime]:
    """When a clock on the wall shows that minute, looked at every quarter of an hour: once a day.

    The first time where it shows it twice; where it jumps over it, as much later as it jumps.
    """
    found: dict[date, datetime] = {}
    at = first - timedelta(days=1)
    shown = at.astimezone(zone).replace(tzinfo=None)
    while at <= last:
        before, at = shown, at + QUARTER
        shown = at.astimezone(zone).replace(tzinfo=None)
        passed_over = [before + QUARTER * nth for nth in range(1, (shown - before) // QUARTER)]
        for nth, wall in enumerate([*passed_over, shown]):
            if wall.hour * 60 + wall.minute == minute:
                found.setdefault(wall.date(), at if wall == shown else at + QUARTER * nth)
    return sorted(due for due in found.values() if first < due <= last)


async def quarters_of(database: Database, zone: ZoneInfo, midnight: datetime) -> None:
    """Every quarter of an hour of the day around a change of the zone's clock, by ticks a quarter of an hour apart."""
    first, last = midnight - timedelta(hours=12), midnight + timedelta(hours=40)
    async with database.begin(first) as work:
        for nth in range(96):
            plan = ReminderPlan(kind="morning", weekly=(nth * 15,) * 7)
            await planning.plan(work._connection, nth + 1, [], zone.key, first)
            await planning.plan(work._connection, nth + 1, [plan], zone.key, first)
        await work._connection.execute(delete(outbox))
    at = first
    while at < last:
        at += QUARTER
        await tick(database, at)
    query = select(outbox.c.athlete_id, outbox.c.due_at).order_by(outbox.c.due_at)
    left: dict[int, list[datetime]] = {nth: [] for nth in range(96)}
    for athlete, due_at in await database.look(lambda connection: connection.execute(query).all()):
        left[athlete - 1].append(due_at)
    for nth, due in left.items():
        assert due == told_by_the_clock(zone, nth * 15, first, last), f"{zone.key} {nth * 15 // 60}:{nth * 15 % 60:02}"


@pytest.mark.parametrize("name", ["America/Santiago", "Australia/Lord_Howe"])
async def test_every_quarter_of_an_hour_is_kept_through_both_changes_of_the_clock(
    sqlite_database: Database, name: str
) -> None:
    zone = ZoneInfo(name)
    await crowd(sqlite_database, 96, NOW)
    assert len(changes(zone)) == 2
    for midnight in changes(zone):
        await quarters_of(sqlite_database, zone, midnight)


@pytest.mark.prove
async def test_every_zone_keeps_every_quarter_of_an_hour_through_its_changes_of_the_clock(
    sqlite_database: Database,
) -> None:
    await crowd(sqlite_database, 96, NOW)
    alike = {offsets(ZoneInfo(name)): name for name in sorted(zoneinfo.available_timezones())}
    changing = {name: found for name in alike.values() if (found := changes(ZoneInfo(name)))}
    assert len(changing) > 20
    for name, midnights in changing.items():
        for midnight in midnights:
            await quarters_of(sqlite_database, ZoneInfo(name), midnight)


def test_the_version_of_the_zones_is_known_here() -> None:
    assert any(character.isdigit() for character in zones_version())
