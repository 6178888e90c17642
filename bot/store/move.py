"""From SQLite to PostgreSQL: every row in small steps, gone on with after a kill, and compared at the end."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from json import dumps, loads
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    StaticPool,
    Table,
    create_engine,
    delete,
    exists,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.faults import Reach, unarmed
from bot.store.copies import busy, checked, database_file, explained_file
from bot.store.database import Database, open_database, parse
from bot.store.errors import StoreError, explained
from bot.store.schema import MOVING, migrate_database
from bot.store.tables import metadata
from bot.store.tables_delivery import leases, meta, pace_slots

CHUNK = 500
PATIENCE_S = 2
_LEASES = timedelta(minutes=5)
_ALONE = 7_215_440_032
_THEIRS = frozenset({leases.name, pace_slots.name})
"""Tables that say what running processes are doing: nobody runs while the database moves."""

Sum = tuple[int, str]
"""How many rows a table has, and what they come to whatever their order."""
Say = Callable[[str], object]


async def move_database(source: str, target: str, now: datetime, say: Say = str, *, reach: Reach = unarmed) -> str:
    """Copy all of the SQLite database `source` into the PostgreSQL at `target`; what was done, in words.

    The source stays as it is, and nobody else uses it meanwhile. Killed, it goes on where it was when it is called
    again; until it has ended the target is refused by every start. Raises StoreError where the source is in use, the
    target is, or holds other data, or where the two are not the same at the end.
    """
    if parse(source).get_backend_name() != "sqlite":
        raise StoreError("DATABASE_URL is PostgreSQL already; move-database copies an SQLite database into one.")
    if parse(target).get_backend_name() == "sqlite":
        raise StoreError("--to must name a PostgreSQL, like --to postgresql://user:password@host:5432/strongstride.")
    opened = open_database(target, reach=reach)
    try:
        with _held(source, now) as held:
            async with opened.alone(_ALONE):
                await migrate_database(opened)
                return await _moved(held, opened, now, say)
    finally:
        await opened.close()


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in _THEIRS]


@contextmanager
def _held(source: str, now: datetime) -> Iterator[Connection]:
    """The source, which nobody else has open and nobody else can open until the end."""
    path = database_file(source, "move-database")
    if not path.is_file():
        raise StoreError(f"There is no database at {path} to move.")
    with explained_file(str(path), path):
        state = checked(path, str(path))
        if state.state != "ok":
            raise StoreError(state.says)
        raw = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
        with closing(raw):
            try:
                # both fail while anyone else has it open; the first also folds the -wal file into the database
                raw.execute("PRAGMA journal_mode = DELETE")
                raw.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                if busy(error):
                    raise StoreError(
                        f"The database {path} is in use. Stop the bot and every chat on it, then move it."
                    ) from error
                raise
            engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
            with explained(str(path)), engine.connect() as connection:
                _nobody_works(connection.execute(_workers(now)).first(), str(path))
                yield connection


def _workers(now: datetime) -> Select[str]:
    """Whoever holds a lease; one that runs much longer than any was taken by a clock that has been set back since."""
    return select(leases.c.owner).where(leases.c.until > now, leases.c.until < now + _LEASES).limit(1)


def _nobody_works(worker: Row[str] | None, where: str) -> None:
    if worker is not None:
        raise StoreError(
            f"A process ({worker.owner}) works on the database {where}. Stop it first; after a crash its place is "
            "free in 30 seconds."
        )


async def _moved(held: Connection, target: Database, now: datetime, say: Say) -> str:
    wanted = {table.name: _sum(held.execute(select(table))) for table in _tables()}
    done = await _begun(target, wanted, now, say)
    for table in _tables():
        await _copy(held, target, table, done)
        say(f"{table.name}: {wanted[table.name][0]} rows")
    await _never_number_twice(held, target)
    await _compare(target, wanted)
    async with target.transaction("move") as connection:
        await connection.execute(delete(meta).where(meta.c.key == MOVING))
    rows = sum(count for count, _ in wanted.values())
    return (
        f"{target.where} holds all {rows} rows now, compared table by table. Set DATABASE_URL to it and start the bot. "
        "The SQLite file stays as it was."
    )


async def _begun(target: Database, wanted: Mapping[str, Sum], now: datetime, say: Say) -> dict[str, int]:
    """How many rows of each table are there from an earlier try. Raises StoreError where the target is not for us."""
    sums = {name: list(found) for name, found in wanted.items()}
    async with target.transaction("move") as connection:
        _nobody_works((await connection.execute(_workers(now))).first(), target.where)
        mark = (await connection.execute(select(meta.c.value).where(meta.c.key == MOVING))).scalar()
        if mark is not None and (found := loads(mark))["sums"] == sums:
            say("Going on where an earlier move was broken off.")
            done: dict[str, int] = found["done"]
            return done
        if mark is None:
            await _holds_nothing(connection, target.where)
        else:
            say("What an earlier move left behind is not of this source; starting anew.")
        everything = ", ".join(table.name for table in _tables())
        await connection.execute(text(f"TRUNCATE {everything}"))
        first = {"key": MOVING, "value": dumps({"sums": sums, "done": {}})}
        await connection.execute(insert(meta).values(first))
    return {}


async def _holds_nothing(connection: AsyncConnection, where: str) -> None:
    for table in _tables():
        if table is not meta and (await connection.execute(select(exists(select(1).select_from(table))))).scalar():
            raise StoreError(f"The database {where} holds other data ({table.name}). Name an empty one with --to.")


async def _copy(held: Connection, target: Database, table: Table, done: dict[str, int]) -> None:
    """The rows of a table that are not there yet; how far it has come is written down with them."""
    rows = held.execute(select(table).order_by(*table.primary_key).offset(done.get(table.name, 0)))
    while chunk := rows.mappings().fetchmany(CHUNK):
        done[table.name] = done.get(table.name, 0) + len(chunk)
        async with target.transaction("move") as connection:
            await connection.execute(insert(table), [dict(row) for row in chunk])
            await _mark(connection, done)


async def _mark(connection: AsyncConnection, done: Mapping[str, int]) -> None:
    mine = meta.c.key == MOVING
    mark = loads((await connection.execute(select(meta.c.value).where(mine))).scalar_one())
    await connection.execute(update(meta).where(mine).values(value=dumps({**mark, "done": done})))


async def _never_number_twice(held: Connection, target: Database) -> None:
    """The numbers of new rows go on after the highest ever given, also to rows that are gone."""
    numbers = held.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
    async with target.transaction("move") as connection:
        for name, number in numbers:
            if number:
                after = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :number)")
                await connection.execute(after, {"name": name, "number": number})


async def _compare(target: Database, wanted: Mapping[str, Sum]) -> None:
    async with target.snapshot() as connection:
        for table in _tables():
            query = select(table) if table is not meta else select(table).where(meta.c.key != MOVING)
            found = _Adder()
            async for row in await connection.stream(query):
                found.add(row)
            if found.sum != wanted[table.name]:
                break
        else:
            return
    async with target.transaction("move") as connection:
        await connection.execute(update(meta).where(meta.c.key == MOVING).values(value=dumps({"sums": {}})))
    raise StoreError(
        f"The table {table.name} of {target.where} is not the same as its source ({found.sum[0]} rows of "
        f"{wanted[table.name][0]}). Nothing may use it; run move-database again to start anew."
    )


class _Adder:
    """Adds rows up to a number that does not depend on their order, nor on the engine they come from."""

    def __init__(self) -> None:
        self._rows = 0
        self._total = 0

    def add(self, row: Sequence[Any]) -> None:
        canonical = dumps(list(row), sort_keys=True, default=_plain).encode()
        self._total += int.from_bytes(hashlib.sha256(canonical).digest()[:16])
        self._rows += 1

    @property
    def sum(self) -> Sum:
        return self._rows, f"{self._total % 2**128:032x}"


def _sum(rows: Iterable[Sequence[Any]]) -> Sum:
    adder = _Adder()
    for row in rows:
        adder.add(row)
    return adder.sum


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no plain form of {type(value).__name__}")
