"""Messages to send, as rows: written with what they answer, taken in order, and kept with how they ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import BigInteger, RowMapping, String, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.messages import Inbound, Kind, Reply
from bot.store.codec import dump, load
from bot.store.people import new_home
from bot.store.tables import chats
from bot.store.tables_delivery import outbox
from bot.store.types import Instant

State = Literal["pending", "sent", "expired", "dead"]
PRIORITY: dict[Kind, int] = {"reply": 0, "edit": 0, "timer": 1, "reminder": 2, "news": 3}
USEFUL: dict[Kind, timedelta] = {
    "reply": timedelta(days=1),
    "edit": timedelta(days=1),
    "timer": timedelta(minutes=2),
    "reminder": timedelta(hours=6),
    "news": timedelta(days=2),
}

# written once: making them anew for each message costs more than the database does
_THIS = outbox.c.id == bindparam("row", type_=BigInteger)
_NOW = bindparam("now", type_=Instant)
_BEGUN = update(outbox).where(_THIS).values(sending_at=_NOW, attempts=outbox.c.attempts + 1)
_OVER = {"sending_at": None, "document": None, "picture": None}
_SENT = (
    update(outbox)
    .where(_THIS)
    .values(state="sent", reason=None, sent_at=_NOW, message_id=bindparam("given", type_=String), **_OVER)
)


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


def reply_of(row: RowMapping) -> Reply | None:
    """What a row says; None for a reminder that has no words yet."""
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
    return {
        **_reply_columns(reply),
        "chat_id": chat_id,
        "athlete_id": athlete_id,
        "state": "pending",
        "kind": reply.kind,
        "priority": PRIORITY[reply.kind],
        "created_at": now,
        "not_before": not_before,
        "expires_at": not_before + USEFUL[reply.kind],
        "attempts": 0,
        "unknowns": 0,
        "edit_message_id": None,
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
    """Queue the replies in order. Of a tap, `edit` replaces the message that was tapped."""
    tapped = inbound is not None and inbound.tap is not None
    rows = []
    for reply in replies:
        row = _row(reply, chat_id=chat_id, athlete_id=athlete_id, now=now)
        if tapped and inbound is not None:
            row["edit_message_id"] = inbound.message_id if reply.edit else None
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
        if (reply := reply_of(row)) is not None and (reply.text or reply.picture):
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


async def rendered(connection: AsyncConnection, row_id: int, reply: Reply) -> None:
    """Keep what a reminder says."""
    await connection.execute(update(outbox).where(outbox.c.id == row_id).values(_reply_columns(reply)))


async def sent_as(connection: AsyncConnection, chat_id: int, key: str) -> str | None:
    """The platform's id of the newest message of the chat that was sent under this key."""
    query = (
        select(outbox.c.message_id)
        .where(outbox.c.chat_id == chat_id, outbox.c.key == key, outbox.c.message_id.is_not(None))
        .order_by(outbox.c.sent_at.desc(), outbox.c.id.desc())
        .limit(1)
    )
    found: str | None = (await connection.execute(query)).scalar()
    return found


async def shows(connection: AsyncConnection, chat_id: int, message_id: str, reply: Reply) -> bool:
    """Whether the message with the platform's id is known to look like that already."""
    sent = (
        select(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.message_id == message_id, outbox.c.state == "sent")
        .order_by(outbox.c.sent_at.desc(), outbox.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(sent)).mappings().first()
    last = None if row is None else reply_of(row)
    if last is None or _looks(last) is None or _looks(last) != _looks(reply):
        return False
    doubt = select(outbox.c.id).where(outbox.c.chat_id == chat_id, outbox.c.state == "dead", outbox.c.unknowns > 0)
    return (await connection.execute(doubt.limit(1))).first() is None


def _looks(reply: Reply) -> tuple[object, ...] | None:
    """What is seen of a message; None where it has bytes of its own, which are not kept."""
    if reply.document is not None or (reply.picture is not None and reply.picture.data is not None):
        return None
    return reply.text, reply.buttons, reply.picture, reply.place


async def begun(connection: AsyncConnection, row_id: int, now: datetime) -> None:
    """A send begins; from now on it may have arrived."""
    await connection.execute(_BEGUN, {"row": row_id, "now": now})


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
    if state == "sent" and reason is None and not unknown:
        await connection.execute(_SENT, {"row": row_id, "now": now, "given": message_id})
        return
    values: dict[str, Any] = {"state": state, "reason": reason, **_OVER}
    if state == "sent":
        values |= {"sent_at": now, "message_id": message_id}
    if unknown:
        values["unknowns"] = outbox.c.unknowns + 1
    await connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


async def put_off(
    connection: AsyncConnection, row_id: int, *, now: datetime, until: datetime, reason: str, unknown: bool = False
) -> None:
    """Try again then."""
    values: dict[str, Any] = {"try_after": until, "tried_at": now, "reason": reason, "sending_at": None}
    if unknown:
        values["unknowns"] = outbox.c.unknowns + 1
    await connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


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
