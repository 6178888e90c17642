"""The first meeting: who the coach is, consent, and at most nine short questions in any order."""

from bot.conversation.commands import Room
from bot.conversation.turn import Outcome, Turn
from bot.messages import Reply

BEFORE_CONSENT: frozenset[str] = frozenset()


def begin(turn: Turn, text: str) -> Outcome:
    """The welcome."""
    return Outcome(runner=turn.runner, replies=(Reply(text=f"Welcome {text}"),))


def again(turn: Turn, text: str) -> Outcome | None:
    """The open question once more, where `text` was no answer to it."""
    return None


ROOM = Room()
