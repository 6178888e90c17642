"""The runner and their data: undo, export, erasure, links."""

from bot.conversation.commands import Room
from bot.conversation.turn import Outcome, Turn


def received(turn: Turn) -> Outcome:
    """A file was sent."""
    return Outcome(runner=turn.runner)


ROOM = Room()
