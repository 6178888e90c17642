"""Whose turn it is: which chats have something due, who sends to them, and which of a chat's rows goes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    RowMapping,
    String,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.runner import ReminderKind
from bot.messages import ChatRef, Kind, Reply
from bot.store import outgoing
from bot.store.outgoing import reply_of
from bot.store.tables import chats
from bot.store.tables_delivery import outbox
from bot.store.types import Instant

SET_BACK = timedelta(minutes=1)
"""What was written so much later than now was written before the clock was set back: its waits are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A row that is due. `reply` is None for a reminder that is yet to be rendered.

    `unfinished`: a send of it was begun and its end was never recorded.
    """

    id: int
    chat_id: int
    chat: ChatRef
    athlete_id: int | None
    kind: Kind
    priority: int
    reply: Reply | None
    edit_of: str | None = None
    edit_message_id: str | None = None
    reminder_id: int | None = None
    reminder_kind: ReminderKind | None = None
    due_at: datetime | None = None
    created_at: datetime
    expires_at: datetime | None = None
    try_after: datetime | None = None
    attempts: int = 0
    unknowns: int = 0
    unfinished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A chat with something to send, and how urgent the first of it is."""

    chat_id: int
    chat: ChatRef
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What goes to a chat next. `free_at`: the chat takes nothing before then; None: it does now."""

    chat: ChatRef
    priority: int
    free_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A chat that is ours to send to; `paced_until` is when it takes a message, or did, where that was ever said."""

    chat: ChatRef
    paced_until: datetime | None


_NOW = bindparam("now", type_=Instant)
_AHEAD = bindparam("ahead", type_=Instant)
_CHAT = bindparam("chat", type_=BigInteger)
_OWNER = bindparam("owner", type_=String)
_PENDING = outbox.c.state == literal_column("'pending'")  # as it stands, so that the indexes of what waits serve
_FREE = or_(
    chats.c.sender.is_(None),
    chats.c.sender == _OWNER,
    chats.c.sender_until <= _NOW,
    chats.c.sender_until > _AHEAD,
)
"""Nobody else sends to the chat; a claim from far ahead is one from before the clock was set back."""
_UNPACED = or_(chats.c.paced_until.is_(None), chats.c.paced_until <= _NOW, chats.c.paced_at > _AHEAD)
"""The chat takes a message now."""
_COME = or_(
    outbox.c.not_before <= _NOW,
    outbox.c.not_before <= outbox.c.created_at,
    and_(outbox.c.created_at > _AHEAD, outbox.c.kind != literal_column("'reminder'")),
)
"""The row's time has come. One that was to go at once does not wait for a clock that lags or was set back."""
_RETRIED = or_(outbox.c.try_after.is_(None), outbox.c.try_after <= _NOW, outbox.c.tried_at > _AHEAD)
"""The row, where it was put off, has waited long enough."""

# written once: making them anew for each message costs more than the database does
_CLAIM = (
    update(chats)
    .where(chats.c.id == _CHAT, _FREE)
    .values(sender=_OWNER, sender_until=bindparam("until", type_=Instant))
    .returning(chats.c.channel, chats.c.platform_id, chats.c.paced_at, chats.c.paced_until)
)
_RELEASE = update(chats).where(chats.c.id == _CHAT, chats.c.sender == _OWNER).values(sender=None, sender_until=None)
_RELEASE_PACED = _RELEASE.values(paced_at=_NOW, paced_until=bindparam("until", type_=Instant))
_NEXT = (
    select(outbox.c.priority, _RETRIED.label("retried"), chats.c.channel, chats.c.platform_id)
    .add_columns(case((_UNPACED, None), else_=chats.c.paced_until).label("free_at"))
    .join(chats, chats.c.id == outbox.c.chat_id)
    .where(outbox.c.chat_id == _CHAT, _PENDING, _COME)
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(1)
)
_FIRST = (
    select(outbox, chats.c.channel, chats.c.platform_id)
    .join(chats, chats.c.id == outbox.c.chat_id)
    .where(outbox.c.chat_id == _CHAT, _PENDING, _COME)
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(1)
)


def _at(now: datetime) -> dict[str, datetime]:
    return {"now": now, "ahead": now + SET_BACK}


