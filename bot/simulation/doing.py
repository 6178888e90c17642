"""Invariants of the day: what is prescribed, with what, for how long, for whom (I8, I10–I15, I17, I18)."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.coaching.athlete import Athlete
from bot.coaching.exercise import Catalogue, Equipment
from bot.coaching.session import Prescription, Session
from bot.simulation.facts import DEMANDING, HEAVY, WeekFacts, is_new_to_lifting
from bot.simulation.lived import LivedDay, LivedWeek
from bot.simulation.safety import LOWER, LOWER_LEG, areas_from, is_tired, refers, strong_areas
from bot.simulation.tally import Tally

MOBILITY: Final = frozenset(
    {"worlds_greatest_stretch", "deep_squat_hold", "standing_calf_stretch", "cat_cow", "couch_stretch", "ankle_circles"}
)
FULL_CIRCUIT: Final = frozenset(
    {"glute_bridge", "banded_lateral_walk", "high_knees", "leg_swings", "a_skips", "calf_hops"}
)
IMPACT: Final = frozenset({"high_knees", "a_skips", "calf_hops"})
TOO_MUCH_FOR_BEGINNERS: Final = frozenset({"kettlebell_swing", "nordic_curl", "pistol_squat"})
MOST_SETS: Final = {"A2": 3, "D2": 3, "M": 2, "T": 2}
BARBELL_PULLS: Final = frozenset({"deadlift", "romanian_deadlift"})


def check_day(catalogue: Catalogue, lived: LivedDay, facts: WeekFacts, tally: Tally) -> None:
    """Every invariant about what one day holds."""
    day, on = lived.day, lived.day.date
    referral = refers(lived.athlete, lived.log)
    tally.check("I17", on, f"referral {day.referral}, not {referral}", holds=day.referral == referral)
    if referral is not None:
        empty = day.session is None and day.routine is None and not day.mobility and not day.activation
        tally.check("I17", on, "something is prescribed in spite of a referral", holds=empty)
        return
    _mobility(lived, tally)
    _activation(lived, facts, tally)
    _everything(catalogue, lived, tally)
    if day.session is not None:
        _session(lived, day.session, tally)


def _mobility(lived: LivedDay, tally: Tally) -> None:
    """I10: the daily mobility list, with gentler drills where it hurts."""
    listed = lived.day.mobility
    holds = frozenset(listed) == MOBILITY if not areas_from(lived.log.pain, 3) else len(listed) >= 4
    tally.check("I10", lived.day.date, "daily mobility is", listed, holds=holds)


def _activation(lived: LivedDay, facts: WeekFacts, tally: Tally) -> None:
    """I11: the circuit iff R33 asks, and all of it where nothing hurts and there are bands."""
    kind = facts.kind(lived.day.date.weekday())
    wish = lived.athlete.activation
    due = wish != "never" and (kind in DEMANDING or (wish == "every" and kind is not None))
    listed, on = set(lived.day.activation), lived.day.date
    tally.check("I11", on, "activation", listed, "before", kind, wish, holds=bool(listed) == due)
    if not due:
        return
    if not lived.log.pain:
        kit = lived.athlete.equipment if lived.log.equipment_today is None else lived.log.equipment_today
        full = FULL_CIRCUIT if "bands" in kit else FULL_CIRCUIT - {"banded_lateral_walk"} | {"lateral_walk"}
        tally.check("I11", on, "the circuit is", listed, holds=listed == full)
    elif areas_from(lived.log.pain, 3) & LOWER_LEG:
        tally.check("I18", on, "hops or skips on a hurting leg", holds=not listed & IMPACT)


def _everything(catalogue: Catalogue, lived: LivedDay, tally: Tally) -> None:
    """I8, I14, I18 over session, mobility and activation."""
    day, log, on = lived.day, lived.log, lived.day.date
    kit = lived.athlete.equipment if log.equipment_today is None else log.equipment_today
    trained = tuple(each.exercise for each in day.session.exercises) if day.session else ()
    strong = strong_areas(log.pain)
    for listed in (trained, day.mobility, day.activation):
        key = listed, kit, strong
        if key in tally.known:
            tally.hold("I14", 1)
            tally.hold("I8", len(listed))
            tally.hold("I18", len(listed) if strong else 0)
            continue
        before = len(tally.found)
        _listed(catalogue, listed, kit, strong, on=on, tally=tally)
        if len(tally.found) == before:
            tally.known.add(key)
    if strong:
        _strong_pain(lived, strong, tally)


def _listed(
    catalogue: Catalogue,
    listed: tuple[str, ...],
    kit: frozenset[Equipment],
    strong: frozenset[str],
    *,
    on: date,
    tally: Tally,
) -> None:
    """I8, I14, I18 for one list."""
    tally.check("I14", on, "twice in", listed, holds=len(set(listed)) == len(listed))
    for name in listed:
        exercise = catalogue[name]
        fits = not exercise.needs or any(need <= kit for need in exercise.needs)
        tally.check("I8", on, name, "needs what is not there", holds=fits)
        if strong:
            tally.check("I18", on, name, "stresses what hurts", holds=not exercise.stress_areas & strong)


def _strong_pain(lived: LivedDay, strong: frozenset[str], tally: Tally) -> None:
    """R26: nothing heavy with strong pain below, and somebody to see."""
    session, on = lived.day.session, lived.day.date
    if strong & LOWER:
        tally.check("I18", on, "heavy legs with strong pain", holds=session is None or session.type not in HEAVY)
    tally.check("I18", on, "no word to see someone", holds=bool(lived.day.advice))


def _session(lived: LivedDay, session: Session, tally: Tally) -> None:
    on = lived.day.date
    for each in session.exercises:
        _sets(lived, session, each, tally)
        if each.implement is not None:
            kit = lived.athlete.equipment if lived.log.equipment_today is None else lived.log.equipment_today
            tally.check("I8", on, each.exercise, "with", each.implement, holds=each.implement in kit)
    _minutes(lived, session, tally)
    _for_whom(lived, session, tally)


def _sets(lived: LivedDay, session: Session, each: Prescription, tally: Tally) -> None:
    """I12: deload and lite days at most half; the caps of R16; one fewer after two missed; two after a long gap."""
    most = MOST_SETS.get(session.type, 4)
    if is_new_to_lifting(lived.athlete):
        most = min(most, 3)
    if lived.day.deload or session.tier == 2:
        most = (most + 1) // 2
    log = lived.log
    if log.days_since_strength is not None and log.days_since_strength > 14:
        most = min(most, 2)
    if log.missed >= 2:
        most = max(most - 1, 1)
    holds = 1 <= each.sets <= most
    tally.check("I12", lived.day.date, each.exercise, each.sets, "sets, at most", most, holds=holds)


def _minutes(lived: LivedDay, session: Session, tally: Tally) -> None:
    """I13: no longer than the cap, by the invariant's own estimate; only one set of one exercise may be too long."""
    on = lived.day.date
    if session.type == "T":
        tally.check("I13", on, "a taper session takes 20 minutes", holds=session.minutes == 20)
        return
    seconds = 480 if session.type in HEAVY else 300
    for each in session.exercises:
        work = each.high * (1 if each.unit_of_work == "seconds" else 4)
        if each.exercise in {"kettlebell_swing", "russian_twist"}:
            work = each.high * 2
        seconds += each.sets * (work * (2 if each.per_side else 1) + each.rest_s)
    cap = lived.athlete.minutes_cap if lived.log.minutes_today is None else lived.log.minutes_today
    least = len(session.exercises) == 1 and session.exercises[0].sets == 1
    tally.check("I13", on, f"{seconds} s in {cap} minutes", holds=seconds <= cap * 60 or least)
    says = f"printed {session.minutes} minutes, reckoned {seconds} s"
    tally.check("I13", on, says, holds=abs(session.minutes * 60 - seconds) <= 30)


