"""Promotion of a beginner: after eight weeks and at least twelve sessions it is offered, never done silently (R29)."""

from dataclasses import replace

from bot.coaching import history
from bot.conversation.commands import Room
from bot.conversation.render import button, command_button, keyboard
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Reply

NOTICE = "R29"


def offer(turn: Turn) -> Reply | None:
    """The offer, where it is time and it was not made before."""
    athlete = turn.runner.athlete
    if NOTICE in turn.runner.notices_seen or not athlete.is_beginner or athlete.is_minor:
        return None
    training = history.training_at(turn.content.catalogue, athlete, turn.runner.reports, turn.today)
    if not history.ready_for_more(athlete, training, turn.today):
        return None
    text = _(
        "Eight weeks and {n} sessions: you know your way around now. Shall I plan you as intermediate? Heavier blocks, "
        "swings and power work join; your loads stay."
    ).format(n=training.sessions)
    return Reply(text=text, buttons=keyboard((button(_("Yes, move me up"), "promote"), button(_("Not yet"), "notyet"))))


def promote(turn: Turn, _args: str) -> Outcome:
    """Tapped: intermediate from now on."""
    athlete = replace(turn.runner.athlete, experience="intermediate")
    reply = Reply(
        text=_("Done: from now on I plan you as intermediate. Well earned."),
        buttons=keyboard((command_button(_("Week"), "week"), command_button(_("Undo"), "undo"))),
        edit=True,
    )
    return Outcome(runner=replace(turn.runner, athlete=athlete), replies=(reply,), change=_("experience: intermediate"))


def not_yet(turn: Turn, _args: str) -> Outcome:
    """Tapped: stays a beginner; /settings can change it any day."""
    text = _("All right. /settings has it whenever you feel ready.")
    return Outcome(runner=turn.runner, replies=(Reply(text=text, edit=True),))


ROOM = Room(taps={"promote": promote, "notyet": not_yet})
