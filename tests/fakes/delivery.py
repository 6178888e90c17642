"""A conversation that follows a script, and a platform that keeps what it was sent."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import cast

from bot.coaching.runner import ReminderKind
from bot.content import Content
from bot.conversation.turn import Effect, Outcome, Result, Turn
from bot.messages import DeliveryError, Outgoing, Reply

Handler = Callable[[Turn], Outcome]


def content(_language: str) -> Content:
    """No content: scripts need none."""
    return cast(Content, None)


def echo(turn: Turn) -> Outcome:
    """Says what it heard."""
    return Outcome(runner=turn.runner, replies=(Reply(text=f"heard {turn.inbound.text or turn.inbound.tap}"),))


class Script:
    """Handlers by the words (or the tap) they answer; anything else is echoed. `turns` are those it saw."""

    def __init__(self, **handlers: Handler) -> None:
        self.handlers = handlers
        self.turns: list[Turn] = []
        self.results: list[Result] = []
        self.reminds: Callable[[Turn, ReminderKind, datetime], Outcome] = _remind

    def handle(self, turn: Turn) -> Outcome:
        self.turns.append(turn)
        return self.handlers.get(turn.inbound.text or turn.inbound.tap or "", echo)(turn)

    def after(self, turn: Turn, effect: Effect, result: Result) -> Outcome:
        self.turns.append(turn)
        self.results.append(result)
        return Outcome(runner=turn.runner, replies=(Reply(text=f"after {type(effect).__name__}"),))

    def remind(self, turn: Turn, kind: ReminderKind, due_local: datetime) -> Outcome:
        return self.reminds(turn, kind, due_local)


def _remind(turn: Turn, kind: ReminderKind, due_local: datetime) -> Outcome:
    reply = Reply(text=f"{kind} {due_local:%a %H:%M}", kind="reminder", about=f"session:{due_local.date()}")
    return Outcome(runner=turn.runner, replies=(reply,))


class Platform:
    """A channel's sending half. `faults` are raised one after the other (None: no fault); then all goes well."""

    name = "test"

    def __init__(self, *faults: Exception | None) -> None:
        self.faults = list(faults)
        self.sent: list[Outgoing] = []
        self.tried: list[Outgoing] = []
        self.at_once: dict[str, int] = {}
        self.most_at_once = 0
        self.takes_s = 0.0
        self.costs = 1
        self.heard: Callable[[], object] = lambda: None

    async def send(self, message: Outgoing) -> str | None:
        chat = message.chat.chat_id
        self.at_once[chat] = self.at_once.get(chat, 0) + 1
        self.most_at_once = max(self.most_at_once, self.at_once[chat])
        try:
            self.heard()
            await asyncio.sleep(self.takes_s)
            self.tried.append(message)
            fault = self.faults.pop(0) if self.faults else None
            if fault is not None:
                raise fault
            self.sent.append(message)
        finally:
            self.at_once[chat] -= 1
        return message.edit_of or f"p{message.id}"

    def requests(self, message: Outgoing) -> int:
        return self.costs

    @property
    def texts(self) -> list[str]:
        return [message.reply.text for message in self.sent]


def lost(words: str = "no answer") -> DeliveryError:
    """A send whose end is unknown."""
    return DeliveryError(words, unknown=True)