def _for_whom(lived: LivedDay, session: Session, tally: Tally) -> None:
    """I15: what beginners are spared, how close to failure anyone goes (R17), how the bar is held (R30)."""
    on, day = lived.day.date, lived.day
    words = " ".join(day.advice).lower()
    tally.check("I15", on, "a mixed grip is taught", holds="mixed" not in words)
    pulls = any(each.exercise in BARBELL_PULLS and each.implement == "barbell" for each in session.exercises)
    if pulls:
        tally.check("I15", on, "a pull from the bar without a word on the grip", holds="double overhand" in words)
    light = day.deload or session.type == "T"
    careful = is_new_to_lifting(lived.athlete) or day.block == "power"
    reserve = 4 if light else 3 if careful else 2
    tally.check("I15", on, f"not {reserve} in reserve", holds=all(each.rir == reserve for each in session.exercises))
    if is_new_to_lifting(lived.athlete):
        done = {each.exercise for each in session.exercises}
        tally.check("I15", on, f"{sorted(done)} for a beginner", holds=not done & TOO_MUCH_FOR_BEGINNERS)
        tally.check("I15", on, "power work for a beginner", holds=day.block != "power")
    if lived.athlete.age is not None and lived.athlete.age < 18:
        tally.check("I15", on, "a minor without an adult beside them", holds="adult" in words)


