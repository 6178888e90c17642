"""Taking a message in, exactly once: receipt, effect and replies in one transaction, then the replies are sent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from traceback import extract_tb
from typing import Literal, Protocol
from weakref import WeakValueDictionary

from bot.clock import Clock
from bot.coaching.athlete import Working
from bot.coaching.runner import Runner
from bot.content import Content
from bot.conversation.turn import (
    CodeUsed,
    Effect,
    EraseAll,
    History,
    Host,
    LoadAll,
    MakeCode,
    Outcome,
    Result,
    Turn,
    UndoLast,
    Undone,
    Unlink,
    UseCode,
)
from bot.messages import ChatRef, Inbound, Reply, escape
from bot.meters import Meters
from bot.store import ChatRow, ConflictError, Contact, Database, Source, StoreError, UnitOfWork

log = logging.getLogger(__name__)

TRIES = 3
GIVE_WAY_S = 0.05
EFFECTS_IN_A_ROW = 4
OWN_REPLIES = timedelta(seconds=5)
LATE = timedelta(minutes=2)
KEPT_BY_PLATFORMS = timedelta(hours=24)
CLOSED = "the chat was closed on the other side"
SET_ASIDE = (
    "Sorry, I couldn't work that message out. It is kept as you wrote it, and whoever runs me can see that it waits. "
    "Nothing else is lost. Could you say it another way?"
)


class Conversation(Protocol):
    """What answers: bot.conversation itself, or a script in a test."""

    def handle(self, turn: Turn) -> Outcome:
        """What a message leads to."""

    def after(self, turn: Turn, effect: Effect, result: Result) -> Outcome:
        """What the result of an effect leads to."""


Fold = Callable[[Runner, date], Mapping[str, Working]]
"""The working loads (R21) that a runner's history leads to on a day."""

Sent = Callable[[ChatRef, int], Awaitable[None]]
"""Sends what waits for a chat (its address, its number in the store); returns when it has gone out or has to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    """How an update ended: the chat that has something to be sent, and what acknowledges the update itself."""

    how: Literal["stored", "duplicate", "set aside"] = "stored"
    chat_id: int | None = None
    says: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What of a turn has been stored: the runner as they are now, whether they still are, and what acknowledges it."""

    runner: Runner
    erased: bool = False
    says: str | None = None


