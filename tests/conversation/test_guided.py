"""A guided session in chat: set by set, with timers, and logged by itself at the end."""

from dataclasses import replace

from bot.coaching.report import SetEntry
from tests.chat import Chat

TUESDAY = "2027-01-05T18:00"
SHORT = {"equipment": frozenset({"dumbbells"}), "minutes_cap": 15}


def walking(**changes: object) -> Chat:
    chat = Chat.ready(TUESDAY, **changes).say("/today").tap("Start").expect("Warm-up, 5 minutes")
    return chat.tap("Warm, let's go")


def test_the_warm_up_names_two_ramp_sets() -> None:
    Chat.ready(TUESDAY).say("/today").tap("Start").expect("Romanian deadlift: 5 @ 20 kg, 3 @ 30 kg")


def test_one_message_is_edited_from_set_to_set() -> None:
    chat = walking().expect("Set 1 of 4: 6 @ 40 kg", "Then: Bulgarian split squat")
    screens = len(chat.screen)
    chat.tap("Done: 6 @ 40 kg").expect("Set 2 of 4", "Done: 6 @ 40 kg", "Rest 2:30 min")
    chat.tap("Done: 6 @ 40 kg").expect("Set 3 of 4")
    assert len(chat.screen) == screens


def test_the_rest_pings_with_a_button_for_the_next_set() -> None:
    chat = walking().tap("Done: 6 @ 40 kg").advance(seconds=150).expect("Rest is over", "set 2: 6 @ 40 kg")
    assert chat.replies[0].kind == "timer"
    chat.tap("Done: 6 @ 40 kg", on=chat.screen[-1]).expect("Set 3 of 4")
    chat.tap("Done: 6 @ 40 kg", on=chat.screen[-1]).expect("counted already")


def test_a_ping_is_dropped_when_the_next_set_came_first() -> None:
    chat = walking().tap("Done: 6").advance(seconds=100).tap("Done: 6").advance(seconds=60)
    assert not chat.replies
    chat.advance(seconds=100).expect("set 3")


def test_numbers_change_by_taps_and_in_words() -> None:
    chat = walking().tap("+1").expect("Set 1 of 4: 7 @ 40 kg").tap("heavier").expect("7 @ 42.5 kg").tap("Done: 7")
    chat.expect("Done: 7 @ 42.5 kg", "Set 2 of 4: 6 @ 42.5 kg")
    chat.say("8 at 45").expect("8 @ 45 kg", "Set 3 of 4").say("only 5").expect("5 @ 45 kg").say("7x40, rpe 9")
    chat.expect("Bulgarian split squat")
    assert chat.runner.guided is not None
    assert chat.runner.guided.efforts == ((0, "rpe", 9.0),)


def test_an_effort_after_the_last_set_belongs_to_that_exercise() -> None:
    chat = walking()
    for _ in range(4):
        chat.say("done")
    chat.say("rpe 8").expect("RPE 8 for Romanian deadlift")


def test_impossible_numbers_are_asked_about() -> None:
    chat = walking().say("8 at 400").expect("400 after 40", "once more")
    chat.say("250").expect("more than I can believe")
    assert chat.runner.guided is not None
    assert chat.runner.guided.done[0] == ()


def test_it_logs_itself_at_the_end() -> None:
    chat = walking(**SHORT)
    while chat.runner.guided is not None:
        chat.say("done").advance(minutes=2)
    chat.expect_buttons("Fix", "Undo")
    report = chat.runner.reports[-1]
    assert report.reading.status == "done"
    assert report.session is not None
    assert [entry.exercise for entry in report.reading.entries] == [item.exercise for item in report.session.exercises]
    assert report.reading.minutes is not None
    assert "Next time" in "".join(shown.text for shown in chat.screen)


