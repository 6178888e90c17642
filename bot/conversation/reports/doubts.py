"""Why a report is not taken as it stands: no such day, logged already, or more likely meant for another day."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coaching.report import Reading, Report
from bot.coaching.session import Session
from bot.conversation.render import button, keyboard, near_day, toast
from bot.conversation.reports.answering import buttons
from bot.conversation.training import plan
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Reply, escape

LOOK_BACK = 3
"""Days back in which a bare "done" looks for the session it means."""


def session_on(turn: Turn, about: date) -> Session | None:
    """The session of that day; None before the plan starts and where there is none."""
    return plan.day_of(turn, about).session if plan.started(turn.runner, about) else None


def says_no_more(before: Report, reading: Reading) -> bool:
    """Whether a second report of a day adds nothing: `done` twice. A note with numbers in it may be an exercise."""
    bare = Reading(day=reading.day, status=reading.status)
    turned = (before.reading.status == "skipped") != (reading.status == "skipped")
    counts = any(letter.isdigit() for letter in reading.note) and reading.note not in before.reading.note
    return not turned and not counts and replace(reading, note="") == bare


def logged_already(turn: Turn, before: Report) -> Outcome:
    """It is logged already: a word on it, with the ways to correct it."""
    words = _("That is logged already, once is enough.")
    if turn.inbound.tap is not None:
        return Outcome(runner=turn.runner, replies=(toast(words),))
    reply = Reply(text=words, buttons=buttons(turn, before), about=f"report:{before.id}")
    return Outcome(runner=turn.runner, replies=(reply,))


def skipped_after_all(turn: Turn, before: Report) -> Outcome:
    """It was logged as done: whether it was skipped after all."""
    text = _("I have that day as done. Was it skipped after all?")
    rows = keyboard((button(_("Yes, skipped"), "skipafter", before.id), button(_("No, keep it"), "keep")))
    return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=rows, about=f"report:{before.id}"),))


def open_before(turn: Turn) -> date | None:
    """The last days' session nothing was said of, where today has none: what "done" most likely means."""
    if not plan.started(turn.runner, turn.today) or turn.replied_about is not None:
        return None
    today = plan.day_of(turn, turn.today)
    if today.session is not None or today.routine is not None:
        return None
    for back in range(1, LOOK_BACK + 1):
        about = turn.today - timedelta(days=back)
        if not plan.started(turn.runner, about) or plan.report_on(turn.runner, about) is not None:
            continue
        if session_on(turn, about) is not None and not plan.chosen(turn.runner, about).skipped:
            return about
    return None


def which_day(turn: Turn, other: date) -> Outcome:
    """Today had nothing to do: whether the session of that other day is meant."""
    planned = plan.day_of(turn, other)
    assert planned.session is not None
    text = _("Nice. Today had no session; do you mean {name} of {day}?").format(
        name=escape(turn.content.session(planned.session.type).name), day=near_day(other, turn.today)
    )
    rows = keyboard(
        (button(_("Yes, that one"), "done", other), button(_("Something else today"), "done", turn.today)),
    )
    return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=rows, about=f"session:{other}"),))


def refused(turn: Turn, about: date, fault: str) -> Outcome:
    """Nothing can be reported for that day (`filing.day_fault`), kindly."""
    words = {
        "future": _("{day} is still to come. Tell me once you have done it; I'm looking forward to it."),
        "before": _("{day} is before your plan started, so I can't count it."),
        "old": _("{day} is too long ago for me to log. Two weeks back is as far as I go."),
    }
    named = near_day(about, turn.today)
    text = words[fault].format(day=named[:1].upper() + named[1:])
    return Outcome(runner=turn.runner, replies=(Reply(text=text),))
