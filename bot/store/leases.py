"""Leases: what only one process may do at a time, such as ticking or polling with a token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.errors import ConflictError
from bot.store.once import insert_once
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
    """Take the lease or hold it longer; where another holds it, say who.

    A lease that would run for longer than two spans was taken by a clock that has been set back since: it is over.
    """
    until = now + ttl
    if await insert_once(connection, leases, {"name": name, "owner": owner, "until": until, "fence": 1}):
        return Lease(name=name, owner=owner, until=until, fence=1, mine=True)
    query = select(leases).where(leases.c.name == name).with_for_update()
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        raise ConflictError(f"The lease {name} was given back at this moment; trying again settles it.")
    if row["owner"] != owner and now < row["until"] <= now + 2 * ttl:
        return Lease(name=name, owner=row["owner"], until=row["until"], fence=row["fence"], mine=False)
    fence = row["fence"] + (row["owner"] != owner)
    held = update(leases).where(leases.c.name == name).values(owner=owner, until=until, fence=fence)
    await connection.execute(held)
    return Lease(name=name, owner=owner, until=until, fence=fence, mine=True)


async def give_back(connection: AsyncConnection, name: str, owner: str) -> None:
    """Let the next one have it at once."""
    await connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))
