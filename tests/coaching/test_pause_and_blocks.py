"""Blocks after a pause: weeks nobody reported of had the label of the calendar (R4)."""

from datetime import date, timedelta
from itertools import groupby

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


def test_no_label_lasts_beyond_six_weeks_after_reports_that_begin_late_and_a_pause(catalogue: Catalogue) -> None:
    athlete = Athlete(
        start=date(2027, 4, 5),
        phase="prep",
        phase_since=date(2027, 8, 11),
        race=date(2027, 8, 31),
        race_km=15,
        runs=(Run(weekday=6, type="long"),),
    )
    reports: list[Report] = []
    labels = []
    for week, told in enumerate("yyyy--yyyyyyy"):
        monday = date(2027, 7, 26) + timedelta(weeks=week)
        days = [day for day in week_for(catalogue, athlete, log_at(catalogue, athlete, reports, monday), monday) if day]
        labels.append(days[0].block)
        for day in days if told == "y" else ():
            if day.session is not None:
                done = Reading(day=day.date, status="done")
                reports.append(
                    Report(
                        id=len(reports), day=day.date, reading=done, session=day.session, block=day.block, week=day.week
                    )
                )

    assert max(len(list(same)) for _, same in groupby(labels)) <= 6
