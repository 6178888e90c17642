"""Telegram's door: long polling of our own, so that an update is acknowledged only after it was committed."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.markup import split
from bot.channels.telegram.errors import delivery_error, redact
from bot.channels.telegram.media import Media, is_caption
from bot.channels.telegram.updates import CHANNEL, KINDS, Incoming, read, with_document
from bot.clock import Clock
from bot.messages import TEXT_LIMIT, Drawing, Drawings, Inbound, Keyboard, Outgoing, Receive, Reply

log = logging.getLogger(__name__)

POLL_S = 30
TOAST_LIMIT = 200
GROUP_POINTER = "I coach in private, where your training stays yours. Write to me directly and we'll start."
UNCHANGED = "message is not modified"
NOT_EDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
NO_TEXT = "there is no text in the message to edit"


class TelegramRefusedError(Exception):
    """Telegram does not accept the token; nothing will get better by waiting."""


class Telegram:
    """One bot on Telegram. `root` is the root of an own Bot API server; `menu` the commands with their descriptions.

    `drawings` has the pictures; without it messages go out in words only.
    """

    name = CHANNEL

    def __init__(
        self,
        *,
        token: str,
        clock: Clock,
        menu: Sequence[tuple[str, str]] = (),
        root: str | None = None,
        drawings: Drawings | None = None,
    ) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)
        base = root or "https://api.telegram.org"
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=HTTPXRequest(connection_pool_size=8),
            get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=POLL_S + 10),
        )
        self._media = Media(self._bot, drawings)
        self._clock = clock
        self._menu = tuple(menu)

    async def run(self, receive: Receive) -> None:
        """Poll until cancelled. Raises TelegramRefusedError where the token is not (or no longer) valid."""
        try:
            await self._hello()
            offset: int | None = None
            while True:
                for update in await self._updates(offset):
                    if not await self._took(update, receive):
                        break
                    offset = update.update_id + 1
        except InvalidToken:
            raise TelegramRefusedError(
                "Telegram does not accept TELEGRAM_TOKEN; @BotFather has the current one."
            ) from None

    async def _hello(self) -> None:
        while True:
            try:
                await self._bot.initialize()
                await self._bot.delete_webhook(drop_pending_updates=False)
                if self._menu:
                    await self._bot.set_my_commands([BotCommand(name, does[:256]) for name, does in self._menu])
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._wait("Telegram does not answer yet", error)
            else:
                log.info("on Telegram as @%s", self._bot.username)
                return

    async def _updates(self, offset: int | None) -> tuple[Update, ...]:
        try:
            return await self._bot.get_updates(offset=offset, timeout=POLL_S, allowed_updates=list(KINDS))
        except InvalidToken:
            raise
        except Conflict as error:
            await self._wait("another process polls with this token; I wait until it stops", error)
        except TelegramError as error:
            await self._wait("no updates for now", error)
        return ()

    async def _wait(self, says: str, error: TelegramError) -> None:
        log.warning("Telegram: %s (%s)", says, redact(str(error)))
        wait = error.retry_after if isinstance(error, RetryAfter) else 3
        await self._clock.sleep(float(wait if isinstance(wait, int) else wait.total_seconds()))

    async def _took(self, update: Update, receive: Receive) -> bool:
        """Whether the update was stored; where not, it is asked for again from the same offset."""
        try:
            await self._take(update, receive)
        except Exception:
            log.exception("Telegram: update %d could not be stored; asking for it again", update.update_id)
            await self._clock.sleep(1)
            return False
        return True

    async def _take(self, update: Update, receive: Receive) -> None:
        incoming = read(update, self._clock.now())
        if incoming is None:
            return
        if incoming.group:
            await self._point(incoming)
            return
        says = None
        try:
            says = await receive(await self._fetched(incoming))
        finally:
            if incoming.callback_id is not None:
                await self._answer(incoming.callback_id, says)

    async def _fetched(self, incoming: Incoming) -> Inbound:
        if incoming.file_id is None:
            return incoming.inbound
        file = await self._bot.get_file(incoming.file_id)
        return with_document(incoming.inbound, incoming.file_name, bytes(await file.download_as_bytearray()))

    async def _point(self, incoming: Incoming) -> None:
        """A group gets a pointer to the private chat, and only where it spoke to the bot."""
        if (incoming.inbound.text or "").startswith("/"):
            try:
                await self._bot.send_message(int(incoming.inbound.chat.chat_id), GROUP_POINTER)
            except TelegramError as error:
                log.info("Telegram: a group could not be answered (%s)", redact(str(error)))

    async def _answer(self, callback_id: str, says: str | None) -> None:
        """Answer a tap."""
        try:
            await self._bot.answer_callback_query(callback_id, text=says[:TOAST_LIMIT] if says else None)
        except TelegramError as error:
            log.info("Telegram: a tap could not be answered (%s)", redact(str(error)))

    def requests(self, message: Outgoing) -> int:
        """How many messages of Telegram this one becomes: a long text is split, a picture may go before its words."""
        reply = message.reply
        parts = len(split(reply.text, TEXT_LIMIT))
        if reply.document is not None or reply.picture is not None:
            return 1 if is_caption(reply.text) else 1 + parts
        return max(1, parts)

    async def send(self, message: Outgoing) -> str | None:
        """Send, or edit what `edit_of` names. Raises DeliveryError."""
        reply = message.reply
        chat_id = int(message.chat.chat_id)
        drawing = await self._media.find(reply.picture)
        try:
            if message.edit_of is not None and message.edit_of.isdecimal():
                edited = await self._edit(chat_id, int(message.edit_of), reply, drawing)
                if edited is not None:
                    return edited
            return await self._new(chat_id, reply, drawing)
        except TelegramError as error:
            raise delivery_error(error) from None

    async def _edit(self, chat_id: int, message_id: int, reply: Reply, drawing: Drawing | None) -> str | None:
        """Replace the message; its id from now on, None where there is nothing to replace."""
        parts = split(reply.text, TEXT_LIMIT)
        if len(parts) != 1:
            return None
        if not is_caption(reply.text) if drawing else self._media.shown_in(chat_id, message_id):
            return await self._in_place_of(chat_id, message_id, reply, drawing)
        try:
            if drawing is not None:
                rows = markup(reply.buttons)
                await self._media.edit(chat_id, message_id, drawing, caption=reply.text, buttons=rows)
            else:
                await self._edit_text(chat_id, message_id, reply, parts[0])
        except BadRequest as error:
            says = str(error).lower()
            if any(word in says for word in NOT_EDITABLE):
                return None
            if NO_TEXT in says:
                return await self._in_place_of(chat_id, message_id, reply, drawing)
            if UNCHANGED not in says:
                if drawing is None:
                    raise
                log.warning("Telegram: a message could not get its picture (%s)", redact(str(error)))
                return await self._edit(chat_id, message_id, reply, None)
        return str(message_id)

    async def _edit_text(self, chat_id: int, message_id: int, reply: Reply, text: str) -> None:
        await self._bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(reply.buttons),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def _in_place_of(self, chat_id: int, message_id: int, reply: Reply, drawing: Drawing | None) -> str:
        """A new message, then the old one goes: a picture cannot become a text again."""
        sent = await self._new(chat_id, replace(reply, silent=True), drawing)
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            log.info("Telegram: a replaced message stays (%s)", redact(str(error)))
        return sent

    async def _new(self, chat_id: int, reply: Reply, drawing: Drawing | None = None) -> str:
        if drawing is not None and (sent_id := await self._pictured(chat_id, reply, drawing)):
            return sent_id
        if reply.document is not None:
            file = InputFile(reply.document.data, filename=reply.document.name)
            sent = await self._bot.send_document(
                chat_id, file, caption=reply.text[:1024] or None, parse_mode=ParseMode.HTML
            )
            return str(sent.message_id)
        parts = split(reply.text, TEXT_LIMIT)
        last = ""
        for number, part in enumerate(parts, start=1):
            sent = await self._bot.send_message(
                chat_id,
                part,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(reply.buttons) if number == len(parts) else None,
                disable_notification=reply.silent,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            last = str(sent.message_id)
        return last

    async def _pictured(self, chat_id: int, reply: Reply, drawing: Drawing) -> str | None:
        """Send the picture; the message's id where it took the text along, None where the text is still to be sent."""
        whole = is_caption(reply.text)
        try:
            sent = await self._media.send(
                chat_id,
                drawing,
                caption=reply.text if whole else "",
                buttons=markup(reply.buttons) if whole else None,
                silent=reply.silent,
            )
        except BadRequest as error:
            log.warning("Telegram: a picture was not taken (%s)", redact(str(error)))
            return None
        return str(sent) if whole else None

    async def close(self) -> None:
        """Give the connections back."""
        try:
            await self._bot.shutdown()
        except NetworkError as error:
            log.info("Telegram: closing failed (%s)", redact(str(error)))


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram's inline keyboard."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.action) for button in row] for row in keyboard]
    )
