"""Opening the database: one engine, one transaction at a time for writing, and the rights of the file."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.faults import Reach, unarmed
from bot.store import one_hop
from bot.store.cache import Cache
from bot.store.connecting import READS, long_options, options, postgres_url, prepare_sqlite, where
from bot.store.errors import StoreError, explained, sentence
from bot.store.work import UnitOfWork

BUSY_S = 10
OTHER = "other"
T = TypeVar("T")


class Database:
    """The store's door. `begin(now)` is one transaction that may write, `reading(now)` one that only looks.

    On SQLite writers of this process queue for one lock, first come, first served, so that none waits in SQLite's own
    sleep; between processes BEGIN IMMEDIATE and the busy timeout keep order. On PostgreSQL transactions are READ
    COMMITTED and keep out of each other's way by row locks: a chat's row before its runner's.

    A transaction's name is for `reach`, which is called with `<name>.before_commit` and `<name>.after_commit`.
    """

    def __init__(self, url: URL, *, busy_s: float = BUSY_S, reach: Reach = unarmed) -> None:
        self.url = url
        self.sqlite = url.get_backend_name() == "sqlite"
        self.where = where(url)
        self._busy_s = busy_s
        self._reach = reach
        self._lock = asyncio.Lock()
        hops = {"connect_args": {"async_creator_fn": one_hop.connect}} if self.sqlite else {}
        self.engine: AsyncEngine = create_async_engine(url, **options(url), **hops)
        if self.sqlite:
            prepare_sqlite(self.engine.sync_engine, busy_s)
        self._ticking: Engine | None = None
        self._cache = Cache()

    @contextlib.asynccontextmanager
    async def begin(self, now: datetime, name: str = OTHER) -> AsyncIterator[UnitOfWork]:
        """One transaction at the instant `now`: all of it or nothing. Raises StoreError."""
        async with self.transaction(name) as connection:
            work = UnitOfWork(connection, now, self._cache)
            yield work
            await work.wake()
        self._cache.put(work.seen)

    @contextlib.asynccontextmanager
    async def reading(self, now: datetime) -> AsyncIterator[UnitOfWork]:
        """A look at the database as it is at one moment; nothing is held, and whatever is written in it is forgotten.

        Raises StoreError.
        """
        async with self.snapshot() as connection:
            yield UnitOfWork(connection, now, self._cache, holds=False)

    async def look(self, work: Callable[[Connection], T]) -> T:
        """`work` on a connection that only reads."""
        async with self.snapshot() as connection:
            return await connection.run_sync(work)

    async def run(self, work: Callable[[Connection], T], name: str = OTHER) -> T:
        """`work` in one transaction of its own; on SQLite on a synchronous engine in one thread (twice as fast)."""
        if self.sqlite:
            async with self._writing():
                with explained(self.where):
                    return await asyncio.to_thread(self._run_here, work, name)
        async with self.transaction(name) as connection:
            return await connection.run_sync(work)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose errors are sentences, those of connecting and those of what is done with it."""
        async with contextlib.AsyncExitStack() as stack:
            with explained(self.where, connecting=True):
                connection = await stack.enter_async_context(self.engine.connect())
            stack.enter_context(explained(self.where))
            yield connection

    @contextlib.asynccontextmanager
    async def transaction(self, name: str = OTHER) -> AsyncIterator[AsyncConnection]:
        """A connection in one transaction: all of it or nothing. Raises StoreError."""
        async with self._writing(), self._connected() as connection:
            async with connection.begin():
                yield connection
                self._reach(f"{name}.before_commit")
            self._reach(f"{name}.after_commit")

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """A connection that only looks, at one moment of the database. Raises StoreError."""
        async with self._connected() as plain:
            level = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
            yield await plain.execution_options(**{READS: True}, **level)

    @contextlib.asynccontextmanager
    async def alone(self, key: int) -> AsyncIterator[AsyncConnection]:
        """A PostgreSQL connection for long work that one process does at a time, whoever comes later waits.

        It has no time limits, is not yet in a transaction, and is closed at the end, with the lock on `key`.
        """
        engine = create_async_engine(self.url, **long_options(self.url))
        try:
            with explained(self.where, connecting=True):
                async with engine.connect() as connection:
                    await connection.execute(select(func.pg_advisory_lock(key)))
                    await connection.commit()
                    yield connection
        finally:
            await engine.dispose()

    def _run_here(self, work: Callable[[Connection], T], name: str) -> T:
        if self._ticking is None:
            self._ticking = create_engine(self.url.set(drivername="sqlite"), **options(self.url))
            prepare_sqlite(self._ticking, self._busy_s)
        with self._ticking.begin() as connection:
            done = work(connection)
            self._reach(f"{name}.before_commit")
        self._reach(f"{name}.after_commit")
        return done

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


def open_database(url: str, *, busy_s: float = BUSY_S, reach: Reach = unarmed) -> Database:
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
    return Database(parsed, busy_s=busy_s, reach=reach)


def parse(url: str) -> URL:
    """The URL in the form of the engine. Raises StoreError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(
            "DATABASE_URL is no database URL; write it like sqlite+aiosqlite:///data/strongstride.db."
        ) from None
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise StoreError("DATABASE_URL must name a file, like sqlite+aiosqlite:///data/strongstride.db.")
        return parsed.set(drivername="sqlite+aiosqlite")
    if parsed.drivername.split("+")[0] not in {"postgres", "postgresql"}:
        raise StoreError(f"DATABASE_URL starts with {parsed.drivername}; SQLite and PostgreSQL are known.")
    return postgres_url(parsed)


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
