"""Pictures on Telegram: uploaded once, then sent by the name Telegram gave them; edited along with their captions."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable

from telegram import Bot, InlineKeyboardMarkup, InputMediaAnimation, InputMediaPhoto, Message
from telegram.error import BadRequest

from bot.channels.telegram.formatting import formatted
from bot.messages import Drawing, Drawings, Picture

UNKNOWN_FILE = ("file identifier", "file_id", "file reference")
KEPT = 10_000

Post = Callable[[str | bytes], Awaitable[Message | bool]]


class Media:
    """The pictures of one bot. Telegram's names for files hold for that bot only."""

    def __init__(self, bot: Bot, drawings: Drawings | None) -> None:
        self._bot = bot
        self._drawings = drawings
        self._platform = f"telegram-{bot.token.partition(':')[0]}"
        self._shown: OrderedDict[tuple[int, int], str] = OrderedDict()

    async def find(self, picture: Picture | None) -> Drawing | None:
        """The picture, drawn; None where there is none to send."""
        return None if picture is None or self._drawings is None else await self._drawings.find(picture)

    def shown_in(self, chat_id: int, message_id: int) -> bool:
        """Whether that message is known to be a picture: its text is a caption then, and cannot become a plain one."""
        return (chat_id, message_id) in self._shown

    async def send(
        self, chat_id: int, drawing: Drawing, *, caption: str, buttons: InlineKeyboardMarkup | None, silent: bool
    ) -> int:
        """Send it as a new message; the message's id. Raises TelegramError."""
        name = f"{drawing.key or 'picture'}.{'gif' if drawing.animated else 'png'}"

        async def post(file: str | bytes) -> Message:
            send = self._bot.send_animation if drawing.animated else self._bot.send_photo

            async def with_words(words: str, mode: str | None) -> Message:
                return await send(
                    chat_id,
                    file,
                    caption=words or None,
                    parse_mode=mode if words else None,
                    reply_markup=buttons,
                    disable_notification=silent,
                    filename=name,
                )

            return await formatted(caption, with_words)

        sent = await self._posted(drawing, post)
        assert isinstance(sent, Message), "Telegram answers a new message with the message"
        self._remember(chat_id, sent.message_id, drawing)
        return sent.message_id

    async def edit(
        self, chat_id: int, message_id: int, drawing: Drawing, *, caption: str, buttons: InlineKeyboardMarkup | None
    ) -> None:
        """Make it what the message shows, of a text too; only the caption where it shows it. Raises TelegramError."""
        if drawing.key and self._shown.get((chat_id, message_id)) == drawing.key:

            async def recaption(words: str, mode: str | None) -> Message | bool:
                return await self._bot.edit_message_caption(
                    chat_id, message_id, caption=words, parse_mode=mode, reply_markup=buttons
                )

            await formatted(caption, recaption)
            return
        kind = InputMediaAnimation if drawing.animated else InputMediaPhoto
        name = f"{drawing.key or 'picture'}.{'gif' if drawing.animated else 'png'}"

        async def post(file: str | bytes) -> Message | bool:
            async def with_words(words: str, mode: str | None) -> Message | bool:
                media = kind(file, caption=words, parse_mode=mode, filename=name)
                return await self._bot.edit_message_media(media, chat_id, message_id, reply_markup=buttons)

            return await formatted(caption, with_words)

        await self._posted(drawing, post)
        self._remember(chat_id, message_id, drawing)

    async def _posted(self, drawing: Drawing, post: Post) -> Message | bool:
        """Post it by its name on Telegram where it has one that still holds, else its bytes."""
        if self._drawings is None:
            return await post(drawing.data)
        known = await self._drawings.known_as(drawing, self._platform)
        if known is not None:
            try:
                return await post(known)
            except BadRequest as error:
                if not any(word in str(error).lower() for word in UNKNOWN_FILE):
                    raise
                await self._drawings.note(drawing, self._platform, None)
        sent = await post(drawing.data)
        if isinstance(sent, Message) and (name := _file_of(sent)):
            await self._drawings.note(drawing, self._platform, name)
        return sent

    def _remember(self, chat_id: int, message_id: int, drawing: Drawing) -> None:
        self._shown[chat_id, message_id] = drawing.key
        self._shown.move_to_end((chat_id, message_id))
        while len(self._shown) > KEPT:
            self._shown.popitem(last=False)


def _file_of(message: Message) -> str | None:
    """What Telegram calls the file of a message, in its largest size."""
    if message.animation is not None:
        return message.animation.file_id
    return message.photo[-1].file_id if message.photo else None