class Inbox:
    """The way in. `receive` is what channels are handed.

    `owner` is this process's name as a sender: for five seconds its own replies are left to it. `send` sends them.
    `content` gives the words of a language; `fold`, where given, keeps the table of working loads; `admins` are the
    people (`channel:id`) who run the bot, `allowed` those who need no invitation (none: nobody needs one).
    """

    def __init__(
        self,
        *,
        database: Database,
        conversation: Conversation,
        content: Callable[[str], Content],
        clock: Clock,
        host: Host | None = None,
        owner: str | None = None,
        send: Sent | None = None,
        fold: Fold | None = None,
        admins: frozenset[str] = frozenset(),
        allowed: frozenset[str] = frozenset(),
        meters: Meters | None = None,
    ) -> None:
        self._database = database
        self._conversation = conversation
        self._content = content
        self._clock = clock
        self._host = host or Host()
        self._owner = owner
        self._send = send
        self._fold = fold
        self._admins = admins
        self._allowed = allowed
        self._meters = meters or Meters()
        self._locks: WeakValueDictionary[ChatRef, asyncio.Lock] = WeakValueDictionary()
        self._sending: set[asyncio.Task[None]] = set()

    async def receive(self, inbound: Inbound) -> str | None:
        """Take one update; when this returns it is stored, or was before, or is set aside.

        What it returns acknowledges the update besides the messages it leads to: the words that answer a tap, the
        reaction to a message. The messages go out meanwhile. Updates of one chat are taken in the order they come.
        Raises StoreError where the database cannot take it: the channel then offers it again.
        """
        inbound, arrived = _clean(inbound), self._clock.now()
        lock = self._locks.setdefault(inbound.chat, asyncio.Lock())
        async with lock:
            try:
                ended = await self._settled(inbound)
            except StoreError:
                self._meters.updates.labels(inbound.chat.channel, "refused").inc()
                raise
        self._meters.updates.labels(inbound.chat.channel, ended.how).inc()
        self._meters.intake_s.observe(max(0.0, (self._clock.now() - arrived).total_seconds()))
        if self._send is not None and ended.chat_id is not None:
            task = asyncio.create_task(self._sent(self._send, inbound.chat, ended.chat_id), name="answer")
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return ended.says

    async def answered(self) -> None:
        """Wait until the answers to all that was taken in have gone out or have to wait."""
        while self._sending:
            await asyncio.gather(*self._sending)

    @staticmethod
    async def _sent(send: Sent, chat: ChatRef, chat_id: int) -> None:
        try:
            await send(chat, chat_id)
        except StoreError as error:
            log.warning("an answer waits for its sender: %s", error)

    async def _settled(self, inbound: Inbound) -> _Ended:
        """Bring the update to its end."""
        for tries in range(TRIES):
            try:
                return await self._handled(inbound, again=tries > 0)
            except ConflictError:
                await asyncio.sleep(GIVE_WAY_S * 2**tries)
            except StoreError:
                raise
            except Exception as error:
                if (chat_id := await self._failed(inbound, error)) is not None:
                    return _Ended(how="set aside", chat_id=chat_id)
        raise ConflictError("Another process works on this runner; the update is to be offered again.")

    async def _handled(self, inbound: Inbound, *, again: bool) -> _Ended:
        """One transaction: all that the update leads to. An error rolls everything back."""
        now = self._clock.now()
        async with self._database.begin(now, "receive") as work:
            if not await work.receipt(inbound.chat.channel, inbound.update_id):
                return _Ended(how="duplicate")
            if again:
                await work.settled(inbound)
            if inbound.gone:
                await work.chat_left(inbound.chat, CLOSED)
                return _Ended()
            if inbound.turned_away is not None:
                contact = await work.contact(inbound.chat, name=inbound.sender_name, language=inbound.language)
                await work.add_replies(contact.chat, contact.runner.id, [Reply(text=inbound.turned_away)])
                return _Ended(chat_id=contact.chat.id)
            return await self._take(work, inbound, now)

    async def _failed(self, inbound: Inbound, error: Exception) -> int | None:
        """Count a failing try; the chat that is told of it where that was the last one."""
        fault = _fault(error)
        log.error("update %s of %s failed: %s", inbound.update_id, inbound.chat.channel, fault)
        async with self._database.begin(self._clock.now(), "failed") as work:
            if not await work.failed(inbound, fault, enough=TRIES):
                return None
            contact = await work.contact(inbound.chat)
            await work.add_replies(contact.chat, contact.runner.id, [Reply(text=SET_ASIDE)])
            return contact.chat.id

    async def _take(self, work: UnitOfWork, inbound: Inbound, now: datetime) -> _Ended:
        claim = None if self._owner is None else (self._owner, OWN_REPLIES)
        contact = await work.contact(inbound.chat, name=inbound.sender_name, language=inbound.language, claim=claim)
        turn = Turn(
            inbound=inbound,
            runner=replace(_answered(contact.runner), admin=self._is_admin(inbound)),
            content=self._content(contact.runner.language),
            now=_written_at(inbound, now),
            host=self._host_for(inbound),
            replied_about=await self._about(work, contact.chat, inbound),
            first=contact.first,
        )
        says = await self._answer(work, contact, turn)
        return _Ended(chat_id=contact.chat.id, says=says)

    def _is_admin(self, inbound: Inbound) -> bool:
        return f"{inbound.chat.channel}:{inbound.sender_id}" in self._admins

    def _host_for(self, inbound: Inbound) -> Host:
        sender = f"{inbound.chat.channel}:{inbound.sender_id}"
        return replace(self._host, open_to_all=not self._allowed or sender in self._allowed)

    async def _about(self, work: UnitOfWork, chat: ChatRow, inbound: Inbound) -> str | None:
        """What an edited message had become, or what the message replied to was about."""
        if inbound.edited and inbound.message_id is not None:
            return await work.report_of_message(chat, inbound.message_id)
        return None if inbound.reply_to is None else await work.replied_about(chat, inbound.reply_to)

    async def _answer(self, work: UnitOfWork, contact: Contact, turn: Turn) -> str | None:
        """Carry out what the turn leads to; what acknowledges the update itself."""
        outcome = self._conversation.handle(turn)
        taken = await self._keep(work, contact, turn, contact.runner, outcome)
        says = taken.says
        for _ in range(EFFECTS_IN_A_ROW):
            if outcome.effect is None:
                break
            effect = outcome.effect
            taken, result = await self._perform(work, contact.chat, taken, effect)
            turn = replace(turn, runner=taken.runner)
            outcome = self._conversation.after(turn, effect, result)
            if taken.erased:
                return await _queue(work, contact.chat, None, outcome.replies, turn.inbound) or says
            taken = await self._keep(work, contact, turn, taken.runner, outcome)
            says = taken.says or says
        return says

    async def _keep(self, work: UnitOfWork, contact: Contact, turn: Turn, before: Runner, outcome: Outcome) -> _Taken:
        """Store what an outcome changes, cancel what it cancels, and queue what it says."""
        inbound, after = turn.inbound, outcome.runner
        message = None if inbound.tap is not None else inbound.message_id
        await work.save(before, after, outcome.change, source=Source(chat_id=contact.chat.id, message_id=message))
        if self._fold is not None and before.reports != after.reports:
            await work.set_working(after.id, self._fold(after, turn.today))
        await work.cancel(after.id, outcome.cancel)
        says = await _queue(work, contact.chat, after.id, outcome.replies, inbound)
        return _Taken(runner=after, says=says)

    async def _perform(self, work: UnitOfWork, chat: ChatRow, taken: _Taken, effect: Effect) -> tuple[_Taken, Result]:
        """Carry out an effect: the runner after it, and its result."""
        runner = taken.runner
        match effect:
            case UndoLast():
                return await self._undo(work, runner)
            case MakeCode(purpose=purpose, payload=payload):
                return taken, await work.make_code(runner.id, purpose, payload)
            case UseCode(code=code):
                return await self._use(work, chat, taken, code)
            case Unlink():
                return taken, await work.unlink(chat)
            case EraseAll():
                await work.erase(chat)
                return replace(taken, erased=True), None
            case LoadAll():
                past = await work.history(runner.id)
                return taken, History(
                    reports=past.reports, withdrawn=past.withdrawn, chats=past.chats, changes=past.changes
                )

    async def _undo(self, work: UnitOfWork, runner: Runner) -> tuple[_Taken, Result]:
        undone = await work.undo(runner.id)
        if undone is None:
            return _Taken(runner=runner), None
        says, now = undone
        if self._fold is not None and now.reports != runner.reports:
            await work.set_working(now.id, self._fold(now, work.now.date()))
        return _Taken(runner=now), Undone(change=says, runner=now)

    async def _use(self, work: UnitOfWork, chat: ChatRow, taken: _Taken, code: str) -> tuple[_Taken, Result]:
        used = await work.use_code(code, replace(chat, athlete_id=taken.runner.id))
        if used is None:
            return taken, None
        runner = (await work.contact(chat.ref)).runner
        return _Taken(runner=runner), CodeUsed(purpose=used.purpose, runner=runner, payload=used.payload)


