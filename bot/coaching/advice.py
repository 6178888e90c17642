"""The sentences a runner is shown with the day: warnings, notices and safety (R7, R10, R20, R24–R31)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.coaching.athlete import Athlete, RedFlag
from bot.coaching.periodization import days_to_race, is_declared, phase_by_date, taper_ran_out
from bot.coaching.safety import Hurting
from bot.coaching.session import Day, Session
from bot.coaching.situation import Situation
from bot.coaching.week import WeekPlan, is_taper_day

PHASE_WORDS: Final = {
    "base": "base",
    "off": "off-season",
    "prep": "race prep",
    "taper": "taper",
    "recovery": "recovery",
}
RUN_WORDS: Final = {"hard": "hard run", "long": "long run", "race": "race"}
GRIPPED: Final = frozenset({"deadlift", "romanian_deadlift"})

EMERGENCY: Final = (
    "What you describe needs a doctor now: call your local emergency number. No training until you are cleared."
)
PROMPT: Final = (
    "Please have this looked at by a doctor or physiotherapist soon. "
    "No training from me until it is cleared; it will all still be here."
)
CLEARANCE: Final = "Please get your clinician's yes to strength training first. As soon as you have it, we start."
MINOR: Final = "Train with an adult who knows the lifts beside you."


def referral_advice(now: Situation, flag: RedFlag) -> tuple[str, ...]:
    """R27 and R28: where to turn."""
    if now.log.red_flag is None:
        return (CLEARANCE,)
    return (EMERGENCY if flag == "emergency" else PROMPT,)


def advice_for(now: Situation, day: Day) -> tuple[str, ...]:
    """All that is said with the day, safety first."""
    said = [*_about_pain(now.pain), *about_phase(now.athlete, now.plan.frame.monday)]
    if now.rests_instead:
        said.append("Recovery instead of heavy lifting today. Sleep and fresh legs come first.")
    if day.session is not None:
        said += _about_the_day(now, day.session)
        said += _about_lifting(now.athlete, day.session)
    return tuple(said)


def _about_pain(pain: Hurting) -> Iterator[str]:
    """R26: pain of six or more."""
    if pain.rests_legs:
        yield "No run today: with pain this strong, let your legs rest."
    if pain.strong:
        yield "Have a physiotherapist or doctor look at it."
    elif pain.some:
        yield "Easier versions where it hurts today. Pain up to 5 is fine if it is no worse tomorrow morning."


def about_phase(athlete: Athlete, monday: date) -> Iterator[str]:
    """R31: a declared phase that disagrees with the race date, or that has run out, in the week of `monday`."""
    if taper_ran_out(athlete, monday):
        yield "Your taper has lasted its two weeks, so I plan these weeks as off-season. What is next?"
    elif is_declared(athlete, monday) and days_to_race(athlete, monday) is not None:
        by_date = phase_by_date(athlete, monday)
        if athlete.phase is not None and by_date != athlete.phase:
            said, dated = PHASE_WORDS[athlete.phase], PHASE_WORDS[by_date]
            yield f"You set {said}; by your race date this week is {dated}. Say the word and I follow the date."


def _about_the_day(now: Situation, session: Session) -> Iterator[str]:
    """R5, R7, R10, R24: what is particular about today's session."""
    plan = now.plan
    if session.type == "T" and not is_taper_day(plan.runs, plan.gym, now.weekday):
        where = "is no gym day" if now.weekday not in plan.gym else "has your long run"
        yield f"This light session is on a day that {where}; it needs only 20 minutes."
    if plan.style == "article" and session.type in {"A", "D"}:
        yield from _heavy_legs(plan, now.weekday)
    if plan.frame.deload:
        yield "Deload week: half the sets, lighter loads. This is when you get stronger."
    if now.comeback.from_bottom:
        yield f"{now.log.days_since_strength} days since your last session, so today starts lighter. Welcome back."


def _heavy_legs(plan: WeekPlan, weekday: int) -> Iterator[str]:
    """R32: in the sample week R7 is only a warning."""
    today, tomorrow = plan.runs.on(weekday), plan.runs.on(weekday + 1)
    if tomorrow.kind is not None and tomorrow.is_key:
        yield f"Heavy legs the day before your {RUN_WORDS[tomorrow.kind]}: keep an eye on how they feel."
    elif today.kind is not None and today.is_key:
        yield f"Same day as your {RUN_WORDS[today.kind]}: run first, lift at least three hours later."


def _about_lifting(athlete: Athlete, session: Session) -> Iterator[str]:
    """R20, R28, R30: how to hold it, and who stands by."""
    if athlete.is_minor:
        yield MINOR
    for each in session.exercises:
        if each.exercise == "farmers_carry" and each.implement == "kettlebell":
            yield "One bell: swap hands halfway through the carry."
        if each.exercise in GRIPPED and each.implement == "barbell":
            yield "Hold the bar double overhand; use straps before your grip limits the lift."
