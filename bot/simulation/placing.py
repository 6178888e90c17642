"""Invariants of the week: how many sessions, on which days, in which phase and block (I1–I4, I6, I7, I9, I19)."""

from datetime import date, timedelta
from typing import Final

from bot.coaching.exercise import Catalogue
from bot.simulation.facts import DEMANDING, HEAVY, WeekFacts, is_new_to_lifting
from bot.simulation.lived import LivedDay, LivedWeek
from bot.simulation.safety import is_tired, strong_areas
from bot.simulation.tally import Tally

PRINTED: Final = {0: "A", 2: "C", 4: "D", 5: "E"}
MOST_WEEKS: Final = 6
TAPER_SETS: Final = 10
NEEDED: Final = frozenset(
    {"hinge", "legs", "hip_extension", "calf", "core_anti_extension", "core_anti_rotation", "pull", "push", "carry"}
)
OFF_LABELS: Final = frozenset({"hypertrophy", "strength", "power"})
BEGINNER_LABELS: Final = frozenset({"foundation", "hypertrophy"})


def check_week(catalogue: Catalogue, week: LivedWeek, facts: WeekFacts, tally: Tally) -> None:
    """Every invariant that is about the week as a whole, seen from its first day."""
    _phase_and_block(week, facts, tally)
    if facts.is_adaptive:
        _count(week, facts, tally)
        _heavy_days_apart(week, tally)
        if facts.phase == "taper":
            _taper(week, facts, tally)
        elif facts.phase != "recovery":
            _patterns(catalogue, week, facts, tally)
    else:
        _sample_week(week, facts, tally)


def check_day(lived: LivedDay, monday: date, facts: WeekFacts, tally: Tally) -> None:
    """Every invariant about where one day's session stands."""
    day = (lived.day.date - monday).days
    on = lived.day.date
    session = lived.day.session
    tally.check("I19", on, "the day's run is not what the calendar says", holds=lived.day.run == facts.kind(day))
    if session is None:
        return
    tally.check("I19", on, "a session on race day", holds=day not in facts.races)
    tally.check("I6", on, "a T outside the taper", holds=(session.type == "T") == (facts.phase == "taper"))
    if session.type == "T":
        near = facts.race is not None and facts.race - day < 3
        tally.check("I6", on, "a session within two days of the race", holds=not near)
        return
    if not facts.is_adaptive:
        days = 3 if session.type in HEAVY else 1
        tally.check("I19", on, "a session of the sample week too near a race", holds=not facts.race_within(day, days))
        return
    if session.type in HEAVY:
        _heavy_day(lived, day, facts, tally)
    elif not _was_heavy(lived):
        tally.check("I19", on, "U on the eve of a race", holds=not facts.race_within(day, 1))
        tally.check("I1", on, "U on a day the gym is closed", holds=day in facts.gym)


def _was_heavy(lived: LivedDay) -> bool:
    """Whether a U may stand for a heavy session: strong pain below (R26)."""
    return bool(strong_areas(lived.log.pain))


def _heavy_day(lived: LivedDay, day: int, facts: WeekFacts, tally: Tally) -> None:
    """I2, I3 and R23 for a heavy session of an adaptive week."""
    session, on = lived.day.session, lived.day.date
    assert session is not None
    tally.check("I2", on, "heavy legs on a long or race day", holds=facts.kind(day) not in {"long", "race"})
    tally.check("I2", on, "heavy legs before a key run", holds=facts.kind(day + 1) not in DEMANDING)
    tally.check("I2", on, "heavy legs within three days of a race", holds=not facts.race_within(day, 3))
    tally.check("I2", on, "heavy legs after a short night or with sore legs (R23)", holds=not is_tired(lived.log))
    tier = facts.tier(day)
    if facts.kind(day) == "hard":
        tally.check("I3", on, "stacked less than three hours after the hard run", holds=tier == 0)
    else:
        hours = facts.hours_to_key_run(day)
        least = 36 if session.tier == 2 else 48
        tally.check("I3", on, "too few hours to the next key run", holds=hours is None or hours >= least)
    tally.check("I3", on, "the tier is not R7's", holds=session.tier == tier)
    if session.tier == 2:
        tally.check("I3", on, "a lite day with more than two sets", holds=all(e.sets <= 2 for e in session.exercises))


def _standing(week: LivedWeek) -> list[LivedDay]:
    """The days whose session counts: in a week placed again, those done and those planned since the last done (R36)."""
    due = [lived for lived in week.planned if lived.day.session is not None]
    if _is_calm(week) or (week.replanned_on is None and not any(lived.log.done_this_week for lived in due)):
        return due
    since = max((lived.day.date for lived in due if lived.is_done), default=week.monday)
    if week.replanned_on is not None:
        since = max(since, week.monday + timedelta(days=week.replanned_on - 1))
    return [lived for lived in due if lived.is_done or lived.day.date > since]


def _count(week: LivedWeek, facts: WeekFacts, tally: Tally) -> None:
    """I1: never more than n; equal to what R7–R10 find."""
    standing = _standing(week)
    due = facts.sessions_due
    tally.check("I1", week.monday, f"more than {due} sessions", holds=len(standing) <= due)
    if _is_calm(week):
        found = sorted(lived.day.session.type for lived in standing if lived.day.session)
        says = f"{found} in a week of {due}, not what R7–R10 find"
        tally.check("I1", week.monday, says, holds=_as_found(week, standing, facts))


