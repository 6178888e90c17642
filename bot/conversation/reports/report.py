"""Reports: any plain message, Done, Partly and Skipped. What was read is echoed, and what changes next time is said."""

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.coaching.report import Reading, Status
from bot.conversation.commands import Command, Room
from bot.conversation.health import clearance, safety
from bot.conversation.render import button, command_button, grid, keyboard, paragraphs, toast
from bot.conversation.reports import filing, fix
from bot.conversation.reports.answering import answer, settle_buttons
from bot.conversation.reports.doubts import (
    logged_already,
    open_before,
    refused,
    says_no_more,
    session_on,
    skipped_after_all,
    which_day,
)
from bot.conversation.reports.filing import Filed
from bot.conversation.reports.meant import meant, plainly
from bot.conversation.training import day, guided, plan
from bot.conversation.training.guided_state import entries_so_far, left_unfinished
from bot.conversation.training.plan import date_in
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import TEXT_LIMIT, Keyboard, Reply

_BAD_NIGHT = re.compile(
    r"\b(?:slept|sleep) (?:so |very |really )?(?:badly|poorly|terribl[ey]|awful(?:ly)?|like (?:shit|crap))\b"
    r"|\b(?:bad|awful|terrible|rough|short) night\b|\b(?:hardly|barely|didn'?t|couldn'?t) sle(?:ep|pt)\b"
)
_SORE = re.compile(
    r"\b(?:very|so|really|super|extremely|still too) sore\b"
    r"|\blegs (?:are |feel )?(?:dead|wrecked|trashed|destroyed|shot)\b"
)
_FIX = re.compile(r"fix(?: (?:it|that|this))?")
_WAS_YESTERDAY = re.compile(r"(?:(?:sorry,? )?(?:that|it|this) )?was (?:actually )?yesterday")
FEW_WORDS = 3
SEEN = "👍"


def flags_first(turn: Turn, text: str) -> Outcome | None:
    """Before anything else: a red flag (R27), or a condition that needs clearance (R28). A report beside it is kept."""
    reading = read(turn, text)
    if reading.red_flag is not None:
        runner = turn.runner
        walked = left_unfinished(turn)
        if walked is not None and plan.report_on(runner, walked.day) is None:
            runner = filing.file(turn, walked, _("Guided session"), f"guided-{walked.day}").runner
        elif filing.says_training(reading) and filing.day_fault(turn, reading.day) is None and not turn.inbound.edited:
            runner = filing.file(turn, reading, text, filing.report_id(turn.inbound)).runner
        return safety.flagged(replace(turn, runner=runner), reading, text)
    if turn.runner.dialog is not None and turn.runner.dialog.question in {"conditions", "health"}:
        return None
    condition = clearance.condition_in(text)
    return clearance.condition_asked(turn, condition) if condition else None


def said(turn: Turn, text: str) -> Outcome | None:
    """A message nobody else took, as a report; None where a few words say nothing of training."""
    if turn.runner.guided is not None:
        outcome = guided.said(turn, text)
        if outcome is not None:
            return outcome
    reading = read(turn, text)
    amended = _amended(turn, reading, text)
    if amended is not None:
        return amended
    mood = _mood(turn, reading, text)
    if mood is not None:
        return mood
    if not filing.says_anything(reading):
        return None if len(text.split()) <= FEW_WORDS else _note(turn, reading, text)
    correction = _corrected(turn, reading, text)
    return correction or take(turn, reading, text)


def read(turn: Turn, text: str) -> Reading:
    """The text as data, read against the session of the day it is about."""
    unit = turn.runner.athlete.unit
    about = _about(turn)
    reader = turn.content.reader
    words = plainly(text)
    reading: Reading = reader.checkin(words, unit, about, session_on(turn, about))
    if reading.day != about:
        told_day = reading.day
        reading = replace(reader.checkin(words, unit, about, session_on(turn, told_day)), day=told_day)
    return meant(turn, reading, session_on(turn, reading.day), text)


def take(turn: Turn, reading: Reading, raw: str) -> Outcome:
    """A reading as a report: refused kindly, asked about, or filed and echoed."""
    fault = filing.day_fault(turn, reading.day)
    if fault is not None:
        return refused(turn, reading.day, fault)
    before = plan.report_on(turn.runner, reading.day) if filing.says_training(reading) else None
    if before is not None and says_no_more(before, reading):
        return logged_already(turn, before)
    if before is not None and reading.status == "skipped" and before.reading.status != "skipped":
        return skipped_after_all(turn, before)
    if reading.status == "done" and not reading.entries and reading.day == turn.today and before is None:
        other = open_before(turn)
        if other is not None:
            return which_day(turn, other)
    if _only_partly(turn, reading):
        return _which_part(turn, reading, raw)
    filed = filing.file(turn, reading, raw, filing.report_id(turn.inbound))
    return answer(turn, filed, reading)


def _only_partly(turn: Turn, reading: Reading) -> bool:
    """Whether some of a session was done and nothing says which."""
    bare = reading.status == "partial" and not reading.entries and not reading.omitted
    return bare and session_on(turn, reading.day) is not None


