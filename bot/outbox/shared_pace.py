"""The slots of a channel that several workers share: taken from the database, given to the most urgent who waits."""

import asyncio
import contextlib
import heapq
import itertools
import logging
from dataclasses import dataclass

from bot.clock import Clock
from bot.outbox.pace import AHEAD_S, REST_S, Rate, Slot
from bot.store import Back, Database, StoreError

log = logging.getLogger(__name__)

LEASE_S = 6.0
"""A worker that died with a slot in its hands keeps it so long."""
KEEP_S = 2.0
AGAIN_S = 1.0
NOT_BEFORE_S = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class _Out:
    """A slot in use since then, by the loop's clock."""

    slot: int
    taker: str
    since: float


class SharedSlots:
    """Slots for one channel of one worker, exchanged with the database by `run`, some twenty times a second at most."""

    def __init__(self, *, database: Database, channel: str, rate: Rate, clock: Clock, owner: str) -> None:
        self._database = database
        self._channel = channel
        self._rate = rate
        self._clock = clock
        self._owner = owner
        self._numbers = itertools.count()
        self._waiters: list[tuple[int, int, asyncio.Future[Slot | None]]] = []
        self._out: dict[Slot, _Out] = {}
        self._back: list[tuple[_Out, float | None]] = []
        self._hold_s = 0.0
        self._changed = asyncio.Event()
        self._closed = False

    async def take(self, urgency: int) -> Slot | None:
        """A slot, the lowest `urgency` first; None where the worker stops."""
        if self._closed:
            return None
        waiter: asyncio.Future[Slot | None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiters, (urgency, next(self._numbers), waiter))
        self._changed.set()
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and (slot := waiter.result()) is not None:
                slot.unused()
            raise

    def hold(self, seconds: float) -> None:
        """The platform wants silence from everybody for so long."""
        self._hold_s = max(self._hold_s, seconds)
        self._changed.set()

    def close(self) -> None:
        """Nobody gets a slot any more; those who wait are told."""
        self._closed = True
        for _, _, waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()
        self._changed.set()

    async def run(self) -> None:
        """Exchange slots with the database until `close`; what was in use is given back after it too."""
        prepared = False
        while not (self._closed and not self._out and not self._back):
            self._changed.clear()
            wait_s = KEEP_S
            try:
                if not prepared:
                    await self._prepare()
                    prepared = True
                wait_s = await self._exchange()
            except StoreError as error:
                log.error("no pace from the database: %s", error)  # noqa: TRY400 - the sentence is all there is to know
                if self._closed:
                    return
                await asyncio.sleep(AGAIN_S)
            except Exception:
                log.exception("handing out the pace broke; it is tried again")
                await asyncio.sleep(AGAIN_S)
            await asyncio.sleep(NOT_BEFORE_S)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), wait_s)

    async def _prepare(self) -> None:
        async with self._database.begin(self._clock.now(), "pace") as work:
            await work.prepare_slots(self._channel, self._rate.overall)

    async def _exchange(self) -> float:
        """One exchange; how many seconds until the next one is worth while."""
        wants = sum(not waiter.done() for _, _, waiter in self._waiters)
        loop = asyncio.get_running_loop()
        back, self._back = self._back, []
        hold_s, self._hold_s = self._hold_s, 0.0
        given = [self._given(out, answered_at, loop.time()) for out, answered_at in back]
        given += [
            Back(slot=out.slot, taker=out.taker, free_in_s=LEASE_S, kept=True)
            for out in self._out.values()
            if loop.time() - out.since > KEEP_S
        ]
        if not (wants or given or hold_s):
            return KEEP_S
        taker = f"{self._owner}#{next(self._numbers)}"[-64:]
        try:
            async with self._database.begin(self._clock.now(), "pace") as work:
                granted = await work.exchange_slots(
                    self._channel,
                    taker,
                    back=given,
                    wants=wants,
                    ahead_s=AHEAD_S,
                    lease_s=LEASE_S,
                    hold_s=hold_s,
                )
        except StoreError:
            self._back = back + self._back
            self._hold_s = max(self._hold_s, hold_s)
            raise
        for number, opens_s in granted.slots:
            self._hand(_Out(slot=number, taker=taker, since=loop.time()), opens_s)
        return max(granted.next_s - AHEAD_S, 0.0) if len(granted.slots) < wants else KEEP_S

    @staticmethod
    def _given(out: _Out, answered_at: float | None, now: float) -> Back:
        free_in_s = AHEAD_S if answered_at is None else max(0.0, REST_S - (now - answered_at))
        return Back(slot=out.slot, taker=out.taker, free_in_s=free_in_s)

    def _hand(self, out: _Out, opens_s: float) -> None:
        """Give a slot to the most urgent who waits."""
        slot = Slot(asyncio.ensure_future(self._clock.sleep(opens_s)) if opens_s > 0 else None, self._returned)
        self._out[slot] = out
        while self._waiters:
            _, _, waiter = heapq.heappop(self._waiters)
            if not waiter.done():
                waiter.set_result(slot)
                return
        slot.unused()

    def _returned(self, slot: Slot, used: bool) -> None:
        out = self._out.pop(slot)
        self._back.append((out, asyncio.get_running_loop().time() if used else None))
        self._changed.set()
