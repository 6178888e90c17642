"""The sentences a runner is shown with the day: warnings, notices and safety (R7, R10, R20, R24–R31)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.coaching.athlete import Athlete, RedFlag
from bot.coaching.periodization import days_to_race, is_declared, phase_by_date, taper_ran_out
from bot.coaching.safety import Hurting
from bot.coaching.says import Says, says, says_count
from bot.coaching.session import Session
from bot.coaching.situation import Situation
from bot.coaching.week import WeekPlan, is_taper_day

PHASE_WORDS: Final = {
    "base": says("base"),
    "off": says("off-season"),
    "prep": says("race prep"),
    "taper": says("taper"),
    "recovery": says("recovery"),
}
RUN_WORDS: Final = {"hard": says("hard run"), "long": says("long run"), "race": says("race")}
GRIPPED: Final = frozenset({"deadlift", "romanian_deadlift"})

EMERGENCY: Final = says(
    "What you describe needs a doctor now: call your local emergency number. No training until you are cleared."
)
PROMPT: Final = says(
    "Please have this looked at by a doctor or physiotherapist soon. "
    "No training from me until it is cleared; it will all still be here."
)
CLEARANCE: Final = says("Please get your clinician's yes to strength training first. As soon as you have it, we start.")
MINOR: Final = says("Train with an adult who knows the lifts beside you.")


def referral_advice(now: Situation, flag: RedFlag) -> tuple[Says, ...]:
    """R27 and R28: where to turn."""
    if now.log.red_flag is None:
        return (CLEARANCE,)
    return (EMERGENCY if flag == "emergency" else PROMPT,)


def advice_for(now: Situation, session: Session | None) -> tuple[Says, ...]:
    """All that is said with the day, safety first: a screen shows only the first few."""
    said = [*_about_pain(now.pain)]
    if session is not None and now.athlete.is_minor:
        said.append(MINOR)
    said += about_phase(now.athlete, now.plan.frame.monday)
    if now.rests_instead:
        said.append(says("Recovery instead of heavy lifting today. Sleep and fresh legs come first."))
    if session is not None:
        said += _about_the_day(now, session)
        said += _about_lifting(session)
    return tuple(said)


def _about_pain(pain: Hurting) -> Iterator[Says]:
    """R26: pain of six or more."""
    if pain.rests_legs:
        yield says("No run today: with pain this strong, let your legs rest.")
    if pain.strong:
        yield says("Have a physiotherapist or doctor look at it.")
    elif pain.some:
        yield says(
            "Easier versions where it hurts today. Up to 5 of 10 is acceptable if it is no worse tomorrow morning."
        )


def about_phase(athlete: Athlete, monday: date) -> Iterator[Says]:
    """R31: a declared phase that disagrees with the race date, or that has run out, in the week of `monday`."""
    if athlete.phase is None:
        return
    if taper_ran_out(athlete, monday):
        yield says("Your taper has lasted its two weeks, so I plan these weeks as off-season. What is next?")
    elif is_declared(athlete, monday) and days_to_race(athlete, monday) is not None:
        by_date = phase_by_date(athlete, monday)
        if by_date != athlete.phase:
            yield says(
                "You set {chosen}; by your race date this week is {dated}. Say the word and I follow the date.",
                chosen=PHASE_WORDS[athlete.phase],
                dated=PHASE_WORDS[by_date],
            )


def _about_the_day(now: Situation, session: Session) -> Iterator[Says]:
    """R5, R7, R10, R24: what is particular about today's session."""
    plan = now.plan
    if session.type == "T" and not is_taper_day(plan.runs, plan.gym, now.weekday):
        if now.weekday not in plan.gym:
            yield says("This light session falls on no gym day of yours; it takes only 20 minutes.")
        else:
            yield says("This light session shares the day with your long run; it takes only 20 minutes.")
    if plan.style == "article" and session.type in {"A", "D"}:
        yield from _heavy_legs(plan, now.weekday)
    if plan.frame.deload:
        yield says("Deload week: half the sets, a tenth lighter. Leave the gym fresher than you came.")
    if now.comeback.from_bottom:
        yield says_count(
            "{n} day since your last strength session, so today starts lighter. Welcome back.",
            "{n} days since your last strength session, so today starts lighter. Welcome back.",
            n=now.log.days_since_strength,
        )


def _heavy_legs(plan: WeekPlan, weekday: int) -> Iterator[Says]:
    """R32: in the sample week R7 is only a warning."""
    today, tomorrow = plan.runs.on(weekday), plan.runs.on(weekday + 1)
    if tomorrow.kind is not None and tomorrow.is_key:
        yield says("Heavy legs the day before your {run}: keep an eye on how they feel.", run=RUN_WORDS[tomorrow.kind])
    elif today.kind is not None and today.is_key:
        yield says(
            "Same day as your {run}: run first, lift at least three hours later, better six.",
            run=RUN_WORDS[today.kind],
        )


def _about_lifting(session: Session) -> Iterator[Says]:
    """R20 and R30: how to hold it."""
    for each in session.exercises:
        if each.exercise == "farmers_carry" and each.implement == "kettlebell":
            yield says("One bell: swap hands halfway through the carry.")
        if each.exercise in GRIPPED and each.implement == "barbell":
            yield says("Hold the bar double overhand; use straps before your grip limits the lift.")
