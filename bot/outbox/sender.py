"""The sender: one loop that hands out what is due, the most urgent first, never two messages to one chat at once."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.content import Content
from bot.conversation.turn import Host
from bot.messages import ChatRef, DeliveryError, Outgoing
from bot.outbox.pace import Rate, paces
from bot.outbox.policy import Verdict, backoff, unsure, verdict
from bot.outbox.rendering import Reminds, Renderer
from bot.store import Database, Queued, StoreError, UnitOfWork

log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=8)
RENEW_S = 3
LOOK_EVERY = timedelta(seconds=1)
EXPIRE_EVERY = timedelta(seconds=30)
AT_ONCE = 16
LOOKED_AT = 200
FLUSH_S = 3
RENDER_TRIES = 3
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Channel(Protocol):
    """The part of a door that the sender uses."""

    async def send(self, message: Outgoing) -> str | None:
        """Send or edit; the platform's message id, None where it has none. Raises DeliveryError."""


@dataclass(slots=True)
class Tally:
    """What the sender has done since it began."""

    sent: int = 0
    later: int = 0
    unknown: int = 0
    dead: int = 0
    dropped: int = 0


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

    def __init__(
        self,
        *,
        database: Database,
        channels: Mapping[str, Channel],
        conversation: Reminds,
        content: Callable[[str], Content],
        clock: Clock,
        owner: str,
        host: Host | None = None,
        rates: Mapping[str, Rate] | None = None,
        serves: Callable[[ChatRef], bool] | None = None,
    ) -> None:
        self.tally = Tally()
        self.owner = owner
        self._database = database
        self._channels = dict(channels)
        self._clock = clock
        self._renderer = Renderer(conversation=conversation, content=content, host=host or Host())
        self._paces = paces(self._channels, rates or {})
        self._serves = serves or (lambda _chat: True)
        self._waiting: dict[ChatRef, _Waiting] = {}
        self._active: dict[ChatRef, asyncio.Task[None]] = {}
        self._again: set[ChatRef] = set()
        self._flushed: dict[ChatRef, asyncio.Event] = {}
        self._looked_at = LONG_AGO
        self._expired_at = LONG_AGO
        self._next_at: datetime | None = None
        self._changed = asyncio.Event()
        self._running = False

    async def run(self) -> None:
        """Send until cancelled; what is being sent then is brought to its end."""
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
        if chat.channel not in self._channels or not self._serves(chat):
            return
        if chat in self._active:
            self._again.add(chat)
        elif chat in self._waiting:
            self._waiting[chat].after = self._clock.now()
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
            now = self._clock.now()
            if chat not in self._active and self._free_at(waiting, now) > now:
                return
            if chat not in self._active:
                self._start(waiting, now)
            await asyncio.wait({self._active[chat]})

    async def finish(self) -> None:
        """Wait for the messages that are on their way."""
        while self._active:
            await asyncio.gather(*self._active.values(), return_exceptions=True)

    def wake(self) -> None:
        """Something new has been written to be sent."""
        self._looked_at = LONG_AGO
        self._changed.set()

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
        """Start every send that may start now; when to look again."""
        if not timedelta(0) <= now - self._looked_at < LOOK_EVERY or (self._next_at and self._next_at <= now):
            await self._look(now)
        soonest = min(now + LOOK_EVERY, self._next_at or now + LOOK_EVERY)
        for waiting in sorted(self._waiting.values(), key=lambda one: (one.priority, one.after)):
            if waiting.chat in self._active or self._crowded(waiting.chat.channel):
                continue
            free = self._free_at(waiting, now)
            if free <= now:
                self._start(waiting, now)
            else:
                soonest = min(soonest, free)
        return soonest

    def _crowded(self, channel: str) -> bool:
        return sum(chat.channel == channel for chat in self._active) >= AT_ONCE

    def _free_at(self, waiting: _Waiting, now: datetime) -> datetime:
        pace = self._paces[waiting.chat.channel]
        return max(waiting.after, pace.free_at(now), pace.chat_free_at(waiting.chat, now))

    async def _look(self, now: datetime) -> None:
        """Ask the store which chats have something due, and when the next message will be."""
        self._looked_at = now
        if not timedelta(0) <= now - self._expired_at < EXPIRE_EVERY:
            self._expired_at = now
            async with self._database.begin(now) as work:
                await work.expire()
        async with self._database.reading(now) as work:
            ready = await work.ready_chats(sorted(self._channels), self.owner, LOOKED_AT)
            self._next_at = await work.next_send_at()
        for one in ready:
            if self._serves(one.chat):
                found = _Waiting(chat_id=one.chat_id, chat=one.chat, priority=one.priority, after=now)
                known = self._waiting.setdefault(one.chat, found)
                known.priority = min(known.priority, one.priority)

    def _start(self, waiting: _Waiting, now: datetime) -> None:
        self._paces[waiting.chat.channel].take(waiting.chat, now)
        send = self._serve(waiting, now)
        self._active[waiting.chat] = asyncio.create_task(send, name=f"send to chat {waiting.chat_id}")

    async def _serve(self, waiting: _Waiting, taken_at: datetime) -> None:
        """Send one message of a chat."""
        chat = waiting.chat
        self._again.discard(chat)
        try:
            picked = await self._pick(waiting)
            if picked is None:
                self._paces[chat.channel].give_back(chat, taken_at)
            else:
                await self._send(waiting, *picked)
        except StoreError:
            log.exception("the sender cannot reach the database; the message stays queued")
            waiting.after = self._clock.now() + LOOK_EVERY
        finally:
            self._active.pop(chat, None)
            if chat in self._again:
                self._waiting.setdefault(chat, waiting).after = self._clock.now()
            elif not self._busy_with(chat) and (done := self._flushed.pop(chat, None)):
                done.set()
            self._changed.set()

    async def _pick(self, waiting: _Waiting) -> tuple[Queued, Outgoing] | None:
        """The chat's next message, marked as being sent; None where nothing can be sent to it now."""
        try:
            async with self._database.begin(self._clock.now()) as work:
                picked = await self._first(work, waiting)
                if picked is None:
                    await work.release_chat(waiting.chat_id, self.owner)
        except StoreError:
            raise
        except Exception as error:
            log.error("a message could not be put into words: %s", type(error).__name__)  # noqa: TRY400 - no runner's words in logs
            await self._unreadable(waiting, type(error).__name__)
            return None
        return picked

    async def _first(self, work: UnitOfWork, waiting: _Waiting) -> tuple[Queued, Outgoing] | None:
        if await work.claim_chat(waiting.chat_id, self.owner, CLAIM) is None:
            self._leave(waiting)
            return None
        while queued := await work.first_of(waiting.chat_id):
            waiting.priority = queued.priority
            if queued.unfinished:
                # a send was begun and its end never recorded: this process or another one died in between
                lost = unsure("its end was lost", queued.kind, attempts=queued.attempts, unknowns=queued.unknowns)
                await self._settle(work, waiting, queued, lost)
            elif queued.try_after is not None and queued.try_after > work.now:
                waiting.after = queued.try_after
                return None
            elif (reply := await self._renderer.reply(work, queued)) is None:
                self.tally.dropped += 1
            else:
                target = await work.edit_target(queued)
                await work.send_begun(queued)
                message = Outgoing(id=queued.id, chat=queued.chat, reply=reply, edit_of=target)
                return queued, message
        self._leave(waiting)
        return None

    def _leave(self, waiting: _Waiting) -> None:
        """Nothing to do for this chat."""
        self._waiting.pop(waiting.chat, None)

    async def _unreadable(self, waiting: _Waiting, error: str) -> None:
        """The first message of the chat cannot be rendered: it waits, and after three tries it is dead."""
        async with self._database.begin(self._clock.now()) as work:
            queued = await work.first_of(waiting.chat_id)
            if queued is None:
                return
            await work.send_begun(queued)
            if queued.attempts + 1 >= RENDER_TRIES:
                self.tally.dead += 1
                await work.send_ended(queued, "dead", reason=f"could not be put into words: {error}")
            else:
                waiting.after = work.now + backoff(queued.attempts + 1)
                await work.put_off(queued, waiting.after, error)

    async def _send(self, waiting: _Waiting, queued: Queued, message: Outgoing) -> None:
        said: Verdict | None = None
        message_id: str | None = None
        renewing = asyncio.create_task(self._renew(queued.chat_id))
        attempts, unknowns = queued.attempts + 1, queued.unknowns
        try:
            message_id = await self._channels[queued.chat.channel].send(message)
        except DeliveryError as error:
            said = verdict(error, queued.kind, attempts=attempts, unknowns=unknowns)
        except Exception as error:
            log.warning("channel %s failed with %s", queued.chat.channel, type(error).__name__)
            said = unsure(type(error).__name__, queued.kind, attempts=attempts, unknowns=unknowns)
        finally:
            renewing.cancel()
        async with self._database.begin(self._clock.now()) as work:
            waiting.after = work.now
            if said is not None:
                await self._settle(work, waiting, queued, said)
                return
            await work.send_ended(queued, "sent", message_id=message_id)
            self.tally.sent += 1
            if await work.first_of(queued.chat_id) is None and queued.chat not in self._again:
                await work.release_chat(queued.chat_id, self.owner)
                self._leave(waiting)

    async def _settle(self, work: UnitOfWork, waiting: _Waiting, queued: Queued, said: Verdict) -> None:
        """Record a send that did not end well."""
        self.tally.unknown += said.unknown
        if said.what == "off":
            self.tally.dead += 1
            await work.switch_off(queued, said.reason)
        elif said.what == "dead":
            self.tally.dead += 1
            await work.send_ended(queued, "dead", reason=said.reason, unknown=said.unknown)
        else:
            self.tally.later += 1
            waiting.after = work.now + said.wait
            if said.everyone:
                self._paces[queued.chat.channel].hold(waiting.after)
            await work.put_off(queued, waiting.after, said.reason, unknown=said.unknown)

    async def _renew(self, chat_id: int) -> None:
        """Hold the chat for as long as the platform takes."""
        while True:
            await asyncio.sleep(RENEW_S)
            with contextlib.suppress(StoreError):
                async with self._database.begin(self._clock.now()) as work:
                    await work.claim_chat(chat_id, self.owner, CLAIM)
