"""Updates on their way in: those of one chat in order, chats beside each other, every tap answered."""

import asyncio
import contextlib
import hmac
import json
import logging
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, TypeVar
from weakref import WeakValueDictionary

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatAction
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.flood import Flood
from bot.channels.telegram import says
from bot.channels.telegram.errors import redact
from bot.channels.telegram.formatting import Me
from bot.channels.telegram.request import NotSentError
from bot.channels.telegram.updates import CHANNEL, DOWNLOAD_BYTES, Incoming, Json, MalformedError, read, with_file
from bot.clock import Clock
from bot.messages import Inbound, Receive
from bot.meters import Meters

log = logging.getLogger(__name__)

AT_ONCE = 16
ANSWER_S = 5
FETCH_S = 20
SLOW_S = 1
FETCH_TRIES = 3
POINT_EVERY = timedelta(minutes=10)
KNOWN = 10_000

T = TypeVar("T")


class Intake:
    """Takes updates for one bot. `flood` turns away who is too fast, before anything else is done."""

    def __init__(self, *, bot: Bot, me: Me, clock: Clock, meters: Meters, flood: Flood) -> None:
        self._bot = bot
        self._me = me
        self._clock = clock
        self._meters = meters
        self._flood = flood
        self._free = asyncio.Semaphore(AT_ONCE)
        self._chats: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._fetches: dict[int, int] = {}
        self._showing: set[asyncio.Task[None]] = set()
        self._answered: OrderedDict[str, None] = OrderedDict()
        self._pointed: OrderedDict[str, datetime] = OrderedDict()

    async def batch(self, updates: Sequence[Json], receive: Receive) -> int | None:
        """Take updates that came together; the offset to go on from: all before it are stored. None: there were none.

        After one that could not be stored its chat's later ones wait; it is asked for again.
        """
        chats: dict[str, list[Incoming]] = {}
        for update in updates:
            if (incoming := self._read(update)) is not None:
                chats.setdefault(incoming.inbound.chat.chat_id, []).append(incoming)
        stopped = await asyncio.gather(*(self._one_chat(each, receive) for each in chats.values()))
        failed = [number for number in stopped if number is not None]
        return min(failed, default=after(updates))

    def _read(self, update: Json) -> Incoming | None:
        """What the update says; one that makes no sense is passed over, as it never will."""
        try:
            return read(update, self._clock.now())
        except MalformedError as error:
            log.error("Telegram: update %s cannot be read (%s)", update.get("update_id"), error)  # noqa: TRY400
            return None

    async def _one_chat(self, updates: Sequence[Incoming], receive: Receive) -> int | None:
        """Take the updates of one chat; the first that could not be stored."""
        for incoming in updates:
            try:
                async with self._free:
                    await self.take(incoming, receive)
            except Exception as error:
                log.error(  # noqa: TRY400 - a trace may hold a runner's words
                    "Telegram: update %d could not be stored; asking for it again (%s)",
                    incoming.number,
                    type(error).__name__,
                )
                return incoming.number
        return None

    async def take(self, incoming: Incoming, receive: Receive) -> None:
        """Take what was read; when this returns it is stored, or was nothing for us. Raises what `receive` raises."""
        async with self._chats.setdefault(incoming.inbound.chat.chat_id, asyncio.Lock()):
            if await self._flooded(incoming, receive):
                return
            if incoming.group:
                await self._point(incoming)
                return
            try:
                with self._shown_slow(incoming.inbound.chat.chat_id):
                    acknowledged = await receive(await self._fetched(incoming))
            except Exception:
                if incoming.callback_id is not None:
                    await self._answer(incoming.callback_id, says.tapped_too_soon(incoming.inbound.language))
                raise
            if incoming.callback_id is not None:
                await self._answer(incoming.callback_id, acknowledged)
        if acknowledged and incoming.callback_id is None:
            await self._react(incoming.inbound, acknowledged)

    @contextlib.contextmanager
    def _shown_slow(self, chat_id: str) -> Iterator[None]:
        """Where it takes longer than a second (a file, an export), the chat shows that an answer is coming."""

        def show() -> None:
            task = asyncio.create_task(self._show_typing(int(chat_id)), name="typing")
            self._showing.add(task)
            task.add_done_callback(self._showing.discard)

        timer = asyncio.get_running_loop().call_later(SLOW_S, show)
        try:
            yield
        finally:
            timer.cancel()

    async def _show_typing(self, chat_id: int) -> None:
        with _trying("the chat does not show that an answer is coming"):
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING)

    def posted(self, body: bytes) -> Incoming | None:
        """What a webhook's post says; None where it is nothing for us. Raises MalformedError."""
        try:
            found = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise MalformedError(type(error).__name__) from None
        if not isinstance(found, dict):
            raise MalformedError("no object")
        return read(found, self._clock.now())

    async def _flooded(self, incoming: Incoming, receive: Receive) -> bool:
        """Whether the person is too fast; they are told, and what is turned away is counted."""
        inbound = incoming.inbound
        if inbound.gone:
            return False
        # what is said in a group does not count against a person's own chat
        who = inbound.chat.chat_id if incoming.group else inbound.sender_id
        verdict = self._flood.verdict(who, incoming.number, at=inbound.at, now=self._clock.now())
        if verdict == "take":
            return False
        self._meters.flooded.labels(CHANNEL, "a person").inc()
        if incoming.callback_id is not None:
            await self._answer(incoming.callback_id, says.tapped_too_fast(inbound.language))
        elif verdict == "tell" and not incoming.group:
            # once a minute at most; it waits its turn behind the answers, as the chat's own limit holds for it too
            await receive(replace(inbound, turned_away=says.too_fast(inbound.language, inbound.text or "")))
        return True

    async def _fetched(self, incoming: Incoming) -> Inbound:
        """The inbound with its file; without it, saying so, where Telegram does not hand it out."""
        inbound = incoming.inbound
        if incoming.file_id is None or inbound.document is None:
            return inbound
        try:
            file = await self._bot.get_file(incoming.file_id)
            data = bytes(await file.download_as_bytearray(read_timeout=FETCH_S))
        except InvalidToken:
            return inbound  # 404: the file has gone; a token that is not valid any more shows at the next poll
        except BadRequest as error:
            log.info("Telegram: a file was not handed out (%s)", redact(str(error)))
            return _without_file(inbound, large="too big" in str(error).lower())
        except TelegramError:
            tries = self._fetches.pop(incoming.number, 0) + 1
            if tries < FETCH_TRIES:
                self._fetches[incoming.number] = tries
                raise
            return inbound
        self._fetches.pop(incoming.number, None)
        if len(data) > DOWNLOAD_BYTES:
            return _without_file(inbound, large=True)
        return with_file(inbound, data)

    async def _point(self, incoming: Incoming) -> None:
        """A group gets a pointer to the private chat, where it asks and seldom; a tap there gets it as its answer."""
        inbound = incoming.inbound
        text, label = says.pointer(inbound.language)
        if incoming.callback_id is not None:
            await self._answer(incoming.callback_id, text)
        now, group = self._clock.now(), inbound.chat.chat_id
        known = self._pointed.get(group)
        if not incoming.asks or (known is not None and timedelta(0) <= now - known < POINT_EVERY):
            return
        _keep(self._pointed, group, now)
        with _trying("a group could not be answered"):
            link = f"https://t.me/{await self._me()}?start"
            await self._bot.send_message(
                int(group),
                text,
                reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(label, url=link)]]),
                message_thread_id=incoming.thread_id,
            )

    async def _answer(self, callback_id: str, acknowledged: str | None) -> None:
        """Answer a tap, once: one that is offered again was answered. Once more where the answer never left."""
        if callback_id in self._answered:
            return
        _keep(self._answered, callback_id, None)
        text = says.shortened(acknowledged, says.TOAST_LIMIT) if acknowledged else None
        for _ in range(2):
            try:
                await self._bot.answer_callback_query(callback_id, text=text, read_timeout=ANSWER_S)
            except NotSentError:
                continue
            except TelegramError as error:
                log.info("Telegram: a tap could not be answered (%s)", redact(str(error)))
            return

    async def _react(self, inbound: Inbound, emoji: str) -> None:
        """Mark the runner's own message."""
        with _trying("a message could not be marked"):
            await self._bot.set_message_reaction(int(inbound.chat.chat_id), int(inbound.message_id or 0), emoji)


@contextlib.contextmanager
def _trying(fault: str) -> Iterator[None]:
    """What is of no weight: where it fails, that is noted and no more."""
    try:
        yield
    except TelegramError as error:
        log.info("Telegram: %s (%s)", fault, redact(str(error)))


def _keep(known: OrderedDict[str, T], name: str, value: T) -> None:
    """Remember it, and forget the oldest beyond ten thousand."""
    known[name] = value
    known.move_to_end(name)
    if len(known) > KNOWN:
        known.popitem(last=False)


def after(updates: Sequence[Json]) -> int | None:
    """The offset that acknowledges them all; None where there are none."""
    numbers = [update["update_id"] for update in updates if type(update.get("update_id")) is int]
    return max(numbers) + 1 if numbers else None


def matches(secret: str | None, expected: str) -> bool:
    """Whether a post knows the secret; how long this takes tells nothing."""
    return hmac.compare_digest((secret or "").encode("utf-8", "replace"), expected.encode())


def _without_file(inbound: Inbound, *, large: bool) -> Inbound:
    assert inbound.document is not None
    why: Literal["too large", "not there any more"] = "too large" if large else "not there any more"
    return replace(inbound, document=replace(inbound.document, missing=why))
