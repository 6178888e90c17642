"""A copy of the SQLite database while it is in use, and bringing one back; whatever happens, nothing is half there."""

import contextlib
import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from bot.store.database import parse
from bot.store.errors import StoreError, sentence
from bot.store.schema import SchemaState, judged
from bot.store.types import EPOCH

PATIENCE_S = 2
BESIDE = ("-wal", "-shm", "-journal")
OURS = frozenset({"athletes", "chats", "outbox", "leases"})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_POSTGRES = (
    "{command} is for SQLite, and DATABASE_URL is PostgreSQL, which brings its own: "
    "pg_dump --format=custom --file=FILE makes a copy while it runs, "
    "pg_restore --clean --dbname=NAME FILE brings it back."
)


def back_up(url: str, target: Path, *, force: bool = False) -> str:
    """Copy the database at `url` to `target`, for this user's eyes only, while others read and write it.

    `target` appears only when the copy is whole and checked. What was done, in words. Raises StoreError.
    """
    path = database_file(url, "backup")
    if not path.is_file():
        raise StoreError(f"There is no database at {path} yet, so there is nothing to copy.")
    _may_write(target, path, force=force)
    with _explained(str(path), target), _part(target) as part:
        _copy(path, part)
        state = _checked(part, str(path))
        if state.state == "ahead":
            raise StoreError(f"{state.says} Or make the backup with that version.")
        _put(part, target, force=force)
        size = target.stat().st_size
    return f"Copied {path} to {target} ({size / 1e6:.1f} MB) and checked the copy."


def restore(url: str, source: Path, now: datetime) -> str:
    """Make the copy `source` the database at `url`; the one that was there stays beside it.

    Refused while any process has the database open. What was done, in words. Raises StoreError.
    """
    path = database_file(url, "restore")
    _may_read(source, path)
    with _explained(str(source), path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _part(path) as part:
            _copy(source, part)
            state = _checked(part, str(source))
            if state.state == "ahead":
                raise StoreError(state.says)
            _forget_leases(part)
            kept = None
            if path.exists():
                _unused(path, now)
                kept = _keep(path)
            part.replace(path)
    return " ".join(_restored(path, source, kept, state))


def _restored(path: Path, source: Path, kept: Path | None, state: SchemaState) -> Iterator[str]:
    yield f"{path} is now as {source} has it."
    if kept is not None:
        yield f"What was there before is in {kept}."
    if state.state == "behind":
        yield "It is of an older version: run 'python -m bot migrate' before you start."


def database_file(url: str, command: str) -> Path:
    """The file of an SQLite database. Raises StoreError for any other, with what to use instead of `command`."""
    parsed: URL = parse(url)
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(_POSTGRES.format(command=command))
    name = str(parsed.database)
    if not name.startswith("file:"):
        return Path(name)
    if command == "restore" and parsed.query.get("mode") == "ro":
        raise StoreError(sentence(OSError("read-only"), name))
    return Path(name.removeprefix("file:").removeprefix("//"))


def _may_write(target: Path, path: Path, *, force: bool) -> None:
    if target.resolve() in {one.resolve() for one in (path, *_beside(path))}:
        raise StoreError(f"{target} is the database itself. Name another file for the copy.")
    if target.is_dir():
        raise StoreError(f"{target} is a folder. Name a file in it, like {target / 'strongstride-backup.db'}.")
    if not target.parent.is_dir():
        raise StoreError(f"The folder {target.parent} does not exist. Make it first, or name a file elsewhere.")
    for one in (target, *_beside(target)):
        if one.exists() and not force:
            raise StoreError(f"{one} exists already and stays as it is. Name another file, or add --force.")


def _may_read(source: Path, path: Path) -> None:
    if not source.is_file():
        raise StoreError(f"There is no file {source} to restore.")
    if path.exists() and source.samefile(path):
        raise StoreError(f"{source} is the database itself; there is nothing to restore.")


def _beside(path: Path) -> tuple[Path, ...]:
    """What SQLite may keep next to a database file; next to another one it would spoil it."""
    return tuple(path.with_name(path.name + end) for end in BESIDE)


@contextlib.contextmanager
def _part(target: Path) -> Iterator[Path]:
    """An empty file next to `target`, 0600, gone at the end unless it was moved."""
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield part
    finally:
        for one in (part, *_beside(part)):
            one.unlink(missing_ok=True)


def _copy(path: Path, part: Path) -> None:
    """All pages in one step: a snapshot, during which writers go on (WAL); in many steps it might never end."""
    # opened for reading alone it would leave its -wal behind; a file without the right to write is opened all the same
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=10)
    with closing(source), closing(sqlite3.connect(part)) as copy:
        source.backup(copy, pages=-1)
        # one file that needs nothing beside it, and can be read from a medium that takes no writing
        copy.execute("PRAGMA journal_mode = DELETE")
    with part.open("rb") as written:
        os.fsync(written.fileno())


