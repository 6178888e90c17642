"""Random athletes through the seasons: no plan breaks an invariant, and the same seed tells the same story."""

from dataclasses import replace
from itertools import takewhile

import pytest

from bot.coaching.exercise import Catalogue
from bot.coaching.history import log_at
from bot.simulation import run
from bot.simulation.coverage import Coverage
from bot.simulation.lived import LivedWeek
from bot.simulation.tally import KEYS, Tally
from bot.simulation.walk import Walk


def test_two_hundred_athletes_train_a_year_and_no_invariant_breaks(catalogue: Catalogue) -> None:
    result = run(200, 52, 1, catalogue=catalogue)
    assert [case.broken for case in result.cases] == []
    assert result.days > 70_000
    assert all(result.checked[key] for key in KEYS)


@pytest.mark.prove
def test_ten_thousand_athletes_train_a_year_and_no_invariant_breaks(catalogue: Catalogue) -> None:
    result = run(10_000, 52, 20_270, catalogue=catalogue)
    assert [case.broken for case in result.cases] == []


def test_the_same_seed_gives_the_same_result_on_one_core_and_on_two(catalogue: Catalogue) -> None:
    alone = run(24, 10, 5, workers=1, catalogue=catalogue)
    together = run(24, 10, 5, workers=2, catalogue=catalogue)
    assert alone == together
    assert alone != run(24, 10, 6, workers=1, catalogue=catalogue)


def test_progress_counts_every_athlete(catalogue: Catalogue) -> None:
    seen: list[int] = []
    run(23, 1, 5, workers=1, progress=seen.append, catalogue=catalogue)
    assert sum(seen) == 23


@pytest.mark.parametrize("number", range(6))
def test_a_log_kept_day_by_day_is_the_log_folded_from_all_reports(number: int, catalogue: Catalogue) -> None:
    """While the runner's profile stays as it is: a fold over old reports only knows the profile of today."""
    weeks: list[LivedWeek] = []
    walk = Walk(catalogue, 31, number, Tally(), Coverage())
    walk.weeks(30, weeks.append)
    days = [lived for week in weeks for lived in week.planned]
    athlete = days[0].athlete
    steady = list(takewhile(lambda lived: lived.athlete == athlete, days))
    reports = [lived.report for lived in steady if lived.report is not None]
    for lived in [lived for lived in steady if lived.log.working][::5]:
        folded = log_at(catalogue, athlete, [each for each in reports if each.day < lived.day.date], lived.day.date)
        said = {
            key: getattr(lived.log, key)
            for key in (
                "pain", "red_flag", "sleep_h", "leg_soreness", "minutes_today", "equipment_today",
                "runs_this_week", "done_this_week", "replan_from", "swaps_today",
            )
        }  # fmt: skip
        assert replace(folded, **said) == lived.log
