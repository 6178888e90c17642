"""Why the day is as it is: each choice with the rule that made it, in a sentence a runner understands."""

from collections.abc import Iterator
from typing import Final

from bot.coaching.advice import PHASE_WORDS
from bot.coaching.athlete import Athlete, Log
from bot.coaching.exercise import Exercise
from bot.coaching.periodization import is_declared
from bot.coaching.says import ExerciseName, Says, says, says_count
from bot.coaching.session import Day, Decision, Prescription, Session
from bot.coaching.situation import Situation
from bot.coaching.week import LITE_TIER, Placed, WeekPlan

TIERS: Final = {
    0: says("It shares the day with your hard run, so your easy days stay easy."),
    1: says("Your next hard or long run is at least two days off."),
    2: says("Your next hard or long run is only about a day and a half off, so this one is kept light."),
}
BLOCK_WORDS: Final = {
    "foundation": says("foundation"),
    "strength": says("strength"),
    "hypertrophy": says("muscle"),
    "power": says("power"),
}
BLOCK_SLOTS: Final = {
    "hinge": says("hip hinge"),
    "squat": says("squat"),
    "plank": says("plank"),
    "deadbug": says("dead bug"),
}
PULL_SLOT: Final = "pull"
MISSED: Final = says("Sessions were missed: same loads, one set fewer.")


def reasons(now: Situation, day: Day) -> tuple[Decision, ...]:
    """Every decision behind `day`, from the season down to the load."""
    found = [*_season(now, day)]
    if day.referral is not None:
        rule = "R27" if now.log.red_flag is not None else "R28"
        found.append(
            Decision(rule=rule, says=says("Health comes first: no training until a clinician has cleared it."))
        )
        return tuple(found)
    found += _placement(now, day)
    if day.session is not None:
        found += _session(now, day.session)
        found += _slots(now, day.session)
    found.append(Decision(rule="R12", says=says("Ten to fifteen minutes of mobility every day.")))
    if day.activation:
        found.append(Decision(rule="R33", says=_activation(now.athlete)))
    return tuple(found)


def _activation(athlete: Athlete) -> Says:
    if athlete.activation == "every":
        return says("Activation before every run, as you chose.")
    return says("Activation before hard runs, long runs and races.")


def _season(now: Situation, day: Day) -> Iterator[Decision]:
    """R2–R5 and R31."""
    frame, phase = now.plan.frame, PHASE_WORDS[day.phase]
    if is_declared(now.athlete, frame.monday):
        yield Decision(rule="R31", says=says("You set the phase; this week counts as {phase}.", phase=phase))
    elif frame.days_to_race is None:
        yield Decision(rule="R2", says=says("No race ahead, so this is the off-season."))
    elif frame.days_to_race < 0:
        yield Decision(rule="R2", says=says("Your race is just behind you, so this week is recovery."))
    else:
        counted = says_count(
            "{n} day from Monday to your race, so this week is {phase}.",
            "{n} days from Monday to your race, so this week is {phase}.",
            n=frame.days_to_race,
            phase=phase,
        )
        yield Decision(rule="R2", says=counted)
    if day.block is not None:
        block = BLOCK_WORDS[day.block]
        yield Decision(rule="R4", says=says("Week {week} of the {block} block.", week=day.week, block=block))
    if day.deload and frame.monday in now.log.deload_weeks:
        yield Decision(rule="R23", says=says("Two very hard sessions in a row ask for a deload week."))
    elif day.deload:
        yield Decision(rule="R5", says=says("The fourth week of a block is a deload week."))


def _placement(now: Situation, day: Day) -> Iterator[Decision]:
    """R3, R7–R11, R23, R26, R32."""
    printed = now.plan.style == "article"
    if now.rests_instead:
        yield Decision(rule="R23", says=says("Short sleep or very sore legs: recovery instead of heavy lifting."))
    elif now.spares_legs:
        yield Decision(
            rule="R26", says=says("Strong pain in leg or low back: upper body and core instead of heavy legs.")
        )
    elif now.planned is not None:
        yield from _placed(now.plan, now.planned)
    elif day.routine is not None:
        yield Decision(rule="R32" if printed else "R11", says=_routine(day.routine, printed=printed))
    else:
        yield Decision(rule="R32" if printed else "R8", says=says("No strength session is due today."))


def _routine(routine: str, *, printed: bool) -> Says:
    if printed:
        return says("The sample week keeps this day for recovery and mobility.")
    if routine == "B":
        return says("Yesterday was demanding, so today is for recovery and mobility.")
    return says("No run and no lifting today, so there is room for mobility and activation.")


