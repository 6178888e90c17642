"""Bringing a copy of the SQLite database back, also under a bot that runs: the old data or the new, never a mixture."""

import asyncio
import contextlib
import os
import shutil
import socket
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from bot.faults import Reach, unarmed
from bot.store.copies import BESIDE, busy, checked, copy_file, database_file, explained_file, part_of
from bot.store.errors import StoreError
from bot.store.schema import migrate
from bot.store.types import EPOCH

PATIENCE_S = 2
TURN_S = 30
"""How long to wait for a bot's own transactions, which take milliseconds, to let the restore have its turn."""
THEIRS = frozenset({"leases", "pace_slots"})
"""Tables that say what the running processes are doing, which no copy knows."""


async def restore(url: str, source: Path, now: datetime, *, reach: Reach = unarmed) -> str:
    """Make the copy `source` the data of the database at `url`; what was there before stays in a file beside it.

    A bot may be at work on it: it goes on with the copy's data. Killed at any instant, the database holds the old data
    or the copy's. A copy of an older version is brought to this one first. What was done, in words. Raises StoreError.
    """
    path = database_file(url, "restore")
    _may_read(source, path)
    with explained_file(str(source), path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with part_of(path) as part:
            await asyncio.to_thread(copy_file, source, part)
            state = checked(part, str(source))
            if state.state == "ahead":
                raise StoreError(state.says)
            if state.state == "behind":
                await migrate(f"sqlite:///{part}")
            _tidy(part)
            reach("restore.copied")
            kept = await asyncio.to_thread(_bring_in, part, path, now, reach)
    return f"{path} is now as {source} has it." + (f" What was there before is in {kept}." if kept else "")


def _may_read(source: Path, path: Path) -> None:
    if not source.is_file():
        raise StoreError(f"There is no file {source} to restore.")
    if path.exists() and source.samefile(path):
        raise StoreError(f"{source} is the database itself; there is nothing to restore.")


def _tidy(part: Path) -> None:
    """Whoever ticked or sent when the copy was made does not now; and the copy is one file again after migrating."""
    with closing(sqlite3.connect(part)) as copy:
        with copy:
            copy.execute("DELETE FROM leases")
            copy.execute("UPDATE chats SET sender = NULL, sender_until = NULL")
        copy.execute("PRAGMA journal_mode = DELETE")


def _bring_in(part: Path, path: Path, now: datetime, reach: Reach) -> Path | None:
    """Under a bot at work, and wherever it can be done, in place; a database that is no use any more is replaced."""
    if not path.exists():
        part.replace(path)
        return None
    _nobody_ticks_elsewhere(path, now)
    fault = _unfit(path, part)
    if fault is None:
        return _in_place(part, path, reach)
    _unused(path, fault)
    kept = _put_aside(path)
    part.replace(path)
    return kept


def _unfit(path: Path, part: Path) -> str | None:
    """Why the data cannot be changed in place: the database is damaged, or its tables are not those of this version."""
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE_S)) as old, closing(sqlite3.connect(part)) as copy:
            if old.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return "damaged"
            return None if _shape(old) == _shape(copy) else "of another version"
    except sqlite3.Error as error:
        if busy(error):
            raise StoreError(f"The database {path} is busy: another program holds it. Try again.") from error
        return "damaged"


