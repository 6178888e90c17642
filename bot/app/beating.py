"""The metronome: what a process does again and again. APScheduler only calls (docs/decisions/0003)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app.building import Parts
from bot.store import StoreError

log = logging.getLogger(__name__)

LEASE_EVERY_S = 10
PRUNE_EVERY_H = 6


class Beats:
    """The beats of one process. On SQLite one process of a file ticks, by a lease; on PostgreSQL all share the work."""

    def __init__(self, made: Parts) -> None:
        self._made = made
        self._ticks = True

    def metronome(self, *, works: bool) -> AsyncIOScheduler:
        """A scheduler to start; `works`: the process lets reminders fall due and forgets what is old."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        steady = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        scheduler.add_job(self._made.refresh_content, "interval", seconds=2, **steady)
        if works:
            scheduler.add_job(_safely(self.tick), "interval", seconds=1, **steady)
            soon = self._made.clock.now() + timedelta(minutes=1)  # a process that is restarted every hour prunes too
            scheduler.add_job(_safely(self._made.prune), "interval", hours=PRUNE_EVERY_H, next_run_time=soon, **steady)
        if works and self._made.database.sqlite:
            scheduler.add_job(_safely(self.keep), "interval", seconds=LEASE_EVERY_S, **steady)
        return scheduler

    async def tick(self) -> None:
        """Let fall due what is due, where that is this process's to do."""
        if self._ticks:
            await self._made.tick_and_wake()

    async def keep(self) -> None:
        """Hold the lease; where another process took it while this one stood still, leave the ticks to it."""
        other = await self._made.may_tick()
        if self._ticks and other is not None:
            log.error("%s", other)
        self._ticks = other is None


def _safely(work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """`work`, with a database that cannot be reached logged, once, and tried again at the next beat."""
    told = ""

    async def tried() -> None:
        nonlocal told
        try:
            await work()
        except asyncio.CancelledError:
            log.debug("stopped in the middle of a beat; what it had not committed is done at the next start")
        except StoreError as error:
            if str(error) != told:
                log.error("%s", error)  # noqa: TRY400 - the sentence is all there is to know
                told = str(error)
        else:
            if told:
                log.info("the database takes it again")
                told = ""

    return tried
