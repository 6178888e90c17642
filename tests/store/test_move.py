"""A host outgrows SQLite: every row arrives on PostgreSQL, also after a kill on the way, or a sentence says why not."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.messages import ChatRef, Reply
from bot.store import SchemaError, StoreError, migrate, move_database, open_database, require_schema
from bot.store.tables import metadata
from tests.fakes.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
RELEASED = Path(__file__).parent / "releases" / "0001.sql"
NOW = datetime(2027, 1, 10, 6, 55, tzinfo=UTC)
CHAT = ChatRef(channel="telegram", chat_id="71")
MANY = 700
KILLED = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from bot.store import move_database

left = int(sys.argv[3])

def reach(point):
    global left
    if point == sys.argv[4]:
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(move_database(sys.argv[1], sys.argv[2], datetime(2027, 1, 10, 6, 55, tzinfo=UTC), reach=reach))
"""


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A row in every table, more than one step's worth in some, and numbers given to rows that are gone."""
    path = tmp_path_factory.mktemp("move") / "lived-in.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(RELEASED.read_text(encoding="utf-8"))

    async def live() -> None:
        await migrate(f"sqlite:///{path}")
        database = open_database(f"sqlite:///{path}")
        async with database.begin(NOW) as work:
            for number in range(MANY):
                await work.receipt("telegram", f"Ä{number}")
            gone = await work.contact(ChatRef(channel="telegram", chat_id="gone"))
            await work.erase(gone.chat)
            ada = await work.contact(CHAT)
            await work.add_replies(ada.chat, ada.runner.id, [Reply(text=f"ü {number}") for number in range(MANY)])
        await database.close()

    asyncio.run(live())
    return path


@pytest.fixture
def source(lived_in: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(lived_in, tmp_path / 'source.db')}"


async def same(source: str, target: str) -> bool:
    """Whether the two hold the same rows, read as the code reads them."""
    found = []
    for url in (source, target):
        database = open_database(url)
        async with database.snapshot() as connection:
            rows = {}
            for table in metadata.sorted_tables:
                if table.name not in {"leases", "pace_slots"}:
                    rows[table.name] = sorted(str(row) for row in await connection.execute(select(table)))
            found.append(rows)
        await database.close()
    return found[0] == found[1]


async def test_every_row_arrives_and_new_ones_get_new_numbers(source: str, empty_postgres_url: str) -> None:
    said: list[str] = []
    done = await move_database(source, empty_postgres_url, NOW, said.append)
    assert "compared table by table" in done
    assert f"receipts: {MANY + 1} rows" in said
    assert await same(source, empty_postgres_url)
    database = open_database(empty_postgres_url)
    await require_schema(database)
    with closing(sqlite3.connect(source.removeprefix("sqlite:///"))) as raw:
        numbers = dict(raw.execute("SELECT name, seq FROM sqlite_sequence"))
    async with database.begin(NOW) as work:
        ada = await work.contact(CHAT)
        assert (ada.first, ada.runner.name) == (False, "Ada")
        newcomer = await work.contact(ChatRef(channel="telegram", chat_id="new"))
        assert (newcomer.runner.id, newcomer.chat.id) == (numbers["athletes"] + 1, numbers["chats"] + 1)
    await database.close()


@pytest.mark.parametrize(("point", "at"), [("move.after_commit", 1), ("move.before_commit", 22)])
async def test_a_move_killed_on_the_way_goes_on_where_it_was(
    source: str, empty_postgres_url: str, point: str, at: int
) -> None:
    command = [sys.executable, "-c", KILLED, source, empty_postgres_url, str(at), point]
    died = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    half = open_database(empty_postgres_url)
    with pytest.raises(SchemaError, match=r"broken off\. Run 'python -m bot move-database'"):
        await require_schema(half)
    said: list[str] = []
    await move_database(source, empty_postgres_url, NOW, said.append)
    assert said[0] == "Going on where an earlier move was broken off."
    await require_schema(half)
    await half.close()
    assert await same(source, empty_postgres_url)


