"""The ten golden examples of docs/rules.md, section 5, figure by figure."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.coaching.athlete import NO_LOG, Athlete, GymDay, Log, Pain, RecentSet, Run, Working
from bot.coaching.day import session_for, week_for
from bot.coaching.exercise import Catalogue
from bot.coaching.load import brzycki, counting_set, epley, exact
from bot.coaching.progression import Effort, Range, progress
from bot.coaching.session import Day


def lines(day: Day) -> list[str]:
    """The session in the shorthand of the examples."""
    assert day.session is not None
    return [
        f"{each.exercise} {each.sets}x{each.low}-{each.high}"
        f" {f'{each.implement} {each.load:g}' if each.load is not None else 'bodyweight'} rest {each.rest_s}"
        for each in day.session.exercises
    ]


def types(week: tuple[Day | None, ...]) -> list[str | None]:
    return [day.session.type if day and day.session else None for day in week]


def test_1_a_hard_tuesday_in_base_holds_a_stacked_session_a(catalogue: Catalogue, runner_p: Athlete) -> None:
    day = session_for(catalogue, runner_p, NO_LOG, date(2027, 1, 5))
    assert (day.phase, day.block, day.week, day.deload, day.run) == ("base", "strength", 1, False, "hard")
    assert day.session is not None
    assert (day.session.type, day.session.tier, day.session.minutes) == ("A", 0, 57)
    assert lines(day) == [
        "romanian_deadlift 4x6-8 barbell 40 rest 150",
        "bulgarian_split_squat 4x6-8 dumbbells 12 rest 150",
        "walking_lunge 4x6-8 dumbbells 12 rest 150",
        "calf_raise_straight 4x6-8 dumbbells 20 rest 90",
    ]
    assert day.activation == (
        "glute_bridge",
        "banded_lateral_walk",
        "high_knees",
        "leg_swings",
        "a_skips",
        "calf_hops",
    )
    week = week_for(catalogue, runner_p, NO_LOG, date(2027, 1, 4))
    assert types(week) == [None, "A", "U", "D", None, None, None]


def test_2_the_fourth_week_is_a_deload(catalogue: Catalogue, runner_p: Athlete) -> None:
    day = session_for(catalogue, runner_p, NO_LOG, date(2027, 1, 28))
    assert day.deload
    assert day.session is not None
    assert day.session.type == "D"
    assert lines(day) == [
        "hip_thrust 2x8-12 barbell 40 rest 90",
        "step_up 2x8-12 dumbbells 8 rest 90",
        "nordic_curl 2x4-6 bodyweight rest 90",
        "kettlebell_swing 2x8-12 kettlebell 12 rest 90",
        "calf_raise_bent 2x10-12 dumbbells 12 rest 60",
    ]


def test_3_the_monday_after_a_long_run_is_recovery(catalogue: Catalogue, runner_p: Athlete) -> None:
    day = session_for(catalogue, runner_p, NO_LOG, date(2027, 1, 11))
    assert (day.session, day.routine, day.activation) == (None, "B", ())


def test_4_known_lifts_set_the_loads_of_race_prep(catalogue: Catalogue, runner_p: Athlete) -> None:
    squat = RecentSet(exercise="back_squat", load=80, reps=5, rir=2)
    athlete = replace(runner_p, one_rm={"deadlift": 120}, recent_sets=(squat,))
    assert counting_set(athlete, "back_squat") == squat
    assert float(brzycki(exact(80), 7)) == pytest.approx(96.0, abs=0.05)
    assert float(epley(exact(80), 7)) == pytest.approx(98.7, abs=0.05)
    day = session_for(catalogue, athlete, NO_LOG, date(2027, 4, 13))
    assert (day.phase, day.block, day.week) == ("prep", "power", 1)
    assert day.session is not None
    assert day.session.type == "A2"
    assert lines(day) == [
        "deadlift 3x3-5 barbell 90 rest 180",
        "back_squat 3x3-5 barbell 70 rest 180",
        "calf_raise_straight 3x10-12 dumbbells 16 rest 60",
        "assisted_pull_up 3x10-15 bodyweight rest 75",
        "pallof_press 3x10-12 bodyweight rest 45",
        "rkc_plank 3x20-30 bodyweight rest 45",
    ]


def test_5_the_taper_keeps_one_short_deadlift_until_race_week(catalogue: Catalogue, runner_p: Athlete) -> None:
    before = session_for(catalogue, runner_p, NO_LOG, date(2027, 5, 25))
    assert before.phase == "taper"
    assert lines(before)[0] == "romanian_deadlift 2x5-5 barbell 32.5 rest 120"
    race_week = session_for(catalogue, runner_p, NO_LOG, date(2027, 6, 1))
    assert race_week.session is not None
    assert race_week.session.type == "T"
    assert lines(race_week) == lines(before)[1:]


def test_6_a_beginner_without_equipment_trains_lite_before_a_long_run(catalogue: Catalogue) -> None:
    athlete = Athlete(
        start=date(2027, 3, 1),
        unit="lb",
        body_mass=150,
        experience="beginner",
        equipment=frozenset(),
        runs=(
            Run(weekday=2, type="hard", time=time(18), minutes=50),
            Run(weekday=5, type="long", time=time(8), minutes=90),
        ),
        gym=tuple(GymDay(weekday=day) for day in (0, 3, 4, 6)),
    )
    day = session_for(catalogue, athlete, NO_LOG, date(2027, 3, 4))
    assert (day.phase, day.block, day.week) == ("off", "foundation", 1)
    assert day.session is not None
    assert (day.session.type, day.session.tier) == ("D", 2)
    assert lines(day) == [
        "glute_bridge 2x8-10 bodyweight rest 90",
        "split_squat 2x8-10 bodyweight rest 90",
        "sliding_leg_curl 2x8-10 bodyweight rest 90",
        "calf_raise_bent 2x10-12 bodyweight rest 60",
    ]
    week = week_for(catalogue, athlete, NO_LOG, date(2027, 3, 1))
    assert types(week) == ["A", None, None, "D", "U", None, None]


def test_7_knee_pain_of_four_eases_what_stresses_the_knee(catalogue: Catalogue, runner_p: Athlete) -> None:
    log = Log(pain=(Pain(area="knee", score=4),))
    day = session_for(catalogue, runner_p, log, date(2027, 1, 5))
    assert lines(day) == [
        "romanian_deadlift 4x6-8 barbell 40 rest 150",
        "split_squat 4x6-8 dumbbells 12 rest 150",
        "calf_raise_straight 4x6-8 dumbbells 20 rest 90",
    ]
    assert day.activation == ("glute_bridge", "banded_lateral_walk", "leg_swings")


def test_8_ten_days_off_cost_a_tenth_and_start_at_the_bottom(catalogue: Catalogue, runner_p: Athlete) -> None:
    loads = {"romanian_deadlift": 60, "bulgarian_split_squat": 24, "walking_lunge": 20, "calf_raise_straight": 24}
    working = {name: Working(load=load, target=8) for name, load in loads.items()}
    log = Log(days_since_strength=10, working=working)
    day = session_for(catalogue, runner_p, log, date(2027, 1, 19))
    assert day.session is not None
    assert day.session.type == "A"
    assert [each.load for each in day.session.exercises] == [52.5, 20, 16, 20]
    assert {(each.sets, each.low, each.high, each.target) for each in day.session.exercises} == {(4, 6, 8, 6)}


def test_9_much_running_leaves_two_sessions(catalogue: Catalogue, runner_p: Athlete) -> None:
    minutes = (60, 70, 60, 70, 50, 150)
    kinds = ("easy", "hard", "easy", "hard", "easy", "long")
    days = (0, 1, 2, 3, 5, 6)
    runs = tuple(
        Run(weekday=day, type=kind, time=time(8 if kind == "long" else 7), minutes=length)
        for day, kind, length in zip(days, kinds, minutes, strict=True)
    )
    day = session_for(catalogue, replace(runner_p, runs=runs), NO_LOG, date(2027, 2, 2))
    assert (day.block, day.week) == ("hypertrophy", 1)
    assert day.session is not None
    assert day.session.type == "A2"
    assert lines(day) == [
        "single_leg_rdl 3x8-10 dumbbells 8 rest 120",
        "bulgarian_split_squat 3x8-10 dumbbells 12 rest 120",
        "calf_raise_straight 3x10-12 dumbbells 16 rest 60",
        "assisted_pull_up 3x10-15 bodyweight rest 75",
        "pallof_press 3x10-12 bodyweight rest 45",
        "plank 3x30-45 bodyweight rest 45",
    ]


@pytest.mark.parametrize(
    ("load", "target", "reps", "rir", "failed_before", "expected"),
    [
        (40, 8, (8, 8, 8, 8), 3, False, (42.5, 6)),
        (60, 7, (7, 6, 6, 5), 0, False, (60, 7)),
        (60, 7, (7, 6, 6, 5), 0, True, (55, 6)),
        (60, 7, (7, 5, 4, 4), 2, False, (52.5, 6)),
        (80, 6, (6, 6, 6, 6), 4, False, (82.5, 6)),
    ],
)
def test_10_a_report_sets_the_next_load_and_target(
    load: float,
    target: int,
    reps: tuple[int, ...],
    rir: int,
    failed_before: bool,
    expected: tuple[float, int],
) -> None:
    effort = Effort(work=reps, rir=rir, failed_before=failed_before)
    after = progress(load, target, Range(low=6, high=8, implement="barbell"), effort)
    assert (after.load, after.target) == expected
