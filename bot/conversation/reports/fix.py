"""Corrections of a report: the editor behind Fix, Was yesterday, Form slipped, deletion, the answer to a doubt."""

from dataclasses import replace
from datetime import timedelta

from bot.coaching.report import Entry, Reading, Report, Status
from bot.coaching.runner import Dialog
from bot.coaching.session import Prescription
from bot.conversation.commands import Room
from bot.conversation.render import (
    bold,
    button,
    command_button,
    fit,
    grid,
    keyboard,
    lines,
    near_day,
    paragraphs,
    toast,
)
from bot.conversation.reports import echo, filing, nudges
from bot.conversation.reports.answering import answer
from bot.conversation.reports.filing import Filed, entries_of, found
from bot.conversation.training import plan
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Button, Keyboard, Reply, escape


def opened(turn: Turn, args: str) -> Outcome:
    """Tapped: Fix. The report, an exercise to choose, or the right words."""
    report = found(turn.runner, args)
    if report is None:
        return _gone(turn)
    entries = entries_of(turn, report)
    choices = [button(_name(turn, entry), "fixe", report.id, at) for at, entry in enumerate(entries)]
    statuses = [
        button(label, "fixs", report.id, status)
        for status, label in (("done", _("All done")), ("partial", _("Partly")), ("skipped", _("Skipped")))
        if status != report.reading.status
    ]
    text = paragraphs(
        bold(_("Fix {day}").format(day=near_day(report.day, turn.today))),
        echo.reading_lines(turn, report.reading, _items(report)),
        _("Choose an exercise, or write what is right: “RDL 4x6 82.5”."),
    )
    rows = (
        *grid(choices[:16]),
        *keyboard(statuses),
        *keyboard((button(_("Delete report"), "drop", report.id), button(_("Close"), "fixok", report.id))),
    )
    runner = replace(
        turn.runner, dialog=Dialog(question="fix", data={"id": str(report.id), "exercise": ""}, since=turn.now)
    )
    return Outcome(runner=runner, replies=(_reply(turn, report, text, rows),))


def exercise(turn: Turn, args: str) -> Outcome:
    """Tapped: one exercise of the report, with − and + and room for words."""
    report, at = _report_at(turn, args)
    entries = entries_of(turn, report) if report else ()
    if report is None or not 0 <= at < len(entries):
        return _gone(turn)
    return _editor(turn, report, entries[at], at)


def nudged(turn: Turn, args: str) -> Outcome:
    """Tapped: one set, repetition or step of load more or less."""
    report, at = _report_at(turn, args)
    what = args.split("|")[2] if args.count("|") >= 2 else ""
    entries = entries_of(turn, report) if report else ()
    if report is None or not 0 <= at < len(entries):
        return _gone(turn)
    changed = nudges.nudged(turn.runner.athlete.unit, entries[at], what, _item(report, entries[at].exercise))
    if changed == entries[at]:
        return _say(turn, toast(_("It can't go further that way.")))
    told = (*entries[:at], changed, *entries[at + 1 :])
    filed = _changed(turn, report, replace(report.reading, entries=told, status=_lifted(report.reading)))
    outcome = _editor(replace(turn, runner=filed.runner), filed.report, changed, at)
    return replace(outcome, change=_("a correction of {name}").format(name=_name(turn, changed)))


def removed(turn: Turn, args: str) -> Outcome:
    """Tapped: that exercise was not done."""
    report, at = _report_at(turn, args)
    entries = entries_of(turn, report) if report else ()
    if report is None or not 0 <= at < len(entries):
        return _gone(turn)
    left = (*entries[:at], *entries[at + 1 :])
    omitted = tuple(dict.fromkeys((*report.reading.omitted, entries[at].exercise)))
    reading = replace(report.reading, entries=left, omitted=omitted, status="partial" if left else "skipped")
    filed = _changed(turn, report, reading)
    return answer(turn, filed, filed.report.reading, first=_("Corrected:"), edit=True)


def status_set(turn: Turn, args: str) -> Outcome:
    """Tapped: done, partly or skipped after all."""
    wanted, _bar, status = args.partition("|")
    report = found(turn.runner, wanted)
    if report is None or status not in {"done", "partial", "skipped"}:
        return _gone(turn)
    reading = report.reading
    if status == "skipped":
        reading = replace(reading, status="skipped", entries=(), omitted=())
    elif status == "done":
        reading = replace(reading, status="done", omitted=())
    else:
        reading = replace(reading, status="partial")
    filed = _changed(turn, report, reading)
    return answer(turn, filed, filed.report.reading, first=_("Corrected:"), edit=True)


