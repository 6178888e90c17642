"""When a runner is to be reminded of what, on their own wall clock: the table of the product as pure functions.

Whether there is really something to say that day is decided when the reminder is sent, from the plan as it is then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.coaching.athlete import Athlete, Run
from bot.coaching.calendar import instant
from bot.coaching.runner import ReminderKind, Runner
from bot.coaching.safety import SOME_PAIN

DAY = 24 * 60
FULL_CIRCUIT = 8
SHORT_CIRCUIT = 3
SPARE = 5
RACE_LEAD = 45
GYM_LEAD = 45
AFTER_GYM = 60
LATEST_EVENING = 23 * 60 + 30
QUESTION_AT = 12 * 60 + 30
QUESTIONS = 11
"""How many questions the first meeting has; one that is not answered yet is asked on a later day."""
DEFAULT_MORNING = time(7, 0)
LONGEST_ABSENCE = 366
THINNED: frozenset[ReminderKind] = frozenset({"morning", "activation", "evening", "week", "question"})
"""Kinds that come every second time only while nobody answers."""
ANSWERABLE: frozenset[ReminderKind] = frozenset({"morning", "evening", "week", "question"})
"""Kinds that count as ignored when nothing comes back."""
ENOUGH = 3

Weekly = tuple[int | None, ...]
NEVER: Weekly = (None,) * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """How long a reminder is of use: `minutes` after it was due, or until `at` (a minute of the day) `days` later."""

    minutes: int | None = None
    days: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderPlan:
    """One kind of reminder of one runner.

    `weekly` holds a minute of the local day for each weekday, Monday first, None = off; `overrides` those of single
    dates. `once` is an instant instead (a snooze). `until` says how long it is of use, `until_on` for single dates in
    minutes after the due instant. `quiet` are the hours that hold it back, as minutes of the day (from, to).
    """

    kind: ReminderKind
    weekly: Weekly = NEVER
    overrides: Mapping[date, int | None] = field(default_factory=dict)
    once: datetime | None = None
    until: Until = Until(minutes=360)
    until_on: Mapping[date, int] = field(default_factory=dict)
    quiet: tuple[int, int] | None = None


def reminder_plans(runner: Runner, now: datetime) -> tuple[ReminderPlan, ...]:
    """Every reminder this runner is to get, by kind. None before consent, without a zone, or in an open absence."""
    if runner.zone is None or runner.consented_at is None:
        return ()
    today = now.astimezone(ZoneInfo(runner.zone)).date()
    if any(absence.until is None and absence.since <= today for absence in runner.absences):
        return ()
    away = _away(runner, today)
    plans = (
        _morning(runner),
        _activation(runner, today),
        _evening(runner),
        _pain(runner, today),
        _week(runner),
        _snooze(runner, now),
        _question(runner),
    )
    return tuple(_kept_free(plan, away) for plan in plans if plan is not None)


def may_be_left_out(runner: Runner, kind: ReminderKind, day: date) -> bool:
    """Whether a reminder of `day` may be one of those left out while nobody answers; a race's never is."""
    return kind in THINNED and day not in (runner.athlete.race, *runner.athlete.tune_ups)


def useful_until(plan: ReminderPlan, due: datetime, zone: tzinfo) -> datetime:
    """The instant from which the reminder due then is of no use."""
    local = due.astimezone(zone)
    minutes = plan.until_on.get(local.date(), plan.until.minutes)
    if minutes is not None:
        return due + timedelta(minutes=minutes)
    day = local.date() + timedelta(days=plan.until.days)
    return instant(day, plan.until.at, zone)


def send_at(plan: ReminderPlan, due: datetime, zone: tzinfo) -> datetime:
    """The due instant, or the end of the quiet hours it falls into."""
    if plan.quiet is None:
        return due
    begin, end = plan.quiet
    local = due.astimezone(zone)
    minute = local.hour * 60 + local.minute
    quiet = begin <= minute < end if begin < end else minute >= begin or minute < end
    if begin == end or not quiet:
        return due
    day = local.date() + timedelta(days=1 if begin > end and minute >= begin else 0)
    return max(due, instant(day, end, zone))


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _quiet(runner: Runner) -> tuple[int, int]:
    return _minute(runner.reminders.quiet_from), _minute(runner.reminders.quiet_to)


def _away(runner: Runner, today: date) -> frozenset[date]:
    """The days from today on that lie in an absence with an end."""
    days: set[date] = set()
    for absence in runner.absences:
        first = max(absence.since, today)
        last = absence.until or first + timedelta(days=LONGEST_ABSENCE)
        count = min((last - first).days, LONGEST_ABSENCE)
        days |= {first + timedelta(days=number) for number in range(count)}
    return frozenset(days)


def _kept_free(plan: ReminderPlan, away: frozenset[date]) -> ReminderPlan:
    """The plan with nothing on the days away."""
    if not away or plan.once is not None:
        return plan
    return ReminderPlan(
        kind=plan.kind,
        weekly=plan.weekly,
        overrides={**plan.overrides, **dict.fromkeys(sorted(away))},
        until=plan.until,
        until_on=plan.until_on,
        quiet=plan.quiet,
    )


