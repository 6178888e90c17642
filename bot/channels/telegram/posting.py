"""Messages on their way out: sent, edited in place, with pictures and files, within Telegram's limits."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channels.markup import split
from bot.channels.telegram import says
from bot.channels.telegram.errors import delivery_error, redact
from bot.channels.telegram.formatting import Me, formatted, is_caption, markup, starts
from bot.channels.telegram.media import Media
from bot.channels.telegram.request import NotSentError
from bot.clock import Clock
from bot.messages import TEXT_LIMIT, DeliveryError, Drawing, Keyboard, Outgoing, Reply

log = logging.getLogger(__name__)

UPLOAD_BYTES = 50_000_000
"""https://core.telegram.org/bots/api#sending-files"""
SLOW_S = 1
STILL_S = 4.5
KNOWN = 10_000
FOLLOW_UP_S = (1, 3, 10)
UNCHANGED = "message is not modified"
NOT_EDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
NO_TEXT = "there is no text in the message to edit"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_Send = Callable[[int, str, Reply, InlineKeyboardMarkup | None], Awaitable[str]]


class Posting:
    """Sends for one bot."""

    def __init__(self, *, bot: Bot, me: Me, media: Media, clock: Clock) -> None:
        self._bot = bot
        self._me = me
        self._media = media
        self._clock = clock
        self._asked: OrderedDict[int, None] = OrderedDict()
        self._replaced: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._screens: OrderedDict[tuple[int, str], int] = OrderedDict()
        self._told_to_wait: tuple[int, datetime] | None = None

    def requests(self, message: Outgoing) -> int:
        """How many messages of Telegram this one becomes: a long text is split, a picture may go before its words."""
        reply = message.reply
        parts = len(split(reply.text, TEXT_LIMIT))
        if reply.document is not None or reply.picture is not None:
            return 1 if is_caption(reply.text) else 1 + parts
        return max(1, parts)

    async def send(self, message: Outgoing) -> str:
        """Send, or edit what `edit_of` names; the message's id. Raises DeliveryError."""
        reply, chat_id = message.reply, int(message.chat.chat_id)
        try:
            async with self._busy(chat_id, reply):
                drawing = await self._media.find(reply.picture)
                rows = await self._rows(reply.buttons)
                looks = hash((reply.text, reply.buttons, drawing and drawing.key))
                sent = await self._changed(chat_id, message.edit_of, reply, rows, drawing, looks)
                sent = sent or await self._new(chat_id, reply, rows, drawing)
                self._remember(chat_id, sent, looks)
                return sent
        except RetryAfter as error:
            raise self._waiting(chat_id, delivery_error(error)) from None
        except TelegramError as error:
            raise delivery_error(error) from None

    async def _changed(  # noqa: PLR0917 - what a screen is made of
        self,
        chat_id: int,
        edit_of: str | None,
        reply: Reply,
        rows: InlineKeyboardMarkup | None,
        drawing: Drawing | None,
        looks: int,
    ) -> str | None:
        """Edit in place; the message's id from now on. None where it is to be a new message."""
        if edit_of is None or not edit_of.isdecimal():
            return None
        tapped = edit_of
        while newer := self._replaced.get((chat_id, int(edit_of))):
            edit_of = str(newer)  # tapped twice: what it was replaced by is what the second tap changes
        if edit_of != tapped and self._screens.pop((chat_id, edit_of), None) == looks:
            return edit_of  # Telegram refuses an edit that changes nothing; of others the store knows how they look
        return await self._edit(chat_id, int(edit_of), reply, rows, drawing)

    def _remember(self, chat_id: int, message_id: str, looks: int) -> None:
        self._screens[chat_id, message_id] = looks
        if len(self._screens) > KNOWN:
            self._screens.popitem(last=False)

    async def _rows(self, buttons: Keyboard) -> InlineKeyboardMarkup | None:
        return markup(buttons, await self._me() if starts(buttons) else "")

    def _waiting(self, chat_id: int, error: DeliveryError) -> DeliveryError:
        """Telegram does not say whom it means by "wait": it means everyone once a second chat hears it meanwhile."""
        now, before = self._clock.now(), self._told_to_wait
        wait_s = error.retry_after_s or 0
        if before is not None and before[0] != chat_id and now < before[1]:
            error.everyone = True
        self._told_to_wait = (chat_id, now + timedelta(seconds=wait_s))
        return error

    async def _edit(
        self, chat_id: int, message_id: int, reply: Reply, rows: InlineKeyboardMarkup | None, drawing: Drawing | None
    ) -> str | None:
        """Replace the message; its id from now on, None where there is nothing to replace."""
        if reply.document is not None or len(split(reply.text, TEXT_LIMIT)) != 1:
            return None
        if not is_caption(reply.text) if drawing else self._media.shown_in(chat_id, message_id):
            return await self._in_place_of(chat_id, message_id, reply, rows, drawing)
        try:
            if drawing is not None:
                await self._media.edit(chat_id, message_id, drawing, caption=reply.text, buttons=rows)
            else:
                await self._edit_text(chat_id, message_id, reply.text, rows)
        except BadRequest as error:
            return await self._not_edited(chat_id, message_id, reply, rows, drawing, redact(str(error)))
        return str(message_id)

    async def _not_edited(  # noqa: PLR0917 - what an edit was made of, and its fault
        self,
        chat_id: int,
        message_id: int,
        reply: Reply,
        rows: InlineKeyboardMarkup | None,
        drawing: Drawing | None,
        fault: str,
    ) -> str | None:
        """What becomes of an edit that Telegram refused; the message's id, None where it is to be a new one."""
        known = fault.lower()
        if UNCHANGED in known:
            return str(message_id)
        if NO_TEXT in known:
            return await self._in_place_of(chat_id, message_id, reply, rows, drawing)
        if drawing is not None and not any(words in known for words in NOT_EDITABLE):
            log.warning("Telegram: a message could not get its picture (%s)", fault)
            return await self._edit(chat_id, message_id, reply, rows, None)
        log.info("Telegram: a message could not be edited and is sent anew (%s)", fault)
        return None

    async def _edit_text(self, chat_id: int, message_id: int, text: str, rows: InlineKeyboardMarkup | None) -> None:
        async def post(words: str, mode: str | None) -> Message | bool:
            return await self._bot.edit_message_text(
                words,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=mode,
                reply_markup=rows,
                link_preview_options=NO_PREVIEW,
            )

        await formatted(text, post)

    async def _in_place_of(
        self, chat_id: int, message_id: int, reply: Reply, rows: InlineKeyboardMarkup | None, drawing: Drawing | None
    ) -> str:
        """A new message, then the old one goes: a picture cannot become a text again."""
        sent = await self._new(chat_id, replace(reply, silent=True), rows, drawing)
        self._replaced[chat_id, message_id] = int(sent)
        if len(self._replaced) > KNOWN:
            self._replaced.popitem(last=False)
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            log.info("Telegram: a replaced message stays (%s)", redact(str(error)))
        return sent

    async def _new(
        self, chat_id: int, reply: Reply, rows: InlineKeyboardMarkup | None, drawing: Drawing | None = None
    ) -> str:
        """A new message; its id, of the last one where the text had to be split."""
        document = reply.document
        if drawing is not None and (sent_id := await self._pictured(chat_id, reply, rows, drawing)):
            return sent_id
        if document is not None and len(document.data) > UPLOAD_BYTES:
            log.error("Telegram: a file of %d bytes is too large to be sent", len(document.data))
            sorry = says.too_large(len(document.data), UPLOAD_BYTES)
            reply = replace(reply, text=f"{reply.text}\n\n{sorry}".strip(), document=None)
        elif document is not None and is_caption(reply.text):
            return await self._file(chat_id, reply.text, reply, rows)
        last = ""
        parts = split(reply.text, TEXT_LIMIT)
        for number, part in enumerate(parts, start=1):
            ends = number == len(parts) and reply.document is None
            last = await self._patiently(self._text, chat_id, part, reply, rows if ends else None, first=number == 1)
        if reply.document is None:
            return last
        return await self._patiently(self._file, chat_id, "", reply, rows, first=not parts)

    async def _patiently(
        self, send: _Send, chat_id: int, text: str, reply: Reply, rows: InlineKeyboardMarkup | None, *, first: bool
    ) -> str:
        """Send one of several; what follows the first waits here, as the row tried again would repeat the first."""
        for wait_s in () if first else FOLLOW_UP_S:
            try:
                return await send(chat_id, text, reply, rows)
            except RetryAfter as error:
                await self._clock.sleep(delivery_error(error).retry_after_s or wait_s)
            except NotSentError:
                await self._clock.sleep(wait_s)
        return await send(chat_id, text, reply, rows)

    async def _text(self, chat_id: int, text: str, reply: Reply, rows: InlineKeyboardMarkup | None) -> str:
        keys = self._place_keys(chat_id, reply, rows)

        async def post(words: str, mode: str | None) -> Message:
            return await self._bot.send_message(
                chat_id,
                words,
                parse_mode=mode,
                reply_markup=keys,
                disable_notification=reply.silent,
                link_preview_options=NO_PREVIEW,
            )

        sent = await formatted(text, post)
        if isinstance(keys, ReplyKeyboardRemove):
            self._asked.pop(chat_id, None)
        return str(sent.message_id)

    def _place_keys(
        self, chat_id: int, reply: Reply, rows: InlineKeyboardMarkup | None
    ) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
        """The buttons; the key that shares a place where that is asked; and the next message takes the key away."""
        if reply.place == "ask" and reply.buttons:
            self._asked[chat_id] = None
            while len(self._asked) > KNOWN:
                self._asked.popitem(last=False)
            key = KeyboardButton(reply.buttons[0][0].label, request_location=True)
            return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
        if rows is None and (reply.place == "done" or chat_id in self._asked):
            return ReplyKeyboardRemove()
        return rows

    async def _file(self, chat_id: int, caption: str, reply: Reply, rows: InlineKeyboardMarkup | None) -> str:
        document = reply.document
        assert document is not None

        async def post(words: str, mode: str | None) -> Message:
            return await self._bot.send_document(
                chat_id,
                InputFile(document.data, filename=document.name),
                caption=words or None,
                parse_mode=mode,
                reply_markup=rows,
                disable_notification=reply.silent,
            )

        return str((await formatted(caption, post)).message_id)

    async def _pictured(
        self, chat_id: int, reply: Reply, rows: InlineKeyboardMarkup | None, drawing: Drawing
    ) -> str | None:
        """Send the picture; the message's id where it took the text along, None where the text is still to be sent."""
        whole = is_caption(reply.text)
        try:
            sent = await self._media.send(
                chat_id,
                drawing,
                caption=reply.text if whole else "",
                buttons=rows if whole else None,
                silent=reply.silent,
            )
        except BadRequest as error:
            log.warning("Telegram: a picture was not taken (%s)", redact(str(error)))
            return None
        return str(sent) if whole else None

    @contextlib.asynccontextmanager
    async def _busy(self, chat_id: int, reply: Reply) -> AsyncIterator[None]:
        """Where a picture or a file takes longer than a second, the chat shows that it is coming."""
        if reply.picture is None and reply.document is None:
            yield
            return
        action = ChatAction.UPLOAD_PHOTO if reply.picture else ChatAction.UPLOAD_DOCUMENT
        showing = asyncio.create_task(self._show_busy(chat_id, action))
        try:
            yield
        finally:
            showing.cancel()

    async def _show_busy(self, chat_id: int, action: str) -> None:
        await asyncio.sleep(SLOW_S)
        with contextlib.suppress(TelegramError):
            while True:
                await self._bot.send_chat_action(chat_id, action)
                await asyncio.sleep(STILL_S)
