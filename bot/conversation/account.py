"""The runner's own things: undo, cancel, what is stored and for how long, export, import, erasure, other chats."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.coaching.report import Report
from bot.coaching.runner import Dialog, Runner
from bot.coaching.session import Day
from bot.conversation import heard, plan
from bot.conversation.asking import in_place
from bot.conversation.commands import Command, Room
from bot.conversation.questions.days import runs_words
from bot.conversation.render import (
    bold,
    bullets,
    button,
    clip,
    clock,
    code,
    command_button,
    keyboard,
    lines,
    paragraphs,
    toast,
)
from bot.conversation.turn import (
    Effect,
    EraseAll,
    History,
    LoadAll,
    MakeCode,
    Outcome,
    Result,
    Turn,
    UndoLast,
    Undone,
    Unlink,
    UseCode,
)
from bot.conversation.week import calendar_names
from bot.conversation.words import N_, _, ngettext
from bot.messages import Document, Keyboard, Reply, escape
from bot.transfer import Archive, ImportRefused, export_zip, import_json

CALENDAR_WEEKS = 6
ERASE = "erase"
_SURE = re.compile(r"^\W*(yes|delete|erase|delete everything|yes,? delete( everything)?)\W*$", re.IGNORECASE)
_NOT = re.compile(r"^\W*(no|n|nope|stop|cancel|keep|back)\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9-]{4,40}")


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
    text = lines(
        _("↶ Taken back: {change}.").format(change=escape(result.change)), _("It counts as if you hadn't said it.")
    )
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


# -- chats -------------------------------------------------------------------------------------------------------------


def link(turn: Turn, args: str) -> Outcome:
    """`/link` gives a code, `/link CODE` in another chat uses it."""
    if not args:
        if turn.runner.consented_at is None:
            return _say(turn, _("In the chat where I know you, send /link; then write the code here: /link CODE"))
        return Outcome(runner=turn.runner, effect=MakeCode(purpose="link"))
    word = args.split(maxsplit=1)[0]
    if not _CODE.fullmatch(word):
        return _say(turn, _("That is no code. /link in your other chat gives you one."))
    if turn.runner.onboarded and not turn.inbound.tap:
        text = _(
            "This chat has a plan and log of its own. After linking it shows the other one; export yours first "
            "if you want to keep it."
        )
        rows = keyboard([command_button(_("Link anyway"), "link", word)], [command_button(_("Export first"), "export")])
        return _say(turn, text, rows)
    return Outcome(runner=turn.runner, effect=UseCode(code=word.upper()))


def invite(turn: Turn, args: str) -> Outcome:
    """`/invite [runs]`: a code for someone new; it can carry a club's runs (hosts only)."""
    runs = heard.runs(turn, args) if args else ()
    if runs is None:
        return _say(
            turn, _("I couldn't read these runs. Write them like: /invite Tue hard 19:00 60min, Sun long 8am 2h")
        )
    rows = [[run.weekday, run.type, clock(run.time), run.minutes] for run in runs]
    return Outcome(runner=turn.runner, effect=MakeCode(purpose="invite", payload={"runs": rows} if rows else {}))


def code_made(turn: Turn, effect: Effect, result: Result) -> Outcome:
    """A code to pass on."""
    assert isinstance(effect, MakeCode)
    if effect.purpose == "link":
        text = lines(
            _("Your code: {code}").format(code=code(str(result))),
            _("Write {words} in your other chat with me. It works once.").format(words=code(f"/link {result}")),
        )
        return Outcome(runner=turn.runner, replies=(Reply(text=text),))
    runs = heard.rows(effect.payload.get("runs"))
    text = lines(
        _("An invitation: {code}").format(code=code(str(result))),
        _("Your guest writes {words} to me. It works once.").format(words=code(f"/start {result}")),
        _("Filled in already: {runs}").format(runs=escape(runs_words(runs))) if runs else None,
    )
    return Outcome(runner=turn.runner, replies=(Reply(text=text),))


def unlink(turn: Turn, args: str) -> Outcome:
    """`/unlink`: this chat alone, after one confirmation."""
    if args == "yes" and turn.inbound.tap:
        return Outcome(runner=turn.runner, effect=Unlink())
    text = lines(
        _("Detach this chat? I'd no longer know you here; your other linked chats go on."),
        _("If this is your only chat, nobody could reach your log any more: /export or /delete it first."),
    )
    rows = keyboard(
        [command_button(_("Detach this chat"), "unlink", "yes")], [command_button(_("Other chats"), "link")]
    )
    return _say(turn, text, rows)


def unlinked(turn: Turn, _effect: Effect, result: Result) -> Outcome:
    """This chat is on its own."""
    left = result if isinstance(result, int) else 0
    rest = ngettext("Your log lives on in {n} other chat.", "Your log lives on in {n} other chats.", left).format(
        n=left
    )
    text = lines(_("Detached."), rest if left else None, _("/start begins anew here."))
    return Outcome(runner=turn.runner, replies=(Reply(text=text),))


ROOM = Room(
    commands=(
        Command(name="undo", handler=undo, does=N_("take back your last change, then the one before"), group="report"),
        Command(name="cancel", handler=cancel, does=N_("leave what is open"), before_start=True, menu=False),
        Command(name="export", handler=export, does=N_("all your data as a ZIP")),
        Command(name="import", handler=import_asked, does=N_("bring an export back")),
        Command(
            name="delete", handler=delete, does=N_("erase everything about you"), before_start=True, aliases=("erase",)
        ),
        Command(name="privacy", handler=privacy, does=N_("what is stored, and for how long"), before_start=True),
        Command(name="link", handler=link, does=N_("use me from another chat too"), before_start=True),
        Command(name="unlink", handler=unlink, does=N_("detach this chat")),
        Command(
            name="invite",
            handler=invite,
            does=N_("a code for someone new, with a club's runs if you like"),
            example="Tue hard 19:00",
            admin=True,
        ),
        Command(name="about", handler=about, does=N_("version, source, host"), before_start=True),
    ),
    taps={ERASE: erase_tapped},
    questions={ERASE: erase_said},
    results={
        "UndoLast": undone,
        "LoadAll:export": exported,
        "EraseAll": erased,
        "MakeCode": code_made,
        "Unlink": unlinked,
    },
)
