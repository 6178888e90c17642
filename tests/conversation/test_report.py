"""Reporting in chat: what was read is echoed, what changes next is said, and everything can be corrected."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.coaching.report import SetEntry
from bot.conversation.training import plan
from tests.chat import Chat

TUESDAY = "2027-01-05T19:00"
SUNDAY = "2027-01-10T19:00"


def test_done_is_echoed_as_prescribed_with_what_comes_next() -> None:
    chat = Chat.ready(TUESDAY).say("done")
    chat.expect(
        "Done ✓ Lower body strength", "Romanian deadlift 4 × 6 @ 40 kg", "Next time", "Romanian deadlift 40 kg × 7 next"
    )
    chat.expect_buttons("Fix", "Undo", "Was yesterday", "Form slipped")
    report = chat.runner.reports[-1]
    assert (report.day, report.raw_text, report.block) == (date(2027, 1, 5), "done", "strength")


def test_a_tap_on_done_counts_once() -> None:
    chat = Chat.ready(TUESDAY).say("/today")
    card = chat.screen[0]
    chat.tap("Done").expect("Done ✓")
    chat.send_action("1|done|2027-01-05").expect("logged already")
    assert len(chat.runner.reports) == 1
    assert len(chat.screen) == 1
    assert card.edited == 1


def test_sets_are_echoed_as_read_and_the_load_climbs() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x8 40kg 3 rir")
    chat.expect("Romanian deadlift 4 × 8 @ 40 kg, 3 in reserve", "deadlift 40 kg × 7 next").expect_buttons(
        "The rest as planned"
    )
    chat.say("/today").expect("Done ✓", "4 × 8 @ 40 kg").expect_buttons("Fix", "Undo")


def test_the_rest_as_planned_completes_a_short_report() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 42.5kg").tap("The rest as planned").expect("Walking lunge 4 × 6 @ 2 × 6 kg")
    assert len(chat.runner.reports[-1].reading.entries) == 4


def test_an_exercise_nobody_knows_is_kept_in_its_words_after_a_report_too() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 80kg").say("bench press 3x5 60kg")
    chat.expect("Romanian deadlift 4 × 6 @ 80 kg", "Note: bench press 3x5 60kg")
    chat.say("bench press 3x5 60kg").expect("logged already")
    assert chat.runner.reports[-1].reading.note == "bench press 3x5 60kg"


def test_left_out_exercises_make_it_partly() -> None:
    chat = Chat.ready(TUESDAY).say("all but the calf raises, 40 min")
    chat.expect("Partly done", "Left out: Straight-leg calf raise", "40 min")
    assert chat.runner.reports[-1].reading.omitted == ("calf_raise_straight",)


def test_partly_by_taps() -> None:
    chat = Chat.ready(TUESDAY)
    chat.send_action("1|partly|2027-01-05").expect("Which ones did you do").tap("Walking lunge").tap("Log it")
    chat.expect("Partly done", "Left out: Walking lunge")


def test_partly_with_everything_left_out_is_skipped() -> None:
    chat = Chat.ready(TUESDAY)
    chat.send_action("1|partlog|2027-01-05|15").expect("Skipped")


def test_skipped_is_taken_without_reproach_and_can_become_done() -> None:
    chat = Chat.ready(TUESDAY).say("skipped").expect("It happens").expect_not("Next time")
    chat.say("done").expect("Done ✓")
    assert len(chat.runner.reports) == 1


def test_done_then_skipped_is_asked_about() -> None:
    chat = Chat.ready(TUESDAY).say("done").say("skipped").expect("Was it skipped after all?")
    assert chat.runner.reports[-1].reading.status == "done"
    chat.tap("Yes, skipped").expect("Skipped")
    assert chat.runner.reports[-1].reading.status == "skipped"


def test_a_second_report_of_the_day_adds_to_the_first() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 40kg").say("BSS 4x8 12kg")
    chat.expect(
        "Together with what you told me before", "Romanian deadlift 4 × 6 @ 40 kg", "Bulgarian split squat 4 × 8"
    )
    chat.say("RDL 4x6 42.5kg").expect("1 exercise now as you say", "4 × 6 @ 42.5 kg")
    assert len(chat.runner.reports) == 1
    chat.say("/undo").say("/today").expect("4 × 6 @ 40 kg")


def test_a_number_that_cannot_be_true_is_asked_about_and_never_stored() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 800kg").expect("4 × 6", "?").expect_not("@ 800", "Next time")
    assert {one.load for one in chat.runner.reports[-1].reading.entries[0].sets} == {None}
    chat.say("80").expect("Then it is", "4 × 6 @ 80 kg")
    assert chat.runner.reports[-1].reading.ask is None


def test_another_message_than_the_answer_leaves_the_doubt_open_and_is_understood() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 800kg").say("/today").expect("Romanian deadlift")
    chat.say("80").expect("4 × 6 @ 80 kg")


def test_a_reply_to_an_older_workout_goes_to_its_day() -> None:
    chat = Chat.ready("2027-01-05T07:00").say("/today")
    card = chat.screen[0]
    chat.at("2027-01-06T08:00").say("RDL 4x6 40kg", reply_to=card).expect("For yesterday")
    assert chat.runner.reports[-1].day == date(2027, 1, 5)
    assert chat.runner.reports[-1].session is not None


def test_a_reply_to_the_echo_corrects_that_report() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 40kg")
    echo = chat.screen[-1]
    chat.at("2027-01-07T08:00").say("RDL 4x6 45kg", reply_to=echo).expect("Corrected", "4 × 6 @ 45 kg")
    assert len(chat.runner.reports) == 1
    assert chat.runner.reports[0].day == date(2027, 1, 5)


def test_yesterday_in_words_is_yesterday() -> None:
    chat = Chat.ready("2027-01-06T08:00").say("yesterday: RDL 4x6 @ 40kg").expect("For yesterday")
    assert chat.runner.reports[-1].day == date(2027, 1, 5)


def test_was_yesterday_moves_the_report_to_what_was_prescribed_then() -> None:
    chat = Chat.ready("2027-01-06T08:00").say("RDL 4x6 40kg").tap("Was yesterday").expect("Moved to yesterday")
    report = chat.runner.reports[-1]
    assert report.day == report.reading.day == date(2027, 1, 5)
    assert report.session is not None
    assert report.session.type == "A"
    chat.say("/undo")
    assert chat.runner.reports[-1].day == date(2027, 1, 6)


def test_form_slipped_keeps_the_load() -> None:
    chat = Chat.ready(TUESDAY).say("done").expect("40 kg × 7 next").tap("Form slipped")
    chat.expect("the load stays", "Romanian deadlift 40 kg × 6 again").expect_not("× 7 next")
    chat.tap("Form was fine").expect("40 kg × 7 next")


def test_done_on_a_day_without_a_session_means_the_one_that_is_open() -> None:
    chat = Chat.ready(SUNDAY).say("done").expect("do you mean Glutes and hamstrings of Thu 7 Jan?")
    assert not chat.runner.reports
    chat.tap("Yes").expect("For Thu 7 Jan", "Barbell hip thrust")


def test_days_to_come_and_days_long_gone_are_refused_kindly() -> None:
    chat = Chat.ready("2027-03-05T19:00")
    chat.send_action("1|done|2027-03-06").expect("still to come")
    chat.send_action("1|done|2027-02-01").expect("too long ago")
    chat.send_action("1|done|2026-12-01").expect("before your plan started")
    assert not chat.runner.reports


def test_an_edited_message_corrects_its_report() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 40kg").edit("RDL 4x6 45kg").expect("as you edited it", "4 × 6 @ 45 kg")
    assert len(chat.runner.reports) == 1
    chat.edit("lovely weather").say("/today").expect("45 kg")


def test_an_edited_message_that_was_no_report_becomes_one() -> None:
    chat = Chat.ready(TUESDAY).say("what a lovely evening it was today").expect("kept it as a note")
    chat.edit("RDL 4x6 40kg").expect("4 × 6 @ 40 kg")
    assert [report.reading.status for report in chat.runner.reports] == ["done"]


def test_a_run_alone_ticks_the_run_and_not_the_gym() -> None:
    chat = Chat.ready(TUESDAY).say("ran 5 km in 27 min").expect("Run ✓ 5 km, 27 min", "gym is still open")
    assert chat.runner.run_ticks[0].km == 5
    chat.tap("Done").expect("Done ✓ Lower body strength")


def test_miles_are_the_runners_own() -> None:
    Chat.ready(TUESDAY, distance="mi").say("ran 10 km").expect("6.21 mi")


def test_body_mass_sleep_and_sore_legs_are_kept() -> None:
    chat = Chat.ready(TUESDAY).say("weighed 71.5 this morning").expect("Body mass 71.5 kg")
    assert chat.runner.athlete.body_mass == 71.5
    chat.say("slept 4 h").expect("Then not a heavy day")
    assert chat.runner.day_choices[0].sleep_h == 4


def test_words_without_data_are_kept_as_a_note() -> None:
    chat = Chat.ready(TUESDAY).say("the gym was so crowded that I left my towel there")
    chat.expect("kept it as a note")
    assert "towel" in chat.runner.reports[-1].reading.note


def test_fix_changes_an_exercise_by_taps() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 40kg").tap("Fix").tap("Romanian deadlift").expect("4 × 6 @ 40 kg")
    chat.tap("+ load").expect("4 × 6 @ 42.5 kg").tap("+ rep").expect("4 × 7").tap("− set").expect("3 × 7 @ 42.5 kg")
    chat.tap("That's right").expect("Done ✓", "3 × 7 @ 42.5 kg")
    chat.say("/undo").say("/undo").say("/undo").say("/today").expect("4 × 6 @ 40 kg")


def test_fix_takes_the_right_words() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 40kg").tap("Fix").tap("Romanian deadlift").say("3x8 45kg")
    chat.expect("Corrected", "Romanian deadlift 3 × 8 @ 45 kg")
    assert chat.runner.reports[-1].reading.entries[0].sets == (SetEntry(reps=8, load=45, unit="kg"),) * 3


def test_fix_can_say_that_an_exercise_or_all_of_it_was_not_done() -> None:
    chat = (
        Chat.ready(TUESDAY)
        .say("done")
        .tap("Fix")
        .tap("Walking lunge")
        .tap("Not done")
        .expect("Left out: Walking lunge")
    )
    chat.tap("Fix").tap("Skipped").expect("Skipped")
    chat.tap("Fix").tap("Delete report").expect("is deleted")
    assert not chat.runner.reports
    chat.say("/undo")
    assert chat.runner.reports[-1].reading.status == "skipped"


@pytest.mark.parametrize(
    "verb", ["fix|nope", "slip|nope", "drop|nope", "fixe|nope|0", "fixn|nope|0|+set", "wasyday|nope"]
)
def test_buttons_of_a_report_that_is_gone_say_so(verb: str) -> None:
    Chat.ready(TUESDAY).send_action(f"1|{verb}").expect("isn't there any more")


def test_log_without_words_shows_how_and_what_is_open() -> None:
    Chat.ready(TUESDAY).say("/log").expect("in your own words", "all but the calf raises")
    Chat.ready(TUESDAY).say("/log RDL 4x6 40kg").expect("4 × 6 @ 40 kg")


def test_a_report_before_any_session_of_the_week_still_counts_its_sets() -> None:
    chat = Chat.ready("2027-01-08T19:00").say("RDL 3x5 60kg").expect("Romanian deadlift 3 × 5 @ 60 kg")
    assert chat.runner.reports[-1].session is None


def test_a_beginner_is_offered_promotion_once_and_never_moved_silently() -> None:
    chat = Chat.ready(TUESDAY, experience="beginner")
    first = chat.say("done").runner.reports[0]
    past = tuple(
        replace(first, id=f"old{n}", day=first.day + timedelta(days=4 * n), reading=replace(first.reading))
        for n in range(15)
    )
    chat = Chat.ready("2027-03-09T19:00", experience="beginner", reports=past).say("done")
    chat.expect("Shall I plan you as intermediate?")
    assert chat.runner.athlete.experience == "beginner"
    chat.tap("Yes, move me up").expect("intermediate")
    assert chat.runner.athlete.experience == "intermediate"


def test_pounds_stay_pounds() -> None:
    chat = Chat.ready(TUESDAY, unit="lb", body_mass=154).say("RDL 4x6 95lb").expect("4 × 6 @ 95 lb")
    assert chat.runner.reports[-1].reading.entries[0].sets[0].unit == "lb"


def test_next_time_names_load_and_repetitions_for_every_exercise_that_counts() -> None:
    chat = Chat.ready("2027-01-06T19:00").say("done")
    chat.expect(
        "Overhead press 2 × 6 kg × 11 next", "carry 2 × 18 kg, 35 s next", "Push-up 11 reps next", "Weighted plank"
    )
    chat.expect("hip thrust 13 reps next")


def test_a_set_missed_by_one_repeats_the_load_and_the_target() -> None:
    Chat.ready(TUESDAY).say("RDL 40kg: 6,6,6,5").expect("6, 6, 6, 5", "Romanian deadlift 40 kg × 6 again")


def test_before_a_lighter_week_next_time_says_so() -> None:
    Chat.ready("2027-01-19T19:00").say("done").expect("Next week is a lighter one")
    Chat.ready(TUESDAY).say("done").expect_not("lighter one")


def test_different_sets_at_one_load_are_echoed_as_they_were_typed() -> None:
    Chat.ready(TUESDAY).say("hip thrust 60: 12,12,10 then push-ups 10,9,8").expect(
        "12, 12, 10 @ 60 kg", "Push-up 10, 9, 8"
    )


def test_bodyweight_is_said_only_of_what_could_carry_a_load() -> None:
    Chat.ready("2027-01-06T19:00").say("done").expect("Push-up 3 × 10\n").expect_not("Pallof press 3 × 10 @")


def test_was_yesterday_tapped_twice_moves_once_and_names_the_day_once() -> None:
    chat = Chat.ready("2027-01-06T08:00").say("RDL 4x6 40kg")
    action = next(b.action for row in chat.replies[0].buttons for b in row if b.label == "Was yesterday")
    chat.tap("Was yesterday").expect("Moved to yesterday").expect_not("For yesterday")
    chat.send_action(action)
    assert chat.runner.reports[-1].day == date(2027, 1, 5)


def test_a_pain_answered_once_is_not_answered_again_with_every_correction() -> None:
    chat = Chat.ready(TUESDAY).say("done, knee 4/10").expect("Tomorrow morning I'll ask")
    chat.tap("Form slipped").expect("Pain: knee 4/10").expect_not("Tomorrow morning")


def test_a_run_told_in_passing_leaves_no_scraps_as_a_note() -> None:
    Chat.ready(TUESDAY).say("ran 5 km in 27 min").expect("5 km, 27 min").expect_not("Note:")


def test_two_missed_sessions_are_named_with_the_lighter_one_that_follows() -> None:
    chat = Chat.ready(TUESDAY).say("skipped")
    chat.at("2027-01-06T19:00").say("skipped").at("2027-01-07T19:00").say("/today").expect("one set fewer")


def test_partly_in_words_asks_which_ones_and_claims_nothing() -> None:
    chat = Chat.ready(TUESDAY).say("partly").expect("Which ones did you do?")
    assert not chat.runner.reports
    chat.tap("Walking lunge").tap("Log it").expect("Left out: Walking lunge")
    chat = Chat.ready(TUESDAY).say("only did part of it, knee 4/10").expect("Knee 4/10", "Which ones did you do?")
    assert [report.reading.status for report in chat.runner.reports] == [None]


def test_a_run_of_yesterday_is_called_a_run_in_the_history() -> None:
    chat = Chat.ready("2027-01-06T19:00").say("10 km in 50 min yesterday").say("/history")
    chat.expect("Yesterday: run").expect_not("Lower body")


def test_a_session_skipped_is_offered_a_day_that_still_fits() -> None:
    chat = (
        Chat.ready("2027-01-06T19:00").say("skip workout").expect("Skipped", "There is room for it").expect_not("Note")
    )
    chat.tap("Do it").expect("Upper body and core moves to").tap("Undo")
    Chat.ready("2027-01-06T19:00").say("skipped, knee 4/10").expect_not("There is room for it")


def test_the_word_start_begins_todays_session() -> None:
    Chat.ready(TUESDAY).say("start").expect("Warm-up, 5 minutes").expect_buttons("Warm, let's go")
    Chat.ready("2027-01-08T19:00").say("start").expect_not("Warm-up")
    Chat.ready(TUESDAY).say("done").say("start").expect_not("Warm-up")


def test_the_buttons_under_a_report_can_be_written_too() -> None:
    chat = Chat.ready("2027-01-06T19:00").say("done").say("form slipped").expect("load stays", "again")
    assert [report.reading.form_slipped for report in chat.runner.reports] == [True]
    chat.say("fix").expect("Choose an exercise").tap("Close")
    chat.say("sorry, that was yesterday").expect("Moved to yesterday", "Lower body strength")
    assert [report.day for report in chat.runner.reports] == [date(2027, 1, 5)]
    Chat.ready("2027-01-06T19:00").say("was yesterday").expect_not("Moved")


@pytest.mark.parametrize(
    "words",
    [
        "done but only 2 sets of everything",
        "done, 2 sets of each",
        "did only two sets of everything",
        "done 2 sets each",
    ],
)
def test_two_sets_of_everything_logs_two_sets_of_each(words: str) -> None:
    chat = Chat.ready(now="2027-01-05T20:00").say(words)
    chat.expect("Romanian deadlift 2 × 6", "Straight-leg calf raise 2 × 6").expect_not("4 × 6", "Note")
    (report,) = chat.runner.reports
    assert report.session is not None
    assert {len(entry.sets) for entry in report.reading.entries} == {2}
    assert len(report.reading.entries) == len(report.session.exercises)


def test_two_sets_of_everything_but_one_leaves_that_one_out() -> None:
    chat = Chat.ready(now="2027-01-05T20:00").say("did all but the calf raises, 2 sets each")
    chat.expect("Romanian deadlift 2 × 6", "Left out: Straight-leg calf raise").expect_not("calf raise 2 ×", "4 × 6")


@pytest.mark.parametrize(
    "words",
    ["long run 12 miles done", "long run done", "easy run done 40 min", "done with my run"],
)
def test_a_run_that_is_done_ticks_the_run_and_leaves_the_gym_open(words: str) -> None:
    chat = Chat.ready(now="2027-01-05T20:00").say(words)
    chat.expect("Run ✓", "The gym is still open").expect_not("Done ✓")
    assert chat.runner.run_ticks
    assert [report.reading.status for report in chat.runner.reports] == [None]


@pytest.mark.parametrize("words", ["done, also ran 5k", "done before my run", "session done and long run too"])
def test_a_session_done_beside_a_run_is_logged(words: str) -> None:
    Chat.ready(now="2027-01-05T20:00").say(words).expect("Done ✓", "Romanian deadlift 4 × 6")


def test_a_run_that_is_done_does_not_tick_the_routine() -> None:
    chat = Chat.ready(now="2027-01-05T20:00", gym=())
    while plan.day_for(chat.content.catalogue, chat.runner, chat.now.date()).routine is None:
        chat.advance(days=1)
    chat.say("long run 12 miles done").expect("Run ✓").expect_not("Done ✓")
    assert plan.report_on(chat.runner, chat.now.date()) is None


def test_a_set_between_two_loads_is_a_report_that_asks_and_no_known_lift() -> None:
    chat = Chat.ready(now="2027-01-05T20:00").say("set 4x8 rdl at 60 or 65")
    chat.expect("Romanian deadlift 4 × 8", "What load did you use").expect_not("Lifts")
    assert not chat.runner.athlete.one_rm
    assert not chat.runner.athlete.recent_sets
    chat.say("60").expect("4 × 8 @ 60 kg")


def test_words_around_a_pain_are_no_note() -> None:
    chat = Chat.ready(now="2027-01-05T06:55").say("my achilles is sore 5/10 since this morning")
    assert "Note:" not in chat.last
