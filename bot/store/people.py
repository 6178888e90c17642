"""Who writes from which chat: first contact, links between chats, codes, and being forgotten."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import case, delete, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.messages import ChatRef
from bot.store.errors import ConflictError
from bot.store.once import insert_once
from bot.store.rows import Columns
from bot.store.tables import athletes, chats
from bot.store.tables_delivery import codes, outbox, reminders, set_aside

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks like something else
_LASTS: Mapping[str, timedelta] = {"link": timedelta(minutes=30), "invite": timedelta(days=30)}
Purpose = Literal["link", "invite"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRow:
    """A chat as the store knows it; `athlete_id` is None until someone writes from it, and after it was forgotten."""

    id: int
    ref: ChatRef
    athlete_id: int | None
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A code that was used."""

    purpose: Purpose
    payload: Mapping[str, object]


def chat_of(row: Columns) -> ChatRow:
    """A chat from its row."""
    ref = ChatRef(channel=row["channel"], chat_id=row["platform_id"])
    return ChatRow(id=row["id"], ref=ref, athlete_id=row["athlete_id"], off=row["off_at"] is not None)


async def find_chat(connection: AsyncConnection, ref: ChatRef, *, hold: bool = False) -> ChatRow | None:
    """The chat, where it ever wrote; with `hold` nobody else changes it until the end of the transaction."""
    query = select(chats).where(chats.c.channel == ref.channel, chats.c.platform_id == ref.chat_id)
    if hold:
        query = query.with_for_update(key_share=True)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else chat_of(row)


async def chat_written(connection: AsyncConnection, ref: ChatRef, now: datetime) -> ChatRow:
    """The chat a message came from, held: made where it is new, switched on again where it was off.

    Whoever needs a chat and its runner holds the chat first: so no two transactions wait for each other.
    """
    chat = await find_chat(connection, ref, hold=True)
    if chat is None:
        row = {"channel": ref.channel, "platform_id": ref.chat_id, "seen_at": now}
        await insert_once(connection, chats, row)
        chat = await find_chat(connection, ref, hold=True)
    if chat is None:
        raise ConflictError("Another process has just forgotten this chat; trying again settles it.")
    if chat.off:
        awake = update(chats).where(chats.c.id == chat.id)
        await connection.execute(awake.values(off_at=None, off_reason=None))
    return chat


async def wrote(connection: AsyncConnection, chat: ChatRow, now: datetime, claim: tuple[str, datetime] | None) -> None:
    """A runner wrote from their chat: reminders go to it, and its next messages are the claiming sender's to send."""
    values: dict[str, Any] = {"seen_at": now}
    if claim is not None:
        owner, until = claim
        free = or_(chats.c.sender.is_(None), chats.c.sender == owner, chats.c.sender_until <= now)
        values |= {
            "sender": case((free, owner), else_=chats.c.sender),
            "sender_until": case((free, literal(until, chats.c.sender_until.type)), else_=chats.c.sender_until),
        }
    await connection.execute(update(chats).where(chats.c.id == chat.id).values(values))
    mine = update(athletes).where(athletes.c.id == chat.athlete_id)
    await connection.execute(mine.values(last_said_at=now, home_chat_id=chat.id))


async def belongs_to(connection: AsyncConnection, chat_id: int, athlete_id: int) -> None:
    """The chat is this athlete's, and the one their reminders go to."""
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(athlete_id=athlete_id))
    await at_home(connection, athlete_id, chat_id)


async def at_home(connection: AsyncConnection, athlete_id: int, chat_id: int) -> None:
    """Reminders go to this chat from now on."""
    moved = update(athletes).where(athletes.c.id == athlete_id, athletes.c.home_chat_id.is_distinct_from(chat_id))
    await connection.execute(moved.values(home_chat_id=chat_id))


async def new_home(connection: AsyncConnection, athlete_id: int) -> None:
    """Reminders go to the chat last seen of those that are on; where all are off, it stays as it is."""
    query = (
        select(chats.c.id)
        .where(chats.c.athlete_id == athlete_id, chats.c.off_at.is_(None))
        .order_by(chats.c.seen_at.desc(), chats.c.id)
        .limit(1)
    )
    if (home := (await connection.execute(query)).scalar()) is not None:
        await at_home(connection, athlete_id, home)


async def chats_of(connection: AsyncConnection, athlete_id: int) -> tuple[ChatRow, ...]:
    """Every chat the athlete writes from."""
    query = select(chats).where(chats.c.athlete_id == athlete_id).order_by(chats.c.id)
    return tuple(chat_of(row) for row in (await connection.execute(query)).mappings())


