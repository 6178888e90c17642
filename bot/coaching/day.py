"""The day itself: session, routine, mobility, activation, advice and reasons, from athlete, log and date (R1–R36)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.coaching.advice import advice_for, referral_advice
from bot.coaching.alternatives import alternatives
from bot.coaching.athlete import Athlete, Log, RedFlag
from bot.coaching.exercise import Catalogue
from bot.coaching.periodization import WEEK, monday_of
from bot.coaching.prescription import write_session
from bot.coaching.reasons import reasons
from bot.coaching.running import DayKind
from bot.coaching.safety import referral, routine_list
from bot.coaching.says import Says
from bot.coaching.session import Day, Prescription, Session
from bot.coaching.situation import Situation, situation
from bot.coaching.week import Placed, Routine, WeekPlan, plan_week

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


def day_in(catalogue: Catalogue, athlete: Athlete, log: Log, plan: WeekPlan, day: date, *, explain: bool = True) -> Day:
    """One day of a week already planned with `plan_week`, so that a week need not be planned seven times.

    Without `explain` the reasons are left out.
    """
    now = situation(catalogue, athlete, log, plan, day)
    flag = referral(athlete, log)
    if flag is not None:
        referred = _bare_day(now, referral=flag, advice=referral_advice(now, flag))
        return replace(referred, why=reasons(now, referred))
    session = _session(now)
    bare = _bare_day(now, session=session, routine=_routine(now), advice=advice_for(now, session))
    return replace(bare, why=reasons(now, bare)) if explain else bare


def _bare_day(
    now: Situation,
    *,
    session: Session | None = None,
    routine: Routine | None = None,
    referral: RedFlag | None = None,
    advice: tuple[Says, ...],
) -> Day:
    """The day without its reasons: what the calendar says, what is to be done, R12's lists if nothing is referred."""
    frame = now.plan.frame
    run = now.plan.runs.on(now.weekday).kind
    activation = ACTIVATION if referral is None and wants_activation(now.athlete, run) else ()
    mobility = MOBILITY if referral is None else ()
    equipment = now.equipment
    return Day(
        date=now.day,
        phase=frame.phase,
        block=frame.block,
        week=frame.week,
        deload=frame.deload,
        run=run,
        session=session,
        routine=routine,
        mobility=routine_list(now.catalogue, mobility, equipment, now.pain),
        activation=routine_list(now.catalogue, activation, equipment, now.pain),
        referral=referral,
        advice=advice,
    )


def _session(now: Situation) -> Session | None:
    """The session of the day; R23 and R26 have the last word."""
    if now.planned is None or now.rests_instead:
        return None
    session = write_session(now, Placed(type="U") if now.spares_legs else now.planned)
    return below_prep(now, session) if session is not None and session.type == "T" else session


def below_prep(now: Situation, taper: Session) -> Session:
    """I6: fewer sets than in the last prep week; it bites after a lone lite session. Cut from the last slot upward."""
    before = _prep_sets(now)
    over = sum(each.sets for each in taper.exercises) - before + 1
    if before == 0 or over <= 0:
        return taper
    kept: list[Prescription] = []
    for each in reversed(taper.exercises):
        cut = min(over, each.sets - 1)
        kept.insert(0, replace(each, sets=each.sets - cut))
        over -= cut
    return replace(taper, exercises=tuple(kept))


def _prep_sets(now: Situation) -> int:
    """The sets of the last prep week before this taper that was no deload, as the calendar has it; 0: there is none."""
    log = Log(deload_weeks=now.log.deload_weeks, blocks_before=now.log.blocks_before)
    monday = now.plan.frame.monday - WEEK
    while monday >= monday_of(now.athlete.start):
        plan = plan_week(now.athlete, log, monday)
        if plan.frame.phase == "prep" and not plan.frame.deload:
            days = (monday + timedelta(days=weekday) for weekday in plan.sessions)
            begun = (day for day in days if day >= now.athlete.start)
            sessions = (_session(situation(now.catalogue, now.athlete, log, plan, day)) for day in begun)
            return sum(each.sets for session in sessions if session is not None for each in session.exercises)
        if plan.frame.phase not in {"taper", "prep"}:
            return 0
        monday -= WEEK
    return 0


def _routine(now: Situation) -> Routine | None:
    """The routine of a day without a session (R11); R23 puts B in place of heavy work."""
    if now.rests_instead:
        return "B"
    return now.plan.routines.get(now.weekday) if now.planned is None else None


def wants_activation(athlete: Athlete, run: DayKind | None) -> bool:
    """R12 and R33: before key runs, before every run, or never."""
    if athlete.activation == "never" or run is None:
        return False
    return athlete.activation == "every" or run != "easy"
