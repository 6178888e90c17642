"""The answer to a report: the echo, what it means, what is next, and the ways to correct it."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coaching.report import Entry, Reading, Report
from bot.coaching.runner import Dialog, Runner
from bot.conversation.health import pain
from bot.conversation.render import bold, button, command_button, fit, keyboard, near_day, paragraphs
from bot.conversation.reports import echo, filing
from bot.conversation.reports.filing import Filed
from bot.conversation.training import missed, plan, promotion
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _, ngettext
from bot.messages import Keyboard, Reply, escape


def answer(
    turn: Turn,
    filed: Filed,
    reading: Reading,
    *,
    first: str | None = None,
    edit: bool = False,
    moved: bool = False,
) -> Outcome:
    """The outcome of a filed report: the echo, what it means, what is next, and the ways to correct it.

    `first` opens the message; where it was `moved`, that already names the day.
    """
    told = replace(turn, runner=filed.runner)
    report = filed.report
    session = report.session.exercises if report.session else ()
    if not filing.says_training(reading):
        return _aside(told, filed, reading)
    asked = reading.ask
    later = _still_fits(told, report)
    shown = replace(report.reading, pain=reading.pain, entries=_told(told, report))
    runner = filed.runner
    text = paragraphs(
        first or (_merged_words(filed) if filed.before else None),
        None if moved else echo.about_day(told, report.reading),
        echo.reading_lines(told, shown, session, what=_what(told, report)),
        _pain_words(told, _newly_said(turn, report, reading)),
        None if asked else echo.next_lines(told, report),
        _("There is room for it {day}.").format(day=near_day(later, turn.today)) if later else None,
        bold(escape(asked)) if asked else None,
    )
    if asked:
        runner = replace(runner, dialog=Dialog(question="report_ask", data={"id": str(report.id)}, since=turn.now))
    elif runner.dialog is not None and runner.dialog.question == "report_ask":
        runner = replace(runner, dialog=None)
    if not asked:
        runner = _asking_score(told, runner, reading)
    if turn.runner.guided is not None and turn.runner.guided.day == report.day:
        runner = replace(runner, guided=None)
    offer = promotion.offer(told) if report.reading.status == "done" and not asked else None
    if offer is not None:
        runner = replace(runner, notices_seen=runner.notices_seen | {promotion.NOTICE})
    reply = Reply(
        text=fit(text),
        buttons=(*_move_button(turn, report, later), *buttons(told, report)),
        edit=edit,
        key=f"report:{report.id}",
        about=f"report:{report.id}",
    )
    change = _("the report for {day}").format(day=near_day(report.day, turn.today))
    return Outcome(
        runner=runner,
        replies=(reply, *_score_question(told, reading), *((offer,) if offer else ())),
        change=change,
        cancel=("timer",),
    )


def _still_fits(turn: Turn, report: Report) -> date | None:
    """The later day of this week that a session left out today or before can move to (R24)."""
    if report.reading.status != "skipped" or report.session is None or report.reading.pain:
        return None
    day = missed.moved_to(turn, turn.runner, plan.day_of(turn, report.day))
    return day if day is not None and day > turn.today else None


def _move_button(turn: Turn, report: Report, later: date | None) -> Keyboard:
    if later is None:
        return ()
    return keyboard((button(_("Do it {day}").format(day=near_day(later, turn.today)), "moveto", report.day),))


def _newly_said(turn: Turn, report: Report, reading: Reading) -> Reading:
    """The reading with the pains alone that the report did not hold before: they were answered then."""
    before = filing.found(turn.runner, str(report.id))
    known = before.reading.pain if before is not None else ()
    return replace(reading, pain=tuple(each for each in reading.pain if each not in known))


def _told(turn: Turn, report: Report) -> tuple[Entry, ...]:
    """The sets to echo: those reported; for a bare "done" or "all but" those prescribed, so that a slip is seen."""
    return report.reading.entries or filing.entries_of(turn, report)


def _what(turn: Turn, report: Report) -> str:
    """The name of the session or routine that was reported."""
    if report.session is not None:
        return turn.content.session(report.session.type).name
    if not plan.started(turn.runner, report.day) or report.reading.entries:
        return ""
    routine = plan.day_of(replace(turn, runner=filing.remove(turn.runner, report.id)), report.day).routine
    return turn.content.session(routine).name if routine is not None else ""


def buttons(turn: Turn, report: Report) -> Keyboard:
    """Fix, Undo, Was yesterday, Form slipped: the ways to correct a report."""
    yesterday = report.day == turn.today and plan.started(turn.runner, report.day - timedelta(days=1))
    lifted = report.reading.status != "skipped" and report.session is not None
    slipped = report.reading.form_slipped
    rest = report.reading.status == "done" and report.reading.entries and filing.silent(report)
    return keyboard(
        (button(_("Fix"), "fix", report.id), command_button(_("Undo"), "undo")),
        (
            button(_("Was yesterday"), "wasyday", report.id, report.day - timedelta(days=1)) if yesterday else None,
            button(_("Form was fine") if slipped else _("Form slipped"), "slip", report.id) if lifted else None,
        ),
        (button(_("The rest as planned"), "restdone", report.id) if rest else None,),
    )


def settle_buttons(about: date) -> Keyboard:
    """Done, Partly, Skipped: the evening check-in's buttons."""
    return keyboard(
        (
            button(_("Done"), "done", about),
            button(_("Partly"), "partly", about),
            button(_("Skipped"), "skipped", about),
        )
    )


