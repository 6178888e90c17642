"""The sender where one process sends: it looks for chats with something due and serves the most urgent first."""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Unpack

from bot.messages import ChatRef
from bot.outbox.delivery import Delivery, Means, Tally
from bot.outbox.pace import REST_S, Slot, Slots
from bot.store import Next, StoreError, UnitOfWork

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=1)
EXPIRE_EVERY = timedelta(seconds=30)
AT_ONCE = 16
LOOKED_AT = 200
FLUSH_S = 3
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Waiting:
    """A chat known to have something to send: how urgent it is, and from when on it may be tried."""

    chat_id: int
    chat: ChatRef
    priority: int
    after: datetime


class Sender:
    """Sends for the channels it is handed. `serves` narrows it to some chats (a terminal shows only its own).

    `run` sends until cancelled; `drain` sends what can go now and returns; `flush` sends what one chat waits for.
    """

    def __init__(self, *, serves: Callable[[ChatRef], bool] | None = None, **means: Unpack[Means]) -> None:
        self._delivery = Delivery(**means)
        self._database = means["database"]
        self._clock = means["clock"]
        self._changed = asyncio.Event()
        self._slots = {
            name: Slots(self._delivery.rates.get(name), self._clock, self._changed.set)
            for name in self._delivery.channels
        }
        self._serves = serves or (lambda _chat: True)
        self._waiting: dict[ChatRef, _Waiting] = {}
        self._active: dict[ChatRef, asyncio.Task[None]] = {}
        self._again: set[ChatRef] = set()
        self._flushed: dict[ChatRef, asyncio.Event] = {}
        self._seen_at = LONG_AGO
        self._looked_at = LONG_AGO
        self._expired_at = LONG_AGO
        self._next_at: datetime | None = None
        self._running = False

    @property
    def owner(self) -> str:
        """This sender's name."""
        return self._delivery.owner

    @property
    def tally(self) -> Tally:
        """What it has done."""
        return self._delivery.tally

    async def run(self) -> None:
        """Send until cancelled; what is being sent then is brought to its end."""
        for name in self._delivery.rates.keys() & self._slots.keys():
            self._slots[name].hold(REST_S)  # whoever sent before us may have used up this second
        self._running = True
        try:
            while True:
                self._changed.clear()
                try:
                    until = await self._advance(self._clock.now())
                except StoreError:
                    log.exception("the sender cannot reach the database; it goes on trying")
                    until = self._clock.now() + LOOK_EVERY
                await self._sleep(until)
        finally:
            self._running = False
            await self.finish()

    async def drain(self, now: datetime | None = None) -> int:
        """Send whatever can be sent at once; how many messages went out."""
        before = self.tally.sent
        while True:
            self._looked_at = LONG_AGO
            await self._advance(now or self._clock.now())
            if not self._active:
                return self.tally.sent - before
            await asyncio.gather(*self._active.values())

    async def flush(self, chat: ChatRef, chat_id: int) -> None:
        """Send what the chat waits for; returns when it is out or has to wait, after three seconds at the most.

        `chat_id` is the store's number of the chat.
        """
        if chat.channel not in self._slots or not self._serves(chat):
            return
        if chat in self._active:
            self._again.add(chat)
        elif chat in self._waiting:
            self._waiting[chat].after = self._clock.now()
            self._waiting[chat].priority = 0
        else:
            self._waiting[chat] = _Waiting(chat_id=chat_id, chat=chat, priority=0, after=self._clock.now())
        self._changed.set()
        if not self._running:
            await self._serve_by_hand(chat)
        elif self._busy_with(chat):
            done = self._flushed.setdefault(chat, asyncio.Event())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), FLUSH_S)

    async def _serve_by_hand(self, chat: ChatRef) -> None:
        """Send what one chat waits for while the loop does not run."""
        while waiting := self._waiting.get(chat):
            if chat not in self._active:
                slot = None if waiting.after > self._clock.now() else self._slots[chat.channel].take()
                if slot is None:
                    return
                self._start(waiting, slot)
            await asyncio.wait({self._active[chat]})

    async def finish(self) -> None:
        """Wait for the messages that are on their way."""
        while self._active:
            await asyncio.gather(*self._active.values(), return_exceptions=True)

    def wake(self) -> None:
        """Something new has been written to be sent."""
        self._looked_at = LONG_AGO
        self._changed.set()

    async def another(self, channel: str) -> Slot | None:
        """One more slot for a message that costs several."""
        return await self._slots[channel].wait()

    def hold(self, channel: str, seconds: float) -> None:
        """The platform wants silence for so long."""
        self._slots[channel].hold(seconds)

    async def ends(self, work: UnitOfWork, chat_id: int) -> Next | None:
        """What is due for the chat now."""
        return await work.next_of(chat_id)

    def _busy_with(self, chat: ChatRef) -> bool:
        waiting = self._waiting.get(chat)
        return chat in self._active or (waiting is not None and waiting.after <= self._clock.now())

    async def _sleep(self, until: datetime) -> None:
        """Until then, or until something changes."""
        seconds = max(0.0, (until - self._clock.now()).total_seconds())
        naps = [asyncio.ensure_future(self._changed.wait()), asyncio.ensure_future(self._clock.sleep(seconds))]
        try:
            await asyncio.wait(naps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for nap in naps:
                nap.cancel()

    async def _advance(self, now: datetime) -> datetime:
        """Start every send that may start now; when to look again at the latest."""
        if now < self._seen_at:
            self._set_back()
        self._seen_at = now
        if not timedelta(0) <= now - self._looked_at < LOOK_EVERY or (self._next_at and self._next_at <= now):
            await self._look(now)
        soonest = min(now + LOOK_EVERY, self._next_at or now + LOOK_EVERY)
        at_once = Counter(chat.channel for chat in self._active)
        full: set[str] = set()
        for waiting in sorted(self._waiting.values(), key=lambda one: (one.priority, one.after)):
            channel = waiting.chat.channel
            if channel in full or waiting.chat in self._active:
                continue
            if waiting.after > now:
                soonest = min(soonest, waiting.after)
            elif at_once[channel] < AT_ONCE and (slot := self._slots[channel].take()) is not None:
                at_once[channel] += 1
                self._start(waiting, slot)
            else:
                full.add(channel)  # an ending send or a slot that comes free wakes us
        return soonest

    async def _look(self, now: datetime) -> None:
        """Ask the store which chats have something due, and when the next message will be."""
        self._looked_at = now
        if not timedelta(0) <= now - self._expired_at < EXPIRE_EVERY:
            self._expired_at = now
            async with self._database.begin(now, "expire") as work:
                await work.expire()
        async with self._database.reading(now) as work:
            ready = await work.ready_chats(sorted(self._slots), self.owner, LOOKED_AT)
            self._next_at = await work.next_send_at()
        for one in ready:
            if self._serves(one.chat):
                found = _Waiting(chat_id=one.chat_id, chat=one.chat, priority=one.priority, after=now)
                known = self._waiting.setdefault(one.chat, found)
                known.priority = min(known.priority, one.priority)

    def _set_back(self) -> None:
        """The clock was set back: what was to wait until some hour of the old one is looked up anew."""
        self._waiting = {chat: waiting for chat, waiting in self._waiting.items() if chat in self._active}
        self._looked_at = LONG_AGO

    def _start(self, waiting: _Waiting, slot: Slot) -> None:
        serving = self._serve(waiting, slot)
        self._active[waiting.chat] = asyncio.create_task(serving, name=f"send to chat {waiting.chat_id}")

    async def _serve(self, waiting: _Waiting, slot: Slot) -> None:
        """Send one message of a chat."""
        chat = waiting.chat
        self._again.discard(chat)
        try:
            step = await self._delivery.step(waiting.chat_id, slot, self)
            if step.again_at is None:
                self._waiting.pop(chat, None)
            else:
                waiting.after, waiting.priority = step.again_at, step.priority
        except StoreError:
            log.exception("the sender cannot reach the database; the message stays queued")
            waiting.after = self._clock.now() + LOOK_EVERY
        except Exception as error:
            log.error("sending to a chat broke: %s; it is tried again", type(error).__name__)  # noqa: TRY400 - no runner's words in logs
            waiting.after = self._clock.now() + LOOK_EVERY
        finally:
            slot.unused()
            self._active.pop(chat, None)
            if chat in self._again:
                self._waiting.setdefault(chat, waiting).after = self._clock.now()
            elif not self._busy_with(chat) and (done := self._flushed.pop(chat, None)):
                done.set()
            self._changed.set()
