"""Leases: what only one process may do at a time, such as ticking or polling with a token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables_delivery import leases


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who holds it, until when, and how often it has changed hands. `mine`: whether the asking owner holds it."""

    name: str
    owner: str
    until: datetime
    fence: int
    mine: bool


async def take(connection: AsyncConnection, name: str, owner: str, ttl: timedelta, now: datetime) -> Lease:
    """Take the lease or hold it longer; where another holds it, say who."""
    query = select(leases).where(leases.c.name == name).with_for_update()
    row = (await connection.execute(query)).mappings().first()
    until = now + ttl
    if row is None:
        values = {"name": name, "owner": owner, "until": until, "fence": 1}
        await connection.execute(insert(leases).values(values))
        return Lease(name=name, owner=owner, until=until, fence=1, mine=True)
    if row["owner"] != owner and row["until"] > now:
        return Lease(name=name, owner=row["owner"], until=row["until"], fence=row["fence"], mine=False)
    fence = row["fence"] + (row["owner"] != owner)
    held = update(leases).where(leases.c.name == name).values(owner=owner, until=until, fence=fence)
    await connection.execute(held)
    return Lease(name=name, owner=owner, until=until, fence=fence, mine=True)


async def give_back(connection: AsyncConnection, name: str, owner: str) -> None:
    """Let the next one have it at once."""
    await connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))