def _aside(turn: Turn, filed: Filed, reading: Reading) -> Outcome:
    """A report of something beside the session: a run, the night, the scales, a pain."""
    today = turn.today
    told = echo.reading_lines(turn, reading)
    soft = reading.sleep is not None or reading.soreness is not None
    open_session = plan.started(turn.runner, today) and plan.report_on(turn.runner, today) is None
    planned = plan.day_of(turn, today) if open_session else None
    due = planned is not None and planned.session is not None
    runner = _asking_score(turn, filed.runner, reading)
    follow = None
    rows: Keyboard = keyboard((command_button(_("Undo"), "undo"),))
    if reading.run is not None and due and reading.day == today:
        follow = _("The gym is still open today. How did that go, or is it still to come?")
        rows = (*settle_buttons(today), *rows)
    elif soft and reading.day == today and planned is not None:
        rows = (*keyboard((command_button(_("Today"), "today"),)), *rows)
        follow = _("I've looked at today again with that: /today.")
    text = paragraphs(_("Noted."), echo.about_day(turn, reading), told, _pain_words(turn, reading), follow)
    about = f"session:{today}" if due else f"report:{filed.report.id}"
    reply = Reply(text=fit(text), buttons=rows, about=about)
    return Outcome(runner=runner, replies=(reply, *_score_question(turn, reading)), change=_("what you told me"))


def _pain_words(turn: Turn, reading: Reading) -> str | None:
    scored = tuple(each for each in reading.pain if each.score is not None)
    if not scored:
        return None
    if turn.runner.health_consent:
        return pain.advice(turn, scored)
    runner = pain.with_pains(turn.runner, scored, reading.day)
    return paragraphs(pain.advice(replace(turn, runner=runner), scored), pain.not_kept_words())


def _score_question(turn: Turn, reading: Reading) -> tuple[Reply, ...]:
    missing = next((each for each in reading.pain if each.score is None), None)
    if missing is None or reading.ask:
        return ()
    return pain.score_question(turn, missing.area, missing.side).replies


def _asking_score(turn: Turn, runner: Runner, reading: Reading) -> Runner:
    missing = next((each for each in reading.pain if each.score is None), None)
    if missing is None:
        return runner
    return replace(runner, dialog=pain.score_question(turn, missing.area, missing.side).runner.dialog)


def _merged_words(filed: Filed) -> str:
    again = {entry.exercise for entry in filed.before.reading.entries} if filed.before else set()
    changed = [e for e in filed.report.reading.entries if filed.before and e.exercise in again]
    old = {entry.exercise: entry for entry in filed.before.reading.entries} if filed.before else {}
    count = len([entry for entry in changed if old[entry.exercise] != entry])
    if count:
        return ngettext(
            "Together with what you told me before; {n} exercise now as you say:",
            "Together with what you told me before; {n} exercises now as you say:",
            count,
        ).format(n=count)
    return _("Together with what you told me before:")
