"""What a host asks of the database when something seems wrong: who ticks, what waits, what failed and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, false, func, select, update

from bot.store.errors import StoreError, sentence
from bot.store.outgoing import State
from bot.store.tables import chats
from bot.store.tables_delivery import leases, meta, outbox, set_aside

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """The message that has waited longest: what kind it is, since when it may go, and what was in its way so far."""

    id: int
    kind: str
    chat: str
    since: datetime
    attempts: int
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An update that could not be handled: whose number it has, the class of the error, and when. Never its words."""

    channel: str
    update_id: str
    error: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """A chat that is told nothing until it writes again."""

    chat: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticker:
    """Who holds the right to tick, and until when."""

    owner: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """The state of delivery. `dead` and `expired` are the last seven days': reasons and how often, most often first."""

    ticker: Ticker | None
    pending: int
    late: int
    dead: tuple[tuple[str, int], ...]
    expired: tuple[tuple[str, int], ...]
    oldest: Unsent | None
    set_aside: tuple[SetAside, ...]
    off: tuple[Off, ...]


def checkup(connection: Connection, now: datetime) -> Checkup:
    """Look at everything once. Raises StoreError where SQLite finds the file damaged."""
    _sound(connection)
    pending = outbox.c.state == "pending"
    return Checkup(
        ticker=_ticker(connection, now),
        pending=_count(connection, pending),
        late=_count(connection, pending, outbox.c.not_before <= now),
        dead=_reasons(connection, "dead", now - WEEK),
        expired=_reasons(connection, "expired", now - WEEK),
        oldest=_oldest(connection),
        set_aside=_set_aside(connection),
        off=_off(connection),
    )


def try_to_write(connection: Connection) -> None:
    """Begin a write that changes nothing: a database that only reads says so, to which BEGIN IMMEDIATE is no test."""
    connection.execute(update(meta).where(false()).values(value=""))


def _sound(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        where = str(connection.engine.url.database)
        raise StoreError(f"{sentence(ValueError('malformed'), where)} SQLite says: {found}")


def _count(connection: Connection, *which: Any) -> int:
    return connection.execute(select(func.count()).select_from(outbox).where(*which)).scalar_one()


def _ticker(connection: Connection, now: datetime) -> Ticker | None:
    query = select(leases.c.owner, leases.c.until).where(leases.c.name == "tick", leases.c.until > now)
    row = connection.execute(query).first()
    return None if row is None else Ticker(owner=row.owner, until=row.until)


def _reasons(connection: Connection, state: State, since: datetime) -> tuple[tuple[str, int], ...]:
    often = func.count()
    query = (
        select(outbox.c.reason, often)
        .where(outbox.c.state == state, outbox.c.created_at >= since)
        .group_by(outbox.c.reason)
        .order_by(often.desc(), outbox.c.reason)
    )
    return tuple((reason or "no reason kept", count) for reason, count in connection.execute(query))


def _oldest(connection: Connection) -> Unsent | None:
    query = (
        select(outbox, chats.c.channel, chats.c.platform_id)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(outbox.c.state == "pending")
        .order_by(outbox.c.not_before, outbox.c.id)
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Unsent(
        id=row["id"],
        kind=row["reminder_kind"] or row["kind"],
        chat=f"{row['channel']}:{row['platform_id']}",
        since=row["not_before"],
        attempts=row["attempts"],
        reason=row["reason"],
    )


def _set_aside(connection: Connection) -> tuple[SetAside, ...]:
    query = (
        select(set_aside.c.channel, set_aside.c.update_id, set_aside.c.error, set_aside.c.given_up_at)
        .where(set_aside.c.given_up_at.is_not(None))
        .order_by(set_aside.c.given_up_at.desc())
    )
    rows: Sequence[Any] = connection.execute(query).all()
    return tuple(SetAside(channel=channel, update_id=number, error=error, at=at) for channel, number, error, at in rows)


def _off(connection: Connection) -> tuple[Off, ...]:
    query = (
        select(chats.c.channel, chats.c.platform_id, chats.c.off_reason, chats.c.off_at)
        .where(chats.c.off_at.is_not(None))
        .order_by(chats.c.off_at.desc())
    )
    return tuple(
        Off(chat=f"{channel}:{platform_id}", reason=reason or "no reason kept", since=at)
        for channel, platform_id, reason, at in connection.execute(query)
    )
