"""What no plan may ever break, whatever the athlete (docs/rules.md, section 4)."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.athlete import NO_LOG, Athlete, Log, Pain
from bot.coaching.day import MOBILITY, session_for, week_for
from bot.coaching.exercise import Catalogue
from bot.coaching.load import BELLS, STEPS, exact, most_allowed, one_rm
from bot.coaching.periodization import monday_of
from bot.coaching.prescription import TAPER_MINUTES
from bot.coaching.session import Day
from bot.coaching.week import plan_week
from tests.coaching.athletes import START, athletes, logs

mondays = st.integers(2, 30).map(lambda weeks: START + timedelta(days=7 * weeks))
dates = st.integers(14, 220).map(lambda offset: START + timedelta(days=offset))
HEAVY = {"A", "D", "A2", "D2", "M"}


def sessions(week: tuple[Day | None, ...]) -> dict[int, Day]:
    return {number: day for number, day in enumerate(week) if day is not None and day.session is not None}


@given(athlete=athletes(), monday=mondays)
def test_a_runner_never_gets_more_sessions_than_the_phase_allows(
    catalogue: Catalogue, athlete: Athlete, monday: date
) -> None:
    plan = plan_week(athlete, NO_LOG, monday)
    week = sessions(week_for(catalogue, athlete, NO_LOG, monday))
    if plan.style == "adaptive":
        assert len(week) <= plan.sessions_due


@given(athlete=athletes(), monday=mondays)
def test_heavy_legs_are_rested_before_key_runs(catalogue: Catalogue, athlete: Athlete, monday: date) -> None:
    plan = plan_week(athlete, NO_LOG, monday)
    if plan.style == "article":
        return
    heavy = {number: placed for number, placed in plan.sessions.items() if placed.is_heavy}
    for number, placed in heavy.items():
        assert plan.runs.on(number + 1).kind not in {"hard", "long", "race"}
        assert plan.runs.on(number).kind not in {"long", "race"}
        assert not plan.runs.is_before_race(number, 3)
        for ahead in range(1, 8):
            start = plan.runs.on(number + ahead).key_start
            if start is None or placed.tier == 0:
                continue
            hours = (ahead * 1440 + start - plan.gym[number]) / 60
            assert hours >= (48 if placed.tier == 1 else 36)
            break
    for first in heavy:
        for second in heavy:
            assert first == second or 2 <= (first - second) % 7 <= 5


@given(athlete=athletes(), log=logs(), day=dates)
def test_every_exercise_can_be_done_with_what_there_is_and_where_it_does_not_hurt(
    catalogue: Catalogue, athlete: Athlete, log: Log, day: date
) -> None:
    planned = session_for(catalogue, athlete, log, day)
    alias = {"calf": "achilles", "quad": "knee", "groin": "hip", "neck": "shoulder"}
    strong = {alias.get(pain.area, pain.area) for pain in log.pain if pain.score >= 6}
    names = [each.exercise for each in planned.session.exercises] if planned.session else []
    assert len(names) == len(set(names))
    for name in (*names, *planned.mobility, *planned.activation):
        assert catalogue[name].fits(athlete.equipment)
        assert not catalogue[name].stress_areas & strong
    if athlete.is_beginner:
        assert not {"kettlebell_swing", "nordic_curl", "pistol_squat"} & set(names)
        assert planned.block != "power"


@given(athlete=athletes(), log=logs(), day=dates)
def test_a_session_fits_the_time_there_is(catalogue: Catalogue, athlete: Athlete, log: Log, day: date) -> None:
    session = session_for(catalogue, athlete, log, day).session
    if session is None:
        return
    assert session.exercises
    assert session.minutes == TAPER_MINUTES if session.type == "T" else session.minutes <= athlete.minutes_cap


@given(athlete=athletes(), log=logs(), day=dates)
def test_every_load_can_be_put_on_the_implement(catalogue: Catalogue, athlete: Athlete, log: Log, day: date) -> None:
    session = session_for(catalogue, athlete, log, day).session
    for each in session.exercises if session else ():
        assert (each.load is None) == (each.implement is None)
        if each.load is None or each.implement is None:
            continue
        assert each.implement in athlete.equipment
        load = exact(each.load)
        if each.implement == "kettlebell":
            assert load in BELLS[athlete.unit]
        else:
            assert load % STEPS[athlete.unit][each.implement] == 0
        assert each.implement != "barbell" or load >= (20 if athlete.unit == "kg" else 45)
        highest = log.highest_28d.get(each.exercise)
        if highest is not None and each.exercise != "kettlebell_swing":
            assert load <= most_allowed(exact(highest), each.implement, athlete.unit)
        maximum = one_rm(athlete, each.exercise)
        if each.exercise not in log.working and maximum is not None and each.exercise != "kettlebell_swing":
            assert load <= maximum * Fraction(85, 100)


@given(athlete=athletes(), log=logs(), day=dates)
def test_a_deload_halves_the_sets_and_asks_for_no_progress(
    catalogue: Catalogue, athlete: Athlete, log: Log, day: date
) -> None:
    deload = Log(**{name: getattr(log, name) for name in ("pain", "working")}, deload_weeks=frozenset({monday_of(day)}))
    planned = session_for(catalogue, athlete, deload, day)
    assert planned.deload
    for each in planned.session.exercises if planned.session else ():
        assert each.sets <= 2
        assert (each.target, each.rir) == (None, 4)


@given(athlete=athletes(), day=dates)
def test_race_day_holds_no_session_and_every_day_its_mobility(
    catalogue: Catalogue, athlete: Athlete, day: date
) -> None:
    planned = session_for(catalogue, athlete, NO_LOG, day)
    assert planned.mobility == MOBILITY
    if day == athlete.race or day in athlete.tune_ups:
        assert planned.run == "race"
        assert planned.session is None
    key = planned.run in {"hard", "long", "race"}
    wanted = {"key": key, "every": planned.run is not None, "never": False}[athlete.activation]
    assert bool(planned.activation) == wanted


@given(athlete=athletes(), log=logs(), day=dates, flag=st.sampled_from(("prompt", "emergency")))
def test_a_red_flag_leaves_nothing_to_do(
    catalogue: Catalogue, athlete: Athlete, log: Log, day: date, flag: str
) -> None:
    flagged = Log(pain=log.pain, red_flag=flag)
    planned = session_for(catalogue, athlete, flagged, day)
    assert (planned.session, planned.routine, planned.mobility, planned.activation) == (None, None, (), ())
    assert planned.referral == flag
    assert planned.advice


@given(athlete=athletes(), monday=mondays)
def test_a_full_week_trains_every_pattern(catalogue: Catalogue, athlete: Athlete, monday: date) -> None:
    plan = plan_week(athlete, NO_LOG, monday)
    placed = {session.type for session in plan.sessions.values()}
    full = plan.style == "adaptive" and len(placed) == plan.sessions_due and placed & HEAVY
    if not full or athlete.minutes_cap < 60:
        return
    week = sessions(week_for(catalogue, athlete, NO_LOG, monday))
    done = {each.exercise for day in week.values() if day.session for each in day.session.exercises}
    patterns = {catalogue[name].pattern for name in done}
    assert {"calf", "hip_extension", "core_anti_extension", "pull", "push", "carry"} <= patterns
    assert "hinge" in patterns
    assert patterns & {"squat", "lunge"}
    assert "core_anti_rotation" in patterns or "side_plank" in done


@settings(max_examples=40)
@given(athlete=athletes(), log=logs(), monday=mondays)
def test_the_same_runner_gets_the_same_week_and_the_week_is_its_days(
    catalogue: Catalogue, athlete: Athlete, log: Log, monday: date
) -> None:
    week = week_for(catalogue, athlete, log, monday)
    assert week == week_for(catalogue, athlete, log, monday)
    for day in week:
        if day is not None:
            assert day == session_for(catalogue, athlete, log, day.date)


@given(athlete=athletes(), pain=st.integers(6, 10), day=dates)
def test_strong_knee_pain_spares_the_legs(catalogue: Catalogue, athlete: Athlete, pain: int, day: date) -> None:
    usual = session_for(catalogue, athlete, NO_LOG, day)
    planned = session_for(catalogue, athlete, Log(pain=(Pain(area="knee", score=pain),)), day)
    if planned.session is not None:
        assert planned.session.type not in HEAVY
        if usual.session is not None and usual.session.type in HEAVY:
            assert "hip_thrust_bw" not in {each.exercise for each in planned.session.exercises}
    assert any("No run" in sentence for sentence in planned.advice)
