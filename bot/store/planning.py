"""Reminders as rows: what a runner is to be reminded of, and claiming what is due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.calendar import next_due
from bot.coaching.reminding import ReminderPlan, Weekly
from bot.coaching.runner import ReminderKind
from bot.store.codec import dump, load
from bot.store.outgoing import PRIORITY
from bot.store.tables import athletes, chats
from bot.store.tables_delivery import outbox, reminders


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A reminder whose instant has come. `chat_id` is None where the athlete has no chat; `off` where it is off."""

    id: int
    athlete_id: int
    plan: ReminderPlan
    zone: ZoneInfo
    due_at: datetime
    chat_id: int | None
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


def claim(connection: Connection, now: datetime, limit: int, settle: Callable[[Due], Settled]) -> list[Settled]:
    """Settle up to `limit` reminders that are due: their next instants and the rows to send, in this transaction."""
    query = (
        select(
            reminders.c.id,
            reminders.c.athlete_id,
            reminders.c.plan,
            reminders.c.zone,
            reminders.c.due_at,
            chats.c.id,
            chats.c.off_at,
        )
        .join(athletes, athletes.c.id == reminders.c.athlete_id)
        .outerjoin(chats, (chats.c.id == athletes.c.home_chat_id) & (chats.c.athlete_id == athletes.c.id))
        .where(reminders.c.due_at <= now)
        .order_by(reminders.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=reminders)
    )
    found = [
        Due(
            id=number,
            athlete_id=athlete,
            plan=_plan(data),
            zone=ZoneInfo(zone),
            due_at=due_at,
            chat_id=chat,
            off=off_at is not None,
        )
        for number, athlete, data, zone, due_at, chat, off_at in connection.execute(query)
    ]
    settled = [settle(due) for due in found]
    if settled:
        moved = update(reminders).where(reminders.c.id == bindparam("reminder")).values(due_at=bindparam("next_at"))
        connection.execute(moved, [{"reminder": one.due.id, "next_at": one.next_at} for one in settled])
    rows = [_row(one, now) for one in settled if one.due.chat_id is not None]
    if rows:
        connection.execute(_insert_once(connection), rows)
    return settled


def _plan(data: dict[str, Any]) -> ReminderPlan:
    if data["overrides"] or data["once"] or data["until_on"]:
        return load(ReminderPlan, data)  # type: ignore[no-any-return]
    until = data["until"]
    return _weekly(
        data["kind"],
        tuple(data["weekly"]),
        (until["minutes"], until["days"], until["at"]),
        None if data["quiet"] is None else tuple(data["quiet"]),
    )


@lru_cache(maxsize=4096)
def _weekly(kind: ReminderKind, weekly: Any, until: Any, quiet: Any) -> ReminderPlan:
    """Plans without dates of their own: many runners have the same."""
    minutes, days, at = until
    data = {"kind": kind, "weekly": weekly, "until": {"minutes": minutes, "days": days, "at": at}, "quiet": quiet}
    return load(ReminderPlan, data)  # type: ignore[no-any-return]


def _row(one: Settled, now: datetime) -> dict[str, Any]:
    return {
        "chat_id": one.due.chat_id,
        "athlete_id": one.due.athlete_id,
        "state": "pending" if one.expired is None else "expired",
        "reason": one.expired,
        "kind": "reminder",
        "priority": PRIORITY["reminder"],
        "created_at": now,
        "not_before": one.not_before,
        "expires_at": one.expires_at,
        "attempts": 0,
        "unknowns": 0,
        "reminder_id": one.due.id,
        "reminder_kind": one.due.plan.kind,
        "due_at": one.instant,
        "due_day": _local_day(one),
    }


def _local_day(one: Settled) -> date:
    return one.instant.astimezone(one.due.zone).date()


def _insert_once(connection: Connection) -> Any:
    """An insert that passes over a reminder and instant that stand there already."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(outbox).on_conflict_do_nothing(index_elements=["reminder_id", "due_at"])


def move_all(connection: Connection, now: datetime, after_id: int, limit: int) -> int | None:
    """Compute the instants of the next `limit` reminders anew (the time zones of the world have changed).

    The id to go on after; None at the end.
    """
    query = (
        select(reminders.c.id, reminders.c.plan, reminders.c.zone)
        .where(reminders.c.id > after_id, reminders.c.due_at > now)
        .order_by(reminders.c.id)
        .limit(limit)
    )
    found = [
        {"reminder": number, "next_at": first_due(_plan(data), ZoneInfo(zone), now)}
        for number, data, zone in connection.execute(query)
    ]
    if not found:
        return None
    moved = update(reminders).where(reminders.c.id == bindparam("reminder")).values(due_at=bindparam("next_at"))
    connection.execute(moved, found)
    return int(found[-1]["reminder"] or 0)