def _which_part(turn: Turn, reading: Reading, raw: str) -> Outcome:
    """Asks which exercises were done; what else was said is kept."""
    rest = replace(reading, status=None)
    if not filing.says_anything(rest):
        return partly(turn, str(reading.day))
    filed = filing.file(turn, rest, raw, filing.report_id(turn.inbound))
    noted = answer(turn, filed, rest)
    asked = partly(replace(turn, runner=noted.runner), str(reading.day))
    return replace(noted, replies=(*noted.replies, *asked.replies))


def log(turn: Turn, args: str) -> Outcome:
    """`/log`: with words a report, without them how to report, and today's open session to tap."""
    if args:
        outcome = said(turn, args)
        if outcome is not None:
            return outcome
    text = paragraphs(
        _("Tell me in your own words how it went:"),
        _("“done” · “RDL 4x6 80kg rpe 8” · “all but the calf raises, 40 min” · “skipped, knee 4/10”"),
    )
    today = turn.today
    rows: Keyboard = ()
    if plan.started(turn.runner, today) and plan.report_on(turn.runner, today) is None:
        rows = settle_buttons(today)
    return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=rows, about=f"session:{today}"),))


def done(turn: Turn, args: str) -> Outcome:
    """Tapped: the session as prescribed."""
    about = date_in(args) or turn.today
    walked = entries_so_far(turn) if turn.runner.guided is not None and turn.runner.guided.day == about else ()
    return _tapped(turn, Reading(day=about, status="done", entries=walked), "Done")


def skipped(turn: Turn, args: str) -> Outcome:
    """Tapped: no session that day."""
    return _tapped(turn, Reading(day=date_in(args) or turn.today, status="skipped"), "Skipped")


def partly(turn: Turn, args: str) -> Outcome:
    """Tapped: part of it; which ones were left out."""
    about = date_in(args) or turn.today
    mask = _mask(args)
    session = session_on(turn, about)
    settled = plan.report_on(turn.runner, about)
    if settled is not None:
        return logged_already(turn, settled)
    if session is None:
        return done(turn, args)
    choices = [
        button(
            ("☐ " if mask >> at & 1 else "☑ ") + turn.content.exercise_text(item.exercise).name[:34],
            "partly",
            about,
            mask ^ (1 << at),
        )
        for at, item in enumerate(session.exercises)
    ]
    rows = (*grid(choices), *keyboard((button(_("Log it"), "partlog", about, mask), button(_("Back"), "card", about))))
    text = _("Which ones did you do? Tap what you left out, or write it: “all but the calf raises”.")
    return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=rows, edit=True, about=f"session:{about}"),))


def partly_logged(turn: Turn, args: str) -> Outcome:
    """Tapped: what was left out is settled."""
    about = date_in(args) or turn.today
    mask = _mask(args)
    session = session_on(turn, about)
    items = session.exercises if session else ()
    omitted = tuple(item.exercise for at, item in enumerate(items) if mask >> at & 1)
    status: Status = "skipped" if items and len(omitted) == len(items) else "partial" if omitted else "done"
    omitted = () if status == "skipped" else omitted
    return _tapped(turn, Reading(day=about, status=status, omitted=omitted), "Partly")


def skip_instead(turn: Turn, args: str) -> Outcome:
    """Tapped: what was logged as done was skipped after all."""
    report = filing.found(turn.runner, args)
    if report is None:
        return gone(turn)
    changed = replace(report, reading=Reading(day=report.day, status="skipped", pain=report.reading.pain))
    filed = Filed(runner=filing.put(turn.runner, changed), report=changed)
    return answer(turn, filed, changed.reading, edit=True)


def keep(turn: Turn, _args: str) -> Outcome:
    """Tapped: what was logged stays."""
    reply = Reply(text=_("It stays as it was."), edit=True)
    return Outcome(runner=turn.runner, replies=(reply,))


def edited(turn: Turn, text: str) -> Outcome | None:
    """The runner edited a message: the report it was is read again; None where it was none."""
    report = filing.found(turn.runner, filing.report_id(turn.inbound))
    unit = turn.runner.athlete.unit
    about = report.day if report else turn.today
    reading: Reading = turn.content.reader.checkin(plainly(text), unit, turn.today, session_on(turn, about))
    if report is None:
        return take(turn, reading, text) if filing.says_training(reading) else None
    if not filing.says_anything(reading):
        return None
    if reading.day == turn.today:
        reading = replace(reading, day=report.day)
    reading = meant(turn, reading, session_on(turn, reading.day), text)
    fault = filing.day_fault(turn, reading.day)
    if fault is not None:
        return refused(turn, reading.day, fault)
    without = replace(turn, runner=filing.remove(turn.runner, report.id))
    filed = filing.file(without, reading, text, str(report.id))
    outcome = answer(turn, replace(filed, before=None), reading, first=_("Read again, as you edited it:"))
    echo, *rest = outcome.replies
    return replace(outcome, replies=(replace(echo, reaction=SEEN), *rest))