def _as_found(week: LivedWeek, standing: list[LivedDay], facts: WeekFacts) -> bool:
    """Whether the sessions are as many, and as heavy, as the calendar has days for."""
    due = facts.sessions_due
    if facts.phase == "taper":
        days = [d for d in range(7) if d not in facts.races and (facts.race is None or facts.race - d >= 3)]
        return len(standing) == min(due, len(days))
    heavy = {
        (each.day.date - week.monday).days for each in standing if each.day.session and each.day.session.type in HEAVY
    }
    upper = [each for each in standing if each.day.session and each.day.session.type == "U"]
    possible = [day for day in range(7) if facts.tier(day) is not None]
    pairs = any(2 <= b - a <= 5 for a in possible for b in possible)
    most = min(due, 2 if pairs else 1 if possible else 0)
    if len(heavy) != most:
        return False
    left = due - len(heavy) if most == 2 or due == 1 else min(due, 1)
    free = [d for d in facts.gym if d not in heavy and d not in facts.races and not facts.race_within(d, 1)]
    return len(upper) == min(left, len(free), 1)


def _is_calm(week: LivedWeek) -> bool:
    """A whole week without pain, referral, tiredness or a change on the way."""
    return (
        week.replanned_on is None
        and len(week.planned) == 7
        and all(not lived.log.pain and lived.day.referral is None and not is_tired(lived.log) for lived in week.planned)
    )


def _heavy_days_apart(week: LivedWeek, tally: Tally) -> None:
    """I4."""
    heavy = [
        (lived.day.date - week.monday).days
        for lived in _standing(week)
        if lived.day.session and lived.day.session.type in HEAVY
    ]
    for first in heavy:
        for second in heavy:
            if first < second:
                says = f"heavy days {first} and {second}"
                tally.check("I4", week.monday + timedelta(days=second), says, holds=2 <= second - first <= 5)
    tally.check("I4", week.monday, "more than two heavy days", holds=len(heavy) <= 2)


def sets_of(week: LivedWeek) -> int:
    """All sets of the week's sessions, without those that were missed before it was placed again."""
    return sum(each.sets for lived in _standing(week) if lived.day.session for each in lived.day.session.exercises)


def _taper(week: LivedWeek, facts: WeekFacts, tally: Tally) -> None:
    """I6: ten sets at most, and fewer than in the last full prep week."""
    sets = sets_of(week)
    before = week.past.prep_sets
    tally.check("I6", week.monday, f"{sets} sets in a taper week", holds=sets <= TAPER_SETS)
    if before is not None:
        tally.check("I6", week.monday, f"{sets} sets after {before} in prep", holds=sets < before)
    tally.check("I6", week.monday, "taper without its phase", holds=facts.phase == week.planned[0].day.phase)


def is_full(week: LivedWeek) -> bool:
    """A whole calm week with the usual kit and an hour a day, nothing swapped, missed or come back to (I6, I7)."""
    return _is_calm(week) and all(_is_usual(lived) for lived in week.planned)


def _is_usual(lived: LivedDay) -> bool:
    log = lived.log
    nothing_chosen = log.minutes_today is None and log.equipment_today is None and not log.swaps_today
    return (
        nothing_chosen
        and lived.athlete.minutes_cap >= 60
        and not log.steps
        and log.missed < 2
        and (log.days_since_strength is None or log.days_since_strength < 8)
    )


def _patterns(catalogue: Catalogue, week: LivedWeek, facts: WeekFacts, tally: Tally) -> None:
    """I7: every pattern at least once in a full week with a heavy day."""
    sessions = [lived.day.session for lived in week.planned if lived.day.session]
    heavy = any(session.type in HEAVY for session in sessions)
    if not heavy or len(sessions) != facts.sessions_due or not is_full(week):
        return
    trained = {catalogue[each.exercise].pattern for session in sessions for each in session.exercises}
    named = {"legs" if name in {"squat", "lunge"} else name for name in trained}
    says = f"missing: {', '.join(sorted(NEEDED - named))}"
    tally.check("I7", week.monday, says, holds=named >= NEEDED)


def _phase_and_block(week: LivedWeek, facts: WeekFacts, tally: Tally) -> None:
    """I9: phase and block belong to the whole week, follow the calendar, and no label stays longer than six weeks."""
    first = week.planned[0].day
    same = {(each.day.phase, each.day.block, each.day.week, each.day.deload) for each in week.planned}
    tally.check("I9", week.monday, "phase or block changes within the week", holds=len(same) == 1)
    tally.check("I9", week.monday, f"{first.phase}, the calendar says {facts.phase}", holds=first.phase == facts.phase)
    trains = facts.phase not in {"taper", "recovery"}
    tally.check("I9", week.monday, f"block {first.block} in {facts.phase}", holds=(first.block is not None) == trains)
    if first.block is None:
        return
    for before in (week.past.labels, week.past.trained):
        labels = (*before, first.block)
        running = next((n for n, label in enumerate(reversed(labels)) if label != first.block), len(labels))
        tally.check("I9", week.monday, f"{first.block} for {running} weeks", holds=running <= MOST_WEEKS)
    most = 6 if facts.phase == "prep" and not is_new_to_lifting(facts.athlete) else 4
    tally.check("I9", week.monday, f"week {first.week} of a block", holds=1 <= first.week <= most)
    known = BEGINNER_LABELS | {"strength"} if is_new_to_lifting(facts.athlete) else OFF_LABELS
    tally.check("I9", week.monday, f"block {first.block} for this runner", holds=first.block in known)


def _sample_week(week: LivedWeek, facts: WeekFacts, tally: Tally) -> None:
    """I1 and R32: the printed sessions on the printed weekdays, less what a race takes away."""
    if _is_calm(week):
        due = {
            day: kind
            for day, kind in PRINTED.items()
            if day not in facts.races and not facts.race_within(day, 3 if kind in HEAVY else 1)
        }
        found = {
            lived.day.date.weekday(): lived.day.session.type for lived in week.planned if lived.day.session is not None
        }
        tally.check("I1", week.monday, f"{found}, printed is {due}", holds=found == due)
