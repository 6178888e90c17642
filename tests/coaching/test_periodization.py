"""Where a week stands in the season (R1–R5, R31)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.coaching.athlete import Athlete, Log
from bot.coaching.periodization import WEEK, Frame, frame, monday_of, phase_of, sessions_per_week
from bot.coaching.season import season_for

START = date(2027, 1, 4)


def in_weeks(athlete: Athlete, weeks: int) -> Frame:
    return frame(athlete, START + weeks * WEEK)


@pytest.mark.parametrize(
    ("race_km", "days", "phase"),
    [
        (None, 56, "base"),
        (None, 55, "prep"),
        (None, 14, "prep"),
        (None, 13, "taper"),
        (None, 0, "taper"),
        (None, -1, "recovery"),
        (None, -7, "recovery"),
        (None, -8, "off"),
        (42.2, -14, "recovery"),
        (42.2, -15, "off"),
        (30, -14, "recovery"),
        (10, 49, "base"),
        (10, 48, "prep"),
        (10, 7, "prep"),
        (10, 6, "taper"),
        (10, -1, "off"),
        (15, 49, "prep"),
    ],
)
def test_the_days_to_the_race_give_the_phase(race_km: float | None, days: int, phase: str) -> None:
    monday = START + 10 * WEEK
    athlete = Athlete(start=START, race=monday + timedelta(days=days), race_km=race_km)
    assert phase_of(athlete, monday) == phase


def test_a_runner_without_a_race_is_off_season_and_goes_through_three_blocks() -> None:
    labels = [in_weeks(Athlete(start=START), weeks).block for weeks in range(0, 16, 4)]
    assert labels == ["hypertrophy", "strength", "power", "hypertrophy"]


def test_the_fourth_week_of_each_block_is_a_deload() -> None:
    deloads = [weeks for weeks in range(12) if in_weeks(Athlete(start=START), weeks).deload]
    assert deloads == [3, 7, 11]


def test_race_prep_is_six_weeks_of_power_with_a_deload_in_the_fourth() -> None:
    athlete = Athlete(start=START, race=date(2027, 6, 6))
    weeks = [frame(athlete, date(2027, 4, 12) + number * WEEK) for number in range(6)]
    assert [(week.phase, week.block, week.week) for week in weeks] == [("prep", "power", n) for n in range(1, 7)]
    assert [week.deload for week in weeks] == [False, False, False, True, False, False]


def test_off_season_after_a_race_starts_its_blocks_anew() -> None:
    athlete = Athlete(start=START, race=date(2027, 6, 6))
    week = frame(athlete, date(2027, 6, 14))
    assert (week.phase, week.block, week.week, week.days_to_race) == ("off", "hypertrophy", 1, None)


def test_a_declared_prep_goes_on_with_the_off_sequence_after_six_weeks() -> None:
    athlete = Athlete(start=START, phase="prep")
    labels = [(in_weeks(athlete, weeks).block, in_weeks(athlete, weeks).week) for weeks in (5, 6, 9, 10, 14)]
    assert labels == [("power", 6), ("hypertrophy", 1), ("hypertrophy", 4), ("strength", 1), ("power", 1)]


def test_a_declared_taper_without_a_race_is_off_season_from_its_third_week() -> None:
    athlete = Athlete(start=START, phase="taper", phase_since=START + WEEK)
    assert [in_weeks(athlete, weeks).phase for weeks in range(4)] == ["off", "taper", "taper", "off"]
    assert (in_weeks(athlete, 3).block, in_weeks(athlete, 3).week) == ("hypertrophy", 1)


def test_a_beginner_repeats_foundation_and_hypertrophy_from_the_start_in_any_phase() -> None:
    athlete = Athlete(start=START, experience="beginner", race=date(2027, 6, 6))
    assert [in_weeks(athlete, weeks).block for weeks in (0, 4, 8, 15)] == [
        "foundation", "hypertrophy", "foundation", "hypertrophy",
    ]  # fmt: skip
    assert in_weeks(athlete, 20).block is None


def test_a_minor_counts_as_a_beginner() -> None:
    assert in_weeks(Athlete(start=START, experience="advanced", age=17), 0).block == "foundation"


def test_no_label_lasts_more_than_six_weeks_when_a_phase_is_declared_on_the_way() -> None:
    athlete = Athlete(start=START, phase="off", phase_since=START + 4 * WEEK)
    labels = [in_weeks(athlete, weeks).block for weeks in range(12)]
    assert labels == ["hypertrophy"] * 6 + ["strength"] * 6


def test_labels_already_trained_count_towards_the_six_weeks() -> None:
    week = frame(Athlete(start=START), START, Log(blocks_before=("hypertrophy",) * 6))
    assert week.block == "strength"


def test_two_very_hard_sessions_make_an_extra_deload_week() -> None:
    assert frame(Athlete(start=START), START, Log(deload_weeks=frozenset({START}))).deload


@pytest.mark.parametrize(
    ("phase", "minutes", "sessions"),
    [("base", 359, 3), ("base", 360, 2), ("off", 480, 1), ("prep", 479, 2), ("prep", 480, 1), ("taper", 600, 1)],
)
def test_much_running_leaves_fewer_strength_sessions(phase: str, minutes: int, sessions: int) -> None:
    assert sessions_per_week(Athlete(start=START), phase, minutes) == sessions


def test_a_high_mileage_runner_lifts_twice_at_most() -> None:
    athlete = Athlete(start=START, high_mileage=True)
    assert sessions_per_week(athlete, "base", 0) == 2


def test_the_season_shows_each_block_to_race_day() -> None:
    athlete = Athlete(start=date(2027, 1, 6), race=date(2027, 6, 6))
    stretches = season_for(athlete, athlete.start, date(2027, 6, 20))
    shown = [(each.phase, each.block, len(each.weeks)) for each in stretches]
    assert shown == [
        ("base", "strength", 4),
        ("base", "hypertrophy", 4),
        ("base", "strength", 4),
        ("base", "hypertrophy", 2),
        ("prep", "power", 6),
        ("taper", None, 2),
        ("recovery", None, 1),
        ("off", "hypertrophy", 1),
    ]
    assert stretches[0].first == monday_of(athlete.start)
    assert stretches[4].deloads == (date(2027, 5, 3),)
    assert stretches[0].last == date(2027, 1, 31)


def test_a_declared_phase_stands_against_the_race_date() -> None:
    athlete = replace(Athlete(start=START, race=START + timedelta(days=60)), phase="off")
    assert phase_of(athlete, START) == "off"


def test_off_after_a_declared_taper_begins_when_the_race_of_that_taper_is_over() -> None:
    athlete = Athlete(start=date(2027, 6, 14), race=date(2027, 6, 28), phase="taper")
    assert [frame(athlete, date(2027, 6, 14) + WEEK * weeks).phase for weeks in range(5)] == ["taper"] * 4 + ["off"]
    first_off = frame(athlete, date(2027, 7, 12))
    assert (first_off.block, first_off.week) == ("hypertrophy", 1)