def _shape(database: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """Every table and its columns, and which revision they are of."""
    revision = [str(found) for (found,) in database.execute("SELECT version_num FROM alembic_version")]
    return {name: frozenset(_columns(database, name)) for name in _tables(database)} | {"": frozenset(revision)}


def _tables(database: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    return [str(name) for (name,) in database.execute(query)]


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in database.execute(f"PRAGMA main.table_info({table})")]


def _in_place(part: Path, path: Path, reach: Reach) -> Path:
    """Put the copy's rows in the place of those that are there, in one transaction; where the old ones are kept.

    While it lasts nobody else writes, so that no report falls between what is kept and what is replaced.
    """
    with closing(sqlite3.connect(path, timeout=TURN_S, isolation_level=None)) as live:
        live.execute("PRAGMA journal_mode = WAL")
        live.execute("ATTACH ? AS copy", (str(part),))
        live.execute("BEGIN IMMEDIATE")
        with part_of(_free_name(path)) as old:
            copy_file(path, old)
            reach("restore.kept")
            _replace_rows(live, reach)
            kept = _free_name(path)
            old.replace(kept)
        reach("restore.before_commit")
        live.execute("COMMIT")
        reach("restore.after_commit")
        live.execute("DETACH copy")
        live.execute("PRAGMA busy_timeout = 1000")
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # where a reader is in the way, a later one does it
    return kept


def _replace_rows(live: sqlite3.Connection, reach: Reach) -> None:
    numbers = dict(live.execute("SELECT name, seq FROM main.sqlite_sequence"))
    newest = "SELECT max(version) FROM (SELECT version FROM main.athletes UNION ALL SELECT version FROM copy.athletes)"
    given = {"version": (live.execute(newest).fetchone()[0] or 0) + 1, "shift": numbers.get("outbox", 0)}
    for table in _tables(live):
        if table in THEIRS:
            continue
        columns = _columns(live, table)
        names = ", ".join(f'"{column}"' for column in columns)
        values = ", ".join(_value(table, column) for column in columns)
        live.execute(f"DELETE FROM main.{table}")  # noqa: S608 - our own tables' names
        live.execute(f"INSERT INTO main.{table} ({names}) SELECT {values} FROM copy.{table}", given)  # noqa: S608
        reach("restore.table")
    _never_number_twice(live, numbers)


def _value(table: str, column: str) -> str:
    """What is read from the copy for a column: itself, but for two that a process at work may have in its memory."""
    return {
        ("athletes", "version"): ":version",  # above every one that a process has read, so that it reads again
        ("outbox", "id"): "id + :shift",  # a send that ends now is not taken for another message's
    }.get((table, column), f'"{column}"')


def _never_number_twice(live: sqlite3.Connection, numbers: dict[str, int]) -> None:
    """A number given to a runner, a chat or a message since the copy was made is not given again."""
    for table, number in numbers.items():
        changed = live.execute("UPDATE main.sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))
        if changed.rowcount == 0:
            live.execute("INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))


def _unused(path: Path, fault: str) -> None:
    """Raises StoreError where a process has the database open. One that cannot be read is in nobody's use."""
    with closing(sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)) as old:
        try:
            # both fail while anyone else has it open; the first also folds the -wal file into the database
            old.execute("PRAGMA journal_mode = DELETE")
            old.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if busy(error):
                raise StoreError(
                    f"The database {path} is in use, and it is {fault}, so it cannot be changed under the bot. "
                    "Stop the bot and every chat on it, then restore. Nothing was changed."
                ) from error


def _nobody_ticks_elsewhere(path: Path, now: datetime) -> None:
    """SQLite's locks hold on one machine only. Raises StoreError where, as its lease says, a bot runs on another."""
    until = (now - EPOCH) // timedelta(microseconds=1)
    query = "SELECT owner FROM leases WHERE name = 'tick' AND until > ?"
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE_S)) as old:
            owner = next((str(name) for (name,) in old.execute(query, (until,))), None)
    except sqlite3.Error:
        return  # damaged, which _unfit finds, too
    if owner is not None and not socket.gethostname().replace(":", "-").startswith(owner.partition(":")[0]):
        raise StoreError(
            f"Another machine or container ({owner}) uses the database {path}. Restore there, or stop it first; after "
            "a crash its place is free in 30 seconds. Nothing was changed."
        )


def _free_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"{path.name}.before-restore-{number}")).exists():
        number += 1
    return name


def _put_aside(path: Path) -> Path:
    """Leave the old database, and what SQLite kept next to it, under another name; that name."""
    kept = _free_name(path)
    try:
        os.link(path, kept)  # so that there is a database at every instant
    except OSError:
        shutil.move(path, kept)
    for end in BESIDE:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(kept.with_name(kept.name + end))
    return kept
