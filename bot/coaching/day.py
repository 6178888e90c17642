"""The day itself: session, routine, mobility, activation, advice and reasons, from athlete, log and date (R1–R36)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.coaching.advice import advice_for, referral_advice
from bot.coaching.athlete import Athlete, Log
from bot.coaching.exercise import Catalogue, Equipment
from bot.coaching.periodization import monday_of
from bot.coaching.prescription import write_session
from bot.coaching.reasons import reasons
from bot.coaching.safety import Hurting, hurting, referral, routine_list, too_tired_for_heavy
from bot.coaching.session import Day, Session
from bot.coaching.week import Placed, Routine, WeekPlan, plan_week

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
    weekday = (day - plan.frame.monday).days
    bare = _bare_day(plan, day)
    flag = referral(athlete, log)
    if flag is not None:
        told = replace(bare, referral=flag, advice=referral_advice(athlete, log, flag))
        return replace(told, why=reasons(catalogue, athlete, log, plan, told, None))
    pain = hurting(log.pain)
    planned = plan.sessions.get(weekday)
    placed = _after_pain(planned, pain)
    routine = plan.routines.get(weekday)
    session: Session | None = None
    if planned is not None and planned.is_heavy and too_tired_for_heavy(log):
        routine = "B"
    elif placed is not None:
        session = write_session(catalogue, athlete, log, plan, placed, pain)
    return _full_day(catalogue, athlete, log, plan, replace(bare, session=session, routine=routine), pain)


def _bare_day(plan: WeekPlan, day: date) -> Day:
    """What the calendar says of the day."""
    frame = plan.frame
    return Day(
        date=day,
        phase=frame.phase,
        block=frame.block,
        week=frame.week,
        deload=frame.deload,
        run=plan.runs.on((day - frame.monday).days).kind,
        session=None,
        routine=None,
        mobility=(),
        activation=(),
        referral=None,
    )


def _full_day(catalogue: Catalogue, athlete: Athlete, log: Log, plan: WeekPlan, bare: Day, pain: Hurting) -> Day:
    """R12 and what the runner is told."""
    equipment = equipment_on(athlete, log)
    activation = ACTIVATION if wants_activation(athlete, bare) else ()
    day = replace(
        bare,
        mobility=routine_list(catalogue, MOBILITY, equipment, pain),
        activation=routine_list(catalogue, activation, equipment, pain),
    )
    planned = plan.sessions.get((day.date - plan.frame.monday).days)
    return replace(
        day,
        advice=advice_for(athlete, log, plan, day, pain),
        why=reasons(catalogue, athlete, log, plan, day, planned),
    )


def _after_pain(planned: Placed | None, pain: Hurting) -> Placed | None:
    """R26: with strong pain in the lower limb or low back a heavy session becomes U."""
    if planned is not None and planned.is_heavy and pain.rests_legs:
        return Placed(type="U")
    return planned


def wants_activation(athlete: Athlete, day: Day) -> bool:
    """R12 and R33: before key runs, before every run, or never."""
    if athlete.activation == "never" or day.run is None:
        return False
    return athlete.activation == "every" or day.run != "easy"


def equipment_on(athlete: Athlete, log: Log) -> frozenset[Equipment]:
    """R35: what there is to train with on the day."""
    return athlete.equipment if log.equipment_today is None else log.equipment_today


def routine_name(routine: Routine) -> str:
    """What a routine is for, in two words."""
    return {"B": "Recovery and mobility", "F": "Mobility and activation"}[routine]
