"""The one door from a runner to the coach: what they told and did, put together as the Log a day comes from."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coaching import history
from bot.coaching import pain as pains
from bot.coaching.athlete import Log
from bot.coaching.day import session_for, week_for
from bot.coaching.exercise import Catalogue
from bot.coaching.report import PainReport, Report
from bot.coaching.runner import Absence, DayChoice, Runner, WeekChoice
from bot.coaching.safety import hurting
from bot.coaching.session import Day
from bot.conversation.turn import Turn

CENTURY = 20


def today_of(turn: Turn) -> Day:
    """What the coach has for the runner's today."""
    return day_of(turn, turn.today)


def day_of(turn: Turn, day: date) -> Day:
    """What the coach has for `day`. Raises ValueError where `day` is before the plan's start (R1)."""
    return day_for(turn.content.catalogue, turn.runner, day)


def week_of(turn: Turn, monday: date) -> tuple[Day | None, ...]:
    """The seven days from `monday`; None for days before the plan's start."""
    runner, catalogue = turn.runner, turn.content.catalogue
    planned = week_for(catalogue, runner.athlete, _week_log(catalogue, runner, monday, turn.today), monday)
    return tuple(
        _own_view(catalogue, runner, planned_day, monday + timedelta(days=weekday))
        for weekday, planned_day in enumerate(planned)
    )


def log_of(turn: Turn, day: date) -> Log:
    """What the training so far says about `day`."""
    return log_for(turn.content.catalogue, turn.runner, day)


def day_for(catalogue: Catalogue, runner: Runner, day: date) -> Day:
    """`day_of` for a runner outside a turn. A day that was reported holds the session it was reported against."""
    planned = session_for(catalogue, runner.athlete, log_for(catalogue, runner, day), day)
    return _as_lived(runner, planned)


def log_for(catalogue: Catalogue, runner: Runner, day: date) -> Log:
    """The Log of `day`: R21–R24 folded over the reports, then the runner's own choices and complaints laid over it."""
    log = history.log_at(catalogue, runner.athlete, runner.reports, day, away=_away(runner, day))
    choice = choice_of(runner, day) or DayChoice(day=day)
    week = week_choice_of(runner, day)
    return replace(
        log,
        pain=pains.pain_now(spells_of(runner, day), day),
        red_flag=runner.flag.kind if runner.flag else None,
        sleep_h=choice.sleep_h if choice.sleep_h is not None else log.sleep_h,
        leg_soreness=choice.leg_soreness if choice.leg_soreness is not None else log.leg_soreness,
        minutes_today=choice.minutes,
        equipment_today=choice.equipment,
        swaps_today=choice.swaps,
        runs_this_week=week.runs if week else None,
        replan_from=week.replan_from if week else 0,
        done_this_week=done_in_week(runner, day) if week else {},
        days_since_strength=_gap(runner, log, day),
    )


def choice_of(runner: Runner, day: date) -> DayChoice | None:
    """What the runner chose for that day only (R35)."""
    return next((choice for choice in runner.day_choices if choice.day == day), None)


def week_choice_of(runner: Runner, day: date) -> WeekChoice | None:
    """What the runner chose for the week of that day only (R36)."""
    monday = monday_of(day)
    return next((choice for choice in runner.week_choices if choice.monday == monday), None)


def with_choice(runner: Runner, choice: DayChoice) -> Runner:
    """The runner with that day's choice in place of an earlier one; choices older than two months are let go."""
    horizon = choice.day - timedelta(days=60)
    kept = tuple(other for other in runner.day_choices if other.day != choice.day and other.day >= horizon)
    return replace(runner, day_choices=tuple(sorted((*kept, choice), key=lambda each: each.day)))


def chosen(runner: Runner, day: date) -> DayChoice:
    """That day's choice, an empty one where nothing was chosen."""
    return choice_of(runner, day) or DayChoice(day=day)


def absence_on(runner: Runner, day: date) -> Absence | None:
    """The pause that covers `day`; its `until` is the first day back."""
    return next(
        (away for away in runner.absences if away.since <= day and (away.until is None or day < away.until)), None
    )


def reports_on(runner: Runner, day: date) -> tuple[Report, ...]:
    """The standing reports about `day`, oldest first."""
    return tuple(report for report in runner.reports if report.day == day)