def test_stop_logs_what_was_done_as_partly() -> None:
    chat = walking().say("8 at 45").tap("Stop").expect("Well done so far", "Partly done", "1 × 8 @ 45 kg", "Left out")
    report = chat.runner.reports[-1]
    assert report.reading.entries[0].sets == (SetEntry(reps=8, load=45, unit="kg"),)
    assert chat.runner.guided is None
    assert not chat.advance(hours=1).replies


def test_stop_before_the_first_set_logs_nothing() -> None:
    chat = walking().tap("Stop").expect("nothing is logged")
    assert not chat.runner.reports


def test_skip_leaves_an_exercise_out() -> None:
    chat = walking().say("done").tap("Skip exercise").expect("Bulgarian split squat")
    chat.tap("Skip exercise").tap("Skip exercise").tap("Skip exercise").expect("Partly done", "Left out")


def test_it_goes_on_where_it_was_after_a_restart() -> None:
    chat = walking().say("done").say("done")
    again = Chat(TUESDAY, zone="Europe/Berlin", runner=replace(chat.runner)).say("/today")
    again.tap("Go on").expect("Set 3 of 4")


def test_done_on_the_card_keeps_the_sets_that_were_walked_through() -> None:
    chat = Chat.ready(TUESDAY).say("/today")
    card = chat.screen[0]
    chat.tap("Start").tap("Warm")
    for _ in range(4):
        chat.say("7")
    chat.tap("Done", on=card).expect("Romanian deadlift 4 × 7 @ 40 kg").tap("The rest as planned")
    assert len(chat.runner.reports[-1].reading.entries) == 4


def test_a_timed_hold_has_its_own_timer() -> None:
    chat = Chat.ready("2027-01-06T18:00").say("/today").tap("Start").tap("Warm")
    for _ in range(3):
        chat.tap("Skip exercise")
    chat.expect("Farmer's carry").tap("Timer 30 s").expect("30 s from now")
    chat.advance(seconds=30).expect("Time! 30 s").tap("Done: 30 s", on=chat.screen[-1]).expect("Set 2 of 3")


def test_a_shorter_session_in_between_keeps_what_is_done() -> None:
    chat = walking().say("done")
    chat.say("/shorter").tap("20 min").expect("the important lifts first")
    chat.tap("Go on").expect("Bulgarian split squat")
    chat.tap("Stop").expect("Romanian deadlift 1 × 6 @ 40 kg")


def test_old_buttons_of_a_finished_session_say_so() -> None:
    chat = Chat.ready(TUESDAY)
    chat.send_action("1|gdone|0|0|6|40").expect("That session is over")
    chat.send_action("1|begin|2027-01-04").expect("That was another day")
    chat.send_action("1|gdone|x").expect("That session is over")


def test_other_words_in_a_guided_session_are_still_understood() -> None:
    walking().say("chest pain").expect("get medical help now")
    chat = walking().say("knee hurts 4/10").expect("Knee 4/10")
    assert chat.runner.guided is not None


def test_a_warning_sign_stops_it_and_keeps_what_was_done() -> None:
    chat = walking().say("done").say("chest pain").expect("get medical help now")
    assert chat.runner.guided is None
    assert chat.runner.reports[-1].reading.entries[0].exercise == "romanian_deadlift"
    assert not chat.advance(hours=1).replies


def test_a_session_left_open_becomes_the_report_of_its_day() -> None:
    chat = walking().say("7").at("2027-01-07T17:00").say("/today")
    chat.expect("was still open, so I logged what you had done", "Glutes and hamstrings")
    report = chat.runner.reports[-1]
    assert (report.day.day, report.reading.status) == (5, "partial")
    assert chat.runner.guided is None


def test_the_lighter_sets_before_a_light_lift_use_the_empty_bar() -> None:
    Chat.ready(now="2027-01-05T18:00", one_rm={"romanian_deadlift": 48}).say("/today").tap("Start").expect(
        "two lighter sets of Romanian deadlift: 5 @ 20 kg, 3 @ 25 kg"
    )
