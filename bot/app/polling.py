"""One poller a token, however many processes there are: a lease in the store says which one."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.messages import Receive
from bot.store import Database, StoreError

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)
KEEP_EVERY_S = 4
ASK_EVERY_S = 2


class Poller:
    """Calls `run`, which polls for a channel, where this process holds the lease `name`; else it waits and says so.

    `gone` tells owners that cannot hold anything any more.
    """

    def __init__(
        self,
        *,
        channel: str,
        run: Callable[[Receive], Coroutine[Any, Any, None]],
        name: str,
        database: Database,
        clock: Clock,
        owner: str,
        gone: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._channel = channel
        self._run = run
        self._name = name
        self._database = database
        self._clock = clock
        self._owner = owner
        self._gone = gone

    async def run(self, receive: Receive) -> None:
        """Poll until cancelled; the lease is then free at once. Raises what the channel ends with."""
        try:
            while True:
                await self._turn()
                await self._poll(receive)
        finally:
            with contextlib.suppress(StoreError):
                async with self._database.begin(self._clock.now(), "lease") as work:
                    await work.give_back(self._name, self._owner)

    async def _turn(self) -> None:
        """Wait until the lease is ours."""
        told = ""
        while why := await self._waits():
            if why != told:
                log.warning("%s waits: %s", self._channel, why)
                told = why
            await self._clock.sleep(ASK_EVERY_S)

    async def _waits(self) -> str:
        """Why this process does not poll; empty where it has the lease now."""
        try:
            async with self._database.begin(self._clock.now(), "lease") as work:
                lease = await work.lease(self._name, self._owner, LEASE)
                if not lease.mine and self._gone(lease.owner):
                    await work.give_back(self._name, lease.owner)
                    lease = await work.lease(self._name, self._owner, LEASE)
        except StoreError as error:
            return str(error)
        return "" if lease.mine else f"{lease.owner} polls with this token, and this process when that one stops"

    async def _poll(self, receive: Receive) -> None:
        """Poll for as long as the lease is ours."""
        polling = asyncio.create_task(self._run(receive), name=f"poll {self._channel}")
        keeping = asyncio.create_task(self._keep(), name=f"keep {self._name}")
        try:
            await asyncio.wait({polling, keeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended = polling.done()
            for task in (polling, keeping):
                task.cancel()
            await asyncio.wait({polling, keeping})
        if ended:
            polling.result()
        log.warning("%s: no polling without the lease for it", self._channel)

    async def _keep(self) -> None:
        """Hold the lease; returns when it is lost, or may be since the database does not answer."""
        loop = asyncio.get_running_loop()
        held_at = loop.time()
        while loop.time() - held_at < LEASE.total_seconds() - KEEP_EVERY_S:
            await asyncio.sleep(KEEP_EVERY_S)
            asked_at = loop.time()
            with contextlib.suppress(StoreError):
                async with self._database.begin(self._clock.now(), "lease") as work:
                    if not (await work.lease(self._name, self._owner, LEASE)).mine:
                        return
                held_at = asked_at
