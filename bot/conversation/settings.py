"""Every setting, changed by a tap or in words."""

from bot.conversation.commands import Room
from bot.conversation.turn import Outcome, Turn


def located(turn: Turn, lat: float, lon: float) -> Outcome:
    """A shared location sets the time zone."""
    return Outcome(runner=turn.runner)


ROOM = Room()
