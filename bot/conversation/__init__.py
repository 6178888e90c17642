"""The conversation: a message and what is known in, replies and changes out. Pure; see turn.py."""

from bot.conversation.handle import COMMANDS, after, handle, remind

__all__ = ["COMMANDS", "after", "handle", "remind"]
