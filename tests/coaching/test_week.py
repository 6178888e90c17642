"""Which session falls on which day (R6–R12, R31, R32, R36)."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.coaching.athlete import NO_LOG, Athlete, GymDay, Log, Pain, Run
from bot.coaching.day import session_for, week_for
from bot.coaching.exercise import Catalogue
from bot.coaching.week import WeekPlan, heavy_tier, plan_week

START = date(2027, 1, 4)


def run(weekday: int, kind: str = "hard", at: time = time(7), minutes: int = 60) -> Run:
    return Run(weekday=weekday, type=kind, time=at, minutes=minutes)


def shown(plan: WeekPlan) -> str:
    """The week in shorthand: session, routine in lower case, or a dash."""
    return " ".join(
        plan.sessions[day].type if day in plan.sessions else plan.routines.get(day, "-").lower() for day in range(7)
    )


def week_of(athlete: Athlete, monday: date = START, log: Log = NO_LOG) -> str:
    return shown(plan_week(athlete, log, monday))


def test_hard_days_share_their_evening_with_heavy_legs(runner_p: Athlete) -> None:
    assert week_of(runner_p) == "f A U D b - -"


@pytest.mark.parametrize(
    ("end_of_run", "tier"),
    [(time(14), 0), (time(14, 1), None), (time(19), None)],
)
def test_a_hard_run_wants_three_hours_before_the_gym(end_of_run: time, tier: int | None) -> None:
    athlete = Athlete(start=START, runs=(run(1, at=end_of_run),))
    plan = plan_week(athlete, NO_LOG, START)
    assert heavy_tier(plan.runs, plan.gym, 1) == tier


@pytest.mark.parametrize(
    ("weekday", "at", "tier"),
    [(2, time(18), 1), (2, time(17, 59), 2), (2, time(6), 2), (2, time(5, 59), None), (1, time(23), None)],
)
def test_hours_to_the_next_key_run_decide_the_tier(weekday: int, at: time, tier: int | None) -> None:
    athlete = Athlete(start=START, runs=(run(weekday, at=at),))
    plan = plan_week(athlete, NO_LOG, START)
    assert heavy_tier(plan.runs, plan.gym, 0) == tier


def test_of_two_runs_a_day_the_long_one_gives_the_type() -> None:
    athlete = Athlete(start=START, runs=(run(2, "easy"), run(2, "long", time(9)), run(2, "hard", time(17))))
    plan = plan_week(athlete, NO_LOG, START)
    assert plan.runs.on(2).kind == "long"
    assert plan.runs.on(2).key_start == 9 * 60


def test_a_double_hard_day_counts_from_the_last_hard_run() -> None:
    twice = Athlete(start=START, runs=(run(1, at=time(6)), run(1, at=time(14, 30))))
    plan = plan_week(twice, NO_LOG, START)
    assert heavy_tier(plan.runs, plan.gym, 1) is None


def test_a_week_with_one_heavy_day_gets_m_and_u() -> None:
    athlete = Athlete(start=START, runs=(run(2),), gym=(GymDay(weekday=2), GymDay(weekday=3)))
    assert week_of(athlete).split()[2:4] == ["M", "U"]


def test_a_week_without_a_heavy_day_gets_u_alone() -> None:
    athlete = Athlete(start=START, runs=(run(1), run(3)), gym=(GymDay(weekday=0), GymDay(weekday=2)))
    assert week_of(athlete) == "f - U - b f f"


def test_who_runs_eight_hours_gets_m_alone() -> None:
    athlete = Athlete(start=START, runs=(run(1, minutes=480),))
    assert "U" not in week_of(athlete)
    assert week_of(athlete).split()[1] == "M"


def test_u_stays_off_race_day_and_its_eve() -> None:
    race = START + timedelta(days=3)
    athlete = Athlete(start=START, tune_ups=(race,), gym=(GymDay(weekday=2), GymDay(weekday=3)), runs=(run(6, "easy"),))
    assert "U" not in week_of(athlete)


def test_the_week_across_two_key_runs_has_no_gym_on_none_given_days() -> None:
    athlete = Athlete(start=START, gym=(), runs=(run(1),))
    assert plan_week(athlete, NO_LOG, START).sessions == {}


def test_taper_takes_tuesday_unless_it_is_no_gym_day_or_too_near_the_race() -> None:
    athlete = Athlete(start=START, race=START + timedelta(days=4))
    assert week_of(athlete).startswith("f T")
    assert "T" in week_of(replace(athlete, race=START + timedelta(days=3))).split()[0]
    assert "T" not in week_of(replace(athlete, race=START + timedelta(days=2)))


def test_a_taper_session_on_a_day_without_gym_says_so(catalogue: Catalogue) -> None:
    athlete = Athlete(start=START, race=START + timedelta(days=6), gym=(GymDay(weekday=6),))
    planned = session_for(catalogue, athlete, NO_LOG, START + timedelta(days=1))
    assert planned.session is not None
    assert any("no gym day" in sentence for sentence in planned.advice)


def test_days_before_the_plan_count_as_rest() -> None:
    athlete = Athlete(start=START + timedelta(days=1), runs=(run(0, "long"), run(4)))
    plan = plan_week(athlete, NO_LOG, START)
    assert 0 not in plan.routines
    assert plan.routines.get(1) in {None, "F"}


def test_monday_recovers_from_a_heavy_sunday() -> None:
    athlete = Athlete(start=START, runs=(run(2), run(6)), gym=(GymDay(weekday=2), GymDay(weekday=6)))
    later = START + timedelta(days=7)
    assert plan_week(athlete, NO_LOG, later).sessions[6].is_heavy
    assert week_of(athlete, later).startswith("b")


def test_the_sample_week_is_the_default_for_who_names_no_days(catalogue: Catalogue) -> None:
    athlete = Athlete(start=START)
    assert week_of(athlete) == "A b C - D E f"
    hinge = [each.exercise for each in session_for(catalogue, athlete, NO_LOG, START).session.exercises]
    assert hinge == ["romanian_deadlift", "bulgarian_split_squat", "calf_raise_straight", "walking_lunge"]


def test_the_sample_week_yields_to_a_race() -> None:
    athlete = Athlete(start=START, tune_ups=(START + timedelta(days=6),))
    assert week_of(athlete) == "A b C - - - -"


def test_the_sample_week_only_warns_of_heavy_legs(catalogue: Catalogue) -> None:
    athlete = Athlete(start=START, runs=(run(1),), week_style="article")
    planned = session_for(catalogue, athlete, NO_LOG, START)
    assert planned.session is not None
    assert planned.session.tier is None
    assert "Heavy legs the day before your hard run: keep an eye on how they feel." in planned.advice


def test_race_prep_is_never_the_sample_week() -> None:
    athlete = Athlete(start=START, race=START + timedelta(days=50), week_style="article")
    assert plan_week(athlete, NO_LOG, START).style == "adaptive"


def test_moved_intervals_move_the_heavy_day_and_keep_what_is_done(runner_p: Athlete) -> None:
    moved = tuple(replace(each, weekday=4) if each.weekday == 3 else each for each in runner_p.runs)
    log = Log(runs_this_week=moved, done_this_week={1: "A"}, replan_from=2)
    assert week_of(runner_p, START, log) == "f A U f D b -"


def test_a_heavy_day_with_no_place_left_is_lost(runner_p: Athlete) -> None:
    moved = tuple(replace(each, weekday=2) if each.weekday == 3 else each for each in runner_p.runs)
    log = Log(runs_this_week=moved, done_this_week={1: "A"}, replan_from=5)
    assert week_of(runner_p, START, log).split().count("D") == 0


def test_short_sleep_turns_heavy_legs_into_recovery(catalogue: Catalogue, runner_p: Athlete) -> None:
    for log in (Log(sleep_h=4.9), Log(leg_soreness=7)):
        planned = session_for(catalogue, runner_p, log, START + timedelta(days=1))
        assert (planned.session, planned.routine) == (None, "B")
    upper = session_for(catalogue, runner_p, Log(sleep_h=4), START + timedelta(days=2))
    assert upper.session is not None


def test_strong_low_back_pain_turns_heavy_legs_into_upper_body(catalogue: Catalogue, runner_p: Athlete) -> None:
    log = Log(pain=(Pain(area="low_back", score=6),))
    week = week_for(catalogue, runner_p, log, START)
    assert [day.session.type for day in week if day and day.session] == ["U", "U", "U"]


def test_a_date_before_the_plan_is_refused(catalogue: Catalogue, runner_p: Athlete) -> None:
    with pytest.raises(ValueError, match="2027-01-04"):
        session_for(catalogue, runner_p, NO_LOG, date(2027, 1, 3))


def test_days_before_a_midweek_start_are_empty(catalogue: Catalogue, runner_p: Athlete) -> None:
    late = replace(runner_p, start=START + timedelta(days=2))
    week = week_for(catalogue, late, NO_LOG, START)
    assert week[:2] == (None, None)
    assert [day.session.type for day in week if day and day.session] == ["U", "D"]


def test_a_taper_week_stays_below_a_prep_week_of_one_lite_session(catalogue: Catalogue) -> None:
    athlete = Athlete(
        start=date(2027, 4, 12),
        experience="intermediate",
        equipment=frozenset({"bench", "dumbbells"}),
        high_mileage=True,
        race=date(2027, 5, 7),
        runs_given=True,
        runs=(
            run(0, "easy", time(11, 45), 75),
            run(0, "easy", time(20), 85),
            run(2, "hard", time(10, 45), 20),
            run(4, "easy", time(5, 45), 80),
            run(5, "long", time(9, 45), 180),
            run(5, "easy", time(17, 45), 110),
            run(6, "hard", time(15), 30),
            run(6, "easy", time(16), 30),
        ),
        gym_given=True,
        gym=(GymDay(weekday=0), GymDay(weekday=1, time=time(11, 45)), GymDay(weekday=3, time=time(19))),
    )

    def sets(monday: date) -> int:
        week = week_for(catalogue, athlete, NO_LOG, monday)
        return sum(each.sets for day in week if day and day.session for each in day.session.exercises)

    assert (sets(date(2027, 4, 19)), sets(date(2027, 4, 26))) == (9, 8)
