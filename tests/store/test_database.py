"""The database looks after itself: rights, versions, and one clear sentence for everything that can be wrong."""

import asyncio
import sqlite3
import stat
import traceback
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.coaching.athlete import Athlete
from bot.messages import ChatRef
from bot.store import (
    Database,
    SchemaError,
    StoreError,
    UnfitError,
    migrate,
    open_database,
    require_schema,
    schema_state,
)
from bot.store.tables import metadata

NOW = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
CHAT = ChatRef(channel="telegram", chat_id="1")
WORDS = "my secret knee"


async def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or not str(name).startswith("pgqueuer")

    def differences(connection: Connection) -> list:
        options = {"compare_type": False, "include_name": ours}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    assert await database.look(differences) == []


async def test_the_tables_go_down_to_nothing_and_up_again(database_url: str, database: Database) -> None:
    await migrate(database_url, "base")
    assert await database.look(lambda connection: inspect(connection).get_table_names()) == ["alembic_version"]
    await migrate(database_url)
    assert (await schema_state(database)).state == "ok"


async def test_migrating_twice_at_once_is_done_once_and_again_changes_nothing(empty_postgres_url: str) -> None:
    await asyncio.gather(*(migrate(empty_postgres_url) for _ in range(3)))
    await migrate(empty_postgres_url)
    database = open_database(empty_postgres_url)
    assert (await schema_state(database)).state == "ok"
    await database.close()


@pytest.mark.parametrize("harm", ["DROP TABLE pgqueuer_log", "ALTER TABLE pgqueuer DROP COLUMN heartbeat"])
async def test_a_database_without_the_tables_of_its_jobs_is_behind(postgres_url: str, harm: str) -> None:
    database = open_database(postgres_url)
    await database.run(lambda connection: connection.execute(text(harm)))
    with pytest.raises(SchemaError, match=r"of an older version.*python -m bot migrate"):
        await require_schema(database)
    await migrate(postgres_url)
    await require_schema(database)
    await database.close()


async def test_a_new_file_and_its_folder_are_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "own" / "data.db"
    database = open_database(f"sqlite:///{path}")
    try:
        state = await schema_state(database)
        with pytest.raises(SchemaError, match="python -m bot migrate"):
            await require_schema(database)
    finally:
        await database.close()
    assert state.state == "empty"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(("revision", "state"), [("0000", "ahead"), (None, "behind")])
async def test_a_database_of_another_version_says_what_to_do(
    database: Database, revision: str | None, state: str
) -> None:
    def pretend(connection: Connection) -> None:
        connection.execute(text("DELETE FROM alembic_version"))
        if revision:
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})

    await database.run(pretend)
    found = await schema_state(database)
    assert found.state == state
    assert ("migrate" in found.says) == (state == "behind")
    assert ("pg_restore" in found.says) == (state == "ahead" and not database.sqlite)


async def first_words(database: Database) -> None:
    async with database.begin(NOW) as work:
        await work.contact(CHAT)


async def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"this is no database at all, it only looks like a file" * 200)
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(StoreError, match=r"broken\.db is damaged.*restore FILE"):
        await first_words(database)
    await database.close()


async def test_a_read_only_database_says_that_it_cannot_be_written(tmp_path: Path, sqlite_database: Database) -> None:
    await first_words(sqlite_database)
    await sqlite_database.close()
    only = open_database(f"sqlite:///file:{tmp_path / 'data.db'}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="cannot be written"):
        await first_words(only)
    await only.close()


async def test_a_database_another_program_holds_is_called_busy(tmp_path: Path, sqlite_database: Database) -> None:
    other = sqlite3.connect(tmp_path / "data.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    hasty = open_database(f"sqlite:///{tmp_path / 'data.db'}", busy_s=0.05)
    with pytest.raises(StoreError, match="busy"):
        await first_words(hasty)
    other.close()
    await first_words(hasty)
    await hasty.close()


async def test_a_full_disk_loses_nothing_that_was_stored(sqlite_database: Database) -> None:
    await first_words(sqlite_database)

    async def write_much() -> None:
        async with sqlite_database.begin(NOW) as work:
            pages = (await work._connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
            await work._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            runner = await work.runner_of(CHAT)
            await work.save(runner, replace(runner, notices_seen=frozenset(str(n) * 50 for n in range(5000))))

    with pytest.raises(StoreError, match="disk is full"):
        await write_much()
    async with sqlite_database.reading(NOW) as work:
        assert (await work.runner(1)).notices_seen == frozenset()


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "sqlite://", "sqlite+aiosqlite:///:memory:"])
def test_a_wrong_url_is_a_sentence(url: str) -> None:
    with pytest.raises(StoreError, match=r"DATABASE_URL"):
        open_database(url)


async def test_no_update_is_lost_when_many_write_at_once(database: Database) -> None:
    await first_words(database)

    async def one_more(number: int) -> None:
        async with database.begin(NOW) as work:
            runner = await work.runner_of(CHAT)
            await asyncio.sleep(0)
            await work.save(runner, replace(runner, answered=runner.answered | {str(number)}))

    await asyncio.gather(*(one_more(number) for number in range(40)))
    async with database.reading(NOW) as work:
        assert len((await work.runner(1)).answered) == 40


async def test_a_value_no_column_can_hold_is_a_fault_of_ours_and_not_shown(database: Database) -> None:
    """Offered again it would fail again, so it must not look like a database that is away for a while."""
    await first_words(database)

    async def write(**changes: object) -> None:
        async with database.begin(NOW) as work:
            runner = await work.runner_of(CHAT)
            await work.save(runner, replace(runner, name=WORDS, **changes))  # type: ignore[arg-type]

    for changes in ({"athlete": Athlete(start=NOW.date(), age=10**30)}, {"language": None}):
        with pytest.raises(Exception, match=r"does not fit|too large|NOT NULL") as error:
            await write(**changes)
        assert not isinstance(error.value, StoreError)
        assert WORDS not in "".join(traceback.format_exception(error.value))
    async with database.reading(NOW) as work:
        assert (await work.runner(1)).name == ""


@pytest.mark.parametrize("name", ["a\x00b", "x" * 200])
async def test_words_that_postgresql_cannot_hold_are_no_reason_to_offer_them_again(
    postgres_url: str, name: str
) -> None:
    database = open_database(postgres_url)
    with pytest.raises(UnfitError, match=r"does not fit its column \(22"):
        async with database.begin(NOW) as work:
            await work.contact(ChatRef(channel="telegram", chat_id=name))
    await database.close()
