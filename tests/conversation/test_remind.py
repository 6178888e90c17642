"""What the coach says by itself: in time, useful, never about what is done, and less when nobody answers."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.coaching.athlete import Run
from bot.coaching.reminding import QUESTIONS, reminder_plans
from bot.coaching.report import Reading, Report
from bot.coaching.runner import Absence, DayChoice, FlagState, Guided, PainEntry, Reminders, Runner, RunTick
from bot.conversation.meeting.onboarding import ORDER
from bot.conversation.training import plan
from tests.chat import Chat

TUESDAY = date(2027, 1, 5)


def dropped(chat: Chat) -> str | None:
    """Why the reminder was not sent."""
    assert chat.outcome is not None
    assert chat.outcome.dropped is None or not chat.replies
    return chat.outcome.dropped


def with_runner(chat: Chat, **changes: object) -> Chat:
    chat.runner = replace(chat.runner, **changes)  # type: ignore[arg-type]
    return chat


def reported(chat: Chat, status: str, day: date = TUESDAY) -> Chat:
    session = plan.day_for(chat.content.catalogue, chat.runner, day).session
    report = Report(id="r1", day=day, reading=Reading(day=day, status=status), session=session)  # type: ignore[arg-type]
    return with_runner(chat, reports=(report,))


def test_the_morning_brings_todays_workout_with_everything_to_tap() -> None:
    chat = Chat.ready(now="2027-01-05T07:00").remind("morning")
    chat.expect("Lower body strength", "Romanian deadlift", "4 × 6–8 @ 40 kg")
    chat.expect_buttons("Start", "Done", "Later", "Not today", "Slept badly", "Very sore")
    assert chat.replies[0].kind == "reminder"
    assert chat.replies[0].about == "session:2027-01-05"


def test_a_routine_day_brings_the_routine() -> None:
    Chat.ready(now="2027-01-08T07:00").remind("morning").expect("Recovery and mobility", "Clamshell")


def test_a_day_with_only_mobility_gets_one_line_that_one_tap_turns_off() -> None:
    chat = Chat.ready(now="2027-01-10T07:00").remind("morning")
    chat.expect("Long run at 08:00", "10–15 min of mobility").expect_not("Romanian")
    assert chat.last.count("\n") < 2
    chat.tap("No such messages").expect("no messages on days with only mobility")
    assert not chat.runner.reminders.mobility_days
    assert dropped(chat.remind("morning")) == "off"
    chat.tap("Turn them on again")
    assert chat.runner.reminders.mobility_days


def test_a_race_morning_wishes_well_and_brings_no_exercise() -> None:
    Chat.ready(now="2027-06-06T06:00").remind("morning").expect("Race day", "Enjoy it").expect_not("deadlift")


@pytest.mark.parametrize("kind", ["morning", "evening"])
@pytest.mark.parametrize(("status", "why"), [("done", "done"), ("partial", "done"), ("skipped", "skipped")])
def test_nobody_is_nagged_about_what_is_done_or_skipped(kind: str, status: str, why: str) -> None:
    chat = reported(Chat.ready(now="2027-01-05T20:00" if kind == "evening" else "2027-01-05T07:00"), status)
    assert dropped(chat.remind(kind)) == why


@pytest.mark.parametrize("kind", ["morning", "evening"])
def test_nobody_is_nagged_about_a_day_they_called_off_or_are_in_the_middle_of(kind: str) -> None:
    now = "2027-01-05T20:00" if kind == "evening" else "2027-01-05T07:00"
    off = with_runner(Chat.ready(now=now), day_choices=(DayChoice(day=TUESDAY, skipped=True),))
    assert dropped(off.remind(kind)) == "skipped"
    busy = with_runner(Chat.ready(now=now), guided=Guided(day=TUESDAY))
    assert dropped(busy.remind(kind)) == "under way"


@pytest.mark.parametrize("kind", ["morning", "activation", "evening", "pain", "week", "snooze"])
def test_nothing_is_sent_on_days_away(kind: str) -> None:
    away = (Absence(reason="ill", since=date(2027, 1, 4)),)
    assert dropped(with_runner(Chat.ready(), absences=away).remind(kind)) == "paused"


@pytest.mark.parametrize("kind", ["activation", "evening", "pain", "week", "snooze", "question"])
def test_nothing_is_sent_while_a_warning_sign_stands(kind: str) -> None:
    flag = FlagState(kind="emergency", since=date(2027, 1, 4), words="chest pain")
    assert dropped(with_runner(Chat.ready(), flag=flag).remind(kind)) == "a red flag stands"


def test_a_prompt_warning_sign_is_asked_about_once_a_week() -> None:
    flag = FlagState(kind="prompt", since=date(2026, 12, 28), words="shin")
    chat = with_runner(Chat.ready(now="2027-01-05T07:00"), flag=flag).remind("morning")
    chat.expect("doctor or physio").expect_not("Romanian")
    assert dropped(chat.advance(days=1).remind("morning")) == "a red flag stands"
    chat.advance(days=6).remind("morning").expect("doctor or physio")


def test_a_runner_who_waits_for_clearance_hears_nothing_of_workouts() -> None:
    chat = Chat.ready(now="2027-01-05T07:00", conditions=("pregnancy",))
    assert dropped(chat.remind("morning")) == "a clinician's clearance is missing"


def test_a_runner_who_never_agreed_hears_nothing() -> None:
    assert dropped(with_runner(Chat.ready(), consented_at=None).remind("morning")) == "no consent yet"


@pytest.mark.parametrize(
    ("kind", "now", "off"),
    [
        ("morning", "2027-01-05T07:00", Reminders(morning=None)),
        ("evening", "2027-01-05T20:00", Reminders(evening=None)),
        ("week", "2027-01-10T18:00", Reminders(week=None)),
        ("activation", "2027-01-05T06:47", Reminders(activation=False)),
        ("pain", "2027-01-05T07:00", Reminders(pain_follow_up=False)),
    ],
)
def test_what_is_turned_off_stays_silent(kind: str, now: str, off: Reminders) -> None:
    assert dropped(with_runner(Chat.ready(now=now), reminders=off).remind(kind)) == "off"


def test_a_late_morning_says_that_it_is_late_and_a_too_late_one_is_not_sent() -> None:
    chat = Chat.ready(now="2027-01-05T09:10").remind("morning", "2027-01-05T07:00")
    chat.expect("I couldn't write at 07:00", "Lower body strength")
    chat = Chat.ready(now="2027-01-05T13:01").remind("morning", "2027-01-05T07:00")
    assert dropped(chat) == "too late"
    chat = Chat.ready(now="2027-01-06T07:30").remind("evening", "2027-01-05T20:00")
    assert dropped(chat) == "too late"


def test_a_reminder_held_by_quiet_hours_is_not_called_late() -> None:
    Chat.ready(now="2027-01-05T06:01").remind("morning", "2027-01-05T04:15").expect_not("couldn't write")


def test_the_activation_ends_as_the_run_starts() -> None:
    chat = Chat.ready(now="2027-01-05T06:47").remind("activation")
    chat.expect("Activation, 8 min", "Your run starts at 07:00", "Glute bridge", "A-skips")
    chat.expect_buttons("Done", "Short version", "Run's off")
    chat.tap("Short version").expect("3 min")


def test_an_activation_that_comes_late_is_the_short_one_and_none_after_the_start() -> None:
    Chat.ready(now="2027-01-05T06:56").remind("activation", "2027-01-05T06:47").expect("Activation, 3 min")
    late = Chat.ready(now="2027-01-05T07:01").remind("activation", "2027-01-05T06:47")
    assert dropped(late) == "too late"


def test_in_the_quiet_hours_a_reminder_that_keeps_its_time_makes_no_sound() -> None:
    early = Reminders(quiet_from=time(22), quiet_to=time(7, 30))
    assert Chat.ready(now="2027-01-05T06:47", reminders=early).remind("activation").replies[0].silent
    assert not Chat.ready(now="2027-01-05T06:47").remind("activation").replies[0].silent
    assert not Chat.ready(now="2027-01-05T07:30", reminders=early).remind("morning").replies[0].silent


def test_no_activation_on_an_easy_day_unless_every_run_asks_for_it() -> None:
    assert dropped(Chat.ready(now="2027-01-06T06:47").remind("activation")) == "nothing is due"
    Chat.ready(now="2027-01-06T06:47", activation="every").remind("activation").expect("Activation, 8 min")


def test_a_run_that_is_off_or_run_already_needs_no_activation() -> None:
    chat = Chat.ready(now="2027-01-05T06:47").remind("activation").tap("Run's off")
    assert dropped(chat.remind("activation")) == "the run is off"
    ran = with_runner(Chat.ready(now="2027-01-05T06:47"), run_ticks=(RunTick(day=TUESDAY, km=8.0),))
    assert dropped(ran.remind("activation")) == "done"


def test_before_a_race_the_activation_comes_three_quarters_of_an_hour_early() -> None:
    chat = Chat.ready(now="2027-06-06T08:15").remind("activation").expect("Your race starts at 09:00")
    assert not [each for each in chat.buttons if "off" in each]


def test_a_run_just_after_midnight_is_announced_the_evening_before() -> None:
    runs = (Run(weekday=2, type="hard", time=time(0, 5)),)
    Chat.ready(now="2027-01-05T23:52", runs=runs).remind("activation").expect("Your run starts at 00:05")


def test_the_evening_asks_only_where_a_session_was_due() -> None:
    chat = Chat.ready(now="2027-01-05T20:00").remind("evening").expect("How did “Lower body strength” go?")
    chat.expect_buttons("Done", "Partly", "Skipped")
    assert chat.replies[0].about == "session:2027-01-05"
    assert dropped(Chat.ready(now="2027-01-08T20:00").remind("evening")) == "nothing is due"


def test_the_morning_after_a_pain_asks_how_it_is() -> None:
    pains = (PainEntry(day=date(2027, 1, 4), area="knee", score=4, side="left"),)
    chat = with_runner(Chat.ready(now="2027-01-05T07:00"), pains=pains).remind("pain")
    chat.expect("Knee (left) was 4/10 yesterday").expect_buttons("0", "10")
    chat.tap("2")
    assert chat.runner.pains[-1].follow_up
    assert dropped(chat.remind("pain")) == "answered"


def test_a_pain_that_still_hurts_in_the_morning_is_asked_about_again_the_next() -> None:
    pains = (PainEntry(day=TUESDAY, area="knee", score=3, follow_up=True),)
    runner = replace(Chat.ready(now="2027-01-05T08:00").runner, pains=pains)
    plans = reminder_plans(runner, datetime(2027, 1, 5, 8, tzinfo=UTC))
    assert [each.overrides for each in plans if each.kind == "pain"] == [{date(2027, 1, 6): 420}]
    better = replace(runner, pains=(replace(pains[0], score=2),))
    assert not [each for each in reminder_plans(better, datetime(2027, 1, 5, 8, tzinfo=UTC)) if each.kind == "pain"]


def test_two_pains_are_asked_about_one_after_the_other() -> None:
    pains = tuple(PainEntry(day=date(2027, 1, 4), area=area, score=score) for area, score in (("knee", 4), ("hip", 3)))
    chat = with_runner(Chat.ready(now="2027-01-05T07:00"), pains=pains).remind("pain").expect("Knee was 4/10")
    chat.tap("2").expect("Hip was 3/10").tap("1").expect_not("Knee was")
    assert dropped(chat.remind("pain")) == "answered"


def test_a_pain_is_not_asked_about_after_noon() -> None:
    pains = (PainEntry(day=date(2027, 1, 4), area="knee", score=4),)
    chat = with_runner(Chat.ready(now="2027-01-05T12:00"), pains=pains).remind("pain", "2027-01-05T07:00")
    assert dropped(chat) == "too late"


def test_sunday_evening_shows_the_week_ahead_and_what_is_new_in_it() -> None:
    lighter = Chat.ready(now="2027-01-24T18:00").remind("week")
    lighter.expect("The week ahead, from 25 Jan", "A lighter week").expect_buttons("Same runs", "Change runs", "Week")
    block = Chat.ready(now="2027-01-31T18:00").remind("week")
    block.expect("New block: Muscle").expect_not("lighter week is over")
    prep = Chat.ready(now="2027-04-11T18:00").remind("week")
    prep.expect("New phase: Race prep, 2 strength sessions a week")
    Chat.ready(now="2027-05-30T18:00", race_km=42.2).remind("week").expect("Race week: Marathon, Sun 6 Jun")
    Chat.ready(now="2027-01-10T18:00").remind("week").expect_not("New", "lighter")


def test_sunday_for_a_runner_without_runs_offers_only_the_week() -> None:
    chat = Chat.ready(now="2027-01-10T18:00", runs=()).remind("week")
    assert chat.buttons == ["Week"]


def test_the_first_week_is_announced_on_the_sunday_before_it_not_earlier() -> None:
    Chat.ready(now="2027-01-03T18:00").remind("week").expect("from 4 Jan")
    assert dropped(Chat.ready(now="2026-12-20T18:00").remind("week")) == "before the plan starts"
    assert dropped(Chat.ready(now="2027-01-03T07:00").remind("morning")) == "before the plan starts"


def test_a_snoozed_workout_comes_back_if_it_is_still_open() -> None:
    chat = Chat.ready(now="2027-01-05T20:30").remind("snooze")
    chat.expect("As you asked", "Lower body strength").expect_buttons("Start", "Not today")
    assert dropped(reported(Chat.ready(now="2027-01-05T20:30"), "done").remind("snooze")) == "done"


def test_a_workout_snoozed_to_a_free_day_is_offered_another_day() -> None:
    chat = Chat.ready(now="2027-01-08T07:30").remind("snooze")
    chat.expect("“Glutes and hamstrings” from yesterday is still open").expect_buttons(
        "Find a day", "Did it", "Let it go"
    )


def test_after_three_ignored_the_coach_writes_less_and_says_so_once() -> None:
    chat = with_runner(Chat.ready(now="2027-01-05T07:00"), reminders=Reminders(ignored_in_a_row=3, sparse=True)).remind(
        "morning"
    )
    chat.expect("every second one until I hear from you")
    chat.at("2027-01-06T07:00").remind("morning").expect_not("every second one")
    chat.say("/week")
    assert chat.runner.reminders == Reminders()
    chat.at("2027-01-07T07:00").remind("morning").expect_not("every second one")
    with_runner(chat, reminders=Reminders(ignored_in_a_row=3, sparse=True))
    chat.at("2027-01-08T07:00").remind("morning").expect("every second one")


def test_one_open_question_of_the_first_meeting_a_day() -> None:
    chat = with_runner(Chat.ready(now="2027-01-05T12:30"), answered=frozenset({"phase", "equipment", "zone"}))
    chat.remind("question").expect("question that is still open")
    assert chat.replies[0].kind == "reminder"
    chat.at("2027-01-06T12:30").remind("question").expect("question that is still open")


def test_no_question_where_all_are_answered_and_nothing_before_the_first_meeting_is_over() -> None:
    known = frozenset(question.id for question in ORDER)
    assert len(known) == QUESTIONS
    assert dropped(with_runner(Chat.ready(), answered=known).remind("question")) == "nothing is open"
    assert dropped(with_runner(Chat.ready(), onboarded=False).remind("morning")) == "the first meeting is not over"


def test_in_summer_time_the_reminder_still_knows_the_runners_day() -> None:
    Chat.ready(now="2027-03-28T07:00").remind("morning").expect("mobility")
    Chat.ready(now="2027-01-05T07:00", zone="Pacific/Auckland").remind("morning").expect("Lower body strength")


def test_reminders_never_break_in_any_week_of_the_season() -> None:
    runner: Runner = Chat.ready(race_km=42.2).runner
    for days in range(0, 190, 3):
        day = date.fromordinal(date(2027, 1, 4).toordinal() + days)
        for kind, at in (("morning", "07:00"), ("activation", "06:47"), ("evening", "20:00"), ("week", "18:00")):
            chat = Chat(now=f"{day}T{at}", zone="Europe/Berlin", runner=runner)
            chat.remind(kind)
            assert chat.replies or dropped(chat)


def test_a_reminder_due_instant_may_be_in_any_zone() -> None:
    chat = Chat.ready(now="2027-01-05T07:00")
    assert chat.now == datetime(2027, 1, 5, 6, 0, tzinfo=UTC)
    chat.remind("morning").expect("Lower body strength")


def test_no_activation_is_sent_before_a_run_that_pain_forbids() -> None:
    pains = (PainEntry(day=date(2027, 1, 4), area="knee", score=7),)
    chat = with_runner(Chat.ready(now="2027-01-05T06:47"), pains=pains)
    assert dropped(chat.remind("activation")) == "no run is advised"
    chat.say("/today").expect("No run today").expect_not("Activation before your run")


def test_the_next_morning_logs_a_guided_session_nobody_ended() -> None:
    chat = Chat.ready(now="2027-01-05T18:00").say("/today").tap("Start").tap("Warm").tap("Done:")
    chat.at("2027-01-06T07:00").remind("morning").expect("still open, so I logged what you had done", "Upper body")
    assert chat.runner.guided is None
    assert [report.reading.status for report in chat.runner.reports] == ["partial"]


def test_a_run_that_was_called_off_is_not_announced() -> None:
    chat = Chat.ready(now="2027-01-10T07:00").remind("activation").tap("Run's off")
    chat.remind("morning").expect("10–15 min of mobility").expect_not("Long run at")
    chat.say("/today").expect_not("Long run at 08:00")


def test_no_run_is_announced_to_legs_that_hurt_too_much_for_one() -> None:
    chat = Chat.ready(now="2027-01-10T07:00").say("/pain left knee 8")
    chat.remind("morning").expect("No run today", "10–15 min of mobility").expect_not("Long run at")
    chat.say("/today").expect_not("Long run at 08:00")
