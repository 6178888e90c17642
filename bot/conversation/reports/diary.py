"""`/history`: every report, newest first, some to a page; each opens with Fix, Undo and Delete."""

from collections.abc import Sequence

from bot.coaching.report import Report
from bot.conversation.commands import Command, Room
from bot.conversation.reading.shelves import turning
from bot.conversation.render import bold, button, clip, command_button, keyboard, lines, near_day, paragraphs, quote
from bot.conversation.reports.echo import reading_lines
from bot.conversation.screen import in_place, short
from bot.conversation.training import plan
from bot.conversation.turn import Effect, History, LoadAll, Outcome, Result, Turn
from bot.conversation.words import N_, _, ngettext
from bot.messages import Keyboard, Reply, escape

PER_PAGE = 6
TICKS = {"done": "✓", "partial": "◐", "skipped": "–"}


def history(turn: Turn, args: str) -> Outcome:
    """`/history`, or the page a button carries."""
    page = int(args) if args.isdecimal() and len(args) < 5 else 0
    return Outcome(runner=turn.runner, effect=LoadAll(purpose="history", data={"page": page}))


def entry(turn: Turn, args: str) -> Outcome:
    """`report id|page`: that entry opens."""
    wanted, _bar, page = args.rpartition("|")
    data = {"id": wanted, "page": int(page) if page.isdecimal() else 0}
    return Outcome(runner=turn.runner, effect=LoadAll(purpose="history", data=data))


def shown(turn: Turn, effect: Effect, result: Result) -> Outcome:
    """The page or the entry, once all reports are there."""
    data = effect.data if isinstance(effect, LoadAll) else {}
    reports = sorted(result.reports if isinstance(result, History) else (), key=lambda each: each.day)[::-1]
    page = data.get("page")
    at = page if isinstance(page, int) else 0
    wanted = data.get("id")
    if wanted is not None:
        found = next((report for report in reports if str(report.id) == wanted), None)
        if found is not None:
            return _reply(turn, entry_text(turn, found), _entry_buttons(found, at))
    return _page(turn, reports, at)


def _page(turn: Turn, reports: Sequence[Report], page: int) -> Outcome:
    if not reports:
        text = _("Nothing reported yet. After a workout just write “done”, or what you lifted.")
        return _reply(turn, text, keyboard((command_button(_("Today"), "today"),)))
    pages = -(-len(reports) // PER_PAGE)
    at = page % pages
    part = reports[at * PER_PAGE : (at + 1) * PER_PAGE]
    count = ngettext("{n} report", "{n} reports", len(reports)).format(n=len(reports))
    head = lines(bold(_("Your history")), count)
    text = paragraphs(head, *(line_of(turn, report) for report in part))
    rows = tuple((button(short(_title(turn, report)), "entry", report.id, at),) for report in part)
    return _reply(turn, text, keyboard(*rows, turning("history", page=at, pages=pages)))


def line_of(turn: Turn, report: Report) -> str:
    """Two lines: the day and what it was, then the words it was reported in."""
    words = clip(report.raw_text, 120) if report.raw_text.strip() else ""
    return lines(bold(_title(turn, report)), words)


def _title(turn: Turn, report: Report) -> str:
    day = near_day(report.day, turn.today)
    tick = TICKS.get(report.reading.status or "", "")
    return " ".join(part for part in (f"{day[:1].upper()}{day[1:]}:", _what(turn, report), tick) if part)


def _what(turn: Turn, report: Report) -> str:
    if report.session is not None and report.reading.status is not None:
        return turn.content.session(report.session.type).name
    routine = plan.day_of(turn, report.day).routine if plan.started(turn.runner, report.day) else None
    if routine is not None and report.reading.status is not None and not report.reading.entries:
        return turn.content.session(routine).name
    if report.reading.entries:
        return turn.content.exercise_text(report.reading.entries[0].exercise).name
    if report.reading.run is not None:
        return _("run")
    return _("pain") if report.reading.pain else _("note")


def entry_text(turn: Turn, report: Report) -> str:
    """One report in full: what was understood, and the words it came from."""
    session = report.session.exercises if report.session else ()
    said = quote(escape(report.raw_text[:1500])) if report.raw_text.strip() else None
    return paragraphs(bold(_title(turn, report)), reading_lines(turn, report.reading, session), said)


def _entry_buttons(report: Report, page: int) -> Keyboard:
    return keyboard(
        (button(_("Fix"), "fix", report.id), button(_("Delete"), "drop", report.id)),
        (command_button(_("Undo last change"), "undo"), button(_("‹ History"), "history", page)),
    )


def _reply(turn: Turn, text: str, buttons: Keyboard) -> Outcome:
    return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=buttons, edit=in_place(turn)),))


ROOM = Room(
    commands=(
        Command(
            name="history",
            handler=history,
            does=N_("everything you reported, to read, fix or delete"),
            aliases=("reports", "diary"),
            group="report",
        ),
    ),
    taps={"history": history, "entry": entry},
    results={"LoadAll:history": shown},
)
