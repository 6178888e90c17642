"""One answer as one screen: what a tap changes is edited in place, what a command asks for is a new message."""

from datetime import date, timedelta

from bot.conversation.training import plan
from bot.conversation.turn import Outcome, Turn
from bot.messages import Keyboard, Picture, Reply

NEAR = timedelta(days=3 * 366)


def in_place(turn: Turn) -> bool:
    """Whether the answer replaces the tapped message. A button that stands for a command brings a new one."""
    tap = turn.inbound.tap
    return tap is not None and not tap.startswith("1|cmd|")


def screen(turn: Turn, text: str, buttons: Keyboard = (), *, picture: Picture | None = None) -> Outcome:
    """The outcome that shows `text` and changes nothing."""
    reply = Reply(text=text, buttons=buttons, edit=in_place(turn), picture=picture)
    return Outcome(runner=turn.runner, replies=(reply,))


def short(label: str, limit: int = 40) -> str:
    """A title that fits a button."""
    return label if len(label) <= limit else label[: limit - 1].rstrip() + "…"


def dropped(turn: Turn, why: str) -> Outcome:
    """The outcome of a reminder that is not worth sending; `why` is kept for the host, not for the runner."""
    return Outcome(runner=turn.runner, dropped=why)


def monday_in(turn: Turn, args: str) -> date | None:
    """The Monday of the week whose date a button's arguments start with; None for none or one years away."""
    day = plan.date_in(args)
    if day is None or abs(day - turn.today) > NEAR:
        return None
    return plan.monday_of(day)