async def _queue(
    work: UnitOfWork, chat: ChatRow, athlete_id: int | None, replies: Sequence[Reply], inbound: Inbound
) -> str | None:
    """Queue what is to be sent; what acknowledges the update itself is returned. Without a tap a toast is a message."""
    says = None
    messages = []
    for reply in replies:
        says = (reply.toast if inbound.tap is not None else reply.reaction) or says
        if reply.is_message:
            messages.append(replace(reply, toast=None, reaction=None))
        elif reply.toast and inbound.tap is None:
            messages.append(replace(reply, text=escape(reply.toast), toast=None, reaction=None))
    await work.add_replies(chat, athlete_id, messages, inbound)
    return says


def _answered(runner: Runner) -> Runner:
    """The runner with no reminder counted as ignored: any message ends that."""
    prefs = runner.reminders
    if not prefs.ignored_in_a_row and not prefs.sparse:
        return runner
    return replace(runner, reminders=replace(prefs, ignored_in_a_row=0, sparse=False))


def _written_at(inbound: Inbound, now: datetime) -> datetime:
    """When the turn takes place: now, or when it was written where it waited for us (we were down)."""
    waited = now - inbound.at
    return inbound.at if LATE < waited <= KEPT_BY_PLATFORMS else now


def _clean(inbound: Inbound) -> Inbound:
    """The update with text that every database can hold."""
    text, name = _words(inbound.text), _words(inbound.sender_name)
    return replace(inbound, text=text, sender_name=name or "", tap=_words(inbound.tap))


def _words(text: str | None) -> str | None:
    return None if text is None else text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _fault(error: Exception) -> str:
    """What went wrong and where, without a word of what the runner wrote."""
    frames = extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"[:128]
