"""Reminders as rows: what a runner is to be reminded of, and claiming what is due."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Connection, Text, cast, insert, select, text, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import next_due
from bot.coaching.reminding import ReminderPlan, Weekly
from bot.store import jobs
from bot.store.codec import adapter, dump
from bot.store.outgoing import PRIORITY
from bot.store.tables import athletes, chats
from bot.store.tables_delivery import reminders
from bot.store.types import from_microseconds, to_microseconds

MISSED = "missed: we were down"
_PLAN = cast(reminders.c.plan, Text)
"""A plan as it is written: equal words are equal plans, and most are known already."""
_DUE = type_coerce(reminders.c.due_at, BigInteger)
_ROW: dict[str, str] = {
    "chat_id": "bigint",
    "athlete_id": "bigint",
    "reminder_id": "bigint",
    "reminder_kind": "text",
    "due_at": "bigint",
    "due_day": "text",
    "state": "text",
    "reason": "text",
    "not_before": "bigint",
    "expires_at": "bigint",
}
"""The columns of a row to send that differ from row to row, with their types."""
_SENT_AT = list(_ROW).index("not_before")
_INTO = f"INSERT INTO outbox ({', '.join(_ROW)}, kind, priority, created_at, attempts, unknowns)"
# an instant that comes again is passed over: a tick is done again; but not one given up by a clock that was wrong
_ONCE = f"""ON CONFLICT (reminder_id, due_at) DO UPDATE
SET state = 'pending', reason = NULL, not_before = excluded.not_before, expires_at = excluded.expires_at
WHERE excluded.state = 'pending' AND outbox.state = 'expired' AND outbox.reason IN ('{MISSED}', 'too late')"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Reminders whose instant has come: all those of one plan, zone and instant. `off` where the chat is off."""

    plan: ReminderPlan
    zone: ZoneInfo
    due_at: datetime
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What becomes of a due reminder: its next instant, and what is written down of this one.

    `instant` is the one that counts: the newest that has come where several were missed. With `expired` it is only
    recorded.
    """

    due: Due
    next_at: datetime | None
    instant: datetime
    not_before: datetime
    expires_at: datetime
    expired: str | None = None


def first_due(plan: ReminderPlan, zone: ZoneInfo, after: datetime) -> datetime | None:
    """The next instant of a plan."""
    if plan.once is not None:
        return plan.once if plan.once > after else None
    if plan.overrides:
        return next_due(plan.weekly, plan.overrides, zone, after)
    return _next_weekly(plan.weekly, zone, after)


@lru_cache(maxsize=16_384)
def _next_weekly(weekly: Weekly, zone: ZoneInfo, after: datetime) -> datetime | None:
    """Of those due at one instant many share their table and zone: each is computed once."""
    return next_due(weekly, {}, zone, after)


async def plan(
    connection: AsyncConnection, athlete_id: int, plans: Sequence[ReminderPlan], zone: str | None, now: datetime
) -> None:
    """Make the athlete's rows those of the plans; a kind whose plan and zone stay as they were keeps its instant."""
    query = select(reminders).where(reminders.c.athlete_id == athlete_id)
    kept = {row["kind"]: row for row in (await connection.execute(query)).mappings()}
    for one in plans if zone is not None else ():
        row, data = kept.pop(one.kind, None), dump(ReminderPlan, one)
        if row is not None and row["plan"] == data and row["zone"] == zone:
            continue
        due_at = first_due(one, ZoneInfo(zone or "UTC"), now)
        values: dict[str, Any] = {"zone": zone, "plan": data, "due_at": due_at}
        if row is not None:
            await connection.execute(update(reminders).where(reminders.c.id == row["id"]).values(values))
        else:
            new = {"athlete_id": athlete_id, "kind": one.kind, "thinned": False}
            await connection.execute(insert(reminders).values({**values, **new}))
    for kind, row in kept.items():
        # the row stays, so that what is already on its way keeps its number; it is only never due
        if row["due_at"] is not None:
            idle = {"due_at": None, "plan": dump(ReminderPlan, ReminderPlan(kind=kind))}
            await connection.execute(update(reminders).where(reminders.c.id == row["id"]).values(idle))


_Known = tuple[Settled, int | None, tuple[Any, ...]]
"""A settlement, its next instant as it is written, and what its rows to send have in common."""


