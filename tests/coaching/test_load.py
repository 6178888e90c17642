"""How heavy: estimates, rounding, implements, the cap on rises (R19, R20, R22)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.athlete import Athlete, RecentSet
from bot.coaching.exercise import Catalogue
from bot.coaching.load import brzycki, epley, exact, fit, measured_one_rm, one_rm, round_down

RUNNER = Athlete(start=date(2027, 1, 4), body_mass=70)
ALL = RUNNER.equipment


def test_a_known_maximum_comes_before_a_recent_set() -> None:
    athlete = replace(
        RUNNER, one_rm={"back_squat": 100}, recent_sets=(RecentSet(exercise="back_squat", load=80, reps=5),)
    )
    assert one_rm(athlete, "back_squat") == 100


def test_the_last_recent_set_with_ten_or_fewer_to_failure_counts() -> None:
    sets = tuple(
        RecentSet(exercise="back_squat", load=load, reps=reps, rir=2) for load, reps in ((60, 5), (80, 5), (70, 9))
    )
    assert measured_one_rm(replace(RUNNER, recent_sets=sets), "back_squat") == 96


def test_the_romanian_deadlift_is_three_quarters_of_a_known_deadlift_only() -> None:
    assert one_rm(replace(RUNNER, one_rm={"deadlift": 120}), "romanian_deadlift") == 90
    assert one_rm(RUNNER, "romanian_deadlift") == 56
    measured = RecentSet(exercise="deadlift", load=100, reps=1, rir=0)
    assert one_rm(replace(RUNNER, recent_sets=(measured,)), "romanian_deadlift") == 75


def test_brzycki_and_epley_agree_at_ten() -> None:
    assert brzycki(Fraction(90), 10) == epley(Fraction(90), 10) == 120


def test_unknown_body_mass_is_seventy_kilos_or_a_hundred_and_fifty_four_pounds() -> None:
    assert one_rm(Athlete(start=RUNNER.start), "deadlift") == 70
    assert one_rm(Athlete(start=RUNNER.start, unit="lb"), "deadlift") == 154


def test_a_beginner_starts_single_leg_work_with_body_weight(catalogue: Catalogue) -> None:
    beginner = replace(RUNNER, experience="beginner")
    maximum = one_rm(beginner, "walking_lunge")
    assert maximum == 0
    assert fit(catalogue["walking_lunge"], maximum, ALL, "kg").load is None


def test_nine_tenths_of_sixty_is_fifty_four() -> None:
    assert round_down(exact(60) * Fraction(9, 10), "dumbbells", "kg") == 52
    assert round_down(exact(0.1) * 3 * 25, "barbell", "kg") is None
    assert round_down(exact(22.5), "barbell", "kg") == Fraction(45, 2)


@pytest.mark.parametrize(
    ("name", "wanted", "kit", "unit", "expected"),
    [
        ("romanian_deadlift", 19, ALL, "kg", (16, "dumbbells")),
        ("romanian_deadlift", 44, ALL, "lb", (40, "dumbbells")),
        ("back_squat", 19, {"barbell"}, "kg", (None, None)),
        ("split_squat", 11, {"kettlebell"}, "kg", (8, "kettlebell")),
        ("split_squat", 3, ALL, "kg", (None, None)),
        ("kettlebell_swing", 3, ALL, "kg", (4, "kettlebell")),
        ("kettlebell_swing", 14, {"dumbbells"}, "kg", (12, "dumbbells")),
        ("hamstring_curl", 17, ALL, "kg", (15, "ham_machine")),
        ("hamstring_curl", 17, ALL, "lb", (10, "ham_machine")),
        ("walking_lunge", 40, {"barbell"}, "kg", (None, None)),
        ("farmers_carry", 100, {"kettlebell"}, "kg", (32, "kettlebell")),
        ("push_up", 40, ALL, "kg", (None, None)),
    ],
)
def test_a_load_goes_on_the_first_implement_that_can_be_that_light(
    catalogue: Catalogue, name: str, wanted: int, kit: set[str], unit: str, expected: tuple[float | None, str | None]
) -> None:
    loaded = fit(catalogue[name], Fraction(wanted), frozenset(kit), unit)
    assert (loaded.load, loaded.implement) == expected


def test_a_new_load_is_at_most_a_tenth_or_one_step_above_the_last_four_weeks(catalogue: Catalogue) -> None:
    lift = catalogue["romanian_deadlift"]
    assert fit(lift, Fraction(100), ALL, "kg", highest=Fraction(60)).load == 65
    assert fit(lift, Fraction(100), ALL, "kg", highest=Fraction(20)).load == Fraction(45, 2)
    assert fit(catalogue["kettlebell_swing"], Fraction(28), ALL, "kg", highest=Fraction(12)).load == 16


@given(value=st.decimals(0, 1000, places=2).map(float))
def test_numbers_mean_what_was_written(value: float) -> None:
    assert exact(value) == Fraction(repr(value))
