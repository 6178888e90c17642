"""A turn of the conversation as values: what came in and is known (Turn), what is to change and be said (Outcome)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.coaching.report import Report
from bot.coaching.runner import Runner
from bot.content import Content
from bot.messages import ChatRef, Inbound, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Who runs this bot, as the runner is told at the first meeting and in /about."""

    name: str = "this computer's owner"
    version: str = ""
    source: str = ""
    open_to_all: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Everything a handler may look at. `now` is aware (UTC); `replied_about`: what the message replied to is about."""

    inbound: Inbound
    runner: Runner
    content: Content
    now: datetime
    host: Host = Host()
    replied_about: str | None = None
    first: bool = False

    @property
    def local(self) -> datetime:
        """`now` on the runner's wall clock; UTC until their zone is known."""
        return self.now.astimezone(ZoneInfo(self.runner.zone or "UTC"))

    @property
    def today(self) -> date:
        """The runner's date."""
        return self.local.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoLast:
    """Restore what the runner's last change replaced. Result: `Undone | None`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was undone: the sentence of the change, and the runner as they are now."""

    change: str
    runner: Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCode:
    """A one-time code another chat (link) or another person (invite) can use. Result: the code, str."""

    purpose: Literal["link", "invite"]
    payload: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCode:
    """Use a code from this chat. Result: `CodeUsed | None` (unknown, used or expired)."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUsed:
    """What a code led to: the runner this chat now belongs to, and an invitation's payload."""

    purpose: Literal["link", "invite"]
    runner: Runner
    payload: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlink:
    """Detach this chat from the runner. Result: how many chats are left, int."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseAll:
    """Delete the runner and all that hangs on them. Result: None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadAll:
    """Every report ever, with history. Result: `History`. `purpose` says what for ("export", "progress", "history")."""

    purpose: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All reports, oldest first, those that still stand and those that were replaced or undone; and the chats."""

    reports: tuple[Report, ...]
    withdrawn: tuple[Report, ...] = ()
    chats: tuple[ChatRef, ...] = ()
    changes: tuple[tuple[datetime, str], ...] = ()


Effect = UndoLast | MakeCode | UseCode | Unlink | EraseAll | LoadAll
Result = Undone | CodeUsed | History | str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a turn leads to.

    `runner` replaces the one of the turn; the store writes the difference. `change` is the sentence /undo will name;
    None where there is nothing to undo. `effect` is carried out by the store, then `conversation.after(turn, effect,
    result)` gives the rest of the outcome. `cancel` drops pending messages with these keys (timers). `dropped` says why
    a reminder was not worth sending; then `replies` is empty.
    """

    runner: Runner
    replies: tuple[Reply, ...] = ()
    change: str | None = None
    effect: Effect | None = None
    cancel: tuple[str, ...] = ()
    dropped: str | None = None
