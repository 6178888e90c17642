"""Messages to send, as rows: written with what they answer, taken in order, and kept with how they ended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import RowMapping, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.runner import ReminderKind
from bot.messages import ChatRef, Inbound, Kind, Reply
from bot.store.codec import dump, load
from bot.store.people import new_home
from bot.store.tables import chats
from bot.store.tables_delivery import outbox

State = Literal["pending", "sent", "expired", "dead"]
PRIORITY: dict[Kind, int] = {"reply": 0, "edit": 0, "timer": 1, "reminder": 2, "news": 3}
USEFUL: dict[Kind, timedelta] = {
    "reply": timedelta(days=1),
    "edit": timedelta(days=1),
    "timer": timedelta(minutes=2),
    "reminder": timedelta(hours=6),
    "news": timedelta(days=2),
}
_TOAST = timedelta(minutes=1)


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
    tap_id: str | None = None
    reminder_id: int | None = None
    reminder_kind: ReminderKind | None = None
    due_at: datetime | None = None
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


def _reply_columns(reply: Reply) -> dict[str, Any]:
    document, picture = reply.document, reply.picture
    bare = replace(
        reply,
        document=None if document is None else replace(document, data=b""),
        picture=None if picture is None else replace(picture, data=None),
    )
    return {
        "reply": dump(Reply, bare),
        "document": None if document is None else document.data,
        "picture": None if picture is None else picture.data,
        "key": reply.key,
        "edit_of": reply.edit_of,
        "about": reply.about,
    }


def _reply(row: RowMapping) -> Reply | None:
    if row["reply"] is None:
        return None
    reply: Reply = load(Reply, row["reply"])
    if reply.document is not None:
        reply = replace(reply, document=replace(reply.document, data=row["document"] or b""))
    if reply.picture is not None:
        reply = replace(reply, picture=replace(reply.picture, data=row["picture"]))
    return reply


def _row(reply: Reply, *, chat_id: int, athlete_id: int | None, now: datetime) -> dict[str, Any]:
    not_before = now + timedelta(seconds=reply.after_s)
    useful = _TOAST if not reply.text and not reply.document and not reply.picture else USEFUL[reply.kind]
    return {
        **_reply_columns(reply),
        "chat_id": chat_id,
        "athlete_id": athlete_id,
        "state": "pending",
        "kind": reply.kind,
        "priority": PRIORITY[reply.kind],
        "created_at": now,
        "not_before": not_before,
        "expires_at": not_before + useful,
        "attempts": 0,
        "unknowns": 0,
        "edit_message_id": None,
        "tap_id": None,
    }


async def add(
    connection: AsyncConnection,
    replies: Sequence[Reply],
    *,
    chat_id: int,
    athlete_id: int | None,
    now: datetime,
    inbound: Inbound | None = None,
) -> None:
    """Queue the replies in order. Of a tap, `edit` replaces the message that was tapped and a toast answers the tap."""
    tapped = inbound is not None and inbound.tap is not None
    rows = []
    for reply in replies:
        row = _row(reply, chat_id=chat_id, athlete_id=athlete_id, now=now)
        if tapped and inbound is not None:
            row["edit_message_id"] = inbound.message_id if reply.edit else None
            row["tap_id"] = inbound.update_id if reply.toast else None
        rows.append(row)
    if rows:
        await connection.execute(insert(outbox), rows)


async def cancel(connection: AsyncConnection, athlete_id: int, keys: Sequence[str]) -> None:
    """Drop what is still waiting under these keys (timers)."""
    if keys:
        waiting = update(outbox).where(
            outbox.c.athlete_id == athlete_id,
            outbox.c.key.in_(keys),
            outbox.c.state == "pending",
            outbox.c.sending_at.is_(None),
        )
        await connection.execute(waiting.values(state="expired", reason="cancelled"))


def _free(owner: str, now: datetime) -> Any:
    return or_(chats.c.sender.is_(None), chats.c.sender == owner, chats.c.sender_until <= now)


async def claim_chat(connection: AsyncConnection, chat_id: int, owner: str, *, now: datetime, until: datetime) -> bool:
    """Make this sender the only one for the chat until then; False where another one holds it."""
    taken = update(chats).where(chats.c.id == chat_id, _free(owner, now)).values(sender=owner, sender_until=until)
    return (await connection.execute(taken)).rowcount == 1


async def release_chat(connection: AsyncConnection, chat_id: int, owner: str) -> None:
    """Let another sender have the chat."""
    mine = update(chats).where(chats.c.id == chat_id, chats.c.sender == owner)
    await connection.execute(mine.values(sender=None, sender_until=None))


async def ready(
    connection: AsyncConnection, channels: Sequence[str], owner: str, now: datetime, limit: int
) -> list[Ready]:
    """Chats that have something due and no other sender, the most urgent first."""
    query = (
        select(outbox.c.chat_id, outbox.c.priority, chats.c.channel, chats.c.platform_id)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(
            outbox.c.state == "pending",
            outbox.c.not_before <= now,
            or_(outbox.c.try_after.is_(None), outbox.c.try_after <= now),
            chats.c.channel.in_(channels),
            _free(owner, now),
        )
        .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
        .limit(limit)
    )
    found: dict[int, Ready] = {}
    for chat_id, priority, channel, platform_id in await connection.execute(query):
        ref = ChatRef(channel=channel, chat_id=platform_id)
        found.setdefault(chat_id, Ready(chat_id=chat_id, chat=ref, priority=priority))
    return list(found.values())


async def next_at(connection: AsyncConnection, now: datetime) -> datetime | None:
    """When the next row that still waits may be sent."""
    waits = [
        (await connection.execute(select(func.min(at)).where(outbox.c.state == "pending", at > now))).scalar()
        for at in (outbox.c.not_before, outbox.c.try_after)
    ]
    return min((at for at in waits if at is not None), default=None)


async def shown(connection: AsyncConnection, chat_id: int, most: int) -> list[tuple[str, Reply]]:
    """The newest messages as they stand in the chat, each with its latest edit, oldest first."""
    query = (
        select(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.state == "sent", outbox.c.message_id.is_not(None))
        .order_by(outbox.c.id.desc())
        .limit(most)
    )
    found: dict[str, Reply] = {}
    for row in reversed((await connection.execute(query)).mappings().all()):
        if (reply := _reply(row)) is not None and (reply.text or reply.picture):
            found.pop(row["message_id"], None)
            found[row["message_id"]] = reply
    return list(found.items())


async def expire(connection: AsyncConnection, now: datetime, chat_id: int | None = None) -> int:
    """Record as expired whatever waits and is of no use any more: of one chat, or of all, whichever their channel."""
    stale = update(outbox).where(outbox.c.state == "pending", outbox.c.expires_at <= now)
    if chat_id is not None:
        stale = stale.where(outbox.c.chat_id == chat_id)
    result = await connection.execute(stale.values(state="expired", reason=func.coalesce(outbox.c.reason, "too late")))
    return result.rowcount


async def first_of(connection: AsyncConnection, chat_id: int, now: datetime) -> Queued | None:
    """The row of the chat that goes first; its `try_after` may still lie ahead, and then the chat waits for it.

    Rows whose use is over are recorded as expired on the way.
    """
    query = (
        select(outbox, chats.c.channel, chats.c.platform_id)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(outbox.c.chat_id == chat_id, outbox.c.state == "pending", outbox.c.not_before <= now)
        .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
        .limit(1)
    )
    row = (await connection.execute(query)).mappings().first()
    if row is not None and row["expires_at"] is not None and row["expires_at"] <= now:
        await expire(connection, now, chat_id)
        return await first_of(connection, chat_id, now)
    return None if row is None else _queued(row)


def _queued(row: RowMapping) -> Queued:
    return Queued(
        id=row["id"],
        chat_id=row["chat_id"],
        chat=ChatRef(channel=row["channel"], chat_id=row["platform_id"]),
        athlete_id=row["athlete_id"],
        kind=row["kind"],
        priority=row["priority"],
        reply=_reply(row),
        edit_of=row["edit_of"],
        edit_message_id=row["edit_message_id"],
        tap_id=row["tap_id"],
        reminder_id=row["reminder_id"],
        reminder_kind=row["reminder_kind"],
        due_at=row["due_at"],
        expires_at=row["expires_at"],
        try_after=row["try_after"],
        attempts=row["attempts"],
        unknowns=row["unknowns"],
        unfinished=row["sending_at"] is not None,
    )


async def rendered(connection: AsyncConnection, row_id: int, reply: Reply) -> None:
    """Keep what a reminder says."""
    await connection.execute(update(outbox).where(outbox.c.id == row_id).values(_reply_columns(reply)))


async def edit_target(connection: AsyncConnection, queued: Queued) -> str | None:
    """The platform's id of the message to be replaced; None where it is to be a new one."""
    if queued.edit_of is None:
        return queued.edit_message_id
    query = (
        select(outbox.c.message_id)
        .where(outbox.c.chat_id == queued.chat_id, outbox.c.key == queued.edit_of, outbox.c.message_id.is_not(None))
        .order_by(outbox.c.sent_at.desc(), outbox.c.id.desc())
        .limit(1)
    )
    return (await connection.execute(query)).scalar() or queued.edit_message_id


