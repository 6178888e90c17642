"""Databases full of runners for the benchmarks, on either engine."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Connection, text

from bot.coaching.runner import Reminders
from bot.store import Database, migrate, open_database
from bot.store.types import to_microseconds
from tests.fakes.crowd import MORNING, crowd
from tests.fakes.postgres import Postgres

NOW = datetime(2027, 1, 5, 6, 0, tzinfo=UTC)  # Tuesday, 07:00 in Berlin
THREE = replace(MORNING, evening=time(20, 0), week=time(18, 0))
PLANS = 100
"""So many different morning plans among the runners of a database: as people choose, in quarters of an hour and odd."""


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, as the tests have it."""
    server = Postgres()
    try:
        yield server
    finally:
        server.close()


@contextlib.asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The store, migrated."""
    await migrate(url)
    database = open_database(url)
    try:
        yield database
    finally:
        await database.close()


def file_url(path: Path) -> str:
    """SQLite's URL of a file."""
    return f"sqlite+aiosqlite:///{path}"


async def fill(database: Database, athletes: int, *, reminders: Reminders = THREE) -> None:
    """So many runners, whose mornings follow PLANS different plans; nothing is due at NOW."""
    await crowd(database, athletes, NOW - timedelta(hours=30), reminders=reminders, channel="bench")
    await database.run(_vary)
    await set_due(database, 0)


def _vary(connection: Connection) -> None:
    to = "CAST({} AS json)" if connection.dialect.name == "postgresql" else "{}"
    plan = to.format("replace(CAST(plan AS TEXT), '420', CAST(360 + athlete_id % :plans AS TEXT))")
    words = f"UPDATE reminders SET plan = {plan} WHERE kind = 'morning'"
    connection.execute(text(words), {"plans": PLANS})


async def set_due(database: Database, count: int, now: datetime = NOW) -> None:
    """`count` mornings are due at `now`, every other reminder half a day later; nothing waits to be sent."""

    def set_all(connection: Connection) -> None:
        connection.execute(text("DELETE FROM outbox"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("TRUNCATE pgqueuer"))
        later = {"due": to_microseconds(now + timedelta(hours=12))}
        connection.execute(text("UPDATE reminders SET due_at = :due WHERE due_at <> :due"), later)
        chosen = "SELECT id FROM reminders WHERE kind = 'morning' ORDER BY id LIMIT :count"
        words = f"UPDATE reminders SET due_at = :due WHERE id IN ({chosen})"
        connection.execute(text(words), {"due": to_microseconds(now), "count": count})

    await database.run(set_all)
    await _tidied(database)


async def _tidied(database: Database) -> None:
    """Dead rows and the log of changes are put in order, so that no run pays for the one before."""
    if database.sqlite:
        with contextlib.closing(sqlite3.connect(database.where)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    async with database.engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        for table in ("reminders", "outbox", "pgqueuer"):
            await connection.exec_driver_sql(f"VACUUM ANALYZE {table}")
