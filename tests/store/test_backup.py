"""A copy is made while runners write, and brought back while they do; nothing is lost or mixed on either way."""

import asyncio
import contextlib
import multiprocessing
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.messages import ChatRef, Reply
from bot.store import Database, StoreError, back_up, migrate, open_database, require_schema, restore

NOW = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from bot.messages import ChatRef
from bot.store import open_database

async def write():
    database = open_database(sys.argv[1])
    for number in range(1_000_000):
        async with database.begin(datetime(2027, 1, 5, 6, 55, tzinfo=UTC)) as work:
            await work.contact(ChatRef(channel="telegram", chat_id=str(number)))
        print(number, flush=True)

asyncio.run(write())
"""


@pytest.fixture
def path(tmp_path: Path, migrated: bytes) -> Path:
    """A database without runners, which nobody has open."""
    file = tmp_path / "data.db"
    file.write_bytes(migrated)
    return file


def url(path: Path) -> str:
    return f"sqlite:///{path}"


@contextlib.contextmanager
def a_bot_that_writes(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that takes in a new runner as often as it can, and says so after each commit."""
    command = [sys.executable, "-c", WRITER, url(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "0\n"
            yield writer
        finally:
            writer.kill()


def runners(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("SELECT count(*) FROM athletes").fetchone()[0])


async def a_runner_writes(path: Path, name: str) -> None:
    database = open_database(url(path))
    async with database.begin(NOW) as work:
        await work.contact(ChatRef(channel="telegram", chat_id=name))
    await database.close()


def change(path: Path, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement, values)


def lease(path: Path, owner: str, until: datetime) -> None:
    micros = int(until.timestamp() * 1_000_000)
    change(path, "INSERT INTO leases (name, owner, until, fence) VALUES ('tick', ?, ?, 1)", owner, micros)


def erase(path: Path) -> None:
    path.unlink()


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_copies_made_while_runners_write_are_whole_and_miss_nobody_who_was_in(path: Path, tmp_path: Path) -> None:
    with a_bot_that_writes(path) as writer:
        for turn in range(3):
            assert writer.stdout is not None
            known = int(writer.stdout.readline())
            copy = tmp_path / f"copy-{turn}.db"
            assert "checked the copy" in back_up(url(path), copy)
            with contextlib.closing(sqlite3.connect(copy)) as raw:
                assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                chats = raw.execute("SELECT count(*) FROM chats WHERE athlete_id IS NOT NULL").fetchone()[0]
            assert runners(copy) == chats > known
            assert rights(copy) == 0o600
        assert writer.poll() is None
    assert not {name for name in names(tmp_path) if name.startswith("copy") and not name.endswith(".db")}


def test_the_writer_does_not_notice_that_it_is_copied(path: Path, tmp_path: Path) -> None:
    with a_bot_that_writes(path) as writer:
        back_up(url(path), tmp_path / "copy.db")
        assert writer.stdout is not None
        last = [int(writer.stdout.readline()) for _ in range(20)][-1]
    assert runners(path) >= last


def test_a_file_that_exists_is_only_replaced_when_that_is_asked_for(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "holiday.jpg"
    target.write_bytes(b"a picture")
    with pytest.raises(StoreError, match=r"holiday\.jpg exists already.*--force"):
        back_up(url(path), target)
    assert target.read_bytes() == b"a picture"
    back_up(url(path), target, force=True)
    assert runners(target) == 0
    assert rights(target) == 0o600


@pytest.mark.parametrize("name", ["data.db", "data.db-wal", "./sub/../data.db"])
def test_the_database_is_never_copied_onto_itself(path: Path, name: str) -> None:
    (path.parent / "sub").mkdir()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is the database itself"):
        back_up(url(path), path.parent / name, force=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("name", "says"), [("", "is a folder"), ("nowhere/copy.db", "does not exist")])
def test_a_copy_that_has_no_place_is_a_sentence(path: Path, tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        back_up(url(path), tmp_path / name)


def test_there_is_nothing_to_copy_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database at"):
        back_up(url(tmp_path / "none.db"), tmp_path / "copy.db")
    assert names(tmp_path) == set()


def test_a_damaged_database_is_not_copied_and_leaves_no_half_file(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 20_000 + whole[28_192:])
    with pytest.raises(StoreError, match="damaged"):
        back_up(url(path), tmp_path / "copy.db")
    assert names(tmp_path) == {"data.db"}


async def test_what_was_copied_comes_back_and_what_was_there_stays_beside_it(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    await a_runner_writes(path, "ada")
    back_up(url(path), copy)
    await a_runner_writes(path, "bo")
    said = await restore(url(path), copy, NOW)
    assert "before-restore-1" in said
    assert (runners(path), runners(tmp_path / "data.db.before-restore-1")) == (1, 2)
    assert rights(path) == 0o600
    await a_runner_writes(path, "cy")
    await restore(url(path), copy, NOW)
    assert (runners(path), runners(tmp_path / "data.db.before-restore-2")) == (1, 2)
    assert not {name for name in names(tmp_path) if ".part-" in name}


async def test_a_copy_comes_back_where_no_database_is(path: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "data.db"
    await restore(url(new), path, NOW)
    database = open_database(url(new))
    await require_schema(database)
    await database.close()
    assert rights(new.parent) == 0o700


async def test_a_copy_replaces_a_damaged_database_which_is_kept(path: Path, tmp_path: Path) -> None:
    await a_runner_writes(path, "ada")
    back_up(url(path), tmp_path / "copy.db")
    not_a_database(path)
    await restore(url(path), tmp_path / "copy.db", NOW)
    assert runners(path) == 1
    assert (tmp_path / "data.db.before-restore-1").read_bytes().startswith(b"Dear diary")


async def test_a_copy_is_brought_back_under_a_bot_that_goes_on_writing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    await a_runner_writes(path, "ada")
    back_up(url(path), copy)
    with a_bot_that_writes(path) as writer:
        assert writer.stdout is not None
        known = [int(writer.stdout.readline()) for _ in range(30)][-1]
        assert "before-restore-1" in await restore(url(path), copy, NOW)
        kept = runners(tmp_path / "data.db.before-restore-1")
        last = [int(writer.stdout.readline()) for _ in range(kept + 30)][-1]
        assert writer.poll() is None
    with contextlib.closing(sqlite3.connect(path)) as raw:
        chats = {int(chat) for (chat,) in raw.execute("SELECT platform_id FROM chats WHERE platform_id != 'ada'")}
        athletes = [number for (number,) in raw.execute("SELECT id FROM athletes ORDER BY id")]
        assert raw.execute("SELECT count(*) FROM chats WHERE platform_id = 'ada'").fetchone() == (1,)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert kept >= known + 2
    assert min(chats) >= kept - 1  # what came before is in the file beside, all of it, and none of it is here
    assert chats >= set(range(kept, last + 1))  # whoever came after is here
    assert all(number > kept for number in athletes[1:])  # a number given once is not given again
    assert rights(tmp_path / "data.db.before-restore-1") == 0o600
    assert not {name for name in names(tmp_path) if ".part-" in name}


async def test_a_process_that_has_a_runner_in_its_memory_reads_them_anew(
    sqlite_database: Database, tmp_path: Path
) -> None:
    ada = ChatRef(channel="telegram", chat_id="ada")

    async def called(name: str) -> None:
        async with sqlite_database.begin(NOW) as work:
            runner = await work.runner_of(ada)
            await work.save(runner, replace(runner, name=name))

    where = sqlite_database.url.render_as_string()
    await called("Ada")
    back_up(where, tmp_path / "copy.db")
    await called("Grace")
    await restore(where, tmp_path / "copy.db", NOW)
    async with sqlite_database.begin(NOW) as work:
        assert (await work.runner_of(ada)).name == "Ada"
    await called("Bo")
    await restore(where, tmp_path / "copy.db", NOW)
    async with sqlite_database.begin(NOW) as work:
        assert (await work.runner_of(ada)).name == "Ada"


POINTS = ["copied", "kept", *(f"table {number}" for number in (1, 5, 9, 13, 17)), "before_commit", "after_commit"]


def test_killed_at_any_instant_a_restore_has_brought_back_all_or_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    asyncio.run(a_runner_writes(path, "ada"))
    back_up(url(path), copy)
    asyncio.run(a_runner_writes(path, "bo"))
    before, old = path.read_bytes(), rows_of(path)
    for point in POINTS:
        for one in (path, *tmp_path.glob("data.db-*")):
            one.unlink()
        path.write_bytes(before)
        restoring = multiprocessing.get_context("fork").Process(target=restore_and_die, args=(path, copy, point))
        restoring.start()
        restoring.join()
        assert restoring.exitcode == -signal.SIGKILL
        assert rows_of(path) == (rows_of(copy) if point == "after_commit" else old), point
        asyncio.run(a_runner_writes(path, "cy"))
    assert len({*old.values(), *rows_of(copy).values()}) > 1


def restore_and_die(path: Path, copy: Path, at: str) -> None:
    tables = 0

    def reach(name: str) -> None:
        nonlocal tables
        tables += name == "restore.table"
        if at in {name.removeprefix("restore."), f"table {tables}"}:
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(restore(url(path), copy, NOW, reach=reach))


def rows_of(path: Path) -> dict[str, int]:
    """How many rows each table has."""
    with contextlib.closing(sqlite3.connect(path)) as raw:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'sqlite_sequence'"
        tables = [name for (name,) in raw.execute(query)]
        return {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in sorted(tables)}


async def test_a_message_on_its_way_meanwhile_is_not_taken_for_one_of_the_copys(
    sqlite_database: Database, tmp_path: Path
) -> None:
    where = sqlite_database.url.render_as_string()
    (tmp_path / "copy.db").write_bytes((tmp_path / "data.db").read_bytes())
    for file, words in ((tmp_path / "copy.db", "of the copy"), (tmp_path / "data.db", "on its way")):
        database = open_database(url(file))
        async with database.begin(NOW) as work:
            contact = await work.contact(ChatRef(channel="telegram", chat_id="ada"))
            await work.add_replies(contact.chat, None, (Reply(text=words),))
        await database.close()
    async with sqlite_database.begin(NOW) as work:
        on_its_way = await work.first_of(contact.chat.id)
        assert on_its_way is not None
        await work.send_begun(on_its_way)
    await restore(where, tmp_path / "copy.db", NOW)
    async with sqlite_database.begin(NOW) as work:
        await work.send_ended(on_its_way, "sent", message_id="17")
        waits = await work.first_of(contact.chat.id)
    assert waits is not None
    assert waits.reply is not None
    assert waits.reply.text == "of the copy"


async def test_whoever_ticks_goes_on_ticking_and_nobody_of_the_copy_does(
    sqlite_database: Database, tmp_path: Path, migrated: bytes
) -> None:
    (tmp_path / "copy.db").write_bytes(migrated)
    path, mine = tmp_path / "data.db", f"{socket.gethostname()}:1"
    lease(tmp_path / "copy.db", "another-machine:17", NOW + timedelta(seconds=20))
    lease(path, mine, NOW + timedelta(seconds=20))
    await restore(sqlite_database.url.render_as_string(), tmp_path / "copy.db", NOW)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT owner FROM leases").fetchall() == [(mine,)]


@pytest.mark.parametrize("harm", ["damaged", "of another version"])
async def test_under_a_bot_a_database_is_not_replaced_where_it_cannot_be_changed_in_place(
    sqlite_database: Database, tmp_path: Path, migrated: bytes, harm: str
) -> None:
    (tmp_path / "copy.db").write_bytes(migrated)
    async with sqlite_database.begin(NOW) as work:
        await work.contact(ChatRef(channel="console", chat_id="you"))
    if harm == "damaged":
        with (tmp_path / "data.db").open("r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * 20_000)
    else:
        change(tmp_path / "data.db", "UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(StoreError, match=f"in use, and it is {harm}.*Stop the bot"):
        await restore(sqlite_database.url.render_as_string(), tmp_path / "copy.db", NOW)
    assert not (tmp_path / "data.db.before-restore-1").exists()


@pytest.mark.parametrize("seconds", [20, -1])
async def test_a_lease_of_another_machine_counts_until_it_runs_out(
    path: Path, tmp_path: Path, migrated: bytes, seconds: int
) -> None:
    (tmp_path / "copy.db").write_bytes(migrated)
    lease(path, "another-machine:17", NOW + timedelta(seconds=seconds))
    if seconds > 0:
        with pytest.raises(StoreError, match=r"another-machine:17.*30 seconds"):
            await restore(url(path), tmp_path / "copy.db", NOW)
        assert not (tmp_path / "data.db.before-restore-1").exists()
    else:
        await restore(url(path), tmp_path / "copy.db", NOW)


async def test_after_a_crash_on_this_machine_nobody_waits_for_the_lease(
    path: Path, tmp_path: Path, migrated: bytes
) -> None:
    (tmp_path / "copy.db").write_bytes(migrated)
    lease(path, f"{socket.gethostname()}:1", NOW + timedelta(seconds=20))
    await restore(url(path), tmp_path / "copy.db", NOW)


async def test_the_lease_in_a_copy_keeps_nobody_from_starting(path: Path, tmp_path: Path) -> None:
    lease(path, "another-machine:17", NOW + timedelta(seconds=20))
    back_up(url(path), tmp_path / "copy.db")
    erase(path)
    await restore(url(path), tmp_path / "copy.db", NOW)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM leases").fetchone() == (0,)


async def test_a_copy_of_a_newer_version_or_of_none_is_refused(path: Path, tmp_path: Path, migrated: bytes) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(migrated)
    change(copy, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer version"):
        await restore(url(path), copy, NOW)
    change(copy, "DELETE FROM alembic_version")
    with pytest.raises(StoreError, match="does not say which version"):
        await restore(url(path), copy, NOW)
    assert names(tmp_path) == {"data.db", "copy.db"}


@pytest.mark.parametrize("there", [True, False])
async def test_a_copy_of_an_older_version_is_brought_to_this_one(path: Path, tmp_path: Path, *, there: bool) -> None:
    copy = tmp_path / "copy.db"
    await migrate(url(copy), "0001")
    if not there:
        erase(path)
    await restore(url(path), copy, NOW)
    await a_runner_writes(path, "ada")
    database = open_database(url(path))
    await require_schema(database)
    await database.close()
    assert runners(path) == 1


def not_a_database(path: Path) -> None:
    path.write_text("Dear diary, today I ran. " * 500)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def somebody_elses(path: Path) -> None:
    change(path, "CREATE TABLE bookmarks (url TEXT)")


def cut_short(path: Path) -> None:
    path.write_bytes(path.with_name("data.db").read_bytes()[:50_000])


@pytest.mark.parametrize("make", [not_a_database, empty, somebody_elses, cut_short])
async def test_a_file_that_is_no_copy_of_ours_changes_nothing(
    path: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    await a_runner_writes(path, "ada")
    make(tmp_path / "copy.db")
    with pytest.raises(StoreError, match=r"damaged|no Strongstride data"):
        await restore(url(path), tmp_path / "copy.db", NOW)
    assert runners(path) == 1
    assert names(tmp_path) == {"data.db", "copy.db"}


async def test_a_missing_copy_and_the_database_itself_are_sentences(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no file"):
        await restore(url(path), tmp_path / "none.db", NOW)
    with pytest.raises(StoreError, match="is the database itself"):
        await restore(url(path), path, NOW)
    with pytest.raises(StoreError, match="cannot be written"):
        await restore(f"sqlite:///file:{path}?mode=ro&uri=true", path, NOW)


async def test_postgresql_is_told_of_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        back_up("postgresql://me:pw@db.example.org/coach", tmp_path / "copy.db")
    with pytest.raises(StoreError, match="pg_restore"):
        await restore("postgresql://me:pw@db.example.org/coach", tmp_path / "copy.db", NOW)