def closed(turn: Turn, args: str) -> Outcome:
    """Tapped: the editor closes on the report as it is now."""
    report = found(turn.runner, args)
    if report is None:
        return _gone(turn)
    runner = replace(turn.runner, dialog=None)
    outcome = answer(turn, Filed(runner=runner, report=report), report.reading, edit=True)
    return replace(outcome, runner=runner, change=None)


def was_yesterday(turn: Turn, args: str) -> Outcome:
    """Tapped: the report belongs to the day before, and to what was prescribed then."""
    wanted, _bar, to = args.partition("|")
    report = found(turn.runner, wanted)
    if report is None:
        return _gone(turn)
    day = plan.date_in(to) or report.day - timedelta(days=1)
    if report.day == day:
        return _say(turn, toast(_("That's where it is already.")))
    if filing.day_fault(turn, day) is not None:
        return _say(turn, toast(_("That is as far back as it goes.")))
    without = replace(turn, runner=filing.remove(turn.runner, report.id))
    if plan.report_on(without.runner, day) is not None:
        filed = filing.file(without, replace(report.reading, day=day), report.raw_text, str(report.id))
    else:
        moved = replace(report, day=day, reading=replace(report.reading, day=day))
        moved = filing.prescribed(without, moved)
        filed = Filed(runner=filing.put(without.runner, moved), report=moved)
    first = _("Moved to {day}.").format(day=near_day(day, turn.today))
    return answer(turn, filed, filed.report.reading, first=first, edit=True, moved=True)


def slipped(turn: Turn, args: str) -> Outcome:
    """Tapped: form slipped (the load stays, R21), or it was fine after all."""
    report = found(turn.runner, args)
    if report is None:
        return _gone(turn)
    now = not report.reading.form_slipped
    filed = _changed(turn, report, replace(report.reading, form_slipped=now))
    first = _("Thanks for being honest: the load stays until the form does.") if now else _("Good, form was fine.")
    return answer(turn, filed, filed.report.reading, first=first, edit=True)


def rest_as_planned(turn: Turn, args: str) -> Outcome:
    """Tapped: what the report doesn't name was done as prescribed."""
    report = found(turn.runner, args)
    if report is None:
        return _gone(turn)
    left = tuple(filing.as_prescribed(turn, item) for item in filing.silent(report))
    order = [item.exercise for item in _items(report)]
    entries = sorted(
        (*report.reading.entries, *left),
        key=lambda entry: order.index(entry.exercise) if entry.exercise in order else len(order),
    )
    filed = _changed(turn, report, replace(report.reading, entries=tuple(entries)))
    return answer(turn, filed, filed.report.reading, first=_("All of it, then:"), edit=True)


def dropped(turn: Turn, args: str) -> Outcome:
    """Tapped: the report goes; /undo brings it back."""
    report = found(turn.runner, args)
    if report is None:
        return _gone(turn)
    runner = replace(filing.remove(turn.runner, report.id), dialog=None)
    text = _("The report for {day} is deleted. Undo brings it back.").format(day=near_day(report.day, turn.today))
    rows = keyboard((command_button(_("Undo"), "undo"), command_button(_("History"), "history")))
    change = _("the deletion of the report for {day}").format(day=near_day(report.day, turn.today))
    return Outcome(runner=runner, replies=(Reply(text=text, buttons=rows, edit=_tapped(turn)),), change=change)


def fix_answer(turn: Turn, text: str) -> Outcome | None:
    """Words while the editor is open: the exercise's right numbers, or a whole line with its name."""
    dialog = turn.runner.dialog
    report = found(turn.runner, str(dialog.data.get("id", ""))) if dialog else None
    if dialog is None or report is None:
        return None
    name = str(dialog.data.get("exercise", ""))
    spoken = f"{turn.content.exercise_text(name).name} {text}" if name else text
    reading = _read(turn, report, text)
    if not reading.entries and name:
        reading = _read(turn, report, spoken)
    if not reading.entries:
        return None
    if reading.ask:
        return _say(turn, Reply(text=bold(escape(reading.ask))))
    told = replace(turn, runner=replace(turn.runner, dialog=None))
    before = replace(report, reading=replace(report.reading, entries=entries_of(turn, report)))
    merged = filing.merge(
        before.reading, Reading(day=report.day, entries=reading.entries, status=before.reading.status)
    )
    merged = replace(merged, status=_lifted(merged))
    filed = _changed(told, report, merged, text)
    return answer(told, filed, filed.report.reading, first=_("Corrected:"))


