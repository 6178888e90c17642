"""Sending one message of a chat: claim the chat, pick its first row, put it into words, send, record how it ended."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NotRequired, Protocol, TypedDict, TypeVar, Unpack

from bot.clock import Clock
from bot.content import Content
from bot.conversation.turn import Host
from bot.faults import Reach, unarmed
from bot.messages import DeliveryError, Outgoing
from bot.meters import Meters
from bot.outbox.pace import Rate, Slot
from bot.outbox.policy import AFTER_DEATHS, Verdict, backoff, unsure, verdict
from bot.outbox.rendering import Reminds, Renderer
from bot.store import Claimed, Database, Next, Queued, StoreError, UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")

CLAIM = timedelta(seconds=6)
"""A sender that died holds its chat so long."""
RENEW_S = 2
RENDER_TRIES = 3
ANOTHER_S = 3
RECORD_AGAIN_S = (0.1, 0.5, 1.0, 2.0)
NOW = timedelta(0)


class Channel(Protocol):
    """The part of a door that the sender uses."""

    async def send(self, message: Outgoing) -> str | None:
        """Send or edit; the platform's message id, None where it has none. Raises DeliveryError."""

    def requests(self, message: Outgoing) -> int:
        """How many messages of the platform's pace this one costs."""


class Turn(Protocol):
    """What a step needs of who hands out the chats, besides a slot."""

    async def another(self, channel: str) -> Slot | None:
        """One more slot for a message that costs several; None where the sender stops."""

    def hold(self, channel: str, seconds: float) -> None:
        """The platform wants silence from everybody for so long."""

    async def ends(self, work: UnitOfWork, chat_id: int) -> Next | None:
        """In the transaction that records a send: what is due for the chat now; None: its turn is over."""


class Means(TypedDict):
    """What sending needs. `owner` is this process's name among senders."""

    database: Database
    channels: Mapping[str, Channel]
    conversation: Reminds
    content: Callable[[str], Content]
    clock: Clock
    owner: str
    host: NotRequired[Host | None]
    rates: NotRequired[Mapping[str, Rate] | None]
    reach: NotRequired[Reach]
    meters: NotRequired[Meters | None]