class Claims:
    """Claims what is due at one instant, a batch a call: next instants and rows to send, in the caller's transaction.

    What becomes of a reminder depends on its plan, zone and instant alone, so those that share them are settled once.
    Several processes may claim at a time on PostgreSQL: each takes what no other has locked.
    """

    def __init__(self, *, now: datetime, limit: int, settle: Callable[[Due], Settled]) -> None:
        self._now = now
        self._settle = settle
        self._known: dict[tuple[Any, ...], _Known] = {}
        self._query = (
            select(
                reminders.c.id,
                reminders.c.athlete_id,
                chats.c.id,
                _PLAN,
                reminders.c.zone,
                _DUE,
                chats.c.off_at.is_not(None),
            )
            .join(athletes, athletes.c.id == reminders.c.athlete_id)
            .outerjoin(chats, (chats.c.id == athletes.c.home_chat_id) & (chats.c.athlete_id == athletes.c.id))
            .where(reminders.c.due_at <= now)
            .order_by(reminders.c.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True, of=reminders)
        )

    def __call__(self, connection: Connection) -> list[Settled]:
        """Claim up to `limit`: how each was settled. Fewer than `limit` are the last."""
        settled: list[Settled] = []
        moves: list[tuple[int | None, int]] = []
        rows: list[tuple[Any, ...]] = []
        wake: list[int] = []
        for number, athlete, chat, plan, zone, due, off in connection.execute(self._query).all():
            key = plan, zone, due, off
            if (known := self._known.get(key)) is None:
                known = self._known[key] = self._settled(*key)
            one, next_at, columns = known
            settled.append(one)
            moves.append((next_at, number))
            if chat is not None:
                rows.append((chat, athlete, number, *columns))
                if one.expired is None and one.not_before <= self._now:
                    wake.append(chat)
        if settled:
            _move(connection, moves)
        if rows:
            rows.sort(key=itemgetter(_SENT_AT))  # they are sent in the order they are written in
            _leave_to_be_sent(connection, rows, to_microseconds(self._now))
            jobs.enqueue_now(connection, dict.fromkeys(wake, PRIORITY["reminder"]))
        return settled

    def _settled(self, plan: str, zone: str, due: int, off: bool) -> _Known:
        one = self._settle(Due(plan=_read(plan), zone=ZoneInfo(zone), due_at=from_microseconds(due), off=off))
        return one, None if one.next_at is None else to_microseconds(one.next_at), _columns(one)


def _columns(one: Settled) -> tuple[Any, ...]:
    """The columns of `_ROW` from `reminder_kind` on."""
    return (
        one.due.plan.kind,
        to_microseconds(one.instant),
        one.instant.astimezone(one.due.zone).date().isoformat(),
        "pending" if one.expired is None else "expired",
        one.expired,
        to_microseconds(one.not_before),
        to_microseconds(one.expires_at),
    )


@lru_cache(maxsize=4096)
def _read(plan: str) -> ReminderPlan:
    """Many runners have the same plan."""
    read: ReminderPlan = adapter(ReminderPlan).validate_json(plan)
    return read


def _move(connection: Connection, moves: Sequence[tuple[int | None, int]]) -> None:
    """Set the next instants: (microseconds or None, id)."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("UPDATE reminders SET due_at = ? WHERE id = ?", list(moves))
        return
    query = """UPDATE reminders SET due_at = one.due_at
    FROM unnest(CAST(:due_at AS bigint[]), CAST(:id AS bigint[])) AS one (due_at, id) WHERE reminders.id = one.id"""
    due_at, number = _turned(moves)
    connection.execute(text(query), {"due_at": due_at, "id": number})


def _leave_to_be_sent(connection: Connection, rows: Sequence[tuple[Any, ...]], now: int) -> None:
    """Write the rows to send, in the order of `_ROW`."""
    always = f"'reminder', {PRIORITY['reminder']}, :now, 0, 0"
    if connection.dialect.name == "sqlite":
        given = ", ".join("?" * len(_ROW))
        connection.exec_driver_sql(f"{_INTO} VALUES ({given}, {always.replace(':now', str(now))}) {_ONCE}", list(rows))
        return
    arrays = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in _ROW.items())
    columns = ", ".join(_ROW).replace("due_day", "CAST(due_day AS date)")
    query = f"{_INTO} SELECT {columns}, {always} FROM unnest({arrays}) AS one ({', '.join(_ROW)}) {_ONCE}"  # noqa: S608
    connection.execute(text(query), {"now": now} | dict(zip(_ROW, _turned(rows), strict=True)))


def _turned(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    """Rows as columns."""
    return [list(column) for column in zip(*rows, strict=True)]


def move_all(connection: Connection, now: datetime, after_id: int, limit: int) -> int | None:
    """Compute the instants of the next `limit` reminders that are to come anew: zones or the clock have changed.

    The id to go on after; None at the end.
    """
    query = (
        select(reminders.c.id, _PLAN, reminders.c.zone)
        .where(reminders.c.id > after_id, reminders.c.due_at.is_(None) | (reminders.c.due_at > now))
        .order_by(reminders.c.id)
        .limit(limit)
        .with_for_update()
    )
    moves: list[tuple[int | None, int]] = []
    for number, data, zone in connection.execute(query):
        next_at = first_due(_read(data), ZoneInfo(zone), now)
        moves.append((None if next_at is None else to_microseconds(next_at), number))
    if not moves:
        return None
    _move(connection, moves)
    return moves[-1][1]
