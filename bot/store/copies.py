"""Copies of an SQLite database as files: made in one step, checked, and never there by half."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from bot.store.database import parse
from bot.store.errors import StoreError, sentence
from bot.store.schema import SchemaState, judged

BESIDE = ("-wal", "-shm", "-journal")
OURS = frozenset({"athletes", "chats", "outbox", "leases"})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_POSTGRES = (
    "{command} is for SQLite, and DATABASE_URL is PostgreSQL, which brings its own: "
    "pg_dump --format=custom --file=FILE makes a copy while it runs, "
    "pg_restore --clean --dbname=NAME FILE brings it back."
)


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


def beside(path: Path) -> tuple[Path, ...]:
    """What SQLite may keep next to a database file; next to another one it would spoil it."""
    return tuple(path.with_name(path.name + end) for end in BESIDE)


@contextlib.contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """An empty file next to `target`, 0600, gone at the end unless it was moved."""
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield part
    finally:
        for one in (part, *beside(part)):
            one.unlink(missing_ok=True)


def copy_file(path: Path, part: Path) -> None:
    """All pages in one step: a snapshot, during which writers go on (WAL); in many steps it might never end."""
    # opened for reading alone it would leave its -wal behind; a file without the right to write is opened all the same
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=10)
    with closing(source), closing(sqlite3.connect(part)) as copy:
        source.backup(copy, pages=-1)
        # one file that needs nothing beside it, and can be read from a medium that takes no writing
        copy.execute("PRAGMA journal_mode = DELETE")
    with part.open("rb") as written:
        os.fsync(written.fileno())


def checked(part: Path, where: str) -> SchemaState:
    """How the tables of the copy stand to this version. Raises StoreError where it is damaged or none of ours."""
    with closing(sqlite3.connect(part)) as copy:
        faults = [fault for (fault,) in copy.execute("PRAGMA integrity_check(3)")]
        if faults != ["ok"]:
            raise StoreError(f"{where} is damaged ({faults[0]}). Nothing was changed; use an older copy.")
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables or not tables >= OURS:
            raise StoreError(f"{where} holds no Strongstride data. Nothing was changed.")
        found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise StoreError(f"{where} does not say which version made it. Nothing was changed; use another copy.")
    return judged(found[0], tables=True, where=where)


def busy(error: sqlite3.Error) -> bool:
    """Whether another process was in the way."""
    return _code(error) in _BUSY


@contextlib.contextmanager
def explained_file(where: str, target: Path) -> Iterator[None]:
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


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
