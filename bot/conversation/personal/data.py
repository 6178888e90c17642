"""The runner's data: all of it out as a ZIP, an export back in, all of it erased."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.coaching.report import Report
from bot.coaching.runner import Dialog, Runner
from bot.coaching.session import Day
from bot.conversation.commands import Command, Room
from bot.conversation.meeting.asking import in_place
from bot.conversation.render import (
    bold,
    button,
    clip,
    command_button,
    keyboard,
    lines,
    paragraphs,
    toast,
)
from bot.conversation.training import plan
from bot.conversation.training.week import calendar_names
from bot.conversation.turn import (
    Effect,
    EraseAll,
    History,
    LoadAll,
    Outcome,
    Result,
    Turn,
)
from bot.conversation.words import N_, _, ngettext
from bot.messages import Document, Keyboard, Reply, escape
from bot.transfer import Archive, ImportRefused, export_zip, import_json

CALENDAR_WEEKS = 6
ERASE = "erase"
_SURE = re.compile(r"^\W*(yes|delete|erase|delete everything|yes,? delete( everything)?)\W*$", re.IGNORECASE)
_NOT = re.compile(r"^\W*(no|n|nope|stop|cancel|keep|back)\b", re.IGNORECASE)


def _say(turn: Turn, text: str, buttons: Keyboard = (), *, runner: Runner | None = None) -> Outcome:
    reply = Reply(text=text, buttons=buttons, edit=in_place(turn))
    return Outcome(runner=runner or turn.runner, replies=(reply,))


# -- export and import -------------------------------------------------------------------------------------------------


def export(turn: Turn, _args: str) -> Outcome:
    """`/export`: asks the store for everything."""
    return Outcome(runner=turn.runner, effect=LoadAll(purpose="export"))


def exported(turn: Turn, _effect: Effect, result: Result) -> Outcome:
    """Everything as a ZIP."""
    assert isinstance(result, History)
    archive = Archive(
        runner=turn.runner,
        reports=result.reports,
        withdrawn=result.withdrawn,
        changes=result.changes,
        chats=result.chats,
    )
    data = export_zip(
        archive,
        days=coming_days(turn),
        catalogue=turn.content.catalogue,
        now=turn.now,
        names=calendar_names(turn.content),
    )
    name = f"strongstride-{turn.today}.zip"
    count = ngettext("{n} report", "{n} reports", len(result.reports)).format(n=len(result.reports))
    text = lines(
        _("Everything I have of you: {count}, your settings and the coming weeks as a calendar.").format(count=count),
        _("Keep it; /import reads it back, here or with another host."),
    )
    return Outcome(
        runner=turn.runner, replies=(Reply(text=text, document=Document(name=name, data=data, mime="application/zip")),)
    )


def coming_days(turn: Turn) -> tuple[Day, ...]:
    """The days from today on, as planned now, for the calendar; none before the first meeting is over."""
    if not turn.runner.onboarded:
        return ()
    monday = plan.monday_of(turn.today)
    weeks = (plan.week_of(turn, monday + timedelta(days=7 * week)) for week in range(CALENDAR_WEEKS))
    return tuple(day for week in weeks for day in week if day is not None and day.date >= turn.today)


def import_asked(turn: Turn, _args: str) -> Outcome:
    """`/import`: how to."""
    text = lines(
        _("Send me the file here: the ZIP that /export gave you, or the JSON inside it."),
        _("Its settings replace these, its reports are added to yours. /undo takes it back."),
    )
    return _say(turn, text)


def received(turn: Turn) -> Outcome:
    """A file was sent: an archive of ours is read, any other gets a sentence."""
    document = turn.inbound.document
    assert document is not None
    if document.missing is not None:
        return _say(turn, _MISSING[document.missing]())
    try:
        found = import_json(document.data, catalogue=turn.content.catalogue)
    except ImportRefused as refused:
        sentence = _(refused.sentence).format(**refused.values)
        return _say(turn, paragraphs(escape(sentence), _("I read the ZIP or JSON that /export makes.")))
    old = turn.runner
    new = replace(
        found.runner,
        id=old.id,
        admin=old.admin,
        consented_at=old.consented_at,
        dialog=old.dialog if old.dialog and not found.runner.onboarded else None,
        reports=joined(old.reports, found.runner.reports),
    )
    count = len(found.runner.reports)
    text = lines(
        ngettext(
            "✓ Imported: your settings and {n} report.", "✓ Imported: your settings and {n} reports.", count
        ).format(n=count),
        _("Unknown here, kept as notes: {names}.").format(names=clip(", ".join(found.left_out)))
        if found.left_out
        else None,
    )
    rows = keyboard([command_button(_("Undo"), "undo"), command_button(_("Today"), "today")])
    return replace(_say(turn, text, rows, runner=new), change=_("the import of {name}").format(name=document.name[:60]))


_MISSING = {
    "too large": lambda: _("That file is larger than I can fetch here (20 MB). An export of mine is far smaller."),
    "not there any more": lambda: _("I couldn't fetch that file from here. Could you send it again?"),
}


def joined(mine: tuple[Report, ...], others: Iterable[Report]) -> tuple[Report, ...]:
    """My reports and those that came in, by day; the same one is not doubled, another one with its id gets a new id."""
    known = {report.id: report for report in mine}
    for report in others:
        found = known.get(report.id)
        if found is None:
            known[report.id] = report
        elif found != report:
            known[f"{report.id}-imported"] = replace(report, id=f"{report.id}-imported")
    return tuple(sorted(known.values(), key=lambda report: report.day))


# -- erasure -----------------------------------------------------------------------------------------------------------


def delete(turn: Turn, _args: str) -> Outcome:
    """`/delete`: one confirmation, then everything goes."""
    keys = keyboard(
        [button(_("Delete everything"), ERASE, "yes")],
        [button(_("Keep it"), ERASE, "no"), command_button(_("Export first"), "export")],
    )
    text = lines(
        bold(_("Delete everything?")),
        _("Your answers, all reports, health notes and reminders go at once, in all your chats."),
        _("It can't be undone, also not with /undo. Tap, or write “delete”."),
    )
    choices = [each.action for row in keys for each in row]
    runner = replace(turn.runner, dialog=Dialog(question=ERASE, data={"choices": choices}))
    return _say(turn, text, keys, runner=runner)


def erase_tapped(turn: Turn, args: str) -> Outcome:
    """The confirmation's answer by tap; a tap on an old one asks again."""
    if turn.runner.dialog is None or turn.runner.dialog.question != ERASE:
        return Outcome(runner=turn.runner, replies=(toast(_("That was closed. /delete asks again.")),))
    return _erase(turn) if args == "yes" else _kept(turn)


def erase_said(turn: Turn, text: str) -> Outcome | None:
    """The confirmation's answer in words."""
    if _SURE.match(text):
        return _erase(turn)
    return _kept(turn) if _NOT.match(text) else None


def _erase(turn: Turn) -> Outcome:
    return Outcome(runner=replace(turn.runner, dialog=None), effect=EraseAll(), cancel=("timer",))


def _kept(turn: Turn) -> Outcome:
    return _say(turn, _("Nothing was deleted."), runner=replace(turn.runner, dialog=None))


def erased(turn: Turn, _effect: Effect, _result: Result) -> Outcome:
    """All gone."""
    text = _("Done. Everything about you is erased. All the best on your runs; /start would begin anew.")
    return Outcome(runner=turn.runner, replies=(Reply(text=text),))


ROOM = Room(
    commands=(
        Command(name="export", handler=export, does=N_("all your data as a ZIP")),
        Command(name="import", handler=import_asked, does=N_("bring an export back")),
        Command(
            name="delete", handler=delete, does=N_("erase everything about you"), before_start=True, aliases=("erase",)
        ),
    ),
    taps={ERASE: erase_tapped},
    questions={ERASE: erase_said},
    results={"LoadAll:export": exported, "EraseAll": erased},
)