def doubt_answer(turn: Turn, text: str) -> Outcome | None:
    """The answer to what was asked about a doubtful number completes the report (contract: ask)."""
    dialog = turn.runner.dialog
    report = found(turn.runner, str(dialog.data.get("id", ""))) if dialog else None
    if report is None or report.reading.ask is None:
        return None
    reading = turn.content.reader.answer(text, report.reading, turn.runner.athlete.unit, report.session)
    if reading is None:
        return None
    told = replace(turn, runner=replace(turn.runner, dialog=None))
    filed = _changed(told, report, reading, text)
    return answer(told, filed, reading, first=_("Thanks. Then it is:"))


def _changed(turn: Turn, report: Report, reading: Reading, said: str = "") -> Filed:
    raw = "\n".join(part for part in (report.raw_text, said) if part)
    changed = replace(report, reading=reading, raw_text=raw)
    return Filed(runner=filing.put(turn.runner, changed), report=changed)


def _editor(turn: Turn, report: Report, entry: Entry, at: int) -> Outcome:
    item = _item(report, entry.exercise)
    text = paragraphs(
        lines(
            bold(_("Fix {day}").format(day=near_day(report.day, turn.today))),
            echo.entry_line(turn, entry, _items(report)),
        ),
        _("Tap, or write what is right: “4x6 82.5”, “8, 8, 6 at 40”."),
    )
    pairs = [_pair(_("set"), "set", report, at), _pair(_("rep") if _reps(entry) else _("5 s"), "amount", report, at)]
    if any(one.load for one in entry.sets) and item is not None and item.implement is not None:
        pairs.append(_pair(_("load"), "load", report, at))
    last = (button(_("Not done"), "fixx", report.id, at), button(_("Back"), "fix", report.id))
    rows = (*keyboard(*pairs), *keyboard(last, (button(_("That's right"), "fixok", report.id),)))
    data = {"id": str(report.id), "exercise": entry.exercise}
    runner = replace(turn.runner, dialog=Dialog(question="fix", data=data, since=turn.now))
    return Outcome(runner=runner, replies=(_reply(turn, report, text, rows),))


def _pair(label: str, what: str, report: Report, at: int) -> tuple[Button, Button]:
    return (
        button(f"− {label}", "fixn", report.id, at, f"-{what}"),
        button(f"+ {label}", "fixn", report.id, at, f"+{what}"),
    )


def _read(turn: Turn, report: Report, text: str) -> Reading:
    reading: Reading = turn.content.reader.checkin(text, turn.runner.athlete.unit, report.day, report.session)
    return reading


def _lifted(reading: Reading) -> Status:
    return "partial" if reading.omitted or reading.status == "partial" else "done"


def _items(report: Report) -> tuple[Prescription, ...]:
    return report.session.exercises if report.session else ()


def _item(report: Report, wanted: str) -> Prescription | None:
    return next((item for item in _items(report) if item.exercise == wanted), None)


def _report_at(turn: Turn, args: str) -> tuple[Report | None, int]:
    parts = args.split("|")
    at = int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else -1
    return found(turn.runner, parts[0]), at


def _reps(entry: Entry) -> bool:
    return all(one.reps is not None for one in entry.sets)


def _name(turn: Turn, entry: Entry) -> str:
    return turn.content.exercise_text(entry.exercise).name[:40]


def _reply(turn: Turn, report: Report, text: str, rows: Keyboard) -> Reply:
    return Reply(text=fit(text), buttons=rows, edit=_tapped(turn), about=f"report:{report.id}")


def _gone(turn: Turn) -> Outcome:
    return _say(turn, toast(_("That report isn't there any more. /history shows the rest.")))


def _tapped(turn: Turn) -> bool:
    return turn.inbound.tap is not None


def _say(turn: Turn, reply: Reply) -> Outcome:
    return Outcome(runner=turn.runner, replies=(reply,))


ROOM = Room(
    taps={
        "fix": opened,
        "fixe": exercise,
        "fixn": nudged,
        "fixx": removed,
        "fixs": status_set,
        "fixok": closed,
        "wasyday": was_yesterday,
        "slip": slipped,
        "restdone": rest_as_planned,
        "drop": dropped,
    },
    questions={"fix": fix_answer, "report_ask": doubt_answer},
)
