"""Why the day is as it is: each choice with the rule that made it, in a sentence a runner understands."""

from collections.abc import Iterator
from typing import Final

from bot.coaching.advice import PHASE_WORDS
from bot.coaching.athlete import Athlete, Log
from bot.coaching.periodization import is_declared
from bot.coaching.session import Day, Decision, Session
from bot.coaching.situation import Situation
from bot.coaching.week import LITE_TIER, Placed, WeekPlan

TIERS: Final = {
    0: "It shares the day with your hard run, so your easy days stay easy.",
    1: "Your next hard or long run is at least two days off.",
    2: "Your next hard or long run is a day and a half off, so it is a lite day: half the sets, a tenth lighter.",
}
TYPE_RULES: Final = {"U": "R9", "T": "R10"}
BLOCK_SLOTS: Final = frozenset({"hinge", "squat", "plank", "deadbug", "pull"})


def reasons(now: Situation, day: Day) -> tuple[Decision, ...]:
    """Every decision behind `day`, from the season down to the load."""
    found = [*_season(now, day)]
    if day.referral is not None:
        rule = "R27" if now.log.red_flag is not None else "R28"
        found.append(Decision(rule=rule, says="Health comes first: no training until a clinician has cleared it."))
        return tuple(found)
    found += _placement(now, day)
    if day.session is not None:
        found += _session(now, day.session)
        found += _slots(now, day.session)
    found.append(Decision(rule="R12", says="Ten minutes of mobility every day."))
    if day.activation:
        found.append(Decision(rule="R33", says="Activation before this run, as you chose."))
    return tuple(found)


def _season(now: Situation, day: Day) -> Iterator[Decision]:
    """R2–R5 and R31."""
    frame, name = now.plan.frame, PHASE_WORDS[day.phase]
    if is_declared(now.athlete, frame.monday):
        yield Decision(rule="R31", says=f"You set the phase; this week counts as {name}.")
    elif frame.days_to_race is None:
        yield Decision(rule="R2", says="No race ahead, so this is the off-season.")
    elif frame.days_to_race < 0:
        yield Decision(rule="R2", says="Your race is just behind you, so this week is recovery.")
    else:
        yield Decision(rule="R2", says=f"{frame.days_to_race} days from Monday to your race makes this {name}.")
    if day.block is not None:
        yield Decision(rule="R4", says=f"Week {day.week} of the {day.block} block.")
    if day.deload:
        own = frame.monday in now.log.deload_weeks
        yield Decision(
            rule="R23" if own else "R5",
            says="Two very hard sessions in a row ask for a deload week."
            if own
            else "The fourth week of a block is a deload week.",
        )


def _placement(now: Situation, day: Day) -> Iterator[Decision]:
    """R3, R7–R11, R23, R26, R32."""
    printed = now.plan.style == "article"
    if now.rests_instead:
        yield Decision(rule="R23", says="Short sleep or very sore legs: recovery instead of heavy lifting.")
    elif now.spares_legs:
        yield Decision(rule="R26", says="Strong pain below: upper body and core instead of heavy legs.")
    elif now.planned is not None:
        yield from _placed(now.plan, now.planned)
    elif day.routine is not None:
        says = "Recovery and mobility today." if day.routine == "B" else "Mobility and activation today."
        yield Decision(rule="R32" if printed else "R11", says=says)
    else:
        yield Decision(rule="R32" if printed else "R8", says="No strength session is due today.")


def _placed(plan: WeekPlan, planned: Placed) -> Iterator[Decision]:
    """Why this session stands on this day."""
    if plan.style == "article":
        yield Decision(rule="R32", says=f"The sample week has session {planned.type} on this weekday.")
        return
    count = "session" if plan.sessions_due == 1 else "sessions"
    yield Decision(rule="R3", says=f"{plan.sessions_due} strength {count} this week.")
    if planned.tier is not None:
        yield Decision(rule="R7", says=TIERS[planned.tier])
        yield Decision(rule="R8", says="Of the days that fit, this one weighs least on your runs.")
    else:
        says = {
            "R9": "Upper body and core go on a free gym day nearest to Wednesday.",
            "R10": "One light session, at least three days before the race.",
        }
        rule = TYPE_RULES.get(planned.type, "R36")
        yield Decision(rule=rule, says=says.get(rule, "It is done already, so it stands."))


def _session(now: Situation, session: Session) -> Iterator[Decision]:
    """R13–R29 and R35: what is in it."""
    log = now.log
    yield Decision(rule="R13", says=f"Session {session.type} holds these exercises, the most important first.")
    if session.tier == LITE_TIER and not now.plan.frame.deload:
        yield Decision(rule="R16", says="A lite day: half the sets, a tenth lighter.")
    if any(each.load is not None for each in session.exercises):
        rule, says = _load_reason(now.athlete, log, session)
        yield Decision(rule=rule, says=says)
    if now.comeback.from_bottom:
        yield Decision(rule="R24", says=f"{log.days_since_strength} days since the last session: start lighter.")
    elif log.missed > 1:
        yield Decision(rule="R24", says="Sessions were missed: same loads, one set fewer.")
    if now.athlete.is_beginner:
        yield Decision(rule="R29", says="Still new to lifting: no power work, swings, Nordics or pistols yet.")
    if log.minutes_today is not None or log.equipment_today is not None:
        yield Decision(rule="R35", says="Fitted to the time and equipment you have today.")


def _slots(now: Situation, session: Session) -> Iterator[Decision]:
    """R14, R25, R26: what stands where another exercise would."""
    for each in session.exercises:
        if each.slot == each.exercise:
            continue
        name = now.catalogue[each.exercise].name
        if each.slot in BLOCK_SLOTS:
            yield Decision(rule="R14", says=f"{name} is this block's {each.slot}, with what you have today.")
        else:
            own = now.catalogue[each.slot]
            hurts = own.stress_areas & (now.pain.some | now.pain.strong)
            why = "where it hurts" if hurts else "for what you have today"
            yield Decision(rule="R26" if hurts else "R25", says=f"{name} instead of {own.name}, {why}.")


def _load_reason(athlete: Athlete, log: Log, session: Session) -> tuple[str, str]:
    if session.type != "T" and any(each.exercise in log.working for each in session.exercises):
        return "R21", "Loads go on from your last session."
    if athlete.one_rm or athlete.recent_sets:
        return "R19", "Loads are a share of your best lifts, or of body mass where no lift is known."
    return "R19", "Loads start low, from your body mass, until your reports say more."
