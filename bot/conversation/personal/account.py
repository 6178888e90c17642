"""The runner's last change, what is open, who the coach is and what is stored: undo, cancel, about, privacy."""

from dataclasses import replace

from bot.coaching.runner import Runner
from bot.conversation.commands import Command, Room
from bot.conversation.meeting.asking import in_place
from bot.conversation.render import (
    bold,
    bullets,
    button,
    command_button,
    keyboard,
    lines,
    paragraphs,
)
from bot.conversation.turn import (
    Effect,
    Outcome,
    Result,
    Turn,
    UndoLast,
    Undone,
)
from bot.conversation.words import N_, _
from bot.messages import Keyboard, Reply, escape


def _say(turn: Turn, text: str, buttons: Keyboard = (), *, runner: Runner | None = None) -> Outcome:
    reply = Reply(text=text, buttons=buttons, edit=in_place(turn))
    return Outcome(runner=runner or turn.runner, replies=(reply,))


# -- undo and cancel ---------------------------------------------------------------------------------------------------


def undo(turn: Turn, _args: str) -> Outcome:
    """`/undo`: the runner's last change, then the one before it."""
    return Outcome(runner=turn.runner, effect=UndoLast())


def undone(turn: Turn, _effect: Effect, result: Result) -> Outcome:
    """What was taken back."""
    if not isinstance(result, Undone):
        return Outcome(runner=turn.runner, replies=(Reply(text=_("There is nothing left to undo.")),))
    counts = _("It counts as if you hadn't said it.")
    if result.runner.flag is not None:
        counts = _("It counts as if you hadn't said it; but a warning sign stands until it is settled: /today.")
    text = lines(_("↶ Taken back: {change}.").format(change=escape(result.change)), counts)
    rows = keyboard([command_button(_("Undo one more"), "undo"), command_button(_("Today"), "today")])
    return Outcome(runner=result.runner, replies=(Reply(text=text, buttons=rows),), cancel=("timer",))


def cancel(turn: Turn, _args: str) -> Outcome:
    """`/cancel`: leaves what is open; in a guided session, says how to stop it."""
    runner = turn.runner
    if runner.dialog is None and runner.guided is not None:
        text = _("Your guided session is still open. Stop keeps what you have done so far.")
        return _say(turn, text, keyboard([button(_("Stop"), "gstop"), button(_("Go on"), "ggo")]))
    if runner.dialog is None:
        return _say(turn, _("There is nothing open to cancel. /undo takes back your last change."))
    closed = replace(runner, dialog=None)
    if runner.consented_at is None:
        return _say(turn, _("All right, nothing is stored. /start whenever you like."), runner=closed)
    if not runner.onboarded:
        text = _("Left open. I keep what you've told me; /start goes on right there.")
        return _say(turn, text, keyboard([command_button(_("Go on"), "start")]), runner=closed)
    return _say(turn, _("Closed. Nothing was changed."), runner=closed)


# -- about and privacy -------------------------------------------------------------------------------------------------


def about(turn: Turn, _args: str) -> Outcome:
    """`/about`: version, source, host."""
    host = turn.host
    text = lines(
        bold(_("Strongstride {version}").format(version=host.version).strip()),
        _("A strength coach for runners that lives in your chat. Free software; no account, no paid model."),
        _("Run by {host}.").format(host=escape(host.name)),
        _("Source: {url}").format(url=escape(host.source)) if host.source else None,
        _("City names and zones: GeoNames, CC BY 4.0."),
        _("I'm not a doctor. The rules I follow and the papers behind them: /why on any day."),
    )
    return _say(turn, text, keyboard([command_button(_("Privacy"), "privacy"), command_button(_("Help"), "help")]))


def privacy(turn: Turn, _args: str) -> Outcome:
    """`/privacy`: what is stored and for how long."""
    kept = turn.runner.health_consent
    health = {
        True: _("you allowed them; /settings health stops it and clears them"),
        False: _("not kept: pain counts for the day you tell me and is cut from what is stored"),
        None: _("asked for separately, and you can refuse"),
    }[kept]
    rows = (
        _("<b>Stored</b>: your answers, your reports as you wrote them, what I read from them, plans, reminders."),
        _("<b>Health notes</b>: {health}.").format(health=health),
        _("<b>Not stored</b>: your location (only its time zone), other chats, contacts."),
        _(
            "<b>Where</b>: in one database of {host}, who can read it. It goes to nobody else, and to no AI service."
        ).format(host=escape(turn.host.name)),
        _("<b>How long</b>: until you delete it. Delivery records and sent messages go after 30 days."),
        _("<b>Yours</b>: /export gives you all of it, /import brings it back, /delete erases it at once."),
    )
    text = paragraphs(bold(_("Privacy")), bullets(rows))
    ways = [command_button(_("Export"), "export"), command_button(_("Delete"), "delete")]
    if turn.runner.consented_at is None:
        ways = [command_button(_("Back to the start"), "start")]
    return _say(turn, text, keyboard(ways))


ROOM = Room(
    commands=(
        Command(name="undo", handler=undo, does=N_("take back your last change, then the one before"), group="report"),
        Command(name="cancel", handler=cancel, does=N_("leave what is open"), before_start=True, menu=False),
        Command(name="privacy", handler=privacy, does=N_("what is stored, and for how long"), before_start=True),
        Command(name="about", handler=about, does=N_("version, source, host"), before_start=True),
    ),
    results={"UndoLast": undone},
)
