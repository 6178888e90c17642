"""Reminders get their words when they are sent: from the plan as it is then, or a reason why they say nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.coaching.runner import ReminderKind, Runner
from bot.content import Content
from bot.conversation.turn import Host, Outcome, Turn
from bot.messages import Inbound, Reply
from bot.store import ChatRow, Queued, UnitOfWork


class Reminds(Protocol):
    """Renders reminders: bot.conversation itself, or a script in a test."""

    def remind(self, turn: Turn, kind: ReminderKind, due_local: datetime) -> Outcome:
        """What the reminder says now, or why it is not worth sending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Gives rows their words, in the transaction that also keeps what rendering changed about the runner."""

    conversation: Reminds
    content: Callable[[str], Content]
    host: Host

    async def reply(self, work: UnitOfWork, queued: Queued) -> Reply | None:
        """What the row says; None where it was dropped, which is then recorded."""
        if queued.reminder_kind is None or queued.due_at is None or queued.athlete_id is None:
            return queued.reply
        try:
            before = await work.runner(queued.athlete_id)
        except KeyError:
            await self._drop(work, queued, "nobody is there any more")
            return None
        first_try = queued.attempts == 0
        runner = await work.reckon_ignored(queued, before) if first_try else before
        outcome = self._outcome(work, queued, runner, queued.reminder_kind, queued.due_at)
        says = outcome.dropped is None and bool(outcome.replies)
        if says and first_try and await work.left_out(queued, runner):
            await work.save(before, runner)
            await self._drop(work, queued, "every second one, as nobody answers")
            return None
        await work.save(before, outcome.runner, outcome.change)
        await work.cancel(runner.id, outcome.cancel)
        if not says:
            await self._drop(work, queued, outcome.dropped or "nothing to say")
            return None
        first, *rest = outcome.replies
        await work.rendered(queued, first)
        if first_try:
            chat = ChatRow(id=queued.chat_id, ref=queued.chat, athlete_id=queued.athlete_id)
            await work.add_replies(chat, queued.athlete_id, rest)
        return first

    def _outcome(
        self, work: UnitOfWork, queued: Queued, runner: Runner, kind: ReminderKind, due_at: datetime
    ) -> Outcome:
        turn = Turn(
            inbound=Inbound(chat=queued.chat, update_id=f"reminder:{queued.id}", at=work.now),
            runner=runner,
            content=self.content(runner.language),
            now=work.now,
            host=self.host,
        )
        return self.conversation.remind(turn, kind, due_at.astimezone(ZoneInfo(runner.zone or "UTC")))

    @staticmethod
    async def _drop(work: UnitOfWork, queued: Queued, why: str) -> None:
        await work.send_ended(queued, "expired", reason=f"dropped: {why}")
