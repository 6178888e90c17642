"""What else could stand in an exercise's place today (`/swap`)."""

from typing import Final

from bot.coaching.athlete import Athlete, Log
from bot.coaching.exercise import Catalogue, Exercise
from bot.coaching.safety import NOT_FOR_BEGINNERS, hurting
from bot.coaching.session import Day

KIN: Final = (frozenset({"squat", "lunge"}),)


def alternatives(catalogue: Catalogue, athlete: Athlete, log: Log, day: Day, exercise: str) -> tuple[str, ...]:
    """Ids of exercises of the same pattern that fit the day's equipment, are not in the session and do no harm.

    Squats and lunges count as one pattern. Empty where the day has no session, and in T, which is kept as it is.
    """
    if day.session is None or day.session.type == "T" or exercise not in catalogue:
        return ()
    here = {each.exercise for each in day.session.exercises}
    equipment = athlete.equipment if log.equipment_today is None else log.equipment_today
    pain = hurting(log.pain)
    hurts = pain.some | pain.strong
    barred = NOT_FOR_BEGINNERS if athlete.is_beginner else frozenset[str]()
    return tuple(
        each.id
        for each in catalogue.exercises.values()
        if each.id not in here
        and each.id not in barred
        and same_pattern(each, catalogue[exercise])
        and each.fits(equipment)
        and not each.stress_areas & hurts
    )


def same_pattern(one: Exercise, other: Exercise) -> bool:
    """Whether two exercises train the same movement (R25 swaps within it)."""
    return one.pattern == other.pattern or any({one.pattern, other.pattern} <= kin for kin in KIN)
