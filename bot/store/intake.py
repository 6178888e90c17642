"""What came in: receipts, updates set aside, and how long both are kept."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, delete, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.messages import Inbound
from bot.store import jobs_schema
from bot.store.once import insert_once
from bot.store.tables import chats
from bot.store.tables_delivery import codes, outbox, receipts, set_aside

RAW_LIMIT = 20_000


async def receipt(connection: AsyncConnection, channel: str, update_id: str, now: datetime) -> bool:
    """Sign for an update; False where it was signed for before."""
    return await insert_once(connection, receipts, {"channel": channel, "update_id": update_id, "at": now})


async def failed(connection: AsyncConnection, inbound: Inbound, error: str, now: datetime, *, enough: int) -> bool:
    """Count a failing try; True from the `enough`-th on, when the update is signed for and set aside."""
    mine = (set_aside.c.channel == inbound.chat.channel, set_aside.c.update_id == inbound.update_id)
    row = {
        "channel": inbound.chat.channel,
        "update_id": inbound.update_id,
        "platform_id": inbound.chat.chat_id,
        "raw_text": (inbound.text or inbound.tap or "")[:RAW_LIMIT],
        "error": error,
        "tries": 0,
        "first_at": now,
    }
    await insert_once(connection, set_aside, row)
    tried = update(set_aside).where(*mine).values(tries=set_aside.c.tries + 1, error=error)
    if (await connection.execute(tried.returning(set_aside.c.tries))).scalar_one() < enough:
        return False
    await connection.execute(update(set_aside).where(*mine).values(given_up_at=now))
    await receipt(connection, inbound.chat.channel, inbound.update_id, now)
    return True


async def settled(connection: AsyncConnection, inbound: Inbound) -> None:
    """An update that failed before has been handled after all."""
    mine = (set_aside.c.channel == inbound.chat.channel, set_aside.c.update_id == inbound.update_id)
    await connection.execute(delete(set_aside).where(*mine, set_aside.c.given_up_at.is_(None)))


async def prune(connection: AsyncConnection, now: datetime, keep: timedelta, most: int) -> bool:
    """Forget receipts, ended rows, codes and updates set aside that are older, and chats nobody writes from.

    At most `most` of each, so that nothing is locked for long; whether there may be more.
    """
    since = now - keep
    waiting = select(outbox.c.chat_id).where(outbox.c.state == "pending")
    nobody = (chats.c.athlete_id.is_(None), chats.c.parked_athlete_id.is_(None), chats.c.id.not_in(waiting))
    gone = [
        await _forget(connection, receipts, receipts.c.at, most, receipts.c.at < since),
        await _forget(connection, outbox, outbox.c.id, most, outbox.c.state != "pending", outbox.c.created_at < since),
        await _forget(connection, codes, codes.c.code, most, codes.c.expires_at < since),
        await _forget(connection, set_aside, set_aside.c.update_id, most, set_aside.c.first_at < since),
        await _forget(
            connection, chats, chats.c.id, most, *nobody, or_(chats.c.sender.is_(None), chats.c.sender_until <= now)
        ),
        await jobs_schema.forget_log(connection, since, most),
    ]
    return max(gone) == most


async def _forget(connection: AsyncConnection, table: Table, first: Column[Any], most: int, *which: Any) -> int:
    """Delete some rows, those with the lowest `first`; how many. A row that changes meanwhile is looked at again."""
    key = tuple_(*table.primary_key)
    some = select(*table.primary_key).where(*which).order_by(first).limit(most)
    return (await connection.execute(delete(table).where(key.in_(some), *which))).rowcount
