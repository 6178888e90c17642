"""Messages as Telegram takes them: keyboards, what fits below a picture, and plain words where marks are refused."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlencode

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.channels.markup import plain, visible
from bot.channels.telegram.errors import redact
from bot.messages import Button, Keyboard

log = logging.getLogger(__name__)

CAPTION_LIMIT = 1024
BUTTONS_MOST = 100
UNREADABLE = "can't parse entities"

T = TypeVar("T")
Post = Callable[[str, str | None], Awaitable[T]]
"""Posts a text with a parse mode."""
Me = Callable[[], Awaitable[str]]
"""The bot's own username, asked once."""


def is_caption(text: str) -> bool:
    """Whether the text may stand below a picture or a file."""
    return len(text) * 2 <= CAPTION_LIMIT or visible(text) <= CAPTION_LIMIT


async def formatted(text: str, post: Post[T]) -> T:
    """Post the text with its marks; where Telegram cannot read them, in plain words. Raises TelegramError."""
    try:
        return await post(text, ParseMode.HTML)
    except BadRequest as error:
        if UNREADABLE not in str(error).lower():
            raise
        log.error("Telegram: the marks of a message cannot be read (%s); it goes out plain", redact(str(error)))  # noqa: TRY400
        return await post(plain(text), None)


def starts(buttons: Keyboard) -> bool:
    """Whether one of the buttons is a link to this bot."""
    return any(button.start for row in buttons for button in row)


def markup(keyboard: Keyboard, username: str = "") -> InlineKeyboardMarkup | None:
    """The buttons as Telegram's inline keyboard; `username` is the bot's own, for links to it."""
    left = BUTTONS_MOST
    rows = []
    for row in keyboard:
        rows.append([_button(button, username) for button in row[: min(8, left)]])
        left -= len(rows[-1])
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button, username: str) -> InlineKeyboardButton:
    if not button.start:
        return InlineKeyboardButton(button.label, callback_data=button.action)
    link = f"https://t.me/{username}?{urlencode({'start': button.start})}"
    return InlineKeyboardButton(button.label, url=f"https://t.me/share/url?{urlencode({'url': link})}")
