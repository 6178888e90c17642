"""The day itself: session, routine, mobility, activation, advice and reasons, from athlete, log and date (R1–R36)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.coaching.advice import advice_for, referral_advice
from bot.coaching.alternatives import alternatives
from bot.coaching.athlete import Athlete, Log
from bot.coaching.exercise import Catalogue
from bot.coaching.periodization import monday_of
from bot.coaching.prescription import write_session
from bot.coaching.reasons import reasons
from bot.coaching.safety import referral, routine_list
from bot.coaching.session import Day
from bot.coaching.situation import Situation, situation
from bot.coaching.week import Placed, WeekPlan, plan_week

__all__ = ["alternatives", "day_in", "session_for", "week_for"]

MOBILITY: Final = (
    "worlds_greatest_stretch",
    "deep_squat_hold",
    "standing_calf_stretch",
    "cat_cow",
    "couch_stretch",
    "ankle_circles",
)
ACTIVATION: Final = (
    "glute_bridge",
    "banded_lateral_walk",
    "high_knees",
    "leg_swings",
    "a_skips",
    "calf_hops",
)
SHORT_ACTIVATION: Final = ("glute_bridge", "leg_swings", "a_skips")


def session_for(catalogue: Catalogue, athlete: Athlete, log: Log, day: date) -> Day:
    """The day as the coach has it. Raises ValueError for a day before the plan starts (R1)."""
    if day < athlete.start:
        raise ValueError(f"the plan starts on {athlete.start.isoformat()}")
    return day_in(catalogue, athlete, log, plan_week(athlete, log, monday_of(day)), day)


def week_for(catalogue: Catalogue, athlete: Athlete, log: Log, monday: date) -> tuple[Day | None, ...]:
    """The seven days from `monday`, None before the plan starts. The log counts for all of them."""
    plan = plan_week(athlete, log, monday)
    days = (monday + timedelta(days=offset) for offset in range(7))
    return tuple(day_in(catalogue, athlete, log, plan, day) if day >= athlete.start else None for day in days)


def day_in(catalogue: Catalogue, athlete: Athlete, log: Log, plan: WeekPlan, day: date) -> Day:
    """One day of a week already planned with `plan_week`, so that a week need not be planned seven times."""
    now = situation(catalogue, athlete, log, plan, day)
    flag = referral(athlete, log)
    if flag is not None:
        referred = replace(_bare_day(now), referral=flag, advice=referral_advice(now, flag))
        return replace(referred, why=reasons(now, referred))
    return _told(now, _with_lists(now, _with_session(now, _bare_day(now))))


def _bare_day(now: Situation) -> Day:
    """What the calendar says of the day."""
    frame = now.plan.frame
    return Day(
        date=now.day,
        phase=frame.phase,
        block=frame.block,
        week=frame.week,
        deload=frame.deload,
        run=now.plan.runs.on(now.weekday).kind,
        session=None,
        routine=None,
        mobility=(),
        activation=(),
        referral=None,
    )


def _with_session(now: Situation, day: Day) -> Day:
    """The session, or the routine of a day without one (R11); R23 and R26 have the last word."""
    if now.rests_instead:
        return replace(day, routine="B")
    if now.planned is None:
        return replace(day, routine=now.plan.routines.get(now.weekday))
    placed = Placed(type="U") if now.spares_legs else now.planned
    return replace(day, session=write_session(now, placed))


def _with_lists(now: Situation, day: Day) -> Day:
    """R12: mobility every day, activation before the runs R33 asks for."""
    activation = ACTIVATION if wants_activation(now.athlete, day) else ()
    return replace(
        day,
        mobility=routine_list(now.catalogue, MOBILITY, now.equipment, now.pain),
        activation=routine_list(now.catalogue, activation, now.equipment, now.pain),
    )


def _told(now: Situation, day: Day) -> Day:
    return replace(day, advice=advice_for(now, day), why=reasons(now, day))


def wants_activation(athlete: Athlete, day: Day) -> bool:
    """R12 and R33: before key runs, before every run, or never."""
    if athlete.activation == "never" or day.run is None:
        return False
    return athlete.activation == "every" or day.run != "easy"