def _placed(plan: WeekPlan, planned: Placed) -> Iterator[Decision]:
    """Why this session stands on this day."""
    if plan.style == "article":
        yield Decision(rule="R32", says=says("The sample week has this session on this weekday."))
        return
    counted = says_count("{n} strength session this week.", "{n} strength sessions this week.", n=plan.sessions_due)
    yield Decision(rule="R3", says=counted)
    if planned.tier is not None:
        yield Decision(rule="R7", says=TIERS[planned.tier])
        yield Decision(rule="R8", says=says("Of the days that fit, this one weighs least on your runs."))
    elif planned.type == "U":
        yield Decision(
            rule="R9", says=says("Upper body and core go on the first free gym day, counted from Wednesday.")
        )
    elif planned.type == "T":
        yield Decision(
            rule="R10", says=says("A taper week has one light session, at least three days before the race.")
        )
    else:
        yield Decision(rule="R36", says=says("It is done already, so it stands."))


def _session(now: Situation, session: Session) -> Iterator[Decision]:
    """R13–R29 and R35: what is in it."""
    log, athlete = now.log, now.athlete
    yield Decision(rule="R13", says=says("The exercises that matter most come first."))
    if session.tier == LITE_TIER and not now.plan.frame.deload:
        yield Decision(rule="R16", says=says("A lite day: half the sets, a tenth lighter."))
    if any(each.load is not None for each in session.exercises):
        yield _load_reason(athlete, log, session)
    yield from _after_a_gap(now)
    if athlete.is_minor:
        yield Decision(rule="R28", says=says("Under 18 the plan is a beginner's: form first, load later."))
    elif athlete.is_beginner:
        yield Decision(rule="R29", says=says("Still new to lifting: no power work, swings, Nordics or pistols yet."))
    if log.minutes_today is not None or log.equipment_today is not None:
        yield Decision(rule="R35", says=says("Fitted to the time and equipment you have today."))


def _after_a_gap(now: Situation) -> Iterator[Decision]:
    """R24: what weeks off and missed sessions do."""
    if now.comeback.from_bottom:
        counted = says_count(
            "{n} day since the last strength session: start lighter.",
            "{n} days since the last strength session: start lighter.",
            n=now.log.days_since_strength,
        )
        yield Decision(rule="R24", says=counted)
    elif now.log.missed > 1:
        yield Decision(rule="R24", says=MISSED)


def _slots(now: Situation, session: Session) -> Iterator[Decision]:
    """R14, R21, R25, R26: what stands where another exercise would."""
    for each in session.exercises:
        if each.slot == each.exercise:
            continue
        name = _name(now.catalogue[each.exercise])
        if each.slot == PULL_SLOT:
            yield Decision(
                rule="R14", says=says("{exercise} is your pull, by your strength and equipment.", exercise=name)
            )
        elif each.slot in BLOCK_SLOTS:
            slot = BLOCK_SLOTS[each.slot]
            yield Decision(rule="R14", says=_block_slot(now, name, slot))
        else:
            yield _substitute(now, each, name)


def _block_slot(now: Situation, name: ExerciseName, slot: Says) -> Says:
    if now.pain.some or now.pain.strong:
        return says(
            "{exercise} is this block's {slot}, with your equipment and your pain in mind.", exercise=name, slot=slot
        )
    return says("{exercise} is this block's {slot}, with what you have today.", exercise=name, slot=slot)


def _substitute(now: Situation, each: Prescription, name: ExerciseName) -> Decision:
    """Why another exercise stands in a slot that has one of its own."""
    own = now.catalogue[each.slot]
    instead = _name(own)
    if each.exercise in now.log.swaps_today.values():
        return Decision(
            rule="R35", says=says("{exercise} instead of {own}, as you asked for today.", exercise=name, own=instead)
        )
    if own.stress_areas & (now.pain.some | now.pain.strong):
        return Decision(
            rule="R26", says=says("{exercise} instead of {own}, to spare what hurts.", exercise=name, own=instead)
        )
    if each.exercise in now.log.steps.values():
        return Decision(
            rule="R21", says=says("{exercise} instead of {own}, going by your reports.", exercise=name, own=instead)
        )
    return Decision(
        rule="R25", says=says("{exercise} instead of {own}, with what you have today.", exercise=name, own=instead)
    )


def _name(exercise: Exercise) -> ExerciseName:
    return ExerciseName(id=exercise.id, name=exercise.name)


def _load_reason(athlete: Athlete, log: Log, session: Session) -> Decision:
    if session.type != "T" and any(each.exercise in log.working for each in session.exercises):
        return Decision(rule="R21", says=says("Loads go on from your last session."))
    if athlete.one_rm or athlete.recent_sets:
        return Decision(
            rule="R19", says=says("Loads are a share of your best lifts, or of body mass where no lift is known.")
        )
    return Decision(rule="R19", says=says("Loads start low, from your body mass, until your reports say more."))
