"""The baseline of claiming: the same work by hand, on the drivers themselves, each tuned as well as we know how.

The same tables, the same function that settles a reminder and the same memory of what was settled (once for all that
share plan, zone and instant), one connection that is open already, one transaction a batch, statements prepared by the
driver: executemany on SQLite, arrays by unnest on PostgreSQL. No SQLAlchemy, no classes, no threads.
"""

import sqlite3
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
from pgqueuer.queries import Queries

from bot.coaching.reminding import ReminderPlan
from bot.reminders import settle
from bot.store import Due
from bot.store.codec import adapter
from bot.store.types import from_microseconds, to_microseconds

_FOUND = """SELECT r.id, r.athlete_id, c.id, {plan}, r.zone, r.due_at, c.off_at IS NOT NULL
FROM reminders r JOIN athletes a ON a.id = r.athlete_id
LEFT JOIN chats c ON c.id = a.home_chat_id AND c.athlete_id = a.id
WHERE r.due_at <= {now} ORDER BY r.due_at LIMIT {limit}"""
_INTO = """INSERT INTO outbox (chat_id, athlete_id, reminder_id, reminder_kind, due_at, due_day, state, reason,
not_before, expires_at, kind, priority, created_at, attempts, unknowns)"""
Known = dict[tuple[Any, ...], tuple[int | None, tuple[Any, ...]]]


def _settled(known: Known, now: datetime, plan: str, zone: str, due: int, off: bool) -> tuple[int | None, Any]:
    key = plan, zone, due, off
    if (found := known.get(key)) is None:
        read = adapter(ReminderPlan).validate_json(plan)
        local = ZoneInfo(zone)
        one = settle(Due(plan=read, zone=local, due_at=from_microseconds(due), off=bool(off)), now)
        columns = (
            read.kind,
            to_microseconds(one.instant),
            one.instant.astimezone(local).date().isoformat(),
            "pending" if one.expired is None else "expired",
            one.expired,
            to_microseconds(one.not_before),
            to_microseconds(one.expires_at),
        )
        found = known[key] = (None if one.next_at is None else to_microseconds(one.next_at)), columns
    return found


def claim_sqlite(connection: sqlite3.Connection, now: datetime, batch: int) -> int:
    """Everything that is due; how many."""
    query = _FOUND.format(plan="r.plan", now="?", limit="?")
    at, known = to_microseconds(now), Known()
    insert = f"{_INTO} VALUES ({','.join('?' * 10)}, 'reminder', 2, {at}, 0, 0) ON CONFLICT DO NOTHING"
    settled, total = partial(_settled, known, now), 0
    while True:
        connection.execute("BEGIN IMMEDIATE")
        moves, rows = [], []
        found = connection.execute(query, (at, batch)).fetchall()
        for number, athlete, chat, plan, zone, due, off in found:
            next_at, columns = settled(plan, zone, due, off)
            moves.append((next_at, number))
            if chat is not None:
                rows.append((chat, athlete, number, *columns))
        connection.executemany("UPDATE reminders SET due_at = ? WHERE id = ?", moves)
        connection.executemany(insert, rows)
        connection.execute("COMMIT")
        total += len(found)
        if len(found) < batch:
            return total


def open_sqlite(path: Path) -> sqlite3.Connection:
    """A connection as ours: WAL, synchronous NORMAL, foreign keys."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


async def claim_postgres(connection: asyncpg.Connection, now: datetime, batch: int) -> int:
    """Everything that is due, and a job of PgQueuer's for each chat; how many."""
    query = _FOUND.format(plan="r.plan::text", now="$1", limit="$2") + " FOR UPDATE OF r SKIP LOCKED"
    types = ["bigint"] * 3 + ["text", "bigint", "text", "text", "text", "bigint", "bigint"]
    arrays = ", ".join(f"${n + 2}::{kind}[]" for n, kind in enumerate(types))
    names = "c, a, r, k, d, day, s, why, n, e"
    insert = f"""{_INTO} SELECT c, a, r, k, d, day::date, s, why, n, e, 'reminder', 2, $1, 0, 0
    FROM unnest({arrays}) AS one ({names}) ON CONFLICT DO NOTHING"""
    update = """UPDATE reminders SET due_at = one.d FROM unnest($1::bigint[], $2::bigint[]) AS one (d, id)
    WHERE reminders.id = one.id"""
    at, known, total = to_microseconds(now), Known(), 0
    queries = Queries.from_asyncpg_connection(connection)
    while True:
        async with connection.transaction():
            moves, rows = [], []
            found = await connection.fetch(query, at, batch)
            for number, athlete, chat, plan, zone, due, off in found:
                next_at, columns = _settled(known, now, plan, zone, due, off)
                moves.append((next_at, number))
                if chat is not None:
                    rows.append((chat, athlete, number, *columns))
            if moves:
                await connection.execute(update, *(list(column) for column in zip(*moves, strict=True)))
            if rows:
                await connection.execute(insert, at, *(list(column) for column in zip(*rows, strict=True)))
                keys = [str(row[0]) for row in rows]
                many = len(keys)
                await queries.enqueue(
                    ["deliver"] * many,
                    [key.encode() for key in keys],
                    [50] * many,
                    dedupe_key=keys,
                    on_conflict="update_priority",
                )
        total += len(found)
        if len(found) < batch:
            return total
