"""`/week`: seven days at a glance, with what is done, and the way to move a run."""

from datetime import date, timedelta

from bot.coaching.athlete import Run
from bot.coaching.runner import Runner
from bot.coaching.session import Day
from bot.content import Content
from bot.conversation.commands import Command, Room
from bot.conversation.render import bold, button, clock, command_button, day_month, italic, keyboard, lines, paragraphs
from bot.conversation.render import weekday as weekday_name
from bot.conversation.screen import monday_in, screen
from bot.conversation.training import moves, plan, season
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, escape

WEEK = timedelta(days=7)
TICKS = {"done": "✓", "partial": "◐", "skipped": "–"}
RUNS = {"easy": N_("easy run"), "hard": N_("hard run"), "long": N_("long run")}
NEXT = frozenset({"next", "next week", "+1"})


def week(turn: Turn, args: str) -> Outcome:
    """`/week`: this week; `/week next`: the coming one; a button carries its Monday."""
    monday = plan.monday_of(turn.today)
    wanted = monday_in(turn, args)
    if wanted is not None:
        monday = wanted
    elif args.strip().lower() in NEXT:
        monday += WEEK
    return screen(turn, week_text(turn, monday), buttons(turn, monday))


def week_text(turn: Turn, monday: date) -> str:
    """The week from `monday`: a line a day."""
    days = plan.week_of(turn, monday)
    planned = [day for day in days if day is not None]
    head = bold(_("Week of {day}").format(day=day_month(monday)))
    if not planned:
        start = turn.runner.athlete.start
        return paragraphs(head, _("Your plan starts on {day}.").format(day=day_month(start)))
    rows = [
        day_lines(turn, day) if day else _away_line(monday + timedelta(days=offset)) for offset, day in enumerate(days)
    ]
    return paragraphs(lines(head, phase_line(turn, planned[-1])), "\n".join(rows), _legend(turn, planned))


def phase_line(turn: Turn, day: Day) -> str:
    """`Base · Strength, week 2`, and that the week is a lighter one."""
    parts = [turn.content.phase(day.phase).name]
    if day.block is not None:
        parts.append(_("{block}, week {week}").format(block=turn.content.block(day.block).name, week=day.week))
    if day.deload:
        parts.append(_("lighter week"))
    return escape(" · ".join(parts))


def day_lines(turn: Turn, day: Day) -> str:
    """One day: its name, its runs, its session or routine, and whether each is done."""
    name = f"{weekday_name(day.date.weekday())} {day.date.day}"
    head = bold(name) if day.date != turn.today else bold(_("{day} · today").format(day=name))
    parts = [*_runs(turn.runner, day), *_work(turn, day)]
    return f"{head}  {' + '.join(parts) if parts else italic(_('rest'))}"


def _runs(runner: Runner, day: Day) -> list[str]:
    if day.run == "race":
        return [bold(_("race {time}").format(time=clock(runner.athlete.race_time)))]
    tick = " ✓" if any(each.day == day.date for each in runner.run_ticks) else ""
    return [f"{run_words(run)}{tick}" for run in moves.runs_on(runner, day.date)]


def run_words(run: Run) -> str:
    """`hard run 07:00`."""
    return f"{_(RUNS[run.type])} {clock(run.time)}"


def _work(turn: Turn, day: Day) -> list[str]:
    if day.referral is not None:
        return [_("no training until cleared")]
    if plan.absence_on(turn.runner, day.date) is not None and not _trained(turn.runner, day):
        return [_("away")]
    if day.session is None:
        return [escape(turn.content.session(day.routine).name.lower())] if day.routine else []
    tick = tick_of(turn, day)
    name = escape(turn.content.session(day.session.type).name)
    minutes = _("{n} min").format(n=day.session.minutes)
    return [f"<b>{name}</b>, {minutes}{tick and f' {tick}'}"]


def _trained(runner: Runner, day: Day) -> bool:
    """Whether that day's session was done, all or in part: a pause that began later that day takes nothing back."""
    report = plan.report_on(runner, day.date)
    return day.session is not None and report is not None and report.reading.status in {"done", "partial"}


def tick_of(turn: Turn, day: Day) -> str:
    """✓ done, ◐ partly, – skipped or missed; nothing while it is still to come."""
    report = plan.report_on(turn.runner, day.date)
    if report is not None:
        return TICKS[report.reading.status or "done"]
    if plan.chosen(turn.runner, day.date).skipped or day.date < turn.today:
        return TICKS["skipped"]
    return ""


def _away_line(day: date) -> str:
    return f"{bold(f'{weekday_name(day.weekday())} {day.day}')}  {italic(_('before your plan'))}"


def _legend(turn: Turn, days: list[Day]) -> str | None:
    ticks = {tick_of(turn, day) for day in days if day.session is not None}
    named = {"✓": _("✓ done"), "◐": _("◐ partly"), "–": _("– left out")}
    shown = [words for tick, words in named.items() if tick in ticks]
    moved = plan.week_choice_of(turn.runner, days[-1].date) is not None
    note = _("Runs are changed for this week only.") if moved else None
    return lines(note, italic(" · ".join(shown)) if shown else None) or None


def buttons(turn: Turn, monday: date) -> Keyboard:
    """Earlier and later weeks, moving a run, the season."""
    rows = keyboard(
        (button("‹", "week", monday - WEEK), button("›", "week", monday + WEEK)),
        (
            button(_("Move a run"), "moverun", monday) if monday + WEEK > turn.today else None,
            command_button(_("Season"), "season"),
        ),
    )
    return (*rows, *keyboard((command_button(_("Today"), "today"),)))


def calendar_names(content: Content) -> dict[str, str]:
    """What the events of an exported calendar are called: runs by type, sessions and routines by theirs."""
    runs = {kind: _(name)[:1].upper() + _(name)[1:] for kind, name in RUNS.items()}
    return {**runs, "race": _("Race"), **{entry.id: entry.name for entry in content.sessions}}


ROOM = Room(
    commands=(
        Command(
            name="week", handler=week, does=N_("your week at a glance"), example="next", aliases=("plan",), group="plan"
        ),
        *season.ROOM.commands,
        *moves.ROOM.commands,
    ),
    taps={"week": week, **(moves.ROOM.taps or {})},
    questions=moves.ROOM.questions,
    intents=moves.ROOM.intents,
)
