"""The tick: claim what is due, set its next instant, and leave it in the store to be sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.coaching.reminding import send_at, useful_until
from bot.meters import Meters
from bot.store import MISSED, Claims, Database, Due, Settled, first_due, move_all, remember, remembered

BATCH = 500
LOOK_BACK = timedelta(days=8)
TICK_LEASE = "tick"
LEASE = timedelta(seconds=30)
ZONES = "time_zones"
LAST_TICK = "last_tick"
NOTED_EVERY = timedelta(seconds=5)
SET_BACK = timedelta(minutes=10)
"""A clock that is this far before the last tick was set back; less is the difference between two machines' clocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What one tick did: reminders claimed, those left to be sent, and those whose use was over already."""

    claimed: int = 0
    queued: int = 0
    expired: int = 0


async def tick(database: Database, now: datetime, *, batch: int = BATCH, meters: Meters | None = None) -> Ticked:
    """Settle everything that is due, in short transactions, so that no reply has to wait long. Raises StoreError."""
    before = await last_tick(database)
    if before is not None and before > now + SET_BACK:
        await replan_all(database, now)
    claims = Claims(now=now, limit=batch, settle=partial(settle, now=now))
    claimed = queued = 0
    while True:
        settled = await database.run(claims, "tick")
        claimed += len(settled)
        queued += sum(one.expired is None for one in settled)
        if meters is not None:
            _observe(meters, settled, now)
        if len(settled) < batch:
            break
    if before is None or not timedelta(0) <= now - before < NOTED_EVERY:
        await database.run(partial(remember, key=LAST_TICK, value=now.isoformat()))
    return Ticked(claimed=claimed, queued=queued, expired=claimed - queued)


def _observe(meters: Meters, settled: Sequence[Settled], now: datetime) -> None:
    for one in settled:
        meters.due_lag_s.observe((now - one.due.due_at).total_seconds())


async def last_tick(database: Database) -> datetime | None:
    """When any process last ticked, to some five seconds; None where none ever did. Raises StoreError."""
    noted = await database.look(partial(remembered, key=LAST_TICK))
    return None if noted is None else datetime.fromisoformat(noted)


def settle(due: Due, now: datetime) -> Settled:
    """What becomes of a due reminder. Where several were missed, the newest counts; the others are gone with it."""
    instant = _newest(due, now)
    until = useful_until(due.plan, instant, due.zone)
    at = send_at(due.plan, instant, due.zone)
    expired = None
    if due.off:
        expired = "the chat is off"
    elif until <= now:
        expired = MISSED
    elif at >= until:
        expired = "quiet hours"
    return Settled(
        due=due,
        next_at=first_due(due.plan, due.zone, now),
        instant=instant,
        not_before=at,
        expires_at=until,
        expired=expired,
    )


def _newest(due: Due, now: datetime) -> datetime:
    """The newest instant of the plan that has come by now, not before the one that was due."""
    newest, look = due.due_at, max(due.due_at, now - LOOK_BACK)
    while (following := first_due(due.plan, due.zone, look)) is not None and following <= now:
        newest = look = following
    return newest


async def replan_all(database: Database, now: datetime, *, batch: int = BATCH) -> None:
    """Compute every instant to come anew: the time zones of the world have changed, or the clock was set back."""
    after: int | None = 0
    while after is not None:
        after = await database.run(partial(move_all, now=now, after_id=after, limit=batch))


async def follow_zones(database: Database, zones: str, now: datetime) -> bool:
    """Plan every instant anew where `zones`, the time zones' version, is not the one the instants were computed with.

    True where that was done. Cut short, it is done again at the next start.
    """
    if await database.look(partial(remembered, key=ZONES)) == zones:
        return False
    await replan_all(database, now)
    await database.run(partial(remember, key=ZONES, value=zones))
    return True


async def may_tick(
    database: Database, owner: str, now: datetime, gone: Callable[[str], bool] = lambda _: False
) -> str | None:
    """Take or keep the right to tick; None where this process has it, else the sentence about who has.

    An owner that `gone` knows to be dead does not keep it until the lease runs out.
    """
    async with database.begin(now, "lease") as work:
        lease = await work.lease(TICK_LEASE, owner, LEASE)
        if not lease.mine and gone(lease.owner):
            await work.give_back(TICK_LEASE, lease.owner)
            lease = await work.lease(TICK_LEASE, owner, LEASE)
    if lease.mine:
        return None
    return (
        f"Another process ({lease.owner}) already sends the reminders of {database.where}. This one leaves them to it."
    )


async def stop_ticking(database: Database, owner: str, now: datetime) -> None:
    """Let another process tick at once."""
    async with database.begin(now, "lease") as work:
        await work.give_back(TICK_LEASE, owner)