async def claim_chat(
    connection: AsyncConnection, chat_id: int, owner: str, *, now: datetime, until: datetime
) -> Claimed | None:
    """Make this sender the only one for the chat until then; None where another one holds it, or it is gone."""
    mine = {"chat": chat_id, "owner": owner, "until": until, **_at(now)}
    row = (await connection.execute(_CLAIM, mine)).first()
    if row is None:
        return None
    until_then = None if row.paced_at is None or row.paced_at > now + SET_BACK else row.paced_until
    return Claimed(chat=ChatRef(channel=row.channel, chat_id=row.platform_id), paced_until=until_then)


async def release_chat(
    connection: AsyncConnection, chat_id: int, owner: str, *, now: datetime, paced_until: datetime | None = None
) -> None:
    """Let another sender have the chat, before `paced_until` where that is said."""
    mine: dict[str, object] = {"chat": chat_id, "owner": owner}
    if paced_until is None:
        await connection.execute(_RELEASE, mine)
    else:
        await connection.execute(_RELEASE_PACED, {**mine, "now": now, "until": paced_until})


async def pace_chat(connection: AsyncConnection, chat_id: int, now: datetime, until: datetime) -> None:
    """Nothing goes to the chat before then."""
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(paced_at=now, paced_until=until))


async def ready(
    connection: AsyncConnection,
    channels: Sequence[str],
    owner: str,
    now: datetime,
    limit: int,
    *,
    but: ColumnElement[bool] | None = None,
) -> list[Ready]:
    """Chats that have something due and no other sender, the most urgent first; not the rows that `but` names."""
    query = (
        select(outbox.c.chat_id, outbox.c.priority, chats.c.channel, chats.c.platform_id)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(_PENDING, _COME, _RETRIED, chats.c.channel.in_(channels), _FREE, _UNPACED)
        .where(true() if but is None else not_(but))
        .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
        .limit(limit)
    )
    found: dict[int, Ready] = {}
    for chat_id, priority, channel, platform_id in await connection.execute(query, {"owner": owner, **_at(now)}):
        ref = ChatRef(channel=channel, chat_id=platform_id)
        found.setdefault(chat_id, Ready(chat_id=chat_id, chat=ref, priority=priority))
    return list(found.values())


async def next_of(connection: AsyncConnection, chat_id: int, now: datetime) -> Next | None:
    """What the chat waits for next; None where nothing is due, or the chat is gone."""
    row = (await connection.execute(_NEXT, {"chat": chat_id, **_at(now)})).first()
    if row is None or not row.retried:
        return None
    chat = ChatRef(channel=row.channel, chat_id=row.platform_id)
    return Next(chat=chat, priority=row.priority, free_at=row.free_at)


async def next_at(connection: AsyncConnection, now: datetime) -> datetime | None:
    """When the next row that still waits may be sent."""
    waits = [
        (await connection.execute(select(func.min(at)).where(_PENDING, at > now))).scalar()
        for at in (outbox.c.not_before, outbox.c.try_after)
    ]
    return min((at for at in waits if at is not None), default=None)


async def first_of(connection: AsyncConnection, chat_id: int, now: datetime) -> Queued | None:
    """The row of the chat that goes first; its `try_after` may still lie ahead, and then the chat waits for it.

    Rows whose use is over are recorded as expired on the way.
    """
    row = (await connection.execute(_FIRST, {"chat": chat_id, **_at(now)})).mappings().first()
    if row is not None and row["expires_at"] is not None and row["expires_at"] <= now:
        await outgoing.expire(connection, now, chat_id)
        return await first_of(connection, chat_id, now)
    return None if row is None else _queued(row, now)


def _queued(row: RowMapping, now: datetime) -> Queued:
    before = row["tried_at"] is not None and row["tried_at"] > now + SET_BACK
    return Queued(
        id=row["id"],
        chat_id=row["chat_id"],
        chat=ChatRef(channel=row["channel"], chat_id=row["platform_id"]),
        athlete_id=row["athlete_id"],
        kind=row["kind"],
        priority=row["priority"],
        reply=reply_of(row),
        edit_of=row["edit_of"],
        edit_message_id=row["edit_message_id"],
        reminder_id=row["reminder_id"],
        reminder_kind=row["reminder_kind"],
        due_at=row["due_at"],
        expires_at=row["expires_at"],
        created_at=row["created_at"],
        try_after=None if before else row["try_after"],
        attempts=row["attempts"],
        unknowns=row["unknowns"],
        unfinished=row["sending_at"] is not None,
    )