def _checked(part: Path, where: str) -> SchemaState:
    """How the tables of the copy stand to this version. Raises StoreError where it is damaged or none of ours."""
    with closing(sqlite3.connect(part)) as copy:
        faults = [fault for (fault,) in copy.execute("PRAGMA integrity_check(3)")]
        if faults != ["ok"]:
            raise StoreError(f"{where} is damaged ({faults[0]}). Nothing was changed; use an older copy.")
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables or not tables >= OURS:
            raise StoreError(f"{where} holds no Strongstride data. Nothing was changed.")
        found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    return judged(found[0] if found else None, tables=True, where=where)


def _put(part: Path, target: Path, *, force: bool) -> None:
    if force:
        for one in _beside(target):
            one.unlink(missing_ok=True)
        part.replace(target)
        return
    try:
        os.link(part, target)  # unlike a move, this never replaces a file that came into being meanwhile
    except FileExistsError:
        raise
    except OSError:
        part.replace(target)  # a file system without links


def _forget_leases(part: Path) -> None:
    """Whoever ticked when the copy was made does not tick now."""
    with closing(sqlite3.connect(part)) as copy, copy:
        copy.execute("DELETE FROM leases")


def _unused(path: Path, now: datetime) -> None:
    """Raises StoreError where a process has the database open, here or (as far as its lease says) on another machine.

    A database that cannot be read is in nobody's use: it is what restore is for.
    """
    with closing(sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)) as old:
        try:
            _nobody_ticks_elsewhere(old, path, now)
            # both fail while anyone else has it open; the first also folds the -wal file into the database
            old.execute("PRAGMA journal_mode = DELETE")
            old.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if _code(error) in _BUSY:
                raise StoreError(
                    f"The database {path} is in use. Stop the bot and every chat on it, then restore. "
                    "Nothing was changed."
                ) from error


def _nobody_ticks_elsewhere(old: sqlite3.Connection, path: Path, now: datetime) -> None:
    """On this machine the file's own locks tell more than a lease that a crash left behind."""
    until = (now - EPOCH) // timedelta(microseconds=1)
    query = "SELECT owner FROM leases WHERE name = 'tick' AND until > ?"
    owner = next((str(name) for (name,) in old.execute(query, (until,))), None)
    if owner is not None and owner.rpartition(":")[0] != socket.gethostname():
        raise StoreError(
            f"Another process ({owner}) uses the database {path}. Stop it, then restore; after a crash its place "
            "is free in 30 seconds. Nothing was changed."
        )


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _keep(path: Path) -> Path:
    """Leave the old database, and what SQLite kept next to it, under another name; that name."""
    number = 1
    while (kept := path.with_name(f"{path.name}.before-restore-{number}")).exists():
        number += 1
    try:
        os.link(path, kept)  # so that there is a database at every instant
    except OSError:
        shutil.move(path, kept)
    for end in BESIDE:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(kept.with_name(kept.name + end))
    return kept


@contextlib.contextmanager
def _explained(where: str, target: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into a StoreError."""
    try:
        yield
    except FileExistsError as error:
        raise StoreError(f"{error.filename2 or target} exists already and stays as it is.") from error
    except OSError as error:
        raise StoreError(f"{error.filename or target} cannot be written ({error.strerror}).") from error
    except sqlite3.Error as error:
        if _code(error) in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            raise StoreError(f"{where} is damaged or no database of ours. Nothing was changed.") from error
        raise StoreError(sentence(error, where)) from error
