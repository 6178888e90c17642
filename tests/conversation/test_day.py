"""The training day in chat: today's card and what can be done with it."""

from datetime import date

import pytest

from bot.coaching.athlete import Run
from bot.coaching.runner import Absence
from tests.chat import Chat

TUESDAY = "2027-01-05T06:55"


def test_a_runner_sees_todays_session_on_one_screen() -> None:
    chat = Chat.ready(TUESDAY).say("/today")
    chat.expect(
        "Tue 5 Jan · Lower body strength", "Base · Strength, week 1", "about 57 min", "Hard run at 07:00, 60 min"
    )
    chat.expect("1. Romanian deadlift", "4 × 6–8 @ 40 kg · rest 2:30 min", "4 × 6–8 each side @ 2 × 6 kg")
    chat.expect("Activation before your run", "Mobility any time today", "2 reps still in you")
    chat.expect_buttons("Start", "Done", "Shorter", "Swap", "Why", "Form")
    assert chat.screen[-1].reply.about == "session:2027-01-05"
    assert len(chat.last) < 1200


def test_a_day_with_a_long_run_has_no_session_and_says_why_that_is_good() -> None:
    chat = Chat.ready("2027-01-10T09:00").say("/today")
    chat.expect("Long run day", "The long run is the work today", "Next in the gym")
    assert "Start" not in chat.buttons


def test_a_recovery_day_shows_the_routine_with_its_doses() -> None:
    chat = Chat.ready("2027-01-11T09:00").say("/today")
    chat.expect("Recovery and mobility", "Foam rolling 10 min", "Glute bridge 3 × 15–20")
    chat.tap("Done").expect("Done ✓ Recovery and mobility")


def test_a_routine_gives_way_where_kit_is_missing() -> None:
    chat = Chat.ready("2027-01-11T09:00", equipment=frozenset()).say("/today")
    chat.expect("Static stretching").expect_not("Foam rolling")


def test_race_day_has_nothing_to_lift() -> None:
    Chat.ready("2027-06-06T07:00").say("/today").expect("Race day", "Race start 09:00", "enjoy it")


def test_before_the_plan_starts_it_says_when() -> None:
    Chat.ready("2027-01-01T09:00").say("/today").expect("Your plan starts Mon 4 Jan")


def test_away_nothing_is_due() -> None:
    away = Absence(reason="ill", since=date(2027, 1, 4), until=date(2027, 1, 11))
    chat = Chat.ready(TUESDAY, absences=(away,)).say("/today")
    chat.expect("Get well: nothing is due until").expect_not("Romanian deadlift")


def test_why_names_the_rules_and_what_they_rest_on() -> None:
    chat = Chat.ready(TUESDAY).say("/today").tap("Why").expect("(R7)", "(R8)", "What it rests on")
    assert "<blockquote expandable>" in chat.screen[-1].text
    chat.tap("Back").expect("1. Romanian deadlift")
    assert len(chat.screen) == 1, "everything is edited in place"


def test_form_opens_the_exercises_of_the_day() -> None:
    Chat.ready(TUESDAY).say("/today").tap("Form").expect_buttons("Romanian deadlift", "Walking lunge", "Back")


def test_twenty_minutes_keep_the_important_lifts() -> None:
    chat = Chat.ready(TUESDAY).say("/today").tap("Shorter").tap("20 min")
    chat.expect("the important lifts first", "Out today: Straight-leg calf raise", "1. Romanian deadlift")
    chat.tap("As planned").expect("Back to the plan", "about 57 min")


def test_equipment_of_today_changes_today_only() -> None:
    chat = Chat.ready(TUESDAY).say("/today").tap("Shorter").tap("Dumbbells")
    chat.expect("New today").expect_not("bar double overhand")
    chat.say("/undo").say("/today").expect("@ 40 kg")
    chat.at("2027-01-07T17:00").say("/today").expect("Barbell hip thrust")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("20 min", "the important lifts first"),
        ("hotel, no bar", "New today: Single-leg Romanian deadlift"),
        ("no equipment", "New today"),
        ("/shorter 30 min, just dumbbells", "30 min"),
    ],
)
def test_less_time_or_kit_can_be_said_in_words(words: str, told: str) -> None:
    chat = Chat.ready(TUESDAY).say(words).expect(told, "Lower body strength")
    chat.say("/undo").say("/today").expect("about 57 min")