def report_on(runner: Runner, day: date) -> Report | None:
    """The report that says how `day`'s training went: done, partly or skipped; None where nothing did."""
    said = [report for report in reports_on(runner, day) if report.reading.status is not None]
    return said[-1] if said else None


def done_in_week(runner: Runner, day: date, *, within: date | None = None) -> dict[int, str]:
    """Weekday → type of the strength sessions done before `day` in its week, or in the week of `within` (R36)."""
    monday = monday_of(within or day)
    return {
        report.day.weekday(): report.session.type
        for report in runner.reports
        if report.session is not None and monday <= report.day < day and report.reading.status in {"done", "partial"}
    }


def spells_of(runner: Runner, day: date) -> tuple[pains.PainSpell, ...]:
    """Everything said of pain up to `day`, area by area (R26)."""
    spells: tuple[pains.PainSpell, ...] = ()
    for entry in runner.pains:
        if entry.day <= day:
            spells = pains.with_pain(spells, entry.day, (PainReport(area=entry.area, score=entry.score),))
    return spells


def rests_legs(runner: Runner, day: date) -> bool:
    """Whether no run is advised that day, for strong pain in the legs or low back (R26)."""
    return hurting(pains.pain_now(spells_of(runner, day), day)).rests_legs


def monday_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def started(runner: Runner, day: date) -> bool:
    """Whether the plan has begun by `day` (R1)."""
    return day >= runner.athlete.start


def date_in(args: str) -> date | None:
    """The ISO date a button's arguments start with; None where they start with none of this century."""
    try:
        found = date.fromisoformat(args.partition("|")[0].strip())
    except ValueError:
        return None
    return found if found.year // 100 == CENTURY else None


def _week_log(catalogue: Catalogue, runner: Runner, monday: date, today: date) -> Log:
    """The Log a whole week is seen with: what is known today and what is done, nothing that is of one day only."""
    sunday = monday + timedelta(days=6)
    of_monday = log_for(catalogue, runner, monday)
    moved = of_monday.runs_this_week is not None
    of_week = replace(
        of_monday,
        sleep_h=None,
        leg_soreness=None,
        minutes_today=None,
        equipment_today=None,
        swaps_today={},
        done_this_week=done_in_week(runner, sunday + timedelta(days=1), within=monday) if moved else {},
    )
    if today > sunday or today < runner.athlete.start:
        return of_week
    now = log_for(catalogue, runner, today)
    return replace(
        of_week,
        pain=now.pain,
        missed=now.missed,
        deload_weeks=now.deload_weeks,
        highest_28d=now.highest_28d,
        days_since_strength=now.days_since_strength,
        working=now.working,
        steps=now.steps,
    )


def _own_view(catalogue: Catalogue, runner: Runner, planned: Day | None, day: date) -> Day | None:
    """A day of the week's plan, planned by itself where the runner chose or reported something for it."""
    if planned is None:
        return None
    if choice_of(runner, day) is not None:
        return day_for(catalogue, runner, day)
    return _as_lived(runner, planned)


def _as_lived(runner: Runner, planned: Day) -> Day:
    """The plan of a day as it was met: the session that was reported, and nothing due while away."""
    report = report_on(runner, planned.date)
    if report is not None and report.session is not None:
        return replace(planned, session=report.session, routine=None)
    if absence_on(runner, planned.date) is not None:
        return replace(planned, session=None, routine=None, activation=())
    return planned


def _away(runner: Runner, day: date) -> tuple[history.Away, ...]:
    """The pauses, as far as they have been by `day`."""
    return tuple((away.since, min(away.until or day, day)) for away in runner.absences)


def _gap(runner: Runner, log: Log, day: date) -> int | None:
    """Days since strength work, at least the length of a pause nothing was logged after (R24)."""
    gap = log.days_since_strength
    for away in runner.absences:
        back = away.until
        if back is None or back > day or away.since >= back:
            continue
        trained = any(
            report.session is not None
            and report.reading.status in {"done", "partial"}
            and away.since <= report.day < day
            for report in runner.reports
        )
        if not trained:
            gap = max(gap or 0, (day - away.since).days)
    return gap
