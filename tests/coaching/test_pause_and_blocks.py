"""Blocks after a pause: weeks nobody reported of had the label of the calendar (R4)."""

from datetime import date, timedelta

from bot.coaching.athlete import Athlete, Run
from bot.coaching.day import week_for
from bot.coaching.exercise import Catalogue
from bot.coaching.history import log_at
from bot.coaching.report import Reading, Report

START = date(2027, 1, 4)


def test_a_base_runner_who_pauses_through_hypertrophy_comes_back_to_strength(catalogue: Catalogue) -> None:
    athlete = Athlete(start=START, race=START + timedelta(weeks=45), runs=(Run(weekday=6, type="long"),))
    reports = []
    for week in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11):
        monday = START + timedelta(weeks=week)
        days = week_for(catalogue, athlete, log_at(catalogue, athlete, reports, monday), monday)
        for day in days:
            if day is not None and day.session is not None:
                reading = Reading(day=day.date, status="done")
                report = Report(
                    id=len(reports), day=day.date, reading=reading, session=day.session, block=day.block, week=day.week
                )
                reports.append(report)
    back = START + timedelta(weeks=16)

    log = log_at(catalogue, athlete, reports, back)
    first = next(day for day in week_for(catalogue, athlete, log, back) if day is not None)

    assert first.block == "strength"
