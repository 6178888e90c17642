"""What came in: receipts, updates set aside, and how long both are kept."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.messages import Inbound
from bot.store.tables import chats
from bot.store.tables_delivery import codes, outbox, receipts, set_aside

RAW_LIMIT = 20_000


async def receipt(connection: AsyncConnection, channel: str, update_id: str, now: datetime) -> bool:
    """Sign for an update; False where it was signed for before."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = {"channel": channel, "update_id": update_id, "at": now}
    signed = await connection.execute(dialect.insert(receipts).values(row).on_conflict_do_nothing())
    return signed.rowcount == 1


async def failed(connection: AsyncConnection, inbound: Inbound, error: str, now: datetime, *, enough: int) -> bool:
    """Count a failing try; True from the `enough`-th on, when the update is signed for and set aside."""
    mine = (set_aside.c.channel == inbound.chat.channel, set_aside.c.update_id == inbound.update_id)
    tries = (await connection.execute(select(set_aside.c.tries).where(*mine))).scalar()
    if tries is None:
        row = {
            "channel": inbound.chat.channel,
            "update_id": inbound.update_id,
            "platform_id": inbound.chat.chat_id,
            "raw_text": (inbound.text or inbound.tap or "")[:RAW_LIMIT],
            "error": error,
            "tries": 1,
            "first_at": now,
        }
        await connection.execute(insert(set_aside).values(row))
    else:
        await connection.execute(update(set_aside).where(*mine).values(tries=tries + 1, error=error))
    if (tries or 0) + 1 < enough:
        return False
    await connection.execute(update(set_aside).where(*mine).values(given_up_at=now))
    await receipt(connection, inbound.chat.channel, inbound.update_id, now)
    return True


async def settled(connection: AsyncConnection, inbound: Inbound) -> None:
    """An update that failed before has been handled after all."""
    mine = (set_aside.c.channel == inbound.chat.channel, set_aside.c.update_id == inbound.update_id)
    await connection.execute(delete(set_aside).where(*mine, set_aside.c.given_up_at.is_(None)))


async def prune(connection: AsyncConnection, now: datetime, keep: timedelta) -> None:
    """Forget receipts, ended rows, codes and updates set aside that are older, and chats nobody writes from."""
    since = now - keep
    await connection.execute(delete(receipts).where(receipts.c.at < since))
    await connection.execute(delete(outbox).where(outbox.c.state != "pending", outbox.c.created_at < since))
    await connection.execute(delete(codes).where(codes.c.expires_at < since))
    await connection.execute(delete(set_aside).where(set_aside.c.first_at < since))
    waiting = select(outbox.c.chat_id).where(outbox.c.state == "pending")
    nobody = (chats.c.athlete_id.is_(None), chats.c.parked_athlete_id.is_(None), chats.c.id.not_in(waiting))
    await connection.execute(delete(chats).where(*nobody, or_(chats.c.sender.is_(None), chats.c.sender_until <= now)))