async def make_code(
    connection: AsyncConnection, athlete_id: int, purpose: Purpose, payload: Mapping[str, object], now: datetime
) -> str:
    """A code to be used once: a link lasts half an hour, an invitation a month."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    row = {"code": code, "athlete_id": athlete_id, "purpose": purpose, "payload": dict(payload)}
    await connection.execute(insert(codes).values({**row, "expires_at": now + _LASTS[purpose]}))
    return code


async def use_code(connection: AsyncConnection, code: str, chat: ChatRow, now: datetime) -> Used | None:
    """Use a code from this chat; None where it is unknown, used, expired or the runner's own.

    A link moves the chat to the runner who made the code; whom it belonged to before is kept for `unlink`.
    """
    mine = (codes.c.code == code.strip().upper(), codes.c.used_at.is_(None), codes.c.expires_at > now)
    row = (await connection.execute(select(codes).where(*mine).with_for_update())).mappings().first()
    if row is None or row["athlete_id"] == chat.athlete_id:
        return None
    await connection.execute(update(codes).where(codes.c.code == row["code"]).values(used_at=now))
    if row["purpose"] == "link":
        parked = func.coalesce(chats.c.parked_athlete_id, chat.athlete_id)
        await connection.execute(update(chats).where(chats.c.id == chat.id).values(parked_athlete_id=parked))
        await belongs_to(connection, chat.id, row["athlete_id"])
        if chat.athlete_id is not None:
            await new_home(connection, chat.athlete_id)
    return Used(purpose=row["purpose"], payload=row["payload"])


async def unlink(connection: AsyncConnection, chat: ChatRow) -> int:
    """Detach the chat; it gets back whom it belonged to before. How many chats the athlete has left.

    Whoever had agreed but never finished the first meeting is forgotten instead: the chat begins anew.
    """
    parked = (await connection.execute(select(chats.c.parked_athlete_id).where(chats.c.id == chat.id))).scalar()
    if parked is not None and await _unfinished(connection, parked):
        await connection.execute(delete(outbox).where(outbox.c.athlete_id == parked))
        await connection.execute(delete(athletes).where(athletes.c.id == parked))
        parked = None
    detached = update(chats).where(chats.c.id == chat.id)
    await connection.execute(detached.values(athlete_id=parked, parked_athlete_id=None))
    if parked is not None:
        await at_home(connection, parked, chat.id)
    if chat.athlete_id is None:
        return 0
    await new_home(connection, chat.athlete_id)
    return len(await chats_of(connection, chat.athlete_id))


async def erase(connection: AsyncConnection, chat: ChatRow) -> None:
    """Forget the athlete, everything that hangs on them, and what is queued, sent or set aside for their chats.

    Only the bare address of the chat that asked stays until the last word has been said to it.
    """
    if chat.athlete_id is None:
        return
    # whoever holds another of their chats waits for the runner, whom we hold: it goes first, and this is tried again
    all_of_theirs = select(chats).where(chats.c.athlete_id == chat.athlete_id).with_for_update(nowait=True)
    theirs = (await connection.execute(all_of_theirs)).mappings().all()
    gone = {chat.athlete_id} | await _alone(connection, {row["parked_athlete_id"] for row in theirs} - {None})
    # the tick holds reminders while it writes to chats: waiting for it here, we do not yet hold what it needs
    await connection.execute(delete(reminders).where(reminders.c.athlete_id.in_(gone)))
    for row in theirs:
        await connection.execute(delete(outbox).where(outbox.c.chat_id == row["id"]))
        aside = (set_aside.c.channel == row["channel"], set_aside.c.platform_id == row["platform_id"])
        await connection.execute(delete(set_aside).where(*aside))
        if row["id"] != chat.id:
            await connection.execute(delete(chats).where(chats.c.id == row["id"]))
    await connection.execute(delete(outbox).where(outbox.c.athlete_id.in_(gone)))
    await connection.execute(delete(athletes).where(athletes.c.id.in_(gone)))


async def _unfinished(connection: AsyncConnection, athlete_id: int) -> bool:
    """Whether the athlete agreed, did not finish the first meeting, and writes from no other chat."""
    met = (athletes.c.id == athlete_id, athletes.c.consented_at.is_not(None), athletes.c.onboarded.is_(False))
    begun = (await connection.execute(select(athletes.c.id).where(*met))).scalar()
    return begun is not None and bool(await _alone(connection, {athlete_id}))


async def _alone(connection: AsyncConnection, parked: set[int]) -> set[int]:
    """Those of the parked athletes whom no chat can reach any more."""
    query = select(chats.c.athlete_id).where(chats.c.athlete_id.in_(parked))
    return parked - set((await connection.execute(query)).scalars())