def gone(turn: Turn) -> Outcome:
    """A button of a report that is not there any more."""
    return Outcome(
        runner=turn.runner, replies=(toast(_("That report isn't there any more. /history shows the rest.")),)
    )


def _amended(turn: Turn, reading: Reading, text: str) -> Outcome | None:
    """Fix, Was yesterday and Form slipped in words, about the report of today."""
    report = plan.report_on(turn.runner, turn.today)
    if report is None or filing.says_training(reading):
        return None
    if _FIX.fullmatch(text.lower().strip(" .!")):
        return fix.opened(turn, str(report.id))
    if _WAS_YESTERDAY.fullmatch(text.lower().strip(" .!")):
        return fix.was_yesterday(turn, f"{report.id}|{turn.today - timedelta(days=1)}")
    if reading.form_slipped and not report.reading.form_slipped and report.reading.status != "skipped":
        return fix.slipped(turn, str(report.id))
    return None


def _corrected(turn: Turn, reading: Reading, text: str) -> Outcome | None:
    """A reply to a report's echo corrects that report."""
    about = turn.replied_about or ""
    report = filing.found(turn.runner, about.removeprefix("report:")) if about.startswith("report:") else None
    if report is None or not filing.says_training(reading):
        return None
    merged = replace(report, reading=filing.merge(report.reading, replace(reading, day=report.day)))
    merged = replace(merged, raw_text="\n".join(filter(None, (report.raw_text, text))))
    filed = Filed(runner=filing.put(turn.runner, merged), report=merged)
    return answer(turn, filed, merged.reading, first=_("Corrected:"))


def _tapped(turn: Turn, reading: Reading, raw: str) -> Outcome:
    fault = filing.day_fault(turn, reading.day)
    if fault is not None:
        return refused(turn, reading.day, fault)
    before = plan.report_on(turn.runner, reading.day)
    if before is not None:
        if before.reading.status == reading.status or "partial" in {before.reading.status, reading.status}:
            return logged_already(turn, before)
        if reading.status == "skipped":
            return skipped_after_all(turn, before)
    filed = filing.file(turn, reading, raw, filing.report_id(turn.inbound))
    return answer(turn, filed, reading, edit=True)


def _mood(turn: Turn, reading: Reading, text: str) -> Outcome | None:
    """A bad night or sore legs said by themselves, before today's session: today is looked at again (R23)."""
    today = turn.today
    if filing.says_training(reading) or reading.pain or reading.run or reading.bodyweight or reading.day != today:
        return None
    sleep_h, soreness = reading.sleep, reading.soreness
    if sleep_h is None and soreness is None:
        sleep_h = day.BAD_NIGHT_H if _BAD_NIGHT.search(text.lower()) else None
        soreness = day.VERY_SORE if _SORE.search(text.lower()) else None
    if sleep_h is None and soreness is None:
        return None
    if not plan.started(turn.runner, today) or plan.report_on(turn.runner, today) is not None:
        return None
    outcome = day.felt(turn, today, sleep_h=sleep_h, soreness=soreness)
    told = replace(turn, runner=outcome.runner)
    filed = filing.file(told, replace(reading, sleep=sleep_h, soreness=soreness), text, filing.report_id(turn.inbound))
    return replace(outcome, runner=filed.runner)


def _note(turn: Turn, reading: Reading, text: str) -> Outcome:
    """Words without data are kept as the note of the day."""
    filed = filing.file(turn, reading, text[:TEXT_LIMIT], filing.report_id(turn.inbound))
    said_back = _(
        "I found no workout in that, so I kept it as a note. If it was one, try it like “RDL 4x6 80kg” or “done”."
    )
    rows = keyboard((command_button(_("Today"), "today"), command_button(_("Help"), "help")))
    reply = Reply(text=said_back, buttons=rows, about=f"report:{filed.report.id}")
    return Outcome(runner=filed.runner, replies=(reply,), change=_("a note"))


def _about(turn: Turn) -> date:
    """The day a message is about: that of the workout it replies to, else today."""
    about = turn.replied_about or ""
    if about.startswith("session:"):
        return date_in(about.removeprefix("session:")) or turn.today
    report = filing.found(turn.runner, about.removeprefix("report:")) if about.startswith("report:") else None
    return report.day if report else turn.today


def _mask(args: str) -> int:
    bits = args.partition("|")[2]
    return int(bits) if bits.isdecimal() else 0


ROOM = Room(
    commands=(
        Command(
            name="log",
            handler=log,
            does=N_("report in words; any plain message does the same"),
            example="RDL 4x6 80kg",
            aliases=("report",),
            group="report",
        ),
    ),
    taps={
        "done": done,
        "partly": partly,
        "partlog": partly_logged,
        "skipped": skipped,
        "skipafter": skip_instead,
        "keep": keep,
    },
    first=flags_first,
    edited=edited,
    last=said,
)
