"""`/progress`: estimated 1RM by lift, weekly sets and attendance, drawn in text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.coaching.athlete import NO_LOG, Unit
from bot.coaching.load import MOST_REPS_FOR_ESTIMATE, brzycki, exact
from bot.coaching.report import Entry, Report, SetEntry
from bot.coaching.runner import Runner
from bot.coaching.session import Prescription
from bot.coaching.week import plan_week
from bot.conversation.commands import Command, Room
from bot.conversation.render import (
    bold,
    command_button,
    converted,
    day_month,
    italic,
    keyboard,
    lines,
    number,
    paragraphs,
)
from bot.conversation.reports import diary
from bot.conversation.screen import in_place
from bot.conversation.training import plan
from bot.conversation.training.card import name_of
from bot.conversation.turn import Effect, History, LoadAll, Outcome, Result, Turn
from bot.conversation.words import N_, _, ngettext
from bot.messages import Picture, Reply

WEEK = timedelta(days=7)
WEEKS = 12
WEEKS_ATTENDED = 8
MOST_LIFTS = 8
USUAL_RIR = 2
BARS = "▁▂▃▄▅▆▇█"
GAP = "·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """One lift's best estimate a week, oldest first; None for weeks without one. In the runner's unit."""

    exercise: str
    weekly: tuple[float | None, ...]

    @property
    def known(self) -> tuple[float, ...]:
        """The weeks there is an estimate for."""
        return tuple(value for value in self.weekly if value is not None)


def progress(turn: Turn, _args: str) -> Outcome:
    """`/progress`: everything ever reported is read first."""
    return Outcome(runner=turn.runner, effect=LoadAll(purpose="progress"))


def drawn(turn: Turn, _effect: Effect, result: Result) -> Outcome:
    """The figures, once the reports are there."""
    reports = result.reports if isinstance(result, History) else turn.runner.reports
    rows = keyboard((command_button(_("History"), "history"), command_button(_("Week"), "week")))
    text = progress_text(turn, reports)
    picture = Picture(name="progress", alt=_("Your lifts, sets and sessions of the last weeks"))
    reply = Reply(text=text, buttons=rows, edit=in_place(turn), picture=picture if trained(reports) else None)
    return Outcome(runner=turn.runner, replies=(reply,))


def progress_text(turn: Turn, reports: Sequence[Report]) -> str:
    """One screen: strength, work, attendance."""
    if not trained(reports):
        return _("Nothing to show yet. Report a workout or two (“done” is enough), and this fills up.")
    return paragraphs(bold(_("Your progress")), _strength(turn, reports), _work(turn, reports), _attendance(turn))


def trained(reports: Iterable[Report]) -> tuple[Report, ...]:
    """The reports of workouts that were done, fully or partly."""
    return tuple(report for report in reports if report.reading.status in {"done", "partial"})


def estimate(entry: Entry, unit: Unit) -> float | None:
    """The best single one exercise's sets point to (Brzycki, R19); None where no loaded set of at most ten reps is."""
    rir = USUAL_RIR if entry.rir is None else entry.rir
    if entry.rir is None and entry.rpe is not None:
        rir = max(0.0, 10 - entry.rpe)
    found = []
    for done in entry.sets:
        to_failure = (done.reps or 0) + round(rir)
        if done.reps and done.load and to_failure <= MOST_REPS_FOR_ESTIMATE:
            found.append(float(brzycki(exact(converted(done.load, done.unit or unit, unit)), to_failure)))
    return max(found, default=None)


def entries_of(report: Report) -> tuple[Entry, ...]:
    """What was done: the sets named, and as prescribed what was neither named nor left out."""
    reading = report.reading
    named = {entry.exercise for entry in reading.entries}
    asked = report.session.exercises if report.session else ()
    return (
        *reading.entries,
        *(
            _as_prescribed(item)
            for item in asked
            if item.exercise not in named and item.exercise not in reading.omitted
        ),
    )


def _as_prescribed(item: Prescription) -> Entry:
    amount = item.target or item.low
    one = SetEntry(reps=amount if item.unit_of_work == "reps" else None, load=item.load)
    return Entry(exercise=item.exercise, sets=(one,) * item.sets, rir=item.rir)


def lifts(turn: Turn, reports: Iterable[Report]) -> tuple[Lift, ...]:
    """The lifts with an estimate in the last weeks, the most trained first; lighter weeks say nothing of strength."""
    unit = turn.runner.athlete.unit
    first = plan.monday_of(turn.today) - (WEEKS - 1) * WEEK
    best: dict[str, dict[int, float]] = {}
    for report in trained(reports):
        week = (report.day - first) // WEEK
        for entry in entries_of(report) if 0 <= week < WEEKS and not report.deload else ():
            value = estimate(entry, unit)
            if value is not None:
                weeks = best.setdefault(entry.exercise, {})
                weeks[week] = max(value, weeks.get(week, 0.0))
    found = [Lift(exercise=name, weekly=tuple(weeks.get(at) for at in range(WEEKS))) for name, weeks in best.items()]
    return tuple(sorted(found, key=lambda lift: -len(lift.known))[:MOST_LIFTS])


