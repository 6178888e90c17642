"""A country changes its clocks: after the next start with new time zones, reminders come at the runner's hour again."""

import contextlib
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.app import parts, zones_version
from bot.coaching.athlete import Athlete, GymDay
from bot.coaching.reminding import QUESTIONS
from bot.coaching.runner import Reminders
from bot.messages import ChatRef
from bot.reminders import follow_zones
from bot.settings import Settings
from bot.store import Database
from tests.fakes.clock import FakeClock

NOW = datetime(2027, 1, 4, 4, 0, tzinfo=UTC)  # Monday, 05:00 in Berlin
DUE = datetime(2027, 1, 4, 6, 0, tzinfo=UTC)  # 07:00 in Berlin
MORNING = Reminders(morning=time(7, 0), evening=None, week=None, activation=False, pain_follow_up=False)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """On a file, which these tests reach into."""
    return sqlite_database


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


def as_old_zones_had_it(path: Path) -> None:
    """The instants an hour late, as they were computed before the clocks were changed."""
    with contextlib.closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE reminders SET due_at = due_at + ? WHERE due_at IS NOT NULL", (3_600_000_000,))


async def test_new_zones_move_every_reminder_and_known_ones_move_nothing(database: Database, tmp_path: Path) -> None:
    await a_runner_in_berlin(database)
    assert await follow_zones(database, "package 2026.6", NOW), "nothing was remembered"
    as_old_zones_had_it(tmp_path / "data.db")
    assert not await follow_zones(database, "package 2026.6", NOW)
    assert await next_due(database) == DUE + timedelta(hours=1)
    assert await follow_zones(database, "package 2027.1", NOW)
    assert await next_due(database) == DUE
    assert not await follow_zones(database, "package 2027.1", NOW)


async def test_a_start_compares_the_zones_of_this_computer(database: Database, tmp_path: Path) -> None:
    await a_runner_in_berlin(database)
    as_old_zones_had_it(tmp_path / "data.db")
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'data.db'}")
    clock = FakeClock("2027-01-04T04:00")
    async with parts(settings, clock, []):
        assert await next_due(database) == DUE
    as_old_zones_had_it(tmp_path / "data.db")
    async with parts(settings, clock, []):
        assert await next_due(database) == DUE + timedelta(hours=1), "started again with the same zones"


def test_the_version_of_the_zones_is_known_here() -> None:
    assert any(character.isdigit() for character in zones_version())