def test_impossible_minutes_are_asked_about() -> None:
    Chat.ready(TUESDAY).say("/shorter 2 min").expect("From 5 to 240 minutes").expect_buttons("20 min")


def test_a_swap_carries_the_load_over_and_says_it_is_for_today() -> None:
    chat = Chat.ready(TUESDAY).say("/today").tap("Swap").tap("Romanian deadlift").tap("Conventional deadlift")
    chat.expect("Conventional deadlift instead of Romanian deadlift: 4 × 6–8 @ 52.5 kg", "Just for today")


def test_a_swap_in_words_knows_short_names() -> None:
    chat = Chat.ready(TUESDAY).say("/swap rdl for single-leg rdl")
    chat.expect("Single-leg Romanian deadlift instead of Romanian deadlift")


def test_a_swap_for_something_unknown_offers_what_there_is() -> None:
    chat = Chat.ready(TUESDAY).say("/swap unicorn")
    chat.expect("“unicorn” is not in today's session").expect_buttons("Romanian deadlift", "Walking lunge")
    chat.say("/swap rdl for push-up").expect("doesn't fit here", "Instead of Romanian deadlift")


def test_a_stale_swap_button_explains_itself() -> None:
    chat = Chat.ready(TUESDAY)
    chat.send_action("1|swapto|2027-01-05|hip_thrust|glute_bridge").expect("not in today's session any more")
    chat.send_action("1|shorter|2027-01-04").expect("That day is over")


def test_slept_badly_rewrites_the_day_in_place_and_can_be_taken_back() -> None:
    chat = Chat.ready(TUESDAY).say("/today")
    chat.send_action("1|slept|2027-01-05").expect("Then not a heavy day", "Recovery and mobility", "Foam rolling")
    chat.tap("I'm fine after all").expect("As planned, then", "Romanian deadlift")
    chat.send_action("1|sore|2027-01-05").expect("Then not a heavy day")
    chat.say("/undo").say("/today").expect("Romanian deadlift")


@pytest.mark.parametrize(
    "words", ["slept badly", "I slept like crap", "rough night", "my legs are trashed", "very sore today"]
)
def test_the_words_for_a_bad_morning_do_the_same(words: str) -> None:
    Chat.ready(TUESDAY).say(words).expect("Then not a heavy day", "Recovery and mobility")


def test_not_today_is_not_asked_about_again_and_can_be_taken_back() -> None:
    chat = Chat.ready(TUESDAY).say("/today")
    chat.send_action("1|nottoday|2027-01-05").expect("not today", "won't ask about it again")
    chat.send_action("1|nottoday|2027-01-05").expect("settled already")
    chat.tap("I can after all").expect("Here it is again", "Romanian deadlift")


def test_a_left_out_session_moves_to_a_day_that_keeps_legs_fresh() -> None:
    long_run = (Run(weekday=6, type="long", minutes=120),)
    chat = Chat.ready("2027-01-12T07:00", runs=long_run).say("/today")
    chat.send_action("1|nottoday|2027-01-12").expect("There is room for it")
    chat.tap("Do it").expect("Lower body strength moves to tomorrow", "From here this week: Wed Lower body strength")
    chat.say("/undo").expect("moved within the week")


def test_later_offers_when_and_a_run_that_is_off_needs_no_activation() -> None:
    chat = Chat.ready(TUESDAY)
    chat.send_action("1|later|2027-01-05").expect_buttons("In 30 min", "Tonight", "Tomorrow")
    chat.send_action("1|runoff|2027-01-05").expect("No run, no activation").expect_buttons("Move the run")
    chat.say("/today").expect_not("Activation before your run")


