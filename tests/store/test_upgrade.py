"""Whoever comes from an older version keeps everything: each released schema, with rows in every table, is brought up.

`releases/<revision>.sql` is what the release itself wrote, as SQLite dumps it; a new revision adds the one before it.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, create_engine, insert, inspect, select, text

from bot.messages import ChatRef, Reply
from bot.reminders import tick
from bot.store import Database, migrate, open_database, schema_state
from bot.store.tables import metadata

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql"))
LATER = datetime(2027, 1, 7, 6, 55, tzinfo=UTC)
PHONE, DESK = ChatRef(channel="telegram", chat_id="71"), ChatRef(channel="console", chat_id="me")
Rows = dict[str, list[tuple[Any, ...]]]


def released(release: Path, path: Path) -> Path:
    """The database of a release, as an SQLite file."""
    with closing(sqlite3.connect(path)) as file:
        file.executescript(release.read_text(encoding="utf-8"))
    return path


def as_it_was(connection: Connection) -> list[Table]:
    """Those of our tables that are there, with the columns they have there."""
    there = inspect(connection)
    found = []
    for table in metadata.sorted_tables:
        if there.has_table(table.name):
            names = {column["name"] for column in there.get_columns(table.name)}
            columns = [Column(c.name, c.type, primary_key=c.primary_key) for c in table.c if c.name in names]
            found.append(Table(table.name, MetaData(), *columns))
    return found


def rows_of(connection: Connection, tables: list[Table]) -> Rows:
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
        for table in tables
    }


@pytest.fixture(params=RELEASES, ids=lambda release: release.stem)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return released(request.param, tmp_path / "released.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, file: Path) -> Iterator[str]:
    """A database of the release on each engine: a file, or the same rows in the tables as they were then."""
    if request.param == "sqlite":
        yield f"sqlite:///{file}"
        return
    target: str = request.getfixturevalue("empty_postgres_url")
    asyncio.run(_put(file, target))
    yield target


async def _put(file: Path, target: str) -> None:
    source = create_engine(f"sqlite:///{file}")
    with source.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        tables = as_it_was(connection)
        rows = rows_of(connection, tables)
    source.dispose()
    await migrate(target, revision)
    database = open_database(target)
    async with database.transaction() as connection:
        for table in tables:
            names = [column.name for column in table.columns]
            await connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows[table.name]])
            if "id" in names:
                after = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
                await connection.execute(text(after))
    await database.close()


async def test_every_row_of_a_release_is_there_after_the_upgrade(url: str) -> None:
    database = open_database(url)
    async with database.snapshot() as connection:
        tables = await connection.run_sync(as_it_was)
        before = await connection.run_sync(rows_of, tables)
    assert [name for name, rows in before.items() if not rows] == [], "a table without a row proves nothing"
    assert (await schema_state(database)).state == "behind"
    await migrate(url)
    assert (await schema_state(database)).state == "ok"
    async with database.snapshot() as connection:
        assert await connection.run_sync(rows_of, tables) == before
    await database.close()


async def test_the_runner_of_a_release_trains_on_after_the_upgrade(url: str) -> None:
    await migrate(url)
    database = open_database(url)
    try:
        await _train_on(database)
    finally:
        await database.close()


async def _train_on(database: Database) -> None:
    async with database.begin(LATER) as work:
        assert not await work.receipt("telegram", "1001"), "what was handled is not handled again"
        phone, desk = await work.contact(PHONE), await work.contact(DESK)
        assert phone.runner == desk.runner
        runner = phone.runner
        assert (runner.name, runner.zone, runner.athlete.one_rm) == ("Ada", "Europe/Berlin", {"deadlift": 120.0})
        assert (runner.distance, [report.id for report in runner.reports]) == ("mi", [1])
        undone = await work.undo(runner.id)
        assert undone is not None
        assert (undone[0], len(undone[1].reports)) == ("kilometres to miles and one report less", 2)
        assert len((await work.history(runner.id)).changes) == 3
        newest = await work.contact(ChatRef(channel="telegram", chat_id="new"))
        assert newest.first
        assert newest.runner.id > runner.id
        await work.add_replies(phone.chat, runner.id, [Reply(text="welcome back")])
        assert (await work.lease("tick", "another", timedelta(seconds=30))).mine
    assert (await tick(database, LATER)).claimed > 0
    async with database.begin(LATER) as work:
        first = await work.first_of(phone.chat.id)
        assert first is not None
        assert first.reply is not None
        await work.send_begun(first)
        await work.send_ended(first, "sent", message_id="p9")
        await work.prune()
        assert await work.unlink(desk.chat) == 1
    async with database.begin(LATER) as work:
        await work.erase((await work.contact(PHONE)).chat)
