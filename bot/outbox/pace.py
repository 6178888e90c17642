"""How fast a platform may be written to: slots, each good for one message and free again a second after its answer.

The platform counted a message at some instant between the start of the send and its answer. A slot that rests for one
second after the answer was therefore counted at most once in any second, wherever that begins: with as many slots as
the platform takes messages a second, none is ever too many, whatever clocks, networks and busy machines do.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock

REST_S = 1.0
AHEAD_S = 0.1
"""A slot is given out so much before it opens: what is sent in it can be looked up and put into words meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A platform's limits: `overall` in any second; to one chat `burst` at once, then one every `chat_every_s`."""

    overall: int
    chat_every_s: float
    burst: int


class Slot:
    """Leave to send one message once it is `opened`. To be given back: `answered` at once, or `unused`."""

    def __init__(self, opens: Awaitable[None] | None, back: Callable[["Slot", bool], None]) -> None:
        self.opens = opens
        self._back = back
        self._is_back = False

    async def opened(self) -> None:
        """Wait until the message may go out."""
        if self.opens is not None:
            await asyncio.shield(self.opens)

    def answered(self) -> None:
        """The platform has answered, or nobody knows."""
        self._give_back(used=True)

    def unused(self) -> None:
        """Nothing was sent after all; does nothing where `answered` was said."""
        self._give_back(used=False)

    def _give_back(self, *, used: bool) -> None:
        if not self._is_back:
            self._is_back = True
            self._back(self, used)


class Slots:
    """The slots of one channel where one process sends alone; without a rate there is always one.

    `freed` is called when there may be one again. Seconds are those of the clock's `sleep`, which no setting moves.
    """

    def __init__(self, rate: Rate | None, clock: Clock, freed: Callable[[], None]) -> None:
        self._clock = clock
        self._freed = freed
        self._unlimited = rate is None
        self._free = deque(Slot(None, self._back) for _ in range(0 if rate is None else rate.overall))
        self._wanted: deque[asyncio.Future[Slot]] = deque()
        self._timers: set[asyncio.Task[None]] = set()
        self._holds: set[asyncio.Task[None]] = set()

    def take(self) -> Slot | None:
        """A slot; None where there is none now."""
        if self._holds:
            return None
        if self._unlimited:
            return Slot(None, self._back)
        return self._free.popleft() if self._free else None

    async def wait(self) -> Slot:
        """A slot, before anybody who only takes one gets it."""
        if (slot := self.take()) is not None:
            return slot
        wanted: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()
        self._wanted.append(wanted)
        return await wanted

    def hold(self, seconds: float) -> None:
        """The platform wants silence for so long."""
        task = self._timer(self._clock.sleep(seconds))
        self._holds.add(task)
        task.add_done_callback(self._held)

    def _held(self, task: asyncio.Task[None]) -> None:
        self._holds.discard(task)
        self._hand_out()

    def _back(self, slot: Slot, used: bool) -> None:
        if self._unlimited:
            return
        if used:
            self._timer(self._rested())
            return
        self._free.appendleft(Slot(slot.opens, self._back))
        self._hand_out()

    async def _rested(self) -> None:
        opens = self._timer(self._clock.sleep(REST_S))
        await self._clock.sleep(REST_S - AHEAD_S)
        self._free.append(Slot(opens, self._back))
        self._hand_out()

    def _hand_out(self) -> None:
        while self._wanted and (slot := self.take()) is not None:
            wanted = self._wanted.popleft()
            if wanted.done():
                self._free.appendleft(slot)
            else:
                wanted.set_result(slot)
        self._freed()

    def _timer(self, sleep: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(sleep)
        self._timers.add(task)
        task.add_done_callback(self._timers.discard)
        return task