def test_a_notice_of_the_phase_is_said_once_with_the_switch() -> None:
    chat = Chat.ready(TUESDAY, phase="off", phase_since=date(2027, 1, 4)).say("/today")
    chat.expect("You set off-season; by your race date this week is base").expect_buttons("Follow the race date")
    chat.say("/today").expect_not("You set off-season")
    chat.tap("Follow the race date").expect("follows your race date", "Base")
    chat.say("/undo").say("/today").expect("Off-season")


def test_activation_runs_step_by_step_with_a_timer() -> None:
    chat = Chat.ready(TUESDAY).say("/activate").expect("Activation, 5–8 min", "07:00 run begins", "Glute bridge 15")
    chat.tap("Short version").expect("3 min").expect_not("High knees")
    chat.tap("Start with timer").expect("1 of 3", "Glute bridge 15")
    chat.advance(seconds=60).expect("Time. Next: Front-back leg swings")
    chat.tap("Next").expect("2 of 3")
    chat.tap("Next", on=chat.screen[0]).expect("The last one").tap("Finish").expect("Have a good run")
    assert not chat.advance(hours=1).replies, "no timer is left behind"


def test_mobility_can_be_done_without_the_timer() -> None:
    chat = Chat.ready(TUESDAY).say("/mobility").expect("Ankle circles 20 each side", "Deep squat hold 60 s")
    chat.tap("Done").expect("Well done")


def test_no_circuit_while_a_warning_sign_stands() -> None:
    chat = Chat.ready(TUESDAY).say("I had chest pain on my run")
    chat.say("/activate").expect("No exercises while your warning sign stands").expect_not("Glute bridge")


def test_a_day_off_for_illness_shows_no_workout_and_cheers_no_run() -> None:
    chat = Chat.ready(now="2027-01-26T12:00").say("/pause ill").say("/today")
    chat.expect("Get well").expect_not("Hard run", "Give it what you have").expect_buttons("I'm back")


def test_a_pain_that_stands_is_one_tap_from_being_better() -> None:
    chat = Chat.ready(now="2027-01-05T12:00").say("/pain knee 7").say("/today").expect("No run today")
    chat.tap("How is it now: knee").tap("1").say("/today").expect("Bulgarian split squat").expect_not("No run")
    assert not [label for label in chat.buttons if "How is it" in label]


def test_the_way_back_counts_from_the_last_session_not_from_the_pause() -> None:
    chat = Chat.ready(now="2027-01-28T18:30").say("done").at("2027-01-29T12:00").say("/pause holiday until 5 feb")
    chat.expect("After 12 days without lifting we start 10 % lighter")
    chat.at("2027-02-09T12:00").say("/today").expect("12 days since your last strength session")


def test_a_bad_night_told_in_words_is_taken_back_by_fine_after_all() -> None:
    chat = Chat.ready(now="2027-01-05T06:50").say("slept 4h").expect("Today is now: Recovery")
    chat.tap("I'm fine after all").expect("As planned", "Romanian deadlift")
    chat.say("/today").expect("Romanian deadlift")


def test_a_pain_question_can_be_left_open_in_words() -> None:
    chat = Chat.ready(now="2027-01-05T12:00").say("achilles feels weird").expect("how much").say("skip")
    chat.expect("Tell me any time").expect_not("Skipped")
    assert chat.runner.dialog is None


def test_a_day_after_a_flag_is_cleared_nothing_untrue_is_said_of_the_loads() -> None:
    chat = Chat.ready(now="2027-01-05T19:00").say("done").at("2027-01-06T19:00").say("my chest hurts when I run")
    chat.at("2027-01-07T12:00").say("/today").tap("A clinician cleared me").expect("We go on where we were")


def test_a_routine_done_has_its_name_in_the_history() -> None:
    chat = Chat.ready(now="2027-01-08T12:00").say("done").say("/history")
    chat.expect("Recovery and mobility").expect_not("note")


def test_two_areas_named_together_are_asked_about_one_after_the_other() -> None:
    chat = Chat.ready(now="2027-01-05T12:00").say("/pain").say("knee and shin").expect("how much").say("4")
    chat.expect("4/10", "how much").tap("3").expect_not("how much")
    assert {(pain.area, pain.score) for pain in chat.runner.pains} == {("shin", 4), ("knee", 3)}