@dataclass(slots=True)
class Tally:
    """What the sender has done since it began."""

    sent: int = 0
    later: int = 0
    unknown: int = 0
    dead: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How a step ended: when the chat may have its next one; None: nothing is left, or it is `taken` by another.

    `over`: the chat's turn is over, by the word of `Turn.ends`.
    """

    again_at: datetime | None = None
    priority: int = 0
    taken: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picked:
    """A row marked as being sent, its message, and from when on its chat took it."""

    queued: Queued
    message: Outgoing
    paced_until: datetime | None


class Delivery:
    """One path for every engine: `step` sends a chat's next message in a slot of the pace that it is handed."""

    def __init__(self, **means: Unpack[Means]) -> None:
        self.tally = Tally()
        self.owner = means["owner"]
        self.database = means["database"]
        self.channels = dict(means["channels"])
        self.clock = means["clock"]
        self.rates = dict(means.get("rates") or {})
        host = means.get("host") or Host()
        self._renderer = Renderer(conversation=means["conversation"], content=means["content"], host=host)
        self._reach = means.get("reach") or unarmed
        self._meters = means.get("meters") or Meters()
        self._gathering = asyncio.Lock()

    async def step(self, chat_id: int, slot: Slot, turn: Turn) -> Step:
        """Send the chat's next message, if it has one. Raises StoreError; the message then stays queued."""
        slots = [slot]
        renewing = None
        try:
            picked = await self._pick(chat_id)
            if isinstance(picked, Step):
                return picked
            renewing = asyncio.create_task(self._renew(chat_id))
            await self._more_slots(slots, picked.message, turn)
            for one in slots:
                await one.opened()
            return await self._send(picked, slots, turn)
        finally:
            if renewing is not None:
                renewing.cancel()
            for one in slots:
                one.unused()

    async def _more_slots(self, slots: list[Slot], message: Outgoing, turn: Turn) -> None:
        """One for each further request: one message at a time, and not for ever, so that no two wait for each other."""
        channel = message.chat.channel
        if (costs := self.channels[channel].requests(message)) <= 1:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANOTHER_S), self._gathering:
                while len(slots) < costs and (slot := await turn.another(channel)) is not None:
                    slots.append(slot)

    async def _pick(self, chat_id: int) -> _Picked | Step:
        """The chat's next message, marked as being sent."""
        try:
            async with self.database.begin(self.clock.now(), "pick") as work:
                claimed = await work.claim_chat(chat_id, self.owner, CLAIM)
                if claimed is None:
                    return Step(taken=True)
                picked = await self._first(work, chat_id, claimed)
                if isinstance(picked, Step):
                    await work.release_chat(chat_id, self.owner)
                return picked
        except StoreError:
            raise
        except Exception as error:
            log.error("a message could not be put into words: %s", type(error).__name__)  # noqa: TRY400 - no runner's words in logs
            return await self._unreadable(chat_id, type(error).__name__)

    async def _first(self, work: UnitOfWork, chat_id: int, claimed: Claimed) -> _Picked | Step:
        if claimed.chat.channel not in self.channels:
            return Step(taken=True)
        while queued := await work.first_of(chat_id):
            if claimed.paced_until is not None and claimed.paced_until > work.now:
                return Step(again_at=claimed.paced_until, priority=queued.priority)
            if queued.unfinished:
                # a send was begun and its end never recorded: this process or another one died in between
                lost = unsure("its end was lost", queued.kind, queued.attempts, queued.unknowns, AFTER_DEATHS)
                await self._settle(work, queued, replace(lost, wait=NOW))
            elif queued.try_after is not None and queued.try_after > work.now:
                return Step(again_at=queued.try_after, priority=queued.priority)
            elif (message := await self._message(work, queued)) is not None:
                await work.send_begun(queued)
                return _Picked(queued=queued, message=message, paced_until=claimed.paced_until)
        return Step()

    async def _message(self, work: UnitOfWork, queued: Queued) -> Outgoing | None:
        """The row as it goes out; None where there is nothing to send, which is then recorded."""
        reply = await self._renderer.reply(work, queued)
        if reply is None:
            self._count(queued, "dropped")
            self.tally.dropped += 1
            return None
        target = await work.edit_target(queued)
        if target is not None and await work.shows(queued, target, reply):
            self._count(queued, "unchanged")  # a platform refuses an edit that changes nothing
            await work.send_ended(queued, "sent", reason="it stands there already", message_id=target)
            return None
        return Outgoing(id=queued.id, chat=queued.chat, reply=reply, edit_of=target)

    def _paced(self, picked: _Picked, now: datetime) -> datetime | None:
        """From when on the chat takes its next message: a burst is let through, then one every so often.

        Counted when the message is answered: the platform had counted it by then, whenever it was sent.
        """
        message, before = picked.message, picked.paced_until
        if (rate := self.rates.get(message.chat.channel)) is None or not rate.chat_every_s:
            return None
        every = timedelta(seconds=rate.chat_every_s)
        credit = now - every * (rate.burst - 1)
        since = credit if before is None else max(before, credit)
        return since + every * self.channels[message.chat.channel].requests(message)

    async def _unreadable(self, chat_id: int, error: str) -> Step:
        """The first message of the chat cannot be rendered: it waits, and after three tries it is dead."""
        async with self.database.begin(self.clock.now()) as work:
            queued = await work.first_of(chat_id)
            if queued is None:
                return Step()
            await work.send_begun(queued)
            if queued.attempts + 1 >= RENDER_TRIES:
                self.tally.dead += 1
                self._count(queued, "dead")
                await work.send_ended(queued, "dead", reason=f"could not be put into words: {error}")
                return Step(again_at=work.now)
            again_at = work.now + backoff(queued.attempts + 1)
            await work.put_off(queued, again_at, error)
            return Step(again_at=again_at, priority=queued.priority)

    async def _send(self, picked: _Picked, slots: list[Slot], turn: Turn) -> Step:
        queued, said, message_id = picked.queued, None, None
        tries = {"attempts": queued.attempts + 1, "unknowns": queued.unknowns}
        self._reach("send.before")
        try:
            message_id = await self.channels[queued.chat.channel].send(picked.message)
        except DeliveryError as error:
            said = verdict(error, queued.kind, **tries)
        except Exception as error:
            log.warning("channel %s failed with %s", queued.chat.channel, type(error).__name__)
            said = unsure(type(error).__name__, queued.kind, tries["attempts"], tries["unknowns"])
        for slot in slots:
            slot.answered()
        if said is not None and said.everyone:
            turn.hold(queued.chat.channel, said.wait.total_seconds())
        self._reach("send.after")
        return await self._record(lambda: self._ended(picked, said, message_id, turn))

    async def _record(self, record: Callable[[], Awaitable[T]]) -> T:
        """Record how a send ended, with some patience: what is not recorded will be doubted, and perhaps repeated."""
        for wait_s in RECORD_AGAIN_S:
            try:
                return await record()
            except StoreError as error:
                log.warning("how a send ended is not recorded yet: %s", error)
                await asyncio.sleep(wait_s)
        return await record()

    async def _ended(self, picked: _Picked, said: Verdict | None, message_id: str | None, turn: Turn) -> Step:
        queued = picked.queued
        async with self.database.begin(self.clock.now(), "sent") as work:
            # first, as everywhere: the chat's row before others
            await work.release_chat(queued.chat_id, self.owner, self._paced(picked, work.now))
            if said is not None:
                return await self._settle(work, queued, said)
            await work.send_ended(queued, "sent", message_id=message_id)
            following = await turn.ends(work, queued.chat_id)
        self.tally.sent += 1
        self._count(queued, "sent")
        if queued.kind in {"reply", "edit"}:
            self._meters.reply_s.observe(max(0.0, (work.now - queued.created_at).total_seconds()))
        if following is None:
            return Step(over=True)
        return Step(again_at=following.free_at or work.now, priority=following.priority)

    async def _settle(self, work: UnitOfWork, queued: Queued, said: Verdict) -> Step:
        """Record a send that did not end well."""
        self._count(queued, said.what)
        if said.unknown:
            self.tally.unknown += 1
            self._meters.unknown.labels(queued.chat.channel, queued.kind).inc()
        if said.what == "off":
            self.tally.dead += 1
            await work.switch_off(queued, said.reason)
        elif said.what == "dead":
            self.tally.dead += 1
            await work.send_ended(queued, "dead", reason=said.reason, unknown=said.unknown)
        else:
            self.tally.later += 1
            self._meters.retries.labels(queued.chat.channel).inc()
            until = work.now + said.wait
            await work.put_off(queued, until, said.reason, unknown=said.unknown)
            if said.asked:
                await work.pace_chat(queued.chat_id, until)
            return Step(again_at=until, priority=queued.priority)
        return Step(again_at=work.now)

    def _count(self, queued: Queued, outcome: str) -> None:
        self._meters.sends.labels(queued.chat.channel, queued.kind, outcome).inc()

    async def _renew(self, chat_id: int) -> None:
        """Hold the chat for as long as the platform takes."""
        while True:
            await asyncio.sleep(RENEW_S)
            with contextlib.suppress(StoreError):
                async with self.database.begin(self.clock.now()) as work:
                    await work.claim_chat(chat_id, self.owner, CLAIM)