def spark(values: Sequence[float | None]) -> str:
    """Bars from the lowest to the highest value; a dot where there is none."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    return "".join(GAP if value is None else _bar(value, low, high) for value in values)


def _bar(value: float, low: float, high: float) -> str:
    if high <= low:
        return BARS[3]
    return BARS[round((value - low) / (high - low) * (len(BARS) - 1))]


def _strength(turn: Turn, reports: Sequence[Report]) -> str:
    shown = lifts(turn, reports)
    head = bold(_("Estimated best single, last {n} weeks").format(n=WEEKS))
    if not shown:
        return lines(head, italic(_("Needs a set with its weight and at most 8 reps, like “RDL 4x6 80kg”.")))
    unit = turn.runner.athlete.unit
    rows = [
        f"<code>{spark(lift.weekly)}</code> {name_of(turn.content, lift.exercise)} {_span(lift, unit)}"
        for lift in shown
    ]
    return lines(head, *rows)


def _span(lift: Lift, unit: Unit) -> str:
    """`82 → 96 kg (+17 %)`."""
    first, last = lift.known[0], lift.known[-1]
    if len(lift.known) < 2:
        return f"{number(round(last))} {unit}"
    percent = round((last - first) / first * 100)
    return f"{number(round(first))} → {number(round(last))} {unit} ({percent:+d} %)"


def _work(turn: Turn, reports: Sequence[Report]) -> str:
    first = plan.monday_of(turn.today) - (WEEKS - 1) * WEEK
    sets = [0] * WEEKS
    for report in trained(reports):
        week = (report.day - first) // WEEK
        if 0 <= week < WEEKS:
            sets[week] += sum(len(entry.sets) for entry in entries_of(report))
    now = ngettext("{n} set this week", "{n} sets this week", sets[-1]).format(n=sets[-1])
    bars = spark([float(count) if count else None for count in sets])
    return lines(bold(_("Sets a week")), f"<code>{bars}</code> {now}")


def _attendance(turn: Turn) -> str | None:
    """A row a week: sessions done of those planned."""
    monday = plan.monday_of(turn.today)
    rows = [_week(turn, monday - ago * WEEK) for ago in reversed(range(WEEKS_ATTENDED))]
    shown = [row for row in rows if row]
    if not shown:
        return None
    return lines(bold(_("Sessions")), *shown)


def _week(turn: Turn, monday: date) -> str | None:
    """A sign a session: done, partly, left out, still to come; None for a week without one."""
    due = _due(turn.runner, monday)
    reports = [plan.report_on(turn.runner, day) for day in due]
    states = [report.reading.status if report else None for report in reports]
    signs = [_sign(state, coming=day >= turn.today) for day, state in zip(due, states, strict=True)]
    if not due:
        return None
    done = sum(state in {"done", "partial"} for state in states)
    count = _("{done} of {due}").format(done=done, due=len(due))
    return f"<code>{''.join(signs)}</code> {day_month(monday)}: {count}"


def _sign(state: str | None, *, coming: bool) -> str:
    return {"done": "●", "partial": "◐"}.get(state or "", GAP if state is None and coming else "○")


def _due(runner: Runner, monday: date) -> list[date]:
    """The days of that week a session was planned on (with its moved runs, without days away), or reported on."""
    choice = plan.week_choice_of(runner, monday)
    log = replace(
        NO_LOG,
        runs_this_week=choice.runs if choice else None,
        replan_from=choice.replan_from if choice else 0,
        done_this_week=plan.done_in_week(runner, monday + WEEK, within=monday),
    )
    planned = {monday + timedelta(days=day) for day in plan_week(runner.athlete, log, monday).sessions}
    due = {day for day in planned if plan.started(runner, day) and plan.absence_on(runner, day) is None}
    done = {report.day for report in runner.reports if report.session and plan.monday_of(report.day) == monday}
    return sorted(due | done)


ROOM = Room(
    commands=(
        Command(
            name="progress",
            handler=progress,
            does=N_("your lifts, sets and sessions over the weeks"),
            aliases=("stats",),
            group="report",
        ),
        *diary.ROOM.commands,
    ),
    taps=diary.ROOM.taps,
    results={"LoadAll:progress": drawn, **(diary.ROOM.results or {})},
)
