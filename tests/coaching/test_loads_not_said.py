"""What counts as lifted when a runner tells the repetitions but not the load (R22)."""

from datetime import date, timedelta

from bot.coaching.athlete import Athlete
from bot.coaching.day import session_for
from bot.coaching.exercise import Catalogue
from bot.coaching.history import log_at
from bot.coaching.report import Entry, Reading, Report, SetEntry


def test_repetitions_without_a_load_count_at_the_load_prescribed(catalogue: Catalogue) -> None:
    monday = date(2027, 1, 4)
    athlete = Athlete(start=monday, week_style="adaptive")
    day = session_for(catalogue, athlete, log_at(catalogue, athlete, (), monday), monday)
    assert day.session is not None
    lift = next(each for each in day.session.exercises if each.load is not None)
    sets = (SetEntry(reps=lift.low),) * lift.sets
    reading = Reading(day=monday, status="done", entries=(Entry(exercise=lift.exercise, sets=sets),))
    report = Report(id=1, day=monday, reading=reading, session=day.session, block=day.block, week=day.week)

    log = log_at(catalogue, athlete, (report,), monday + timedelta(days=1))

    assert log.highest_28d[lift.exercise] == lift.load
