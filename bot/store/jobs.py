"""PgQueuer: which worker sends to which chat. One job a chat with something due; the rows of the outbox are the truth.

A job is enqueued after its row in the row's transaction, and finished in the transaction that looks for more rows: an
enqueue waits for that one and then makes a job of its own, so no row is ever left without one for longer than a sweep.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, String, cast, column, exists, func, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.util import await_only

from bot.store import turns
from bot.store.errors import ConflictError, StoreError
from bot.store.tables_delivery import outbox

if TYPE_CHECKING:
    from pgqueuer.models import Job
    from pgqueuer.queries import Queries

log = logging.getLogger(__name__)

ENTRYPOINT = "deliver"
URGENCY: Mapping[int, int] = {0: 100, 1: 90, 2: 50, 3: 10}
"""PgQueuer hands out the highest first; by the outbox's own priority, where the lowest goes first."""
_PRIORITY = {urgency: priority for priority, urgency in URGENCY.items()}
HEARTBEAT = timedelta(seconds=5)
POLL = timedelta(seconds=1)
HELD_FOR = timedelta(seconds=60)
AGAIN = timedelta(seconds=1)
COMMAND_S = 10
SWEPT = 500
AT_A_TIME = 100
"""Jobs enqueued by one statement: PgQueuer's own grows with the square of their number (10,000: half a minute)."""
BACKOFF_S = (0.2, 0.5, 1, 2, 5)
_SWEEPING = 7_215_440_031
_RACES = frozenset({"40001", "40P01", "23505"})
"""SQLSTATEs of what two transactions did to each other: serialization, deadlock, the same key."""
_JOBS = table("pgqueuer", column("dedupe_key"), column("status"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A chat that PgQueuer handed to this process; it stays ours for as long as the handler runs.

    `priority`: of the most urgent message, as the outbox counts, when it was handed out.
    """

    chat_id: int
    priority: int
    job: "Job"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A job whose handler broke; it waits a minute and is tried again."""

    chat_id: int
    since: datetime


class BrokenError(Exception):
    """A handler broke; only the kind of the fault is said, for it is kept where anybody may read it."""


async def _queries(connection: AsyncConnection) -> "Queries":
    """PgQueuer's queries in the transaction of a connection that has made its first statement."""
    return _over((await connection.get_raw_connection()).driver_connection)


def _over(raw: Any) -> "Queries":
    from pgqueuer.queries import Queries  # noqa: PLC0415 - not wanted where the database is a file

    return Queries.from_asyncpg_connection(raw)


async def enqueue(connection: AsyncConnection, chats: Mapping[int, int], *, after: timedelta = timedelta(0)) -> None:
    """Have the chats (id → the outbox's priority) sent to, once this transaction is committed; nothing on SQLite.

    Call it after the rows were written: before its first statement a transaction has not begun for the driver, and a
    job would be there at once and for good. RuntimeError then.
    """
    if chats and connection.dialect.name == "postgresql":
        raw = (await connection.get_raw_connection()).driver_connection
        await _put(raw, chats, after)


def enqueue_now(connection: Connection, chats: Mapping[int, int]) -> None:
    """The same inside `run_sync`."""
    if chats and connection.dialect.name == "postgresql":
        await_only(_put(connection.connection.driver_connection, chats, timedelta(0)))


async def _put(raw: Any, chats: Mapping[int, int], after: timedelta) -> None:
    if not raw.is_in_transaction():
        raise RuntimeError("a job is enqueued after its row: this transaction has not begun yet")
    numbers = sorted(chats)  # one order for everybody, so that two of us never wait for each other
    queries = _over(raw)
    with _explained():
        for start in range(0, len(numbers), AT_A_TIME):
            some = numbers[start : start + AT_A_TIME]
            await queries.enqueue(
                [ENTRYPOINT] * len(some),
                [str(number).encode() for number in some],
                [URGENCY[chats[number]] for number in some],
                execute_after=[after] * len(some),
                dedupe_key=[str(number) for number in some],
                on_conflict="update_priority",
            )


async def finish(connection: AsyncConnection, handed: Handed) -> None:
    """The job is done, once this transaction is committed; whoever enqueues the chat meanwhile waits for that."""
    with _explained():
        await (await _queries(connection)).log_jobs([(handed.job, "successful", None)])


async def sweep(
    connection: AsyncConnection, channels: Sequence[str], now: datetime, held_for: timedelta = HELD_FOR
) -> int:
    """Enqueue every chat with something due and no job: later rows, repeats, orphans, and jobs held long enough.

    How many; None of it where another process sweeps at this moment.
    """
    locked = text("SELECT pg_try_advisory_xact_lock(:key)")
    if not (await connection.execute(locked, {"key": _SWEEPING})).scalar():
        return 0
    again = await _free_held(connection, held_for)
    mine = exists(select(1).select_from(_JOBS).where(_JOBS.c.dedupe_key == cast(outbox.c.chat_id, String)))
    found = await turns.ready(connection, channels, "", now, SWEPT, but=mine)
    await enqueue(connection, {one.chat_id: one.priority for one in found})
    return again + len(found)


async def _free_held(connection: AsyncConnection, held_for: timedelta) -> int:
    """Let held jobs try again; one whose chat has a newer job goes."""
    queries = await _queries(connection)
    long_ago = (await connection.execute(select(func.now()))).scalar_one() - held_for
    with _explained():
        old = [job for job in await queries.list_failed_jobs(SWEPT, "ASC") if job.updated <= long_ago]
    return 0 if not old else await _again(connection, queries, old)


async def held(connection: AsyncConnection) -> list[Held]:
    """The chats whose job is held, the oldest first; none on SQLite."""
    if connection.dialect.name != "postgresql":
        return []
    await connection.execute(text("SELECT 1"))
    with _explained():
        jobs = await (await _queries(connection)).list_failed_jobs(SWEPT, "ASC")
    return [Held(chat_id=_chat_of(job), since=job.updated) for job in jobs]


def _chat_of(job: "Job") -> int:
    return int(job.payload or b"0")


async def _again(connection: AsyncConnection, queries: "Queries", old: Sequence["Job"]) -> int:
    """Requeue the newest job of each chat that has none at work; the rest go."""
    newest = {_chat_of(job): job for job in old}
    keys = [str(chat_id) for chat_id in newest]
    query = select(_JOBS.c.dedupe_key).where(_JOBS.c.dedupe_key.in_(keys), text("status IN ('queued', 'picked')"))
    busy = {int(key) for key in (await connection.execute(query)).scalars()}
    again = [job for chat_id, job in newest.items() if chat_id not in busy]
    kept = {job.id for job in again}
    with _explained():
        await queries.log_jobs([(job, "deleted", None) for job in old if job.id not in kept])
        await queries.requeue_jobs(list(kept))
    return len(again)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn the driver's own errors, which do not pass through SQLAlchemy here, into a StoreError."""
    import asyncpg  # noqa: PLC0415 - not wanted where the database is a file

    try:
        yield
    except asyncpg.PostgresError as error:
        kind = ConflictError if error.sqlstate in _RACES else StoreError
        raise kind(f"The database answered with an error: {str(error)[:200]}") from error
    except (asyncpg.InterfaceError, OSError, TimeoutError) as error:
        raise StoreError("The database does not answer. Check that it runs and that DATABASE_URL is right.") from error


Handler = Callable[[Handed], Awaitable[bool]]
"""Brings a chat's job to its end; False gives it back, to be handed out again at once."""


class Jobs:
    """PgQueuer at work in one process: hands chats to `handle`, `at_once` at a time, until `stop` is set.

    It has a connection of its own. Lost, or silent for ten seconds, it is made anew, for as long as it takes.
    """

    def __init__(self, engine: AsyncEngine, handle: Handler, *, at_once: int) -> None:
        self._engine = engine
        self._handle = handle
        self._at_once = at_once

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; then what was handed out is brought to its end."""
        failed = 0
        while not stop.is_set():
            began = asyncio.get_running_loop().time()
            try:
                await self._work(stop)
            except Exception as error:
                if asyncio.get_running_loop().time() - began > COMMAND_S:
                    failed = 0
                wait = BACKOFF_S[min(failed, len(BACKOFF_S) - 1)]
                failed += 1
                log.error("no jobs from the database (%s); trying again in %s s", type(error).__name__, wait)  # noqa: TRY400 - a driver's traceback says no more
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), wait)

    async def _work(self, stop: asyncio.Event) -> None:
        import asyncpg  # noqa: PLC0415 - not wanted where the database is a file
        from pgqueuer.qm import QueueManager  # noqa: PLC0415 - not wanted where the database is a file
        from pgqueuer.queries import Queries  # noqa: PLC0415

        _, options = self._engine.dialect.create_connect_args(self._engine.url)
        patience = {"command_timeout": COMMAND_S, "timeout": COMMAND_S}
        name = {"server_settings": {"application_name": "strongstride jobs"}}
        connection = await asyncpg.connect(**{**patience, **name, **options})
        try:
            manager = QueueManager(Queries.from_asyncpg_connection(connection))
            manager.entrypoint(ENTRYPOINT, on_failure="hold", accepts_context=False)(self._run)
            stopping = asyncio.create_task(_stops(stop, manager.shutdown))
            try:
                await manager.run(
                    dequeue_timeout=POLL,
                    batch_size=self._at_once // 2,
                    max_concurrent_tasks=self._at_once,
                    shutdown_on_listener_failure=True,
                    heartbeat_timeout=HEARTBEAT,
                    log_aggregation_interval=timedelta(0),
                )
            finally:
                stopping.cancel()
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)

    async def _run(self, job: "Job") -> None:
        """One job, as PgQueuer wants it: an error holds it, RetryRequested gives it back."""
        from pgqueuer.errors import RetryRequested  # noqa: PLC0415

        try:
            done = await self._handle(Handed(chat_id=_chat_of(job), priority=_PRIORITY.get(job.priority, 0), job=job))
        except StoreError as error:
            log.error("a chat's messages wait: %s", error)  # noqa: TRY400 - the sentence is all there is to know
            raise RetryRequested(delay=AGAIN, reason="the database") from None
        except Exception as error:
            log.exception("sending to a chat broke; its job is held for a minute")
            raise BrokenError(type(error).__name__) from None
        if not done:
            raise RetryRequested(reason="given back")


async def _stops(stop: asyncio.Event, shutdown: asyncio.Event) -> None:
    await stop.wait()
    shutdown.set()