def _gym_minutes(athlete: Athlete, weekday: int) -> list[int]:
    return [_minute(day.time) for day in athlete.gym if day.weekday == weekday]


def _morning(runner: Runner) -> ReminderPlan | None:
    """The runner's time, or 45 min before the gym where that is earlier; of use for six hours."""
    usual = runner.reminders.morning
    if usual is None:
        return None
    weekly = []
    for weekday in range(7):
        before_gym = [max(0, minute - GYM_LEAD) for minute in _gym_minutes(runner.athlete, weekday)]
        weekly.append(min([_minute(usual), *before_gym]))
    return ReminderPlan(kind="morning", weekly=tuple(weekly), until=Until(minutes=360), quiet=_quiet(runner))


def _evening(runner: Runner) -> ReminderPlan | None:
    """The runner's time, or an hour after the gym where that is later; of use until midnight."""
    usual = runner.reminders.evening
    if usual is None:
        return None
    weekly = []
    for weekday in range(7):
        after_gym = [min(minute + AFTER_GYM, LATEST_EVENING) for minute in _gym_minutes(runner.athlete, weekday)]
        weekly.append(max([_minute(usual), *after_gym]))
    return ReminderPlan(kind="evening", weekly=tuple(weekly), until=Until(days=1), quiet=_quiet(runner))


def _week(runner: Runner) -> ReminderPlan | None:
    """Sunday, about the week ahead; of use for a day."""
    if runner.reminders.week is None:
        return None
    weekly: Weekly = (*NEVER[:6], _minute(runner.reminders.week))
    return ReminderPlan(kind="week", weekly=weekly, until=Until(minutes=DAY), quiet=_quiet(runner))


def _pain(runner: Runner, today: date) -> ReminderPlan | None:
    """The morning after pain was spoken of, also after an answer of 3 or more (R26); of use until noon."""
    if not runner.reminders.pain_follow_up or runner.health_consent is False:
        return None
    minute = _minute(runner.reminders.morning or DEFAULT_MORNING)
    days = {
        pain.day + timedelta(days=1): minute
        for pain in runner.pains
        if (pain.score >= SOME_PAIN or (pain.score > 0 and not pain.follow_up))
        and pain.day >= today - timedelta(days=1)
    }
    if not days:
        return None
    return ReminderPlan(kind="pain", overrides=days, until=Until(at=12 * 60), quiet=_quiet(runner))


def _snooze(runner: Runner, now: datetime) -> ReminderPlan | None:
    """The one reminder a snooze asked for, at its own time."""
    if runner.snoozed_to is None or runner.snoozed_to <= now:
        return None
    return ReminderPlan(kind="snooze", once=runner.snoozed_to, until=Until(minutes=360))


def _question(runner: Runner) -> ReminderPlan | None:
    """One open question of the first meeting a day."""
    if runner.onboarded and len(runner.answered) >= QUESTIONS:
        return None
    return ReminderPlan(kind="question", weekly=(QUESTION_AT,) * 7, until=Until(minutes=360), quiet=_quiet(runner))


def _activation(runner: Runner, today: date) -> ReminderPlan | None:
    """So that the circuit ends as the run starts; 45 min before a race (R33); moved runs by their dates (R36)."""
    athlete = runner.athlete
    if not runner.reminders.activation or athlete.activation == "never":
        return None
    lead = (FULL_CIRCUIT if runner.circuit == "full" else SHORT_CIRCUIT) + SPARE
    usual = _starts(athlete, athlete.runs)
    weekly: list[int | None] = [None] * 7
    overrides: dict[date, int | None] = {}
    for weekday, begins in usual.items():
        # a run just after midnight is announced on the evening before
        weekly[(weekday + (begins - lead) // DAY) % 7] = (begins - lead) % DAY
    for choice in runner.week_choices:
        starts = _starts(athlete, choice.runs)
        for weekday in range(7):
            start = starts.get(weekday)
            day = choice.monday + timedelta(days=weekday)
            if day >= today and start != usual.get(weekday):
                overrides[day] = None if start is None else max(0, start - lead)
    races = [day for day in (athlete.race, *athlete.tune_ups) if day is not None and day >= today]
    overrides |= {day: max(0, _minute(athlete.race_time) - RACE_LEAD) for day in races}
    return ReminderPlan(
        kind="activation",
        weekly=tuple(weekly),
        overrides=overrides,
        until=Until(minutes=lead),
        until_on=dict.fromkeys(races, RACE_LEAD),
    )


def _starts(athlete: Athlete, runs: tuple[Run, ...]) -> dict[int, int]:
    """The first start that asks for activation by weekday (R33): key runs are hard and long ones."""
    starts: dict[int, int] = {}
    for run in runs:
        if athlete.activation == "every" or run.type != "easy":
            start = _minute(run.time)
            starts[run.weekday] = min(start, starts.get(run.weekday, start))
    return starts
