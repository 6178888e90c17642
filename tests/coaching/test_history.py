"""What reports make of the days after them (R21–R24, R26, R29)."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coaching.athlete import NO_LOG, Athlete, Pain, Working
from bot.coaching.day import session_for
from bot.coaching.exercise import Catalogue
from bot.coaching.history import (
    UNTRAINED,
    after_report,
    log_at,
    progress_after,
    ready_for_more,
    steps_after,
    training_at,
)
from bot.coaching.report import Entry, PainReport, Reading, Report, SetEntry

START = date(2027, 1, 4)
TUE, WED, THU = (START + timedelta(days=days) for days in (1, 2, 3))
WEEK = timedelta(days=7)


def report(
    catalogue: Catalogue, athlete: Athlete, day: date, reports: tuple[Report, ...] = (), **said: object
) -> Report:
    """A report against the session that was prescribed on its day."""
    text = str(said.pop("text", ""))
    log = log_at(catalogue, athlete, reports, day)
    planned = session_for(catalogue, athlete, log, day)
    return Report(
        id=f"{day}-{len(reports)}",
        day=day,
        reading=Reading(**{"day": day, "status": "done", **said}),
        raw_text=text,
        session=planned.session,
        block=planned.block,
        week=planned.week,
        deload=planned.deload,
    )


def sets(name: str, *reps: int, load: float | None = None, unit: str | None = "kg", **more: object) -> Entry:
    known = None if load is None else unit
    return Entry(exercise=name, sets=tuple(SetEntry(reps=each, load=load, unit=known) for each in reps), **more)


def test_done_as_prescribed_is_one_repetition_more_next_time(catalogue: Catalogue, runner_p: Athlete) -> None:
    done = report(catalogue, runner_p, TUE)
    log = log_at(catalogue, runner_p, (done,), TUE + WEEK)
    assert log.working["romanian_deadlift"] == Working(load=40, target=7)
    assert log.days_since_strength == 7
    assert log.highest_28d["romanian_deadlift"] == 40
    assert progress_after(catalogue, runner_p, (done,), done)["romanian_deadlift"] == Working(load=40, target=7)


def test_a_reported_load_and_reserve_set_the_next_load(catalogue: Catalogue, runner_p: Athlete) -> None:
    lifted = sets("romanian_deadlift", 8, 8, 8, 8, load=50, rpe=6)
    done = report(catalogue, runner_p, TUE, entries=(lifted,))
    following = progress_after(catalogue, runner_p, (), done)
    assert following == {"romanian_deadlift": Working(load=52.5, target=6)}


def test_pounds_reported_by_a_runner_in_kilos_are_converted(catalogue: Catalogue, runner_p: Athlete) -> None:
    lifted = sets("romanian_deadlift", 6, 6, load=135, unit="lb")
    done = report(catalogue, runner_p, TUE, entries=(lifted,))
    assert log_at(catalogue, runner_p, (done,), WED).highest_28d["romanian_deadlift"] == 61.23


def test_the_same_failure_twice_takes_a_twentieth_off(catalogue: Catalogue, runner_p: Athlete) -> None:
    missed = sets("romanian_deadlift", 6, 5, load=60)
    first = report(catalogue, runner_p, TUE, entries=(missed,))
    second = report(catalogue, runner_p, TUE + WEEK, (first,), entries=(missed,))
    assert progress_after(catalogue, runner_p, (first,), first)["romanian_deadlift"] == Working(load=60, target=6)
    after = progress_after(catalogue, runner_p, (first, second), second)
    assert after["romanian_deadlift"] == Working(load=55, target=6)


def test_too_heavy_backs_off_and_hard_holds(catalogue: Catalogue, runner_p: Athlete) -> None:
    heavy = report(catalogue, runner_p, TUE, feel="hard", text="done, but too heavy")
    hard = report(catalogue, runner_p, TUE, feel="hard", text="done, brutal")
    assert progress_after(catalogue, runner_p, (), heavy)["romanian_deadlift"] == Working(load=35, target=6)
    assert progress_after(catalogue, runner_p, (), hard)["romanian_deadlift"] == Working(load=40, target=6)


def test_what_was_left_out_or_not_mentioned_stays_as_it_is(catalogue: Catalogue, runner_p: Athlete) -> None:
    partly = report(catalogue, runner_p, TUE, status="partial", omitted=("calf_raise_straight",))
    assert "calf_raise_straight" not in log_at(catalogue, runner_p, (partly,), WED).working
    one = report(catalogue, runner_p, TUE, entries=(sets("romanian_deadlift", 6, load=40),))
    assert set(log_at(catalogue, runner_p, (one,), WED).working) == {"romanian_deadlift"}


def test_a_working_load_ends_with_its_block(catalogue: Catalogue, runner_p: Athlete) -> None:
    done = report(catalogue, runner_p, TUE + 2 * WEEK, entries=(sets("bulgarian_split_squat", 8, 8, load=16),))
    assert "bulgarian_split_squat" in log_at(catalogue, runner_p, (done,), TUE + 3 * WEEK).working
    later = log_at(catalogue, runner_p, (done,), TUE + 4 * WEEK)
    assert later.working == {}
    assert later.highest_28d["bulgarian_split_squat"] == 16


def test_a_deload_changes_no_working_load(catalogue: Catalogue, runner_p: Athlete) -> None:
    before = report(catalogue, runner_p, TUE + 2 * WEEK)
    deload = report(catalogue, runner_p, TUE + 3 * WEEK, (before,))
    assert deload.deload
    assert progress_after(catalogue, runner_p, (before, deload), deload) == {}
    assert (
        log_at(catalogue, runner_p, (before, deload), TUE + 3 * WEEK + timedelta(days=1)).working
        == log_at(catalogue, runner_p, (before,), TUE + 3 * WEEK).working
    )


def test_a_lite_day_does_not_make_the_next_one_lighter(catalogue: Catalogue, runner_p: Athlete) -> None:
    runs = tuple(each for each in runner_p.runs if each.type != "hard")
    athlete = replace(runner_p, runs=runs, gym=tuple(day for day in runner_p.gym if day.weekday in {1, 4}))
    friday = START + timedelta(days=4)
    lite = report(catalogue, athlete, friday)
    assert lite.session is not None
    assert lite.session.tier == 2
    thrust = next(each for each in lite.session.exercises if each.exercise == "hip_thrust")
    assert (thrust.load, thrust.base_load) == (40, 45)
    assert progress_after(catalogue, athlete, (), lite)["hip_thrust"] == Working(load=45, target=9)


def test_a_load_rises_once_a_week(catalogue: Catalogue, runner_p: Athlete) -> None:
    easy = sets("romanian_deadlift", 8, 8, load=40, rir=4)
    first = report(catalogue, runner_p, TUE, entries=(easy,))
    again = replace(
        first, id="again", day=THU, reading=replace(first.reading, entries=(replace(easy, sets=easy.sets),))
    )
    assert progress_after(catalogue, runner_p, (first,), first)["romanian_deadlift"].load == 42.5
    second = progress_after(catalogue, runner_p, (first, again), again)["romanian_deadlift"]
    assert second == Working(load=40, target=8)


def test_two_reports_of_one_day_count_once(catalogue: Catalogue, runner_p: Athlete) -> None:
    missed = sets("romanian_deadlift", 6, 5, load=60)
    first = report(catalogue, runner_p, TUE, entries=(missed,))
    corrected = replace(first, id="again")
    log = log_at(catalogue, runner_p, (first, corrected), WED)
    assert log.working["romanian_deadlift"] == Working(load=60, target=6)
    assert training_at(catalogue, runner_p, (first, corrected), WED).sessions == 1


def test_twice_at_the_top_without_load_takes_the_first_load_or_the_harder_exercise(
    catalogue: Catalogue, runner_p: Athlete
) -> None:
    athlete = replace(runner_p, experience="beginner")
    reports: tuple[Report, ...] = ()
    for week in range(3):
        day = TUE + week * WEEK
        done = sets("split_squat", 10, 10, 10, load=0, unit=None, rir=2)
        pushed = report(catalogue, athlete, day, reports, entries=(done,))
        reports = (*reports, pushed)
    after = log_at(catalogue, athlete, reports, TUE + 3 * WEEK)
    assert after.working["split_squat"].load is None
    assert after.working["split_squat"].target == 10
    top = report(
        catalogue, athlete, TUE + 2 * WEEK, reports[:2], entries=(sets("split_squat", 10, 10, load=0, unit=None),)
    )
    assert top.session is not None
    held = [replace(each, target=10) for each in top.session.exercises]
    at_top = [
        replace(
            top,
            id=number,
            day=TUE + number * WEEK,
            week=number + 1,
            session=replace(top.session, exercises=tuple(held)),
        )
        for number in range(2)
    ]
    loaded = log_at(catalogue, athlete, at_top, TUE + 2 * WEEK)
    assert loaded.working["split_squat"].load == 4


def test_twice_at_the_top_of_push_ups_makes_them_harder_and_far_misses_easier(
    catalogue: Catalogue, runner_p: Athlete
) -> None:
    first = report(catalogue, runner_p, WED)
    assert first.session is not None
    held = replace(first.session, exercises=tuple(replace(each, target=each.high) for each in first.session.exercises))
    top = replace(first, session=held)
    again = replace(top, id="2", day=WED + WEEK, week=2)
    assert steps_after(catalogue, runner_p, (top, again), again)["push_up"] == "pike_push_up"
    log = log_at(catalogue, runner_p, (top, again), WED + 2 * WEEK)
    planned = session_for(catalogue, replace(runner_p, minutes_cap=90), log, WED + 2 * WEEK)
    assert planned.session is not None
    assert "pike_push_up" in {each.exercise for each in planned.session.exercises}
    short = sets("push_up", 5, 5, load=None)
    bad = [
        replace(
            first, id=number, day=WED + number * WEEK, week=number + 1, reading=replace(first.reading, entries=(short,))
        )
        for number in range(2)
    ]
    assert log_at(catalogue, runner_p, bad, WED + 2 * WEEK).steps == {"push_up": "incline_push_up"}


def test_two_very_hard_sessions_running_make_next_week_a_deload(catalogue: Catalogue, runner_p: Athlete) -> None:
    first = report(catalogue, runner_p, TUE, effort=9)
    second = report(catalogue, runner_p, THU, (first,), effort=10)
    assert log_at(catalogue, runner_p, (first,), THU).deload_weeks == frozenset()
    assert log_at(catalogue, runner_p, (first, second), TUE + WEEK).deload_weeks == {START + WEEK}
    calm = report(catalogue, runner_p, WED, (first,), effort=6)
    assert log_at(catalogue, runner_p, (first, calm, second), TUE + WEEK).deload_weeks == frozenset()


def test_sessions_due_and_not_done_are_missed_until_the_next_one(catalogue: Catalogue, runner_p: Athlete) -> None:
    done = report(catalogue, runner_p, TUE)
    assert log_at(catalogue, runner_p, (done,), WED).missed == 0
    assert log_at(catalogue, runner_p, (done,), THU).missed == 1
    assert log_at(catalogue, runner_p, (done,), THU + timedelta(days=1)).missed == 2
    skipped = report(catalogue, runner_p, WED, (done,), status="skipped")
    assert log_at(catalogue, runner_p, (done, skipped), THU).missed == 1
    assert log_at(catalogue, runner_p, (), THU + WEEK).missed == 0
    pause = ((WED, WED + WEEK),)
    assert log_at(catalogue, runner_p, (done,), WED + WEEK, away=pause).missed == 0


def test_sleep_and_sore_legs_count_on_their_own_day(catalogue: Catalogue, runner_p: Athlete) -> None:
    tired = report(catalogue, runner_p, TUE, status=None, sleep=4.5, soreness=8)
    today = log_at(catalogue, runner_p, (tired,), TUE)
    assert (today.sleep_h, today.leg_soreness) == (4.5, 8)
    assert log_at(catalogue, runner_p, (tired,), WED).sleep_h is None


def test_pain_stands_until_it_is_gone_and_counts_as_six_when_it_grows_or_stays(
    catalogue: Catalogue, runner_p: Athlete
) -> None:
    def pains(*scores: tuple[int, int]) -> tuple[Pain, ...]:
        reports = tuple(
            report(
                catalogue,
                runner_p,
                START + timedelta(days=day),
                status=None,
                pain=(PainReport(area="knee", score=score),),
            )
            for day, score in scores
        )
        return log_at(catalogue, runner_p, reports, START + timedelta(days=10)).pain

    assert pains((1, 4)) == (Pain(area="knee", score=4),)
    assert pains((1, 4), (2, 0)) == ()
    assert pains((1, 3), (2, 4)) == (Pain(area="knee", score=6),)
    assert pains((1, 3), (4, 4)) == (Pain(area="knee", score=4),)
    assert pains((1, 3), (4, 3), (6, 3)) == (Pain(area="knee", score=6),)
    assert pains((1, 3), (4, 2), (6, 3), (8, 3)) == (Pain(area="knee", score=3),)


def test_pain_in_the_report_stops_progress_where_it_hurts(catalogue: Catalogue, runner_p: Athlete) -> None:
    sore = report(catalogue, runner_p, TUE, pain=(PainReport(area="quad", score=4),))
    assert set(progress_after(catalogue, runner_p, (), sore)) == {"romanian_deadlift", "calf_raise_straight"}


def test_a_red_flag_stands_until_it_is_dismissed(catalogue: Catalogue, runner_p: Athlete) -> None:
    flagged = report(catalogue, runner_p, TUE, status=None, red_flag="prompt")
    assert log_at(catalogue, runner_p, (flagged,), TUE + 4 * WEEK).red_flag == "prompt"
    assert log_at(catalogue, runner_p, (flagged,), WED, dismissed=frozenset({flagged.id})).red_flag is None


def test_a_beginner_is_ready_for_more_after_eight_weeks_and_twelve_sessions(
    catalogue: Catalogue, runner_p: Athlete
) -> None:
    athlete = replace(runner_p, experience="beginner")
    training = UNTRAINED
    for number in range(12):
        day = START + timedelta(days=number * 5)
        done = Report(id=number, day=day, reading=Reading(day=day, status="done", entries=(sets("push_up", 10),)))
        training = after_report(catalogue, athlete, training, done)
    assert training.sessions == 12
    assert not ready_for_more(athlete, training, START + timedelta(days=55))
    assert ready_for_more(athlete, training, START + timedelta(days=56))
    assert not ready_for_more(athlete, replace(training, sessions=11), START + timedelta(days=56))


def test_reported_sets_raise_the_next_block_but_never_lower_it(catalogue: Catalogue, runner_p: Athlete) -> None:
    strong = report(catalogue, runner_p, TUE, entries=(sets("bulgarian_split_squat", 8, 8, load=24, rir=2),))
    log = replace(log_at(catalogue, runner_p, (strong,), TUE + 4 * WEEK), days_since_strength=5)
    assert log.reported_one_rm == {"bulgarian_split_squat": 32}
    following = session_for(catalogue, runner_p, log, TUE + 4 * WEEK).session
    assert following is not None
    assert following.exercises[1].load == 20
    weak = report(catalogue, runner_p, TUE, entries=(sets("bulgarian_split_squat", 6, 6, load=12, rir=2),))
    weak_log = replace(log_at(catalogue, runner_p, (weak,), TUE + 4 * WEEK), days_since_strength=5)
    after = session_for(catalogue, runner_p, weak_log, TUE + 4 * WEEK)
    assert after.session is not None
    assert after.session.exercises[1].load == 12
    known = replace(runner_p, one_rm={"bulgarian_split_squat": 25})
    told = session_for(catalogue, known, log, TUE + 4 * WEEK).session
    assert told is not None
    assert told.exercises[1].load == 16


def test_a_season_of_good_reports_never_breaks_the_cap_on_rises(catalogue: Catalogue, runner_p: Athlete) -> None:
    training, highest = UNTRAINED, 0.0
    reports: tuple[Report, ...] = ()
    for day in (START + timedelta(days=offset) for offset in range(70)):
        log = log_at(catalogue, runner_p, reports, day)
        planned = session_for(catalogue, runner_p, log, day)
        if planned.session is None:
            continue
        for each in planned.session.exercises:
            before = log.highest_28d.get(each.exercise)
            if before is not None and each.load is not None:
                assert each.load <= max(1.1 * before, before + 8)
                highest = max(highest, each.load)
        done = Report(
            id=str(day),
            day=day,
            reading=Reading(day=day, status="done", effort=7),
            session=planned.session,
            block=planned.block,
            week=planned.week,
            deload=planned.deload,
        )
        reports = (*reports, done)
        training = after_report(catalogue, runner_p, training, done)
    assert highest >= 45
    assert log_at(catalogue, runner_p, reports, START + timedelta(days=70)).missed == 0
    assert NO_LOG.working == {}
