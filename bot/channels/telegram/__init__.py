"""Telegram as a channel, on python-telegram-bot: the only room that knows that SDK."""

from bot.channels.telegram.channel import Telegram, TelegramRefusedError

__all__ = ["Telegram", "TelegramRefusedError"]
