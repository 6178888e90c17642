"""A question as a screen: what it asks, what can be tapped, how words are read; for the first meeting and /settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.coaching.runner import Dialog, Runner
from bot.conversation.render import button, lines, paragraphs
from bot.conversation.turn import Turn
from bot.conversation.words import _
from bot.messages import Button, Keyboard, Reply, escape

Draft = Mapping[str, object]
"""What is chosen so far on a screen of several taps; JSON values only."""

Purpose = Literal["setup", "daily", "settings"]

NOTHING: Draft = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one tap or text led to on a question's screen.

    `says` is what was understood, as /undo will name it. `done` closes the question; else it is shown again with
    `draft`. `warn` is shown with it. `goto` opens another question in its place.
    """

    runner: Runner
    says: str = ""
    done: bool = True
    draft: Draft = field(default_factory=dict)
    warn: str = ""
    goto: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing the coach wants to know; `title`, `hint` are message ids.

    `ask` is the question's text, `choices` its buttons (made with `pick`), `tap` and `read` take a button's argument
    and words; None where they are no answer. `value` is what is known now, in a few words. `numbered`: a bare number is
    the choice in that place; not where a number is an answer by itself. `shows_now`: /settings puts the value above.
    """

    id: str
    title: str
    hint: str
    ask: Callable[[Turn, Draft], str]
    choices: Callable[[Turn, Draft], Keyboard]
    tap: Callable[[Turn, Draft, str], Step | None]
    read: Callable[[Turn, Draft, str], Step | None]
    value: Callable[[Turn], str]
    numbered: bool = True
    shows_now: bool = True


def pick(label: str, question: str, *args: object) -> Button:
    """A button that answers a question."""
    return button(label, "q", question, *args)


def ticked(label: str, *, on: bool) -> str:
    """A choice's label, marked where it is chosen."""
    return f"✓ {label}" if on else label


def again(turn: Turn, draft: Draft, warn: str = "") -> Step:
    """The same screen with another draft."""
    return Step(runner=turn.runner, done=False, draft=draft, warn=warn)


def opened(turn: Turn, question: Question, purpose: Purpose, draft: Draft, keyboard: Keyboard) -> Runner:
    """The runner with that question open."""
    choices = [each.action for row in keyboard for each in row if not each.place] if question.numbered else []
    data = {"for": purpose, "draft": dict(draft), "choices": choices}
    return replace(turn.runner, dialog=Dialog(question=question.id, data=data, since=turn.now))


def draft_of(runner: Runner) -> Draft:
    """The draft of the open question."""
    draft = runner.dialog.data.get("draft") if runner.dialog else None
    return draft if isinstance(draft, Mapping) else NOTHING


def purpose_of(runner: Runner) -> Purpose | None:
    """What the open question was asked for; None where no question of these is open."""
    purpose = runner.dialog.data.get("for") if runner.dialog else None
    known: dict[object, Purpose] = {"setup": "setup", "daily": "daily", "settings": "settings"}
    return known.get(purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a question's screen: a line above, a mark beside the title (`3/9`), the way on below."""

    above: str = ""
    mark: str = ""
    nav: Keyboard = ()


def screen(turn: Turn, question: Question, purpose: Purpose, draft: Draft, frame: Frame) -> tuple[Runner, Reply]:
    """The question's screen: the runner with it open, and the message; edited in place on a tap."""
    keys = (*question.choices(turn, draft), *frame.nav)
    head = f"<b>{escape(_(question.title))}</b>" + (f" · {frame.mark}" if frame.mark else "")
    now = escape(question.value(turn)) if purpose == "settings" and not draft and question.shows_now else ""
    known = _("Now: {value}").format(value=now) if now else None
    text = paragraphs(frame.above, lines(head, known, question.ask(turn, draft)))
    reply = Reply(text=text, buttons=keys, edit=in_place(turn), key="ask")
    return opened(turn, question, purpose, draft, keys), reply


def in_place(turn: Turn) -> bool:
    """Whether the answer replaces the tapped message. A button that stands for a command brings a new one."""
    tap = turn.inbound.tap
    return tap is not None and not tap.startswith("1|cmd|")


def with_runner(turn: Turn, runner: Runner) -> Turn:
    """The turn as it looks once the runner has changed."""
    return replace(turn, runner=runner)
