"""What can be read of delivery at a glance, however many rows there are: for probes, metrics and the doctor."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.store.tables_delivery import leases, outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A lease that somebody holds: what for, who, until when."""

    name: str
    owner: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """How many rows wait, how many of them could go now, and since when the oldest of those could."""

    pending: int
    late: int
    oldest_at: datetime | None


def vitals(connection: Connection, now: datetime) -> Vitals:
    """Look at what waits."""
    late = func.count().filter(outbox.c.not_before <= now)
    oldest = func.min(outbox.c.not_before)
    query = select(func.count(), late, oldest).where(outbox.c.state == "pending")
    pending, due, at = connection.execute(query).one()
    return Vitals(pending=pending, late=due, oldest_at=at if at is not None and at <= now else None)


def held_leases(connection: Connection, now: datetime) -> tuple[Held, ...]:
    """Every lease that has not run out."""
    query = select(leases.c.name, leases.c.owner, leases.c.until).where(leases.c.until > now).order_by(leases.c.name)
    return tuple(Held(name=name, owner=owner, until=until) for name, owner, until in connection.execute(query))


def answers(connection: Connection) -> None:
    """Ask the least that can be asked."""
    connection.execute(select(1))
