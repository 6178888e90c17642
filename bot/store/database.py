"""Opening the database: one engine, one transaction at a time for writing, and the rights of the file."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from json import dumps
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.cache import Cache
from bot.store.errors import StoreError, explained, sentence
from bot.store.work import UnitOfWork

BUSY_S = 10
READS = "reads"
T = TypeVar("T")


class Database:
    """The store's door. `begin(now)` is one transaction that may write, `reading(now)` one that only looks.

    On SQLite writers of this process queue for one lock, first come, first served, so that none waits in SQLite's own
    sleep; between processes BEGIN IMMEDIATE and the busy timeout keep order.
    """

    def __init__(self, url: URL, *, busy_s: float = BUSY_S) -> None:
        self.url = url
        self.sqlite = url.get_backend_name() == "sqlite"
        self.where = str(url.database) if self.sqlite else f"{url.host}/{url.database}"
        self._busy_s = busy_s
        self._lock = asyncio.Lock()
        self.engine: AsyncEngine = create_async_engine(url, **self._options())
        if self.sqlite:
            _prepare_sqlite(self.engine.sync_engine, busy_s)
        self._ticking: Engine | None = None
        self._cache = Cache()

    def _options(self) -> dict[str, Any]:
        json = partial(dumps, ensure_ascii=False, separators=(",", ":"))
        options: dict[str, Any] = {"json_serializer": json}
        # each connection to a file is a thread of its own: a few that stay are better than many that come and go
        return options | ({"pool_size": 5, "max_overflow": 0} if self.sqlite else {"pool_pre_ping": True})

    @contextlib.asynccontextmanager
    async def begin(self, now: datetime) -> AsyncIterator[UnitOfWork]:
        """One transaction at the instant `now`: all of it or nothing. Raises StoreError."""
        async with self._writing():
            with explained(self.where):
                async with self.engine.begin() as connection:
                    work = UnitOfWork(connection, now, self._cache)
                    yield work
                self._cache.put(work.seen)

    @contextlib.asynccontextmanager
    async def reading(self, now: datetime) -> AsyncIterator[UnitOfWork]:
        """A look at the database as it is; whatever is written in it is forgotten. Raises StoreError."""
        with explained(self.where):
            async with self.engine.connect() as plain:
                connection = await plain.execution_options(**{READS: True})
                yield UnitOfWork(connection, now, self._cache)

    async def look(self, work: Callable[[Connection], T]) -> T:
        """`work` on a connection that only reads."""
        with explained(self.where):
            async with self.engine.connect() as plain:
                connection = await plain.execution_options(**{READS: True})
                return await connection.run_sync(work)

    async def run(self, work: Callable[[Connection], T]) -> T:
        """`work` in one transaction of its own; on SQLite on a synchronous engine in one thread (twice as fast)."""
        async with self._writing():
            with explained(self.where):
                if self.sqlite:
                    return await asyncio.to_thread(self._run_here, work)
                async with self.engine.begin() as connection:
                    return await connection.run_sync(work)

    def _run_here(self, work: Callable[[Connection], T]) -> T:
        if self._ticking is None:
            self._ticking = create_engine(self.url.set(drivername="sqlite"), **self._options())
            _prepare_sqlite(self._ticking, self._busy_s)
        with self._ticking.begin() as connection:
            return work(connection)

    @contextlib.asynccontextmanager
    async def _writing(self) -> AsyncIterator[None]:
        if not self.sqlite:
            yield
            return
        async with self._lock:
            yield

    async def close(self) -> None:
        """Let go of every connection."""
        await self.engine.dispose()
        if self._ticking is not None:
            await asyncio.to_thread(self._ticking.dispose)


def open_database(url: str, *, busy_s: float = BUSY_S) -> Database:
    """The database at `url`; an SQLite file is made where there is none, for this user's eyes only.

    Takes `sqlite://`, `sqlite+aiosqlite://`, `postgresql+asyncpg://`, and `postgres://` with `sslmode` as platforms
    give it. Raises StoreError with one sentence.
    """
    parsed = parse(url)
    if parsed.get_backend_name() == "sqlite":
        try:
            _make_private(parsed)
        except OSError as error:
            raise StoreError(sentence(error, str(parsed.database))) from error
    return Database(parsed, busy_s=busy_s)


def parse(url: str) -> URL:
    """The URL in the form of the engine. Raises StoreError."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(
            "DATABASE_URL is no database URL; write it like sqlite+aiosqlite:///data/strongstride.db."
        ) from None
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise StoreError("DATABASE_URL must name a file, like sqlite+aiosqlite:///data/strongstride.db.")
        return parsed.set(drivername="sqlite+aiosqlite")
    if parsed.drivername.split("+")[0] not in {"postgres", "postgresql"}:
        raise StoreError(f"DATABASE_URL starts with {parsed.drivername}; SQLite and PostgreSQL are known.")
    query = dict(parse_qsl(urlencode(parsed.query, doseq=True)))
    if mode := query.pop("sslmode", None):
        query["ssl"] = mode
    return parsed.set(drivername="postgresql+asyncpg", query=query)


def _make_private(url: URL) -> None:
    name = str(url.database)
    if name.startswith("file:"):
        return
    path = Path(name)
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    elif path.is_file() and path.stat().st_mode & 0o077:
        with contextlib.suppress(PermissionError):
            path.chmod(0o600)


def _prepare_sqlite(engine: Engine, busy_s: float) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, and at once for writing
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_s * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if "mode=ro" not in str(engine.url):
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READS)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
