"""The terminal as a channel: needs no token, shows buttons as numbered choices, edits as edits."""

from bot.channels.console.console import Console
from bot.channels.console.input import piped_lines, typed_lines
from bot.channels.console.screens import JsonScreen, PlainScreen, RichScreen, Screen

__all__ = ["Console", "JsonScreen", "PlainScreen", "RichScreen", "Screen", "piped_lines", "typed_lines"]
