"""The conversation: a message and what is known in, replies and changes out. Pure.

turn.py has the values, commands.py the table, handle.py the one order of routing, render.py and words.py the looks and
the language. Each room answers to its commands, taps and open questions: meeting (first meeting and settings), training
(the day and the week), reports, health, reminders, reading (advice and exercises), personal (data, chats, pauses).
"""

from bot.conversation.handle import COMMANDS, after, handle, remind

__all__ = ["COMMANDS", "after", "handle", "remind"]