def check_announced(athlete: Athlete, circuit: str, weekly: tuple[int | None, ...], on: date, tally: Tally) -> None:
    """I11: the circuit is announced so that it ends as the first run that asks for one starts (R33, R34)."""
    due: list[int | None] = [None] * 7
    wish = athlete.activation
    for run in athlete.runs:
        if wish == "every" or (wish == "key" and run.type != "easy"):
            begins = run.time.hour * 60 + run.time.minute
            told = begins - (8 if circuit == "full" else 3) - 5
            before = due[run.weekday]
            due[run.weekday] = told if before is None else min(told, before)
    tally.check("I11", on, f"announced at {weekly}, due at {due}", holds=list(weekly) == due)


def check_deload(week: LivedWeek, tally: Tally) -> None:
    """I12: a deload week in week four of a block and after two very hard sessions running; nowhere else."""
    first = week.planned[0]
    fourth = first.day.block is not None and first.day.week == 4
    asked = week.monday in first.log.deload_weeks
    says = "deload" if first.day.deload else "no deload"
    tally.check("I12", week.monday, f"{says} in week {first.day.week}", holds=first.day.deload == (fourth or asked))
    if _two_hard_sessions(week):
        tally.check("I12", week.monday, "no deload after two sessions of 9–10", holds=first.day.deload)


def _two_hard_sessions(week: LivedWeek) -> bool:
    """R23: two sessions running at 9–10, the second of them in the week before."""
    efforts = week.past.efforts
    last_week = week.monday - timedelta(days=7)
    return any(
        last_week <= day < week.monday and effort is not None and effort >= 9 and before is not None and before >= 9
        for (_, before), (day, effort) in pairwise(efforts)
    )


def check_routines(week: LivedWeek, facts: WeekFacts, tally: Tally) -> None:
    """I10: recovery the day after something demanding, mobility on a rest day, nothing beside a key run (R11, R32)."""
    for number, lived in enumerate(week.days):
        if lived is None or lived.day.session is not None or lived.day.referral is not None:
            continue
        if week.replanned_on is not None or lived.log.pain:
            continue
        expected = _routine(week, facts, number, lived)
        if expected is not None:
            says = f"routine {lived.day.routine}, not {expected}"
            tally.check("I10", lived.day.date, says, holds=(lived.day.routine or "none") == expected)


def _routine(week: LivedWeek, facts: WeekFacts, number: int, lived: LivedDay) -> str | None:
    """The routine of a day without session by R11 or R32; "none" where there is none; None where it can't be told."""
    if is_tired(lived.log):
        return None
    if not facts.is_adaptive:
        return "none" if number in facts.races else {1: "B", 6: "F"}.get(number, "none")
    if facts.kind(number) in DEMANDING:
        return "none"
    after = _after_yesterday(week, facts, number)
    if after is None:
        return None
    return "B" if after else "none" if facts.kind(number) == "easy" else "F"


def _after_yesterday(week: LivedWeek, facts: WeekFacts, number: int) -> bool | None:
    """Whether the day before was demanding (R11); days before the plan count as rest. None where it can't be told."""
    before = week.days[number - 1] if number else None
    if number and before is None:
        return False
    if facts.kind(number - 1) in DEMANDING:
        return number > 0 or facts.athlete.start < week.monday
    if before is None or is_tired(before.log) or before.day.referral is not None or before.log.pain:
        return None
    return before.day.session is not None and before.day.session.type in HEAVY