async def test_a_source_that_was_used_again_after_the_kill_is_moved_anew(source: str, empty_postgres_url: str) -> None:
    command = [sys.executable, "-c", KILLED, source, empty_postgres_url, "20", "move.after_commit"]
    await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=False)
    database = open_database(source)
    async with database.begin(NOW) as work:
        await work.contact(CHAT, name="Ada")
        await work.receipt("telegram", "after")
    await database.close()
    said: list[str] = []
    await move_database(source, empty_postgres_url, NOW, said.append)
    assert said[0].endswith("starting anew.")
    assert await same(source, empty_postgres_url)


async def test_a_database_in_use_is_not_moved(source: str, postgres_url: str) -> None:
    database = open_database(source)
    async with database.begin(NOW) as work:
        await work.contact(CHAT)
    with pytest.raises(StoreError, match=r"source\.db is in use\. Stop the bot"):
        await move_database(source, postgres_url, NOW)
    await database.close()
    await move_database(source, postgres_url, NOW)


@pytest.mark.parametrize("which", ["source", "target"])
async def test_a_database_somebody_ticks_on_is_not_moved(source: str, postgres_url: str, which: str) -> None:
    database = open_database(source if which == "source" else postgres_url)
    async with database.begin(NOW) as work:
        await work.lease("tick", "elsewhere:7", timedelta(seconds=30))
    await database.close()
    with pytest.raises(StoreError, match=r"A process \(elsewhere:7\) works on the database"):
        await move_database(source, postgres_url, NOW)
    await move_database(source, postgres_url, NOW + timedelta(minutes=1))


async def test_a_target_that_holds_other_data_is_left_alone(source: str, postgres_url: str) -> None:
    database = open_database(postgres_url)
    async with database.begin(NOW) as work:
        await work.contact(ChatRef(channel="telegram", chat_id="someone"))
    with pytest.raises(StoreError, match=r"holds other data \(athletes\)\. Name an empty one"):
        await move_database(source, postgres_url, NOW)
    async with database.reading(NOW) as work:
        assert await work.known(ChatRef(channel="telegram", chat_id="someone"))
    await require_schema(database)
    await database.close()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE receipts SET at = at + 1 WHERE update_id = 'Ä7'",
        "DELETE FROM receipts WHERE update_id = 'Ä7'",
    ],
)
async def test_a_row_that_arrived_otherwise_is_found_and_nothing_may_use_it(
    postgres: Postgres, source: str, empty_postgres_url: str, harm: str
) -> None:
    def spoil(line: str) -> None:
        if line.startswith("set_entries:"):  # the last table, so all that is to be spoilt is there
            postgres.sql(harm, empty_postgres_url.partition("@/")[2].partition("?")[0])

    with pytest.raises(StoreError, match="is not the same as its source"):
        await move_database(source, empty_postgres_url, NOW, spoil)
    database = open_database(empty_postgres_url)
    with pytest.raises(SchemaError, match="broken off"):
        await require_schema(database)
    await database.close()
    await move_database(source, empty_postgres_url, NOW)
    assert await same(source, empty_postgres_url)


async def test_two_moves_at_once_are_one(source: str, lived_in: Path, tmp_path: Path, empty_postgres_url: str) -> None:
    other = f"sqlite:///{shutil.copy(lived_in, tmp_path / 'other.db')}"
    first, second = await asyncio.gather(
        move_database(source, empty_postgres_url, NOW),
        move_database(other, empty_postgres_url, NOW),
        return_exceptions=True,
    )
    assert isinstance(first, str) != isinstance(second, str)
    assert "holds other data" in str(first) + str(second)
    assert await same(source, empty_postgres_url)


@pytest.mark.parametrize(
    ("source_url", "target_url", "says"),
    [
        ("postgresql://u@h/a", "postgresql://u@h/b", "is PostgreSQL already"),
        ("sqlite:///a.db", "sqlite:///b.db", "--to must name a PostgreSQL"),
        ("sqlite:////nowhere/a.db", "postgresql://u@h/b", "There is no database at /nowhere/a.db"),
    ],
)
async def test_a_move_that_makes_no_sense_is_a_sentence(source_url: str, target_url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        await move_database(source_url, target_url, NOW)


def test_the_command_moves_and_says_what_to_do_next(source: str, empty_postgres_url: str) -> None:
    command = [sys.executable, "-m", "bot", "move-database", "--to", empty_postgres_url]
    ran = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": source}, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Set DATABASE_URL to it and start the bot" in ran.stdout