async def begun(connection: AsyncConnection, row_id: int, now: datetime) -> None:
    """A send begins; from now on it may have arrived."""
    tried = update(outbox).where(outbox.c.id == row_id)
    await connection.execute(tried.values(sending_at=now, attempts=outbox.c.attempts + 1))


async def ended(
    connection: AsyncConnection,
    row_id: int,
    *,
    state: State,
    now: datetime,
    reason: str | None = None,
    message_id: str | None = None,
    unknown: bool = False,
) -> None:
    """A row has come to its end; files are not kept beyond it."""
    values: dict[str, Any] = {"state": state, "reason": reason, "sending_at": None, "document": None, "picture": None}
    if state == "sent":
        values |= {"sent_at": now, "message_id": message_id}
    if unknown:
        values["unknowns"] = outbox.c.unknowns + 1
    await connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


async def put_off(
    connection: AsyncConnection, row_id: int, *, until: datetime, reason: str, unknown: bool = False
) -> None:
    """Try again then."""
    values: dict[str, Any] = {"try_after": until, "reason": reason, "sending_at": None}
    if unknown:
        values["unknowns"] = outbox.c.unknowns + 1
    await connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


async def switch_off(connection: AsyncConnection, queued: Queued, *, now: datetime, reason: str) -> None:
    """Nothing more goes to this chat until it writes; what waits is dead."""
    await close_chat(connection, queued.chat_id, queued.athlete_id, now=now, reason=reason)


async def close_chat(
    connection: AsyncConnection, chat_id: int, athlete_id: int | None, *, now: datetime, reason: str
) -> None:
    """Nothing more goes to this chat until it writes; what waits is dead."""
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(off_at=now, off_reason=reason))
    waiting = update(outbox).where(outbox.c.chat_id == chat_id, outbox.c.state == "pending")
    gone = {"state": "dead", "reason": reason, "sending_at": None, "document": None, "picture": None}
    await connection.execute(waiting.values(gone))
    if athlete_id is not None:
        await new_home(connection, athlete_id)


async def about(connection: AsyncConnection, chat_id: int, message_id: str) -> str | None:
    """What the message of ours with the platform's id was about."""
    query = (
        select(outbox.c.about)
        .where(outbox.c.chat_id == chat_id, outbox.c.message_id == message_id, outbox.c.about.is_not(None))
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    return (await connection.execute(query)).scalar()
