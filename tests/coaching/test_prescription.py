"""What a session holds, in which sets and how long (R13–R18, R25, R35)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.coaching.athlete import EVERYTHING, NO_LOG, Athlete, Log, Pain, Run, Working
from bot.coaching.day import alternatives, session_for
from bot.coaching.exercise import Catalogue
from bot.coaching.prescription import estimate_seconds, fit_minutes
from bot.coaching.session import Prescription, Session

START = date(2027, 1, 4)
TUE, WED, THU = (START + timedelta(days=days) for days in (1, 2, 3))
WEEK = timedelta(days=7)


def session(catalogue: Catalogue, athlete: Athlete, day: date, log: Log = NO_LOG) -> Session:
    planned = session_for(catalogue, athlete, log, day).session
    assert planned is not None
    return planned


def names(planned: Session) -> list[str]:
    return [each.exercise for each in planned.exercises]


def of(planned: Session, name: str) -> Prescription:
    return next(each for each in planned.exercises if each.exercise == name)


def test_the_core_of_u_changes_with_odd_and_even_weeks(catalogue: Catalogue, runner_p: Athlete) -> None:
    upper = ["assisted_pull_up", "push_up", "overhead_press", "farmers_carry"]
    odd = session(catalogue, replace(runner_p, minutes_cap=90), WED)
    assert names(odd) == [*upper, "weighted_plank", "pallof_press", "russian_twist", "hip_thrust_bw"]
    even = session(catalogue, replace(runner_p, minutes_cap=90), WED + WEEK)
    assert names(even) == [*upper, "side_plank", "dead_bug_band", "hanging_knee_raise", "hip_thrust_bw"]
    thrust = of(odd, "hip_thrust_bw")
    assert (thrust.sets, thrust.low, thrust.high, thrust.rest_s) == (4, 12, 15, 60)


def test_a_plate_lies_on_the_plank_of_a_strength_block(catalogue: Catalogue, runner_p: Athlete) -> None:
    plank = of(session(catalogue, runner_p, WED), "weighted_plank")
    assert (plank.load, plank.implement, plank.unit_of_work) == (5, "plate", "seconds")
    deload = of(
        session(catalogue, replace(runner_p, unit="lb"), WED, Log(deload_weeks=frozenset({START}))), "weighted_plank"
    )
    assert (deload.load, deload.sets) == (10, 2)


def test_a_strict_puller_hangs_without_a_band(catalogue: Catalogue, runner_p: Athlete) -> None:
    assert names(session(catalogue, replace(runner_p, pull_ups=12), WED))[0] == "pull_up"
    assert names(session(catalogue, replace(runner_p, pull_ups=11), WED))[0] == "assisted_pull_up"


def test_an_advanced_runner_lifts_heavier_and_squats_on_one_leg_without_weights(
    catalogue: Catalogue, runner_p: Athlete
) -> None:
    athlete = replace(runner_p, experience="advanced")
    hinge = session(catalogue, athlete, TUE).exercises[0]
    assert (hinge.low, hinge.high, hinge.load) == (5, 6, 65)
    bare = session(catalogue, replace(athlete, equipment=frozenset({"bench"})), TUE)
    pistol = of(bare, "pistol_squat")
    assert (pistol.sets, pistol.low, pistol.high, pistol.load) == (4, 5, 6, None)
    leg = of(bare, "single_leg_rdl")
    assert (leg.low, leg.high, leg.target) == (8, 12, 8)


def test_a_beginner_gets_three_sets_no_swing_and_no_nordic(catalogue: Catalogue, runner_p: Athlete) -> None:
    even = session(catalogue, replace(runner_p, experience="beginner"), THU + WEEK)
    assert names(even) == ["hip_thrust", "step_up", "hamstring_curl", "calf_raise_bent"]
    assert {(each.sets, each.rir) for each in even.exercises} == {(3, 3)}


def test_without_an_anchor_the_nordic_slot_keeps_the_curl_scheme(catalogue: Catalogue, runner_p: Athlete) -> None:
    even = session(catalogue, replace(runner_p, equipment=EVERYTHING - {"anchor"}), THU + WEEK)
    curl = of(even, "sliding_leg_curl")
    assert (curl.sets, curl.low, curl.high, curl.rest_s) == (4, 8, 12, 90)


def test_a_swing_without_bells_is_a_single_leg_deadlift_at_sixty(catalogue: Catalogue, runner_p: Athlete) -> None:
    odd = session(catalogue, replace(runner_p, equipment=frozenset({"bench", "bands"})), THU)
    swing = of(odd, "single_leg_rdl")
    assert (swing.sets, swing.low, swing.high, swing.rest_s, swing.slot) == (4, 8, 12, 90, "kettlebell_swing")


def test_timed_and_counted_substitutes_take_their_own_schemes(catalogue: Catalogue, runner_p: Athlete) -> None:
    bare = session(catalogue, replace(runner_p, equipment=frozenset()), WED)
    assert names(bare)[-4:] == ["rkc_plank", "side_plank", "russian_twist", "glute_bridge"]
    assert (of(bare, "rkc_plank").low, of(bare, "rkc_plank").high) == (20, 30)
    assert (of(bare, "side_plank").low, of(bare, "side_plank").rest_s) == (30, 45)
    carry = of(bare, "backpack_carry")
    assert (carry.sets, carry.low, carry.high, carry.rest_s, carry.load) == (3, 30, 45, 60, None)
    sore = session(catalogue, runner_p, WED + WEEK, Log(pain=(Pain(area="shoulder", score=4),)))
    bird = of(sore, "bird_dog")
    assert (bird.sets, bird.low, bird.high, bird.unit_of_work, bird.rest_s) == (3, 10, 12, "reps", 45)
    assert bird.target is None


def test_the_core_day_of_the_sample_week_is_all_timed(catalogue: Catalogue) -> None:
    athlete = Athlete(start=START, equipment=EVERYTHING - {"dumbbells", "kettlebell"}, experience="advanced")
    odd, even = session(catalogue, athlete, WED), session(catalogue, athlete, WED + WEEK)
    assert names(odd) == ["plank", "side_plank", "dead_bug", "pallof_press", "backpack_carry"]
    assert {(each.sets, each.low, each.high, each.unit_of_work) for each in odd.exercises} == {(3, 30, 45, "seconds")}
    assert {each.sets for each in even.exercises} == {4}
    assert [each.rest_s for each in even.exercises] == [45, 45, 45, 45, 60]


def test_the_lower_days_of_the_sample_week_are_as_printed(catalogue: Catalogue) -> None:
    athlete = Athlete(start=START, body_mass=70, minutes_cap=90)
    lower = session(catalogue, athlete, START + WEEK)
    assert [(each.exercise, each.sets, each.low, each.high, each.rest_s) for each in lower.exercises] == [
        ("romanian_deadlift", 4, 6, 8, 150),
        ("bulgarian_split_squat", 4, 6, 8, 150),
        ("calf_raise_bent", 4, 6, 8, 90),
        ("walking_lunge", 4, 6, 8, 150),
    ]
    glutes = session(catalogue, athlete, START + timedelta(days=4))
    assert [(each.exercise, each.sets, each.low, each.high, each.load) for each in glutes.exercises] == [
        ("hip_thrust", 4, 8, 12, 45),
        ("hamstring_curl", 4, 8, 12, 15),
        ("step_up", 4, 8, 12, 8),
        ("nordic_curl", 3, 4, 6, None),
        ("kettlebell_swing", 4, 8, 12, 12),
    ]


def test_a_beginner_takes_their_own_rows_in_the_sample_week(catalogue: Catalogue) -> None:
    athlete = Athlete(start=START, experience="beginner")
    lower = session(catalogue, athlete, START)
    assert [(each.sets, each.low, each.high, each.rest_s) for each in lower.exercises] == [
        (3, 8, 10, 120),
        (3, 8, 10, 120),
        (3, 10, 12, 60),
        (3, 8, 10, 120),
    ]
    glutes = session(catalogue, athlete, START + timedelta(days=4))
    assert names(glutes) == ["hip_thrust", "hamstring_curl", "step_up"]


def test_a_working_load_goes_on_and_a_target_outside_the_range_means_its_bottom(
    catalogue: Catalogue, runner_p: Athlete
) -> None:
    log = Log(
        working={
            "romanian_deadlift": Working(load=62.5, target=7),
            "walking_lunge": Working(load=16, target=12),
            "calf_raise_straight": Working(load=None, target=8),
        }
    )
    planned = session(catalogue, runner_p, TUE, log)
    assert (of(planned, "romanian_deadlift").load, of(planned, "romanian_deadlift").target) == (62.5, 7)
    assert (of(planned, "walking_lunge").load, of(planned, "walking_lunge").target) == (16, 6)
    assert (of(planned, "calf_raise_straight").load, of(planned, "calf_raise_straight").high) == (None, 12)


def test_two_missed_sessions_cost_one_set_each_and_no_load(catalogue: Catalogue, runner_p: Athlete) -> None:
    usual, missed = (session(catalogue, runner_p, TUE, log) for log in (NO_LOG, Log(missed=2)))
    assert [each.sets - 1 for each in usual.exercises] == [each.sets for each in missed.exercises]
    assert [each.load for each in usual.exercises] == [each.load for each in missed.exercises]


def test_a_taper_session_drops_what_hurts_and_replaces_nothing(catalogue: Catalogue, runner_p: Athlete) -> None:
    day = date(2027, 5, 25)
    sore = session(catalogue, runner_p, day, Log(pain=(Pain(area="achilles", score=3),)))
    assert names(sore) == ["romanian_deadlift", "glute_bridge", "banded_lateral_walk", "dead_bug"]
    bare = session(catalogue, replace(runner_p, equipment=frozenset()), day)
    assert names(bare) == ["single_leg_rdl", "glute_bridge", "lateral_walk", "dead_bug", "calf_hops"]
    assert (bare.exercises[0].low, bare.exercises[0].high) == (5, 5)


def test_cutting_a_session_goes_from_the_last_slot_upward(catalogue: Catalogue, runner_p: Athlete) -> None:
    full = session(catalogue, runner_p, TUE)
    cut = session(catalogue, runner_p, TUE, Log(minutes_today=50))
    assert [each.sets for each in full.exercises] == [4, 4, 4, 4]
    assert [each.sets for each in cut.exercises] == [4, 3, 3, 3]
    short = session(catalogue, runner_p, TUE, Log(minutes_today=20))
    assert [(each.exercise, each.sets) for each in short.exercises] == [
        ("romanian_deadlift", 1),
        ("bulgarian_split_squat", 1),
        ("walking_lunge", 1),
    ]
    assert short.minutes <= 20
    shorter = session(catalogue, runner_p, TUE, Log(minutes_today=12))
    assert names(shorter) == ["romanian_deadlift"]


@pytest.mark.parametrize("cap", range(12, 70))
def test_one_cut_less_would_not_fit(catalogue: Catalogue, runner_p: Athlete, cap: int) -> None:
    whole = list(session(catalogue, replace(runner_p, minutes_cap=200), TUE).exercises)
    fitted = fit_minutes(whole, 8, cap)
    assert estimate_seconds(fitted, 8) <= cap * 60
    assert len(fitted) == 4 or estimate_seconds(whole[: len(fitted) + 1], 8) > cap * 60 or fitted[-1].sets == 1


def test_a_hotel_without_a_bar_changes_today_only(catalogue: Catalogue, runner_p: Athlete) -> None:
    hotel = session(catalogue, runner_p, TUE, Log(equipment_today=frozenset({"bench"})))
    assert names(hotel) == ["single_leg_rdl", "bulgarian_split_squat", "walking_lunge", "calf_raise_straight"]
    assert {(each.low, each.high) for each in hotel.exercises} == {(8, 12)}


def test_a_swap_keeps_the_scheme_and_takes_its_own_load(catalogue: Catalogue, runner_p: Athlete) -> None:
    planned = session_for(catalogue, runner_p, NO_LOG, TUE)
    offers = alternatives(catalogue, runner_p, NO_LOG, planned, "romanian_deadlift")
    assert offers == ("deadlift", "single_leg_rdl")
    swapped = session(catalogue, runner_p, TUE, Log(swaps_today={"romanian_deadlift": "deadlift"}))
    lift = swapped.exercises[0]
    assert (lift.exercise, lift.sets, lift.low, lift.load, lift.slot) == ("deadlift", 4, 6, 52.5, "hinge")


def test_a_swap_never_goes_where_it_hurts_or_to_what_is_there_already(catalogue: Catalogue, runner_p: Athlete) -> None:
    log = Log(pain=(Pain(area="knee", score=4),))
    planned = session_for(catalogue, runner_p, log, TUE)
    assert alternatives(catalogue, runner_p, log, planned, "split_squat") == ()
    kept = session(catalogue, runner_p, TUE, Log(swaps_today={"walking_lunge": "bulgarian_split_squat"}))
    assert "walking_lunge" in names(kept)


def test_a_harder_step_taken_stands_where_its_kit_is_there(catalogue: Catalogue, runner_p: Athlete) -> None:
    log = Log(steps={"push_up": "pike_push_up", "hip_thrust_bw": "hip_thrust"})
    planned = session(catalogue, replace(runner_p, minutes_cap=90), WED, log)
    assert "pike_push_up" in names(planned)
    assert "hip_thrust_bw" in names(planned)


def test_a_minor_lifts_under_an_adults_eyes(catalogue: Catalogue, runner_p: Athlete) -> None:
    planned = session_for(catalogue, replace(runner_p, age=16), NO_LOG, TUE)
    assert any("adult" in sentence for sentence in planned.advice)
    assert planned.block == "foundation"


def test_every_choice_names_its_rule(catalogue: Catalogue, runner_p: Athlete) -> None:
    planned = session_for(catalogue, runner_p, Log(pain=(Pain(area="knee", score=4),)), TUE)
    rules = [each.rule for each in planned.why]
    assert {"R2", "R4", "R3", "R7", "R8", "R13", "R14", "R19", "R12", "R33"} <= set(rules)
    assert all(each.says.endswith(".") for each in planned.why)


def test_a_declared_phase_against_the_date_is_said(catalogue: Catalogue, runner_p: Athlete) -> None:
    planned = session_for(catalogue, replace(runner_p, phase="off"), NO_LOG, TUE)
    assert any("by your race date this week is base" in sentence for sentence in planned.advice)


def test_a_carry_with_one_bell_changes_hands(catalogue: Catalogue) -> None:
    athlete = Athlete(start=START, equipment=frozenset({"kettlebell"}), runs=(Run(weekday=1, type="hard"),))
    planned = [session_for(catalogue, athlete, NO_LOG, START + timedelta(days=days)) for days in range(7)]
    carrying = [day for day in planned if day.session and "farmers_carry" in names(day.session)]
    assert carrying
    assert all(any("swap hands" in sentence for sentence in day.advice) for day in carrying)
