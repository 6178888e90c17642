"""Pain, red flags and clearance in chat: calm, first of all, and never an exercise against them."""

from datetime import date

import pytest

from bot.coaching.runner import FlagState, PainEntry
from bot.coaching.session import Day
from bot.conversation.training import plan
from tests.chat import Chat

TUESDAY = "2027-01-05T07:30"


def today(chat: Chat) -> Day:
    return plan.day_for(chat.content.catalogue, chat.runner, date(2027, 1, 5))


def test_pain_by_taps_changes_today_and_says_how() -> None:
    chat = Chat.ready(TUESDAY).say("/pain").expect("Where does it hurt").tap("knee").tap("4")
    chat.expect("Knee 4/10", "easier version, 20 % lighter", "out: Bulgarian split squat", "in: Split squat")
    assert chat.runner.pains == (PainEntry(day=date(2027, 1, 5), area="knee", score=4),)
    chat.say("/undo")
    assert not chat.runner.pains


def test_pain_in_words() -> None:
    chat = Chat.ready(TUESDAY).say("/pain left knee 3/10").expect("Knee (left) 3/10")
    assert chat.runner.pains[0].side == "left"


def test_pain_of_two_is_normal() -> None:
    Chat.ready(TUESDAY).say("/pain").tap("Achilles").tap("2").expect(
        "Achilles 2/10", "normal range", "Train as planned"
    )


def test_pain_of_seven_means_no_run_and_a_professional() -> None:
    chat = Chat.ready(TUESDAY).say("/pain").tap("knee").tap("7").expect("don't run on it", "physio or doctor")
    planned = today(chat)
    assert planned.session is not None
    assert planned.session.type == "U"


def test_a_score_can_be_typed_after_the_area() -> None:
    Chat.ready(TUESDAY).say("/pain").tap("shin").say("5").expect("Shin 5/10")
    Chat.ready(TUESDAY).say("/pain").tap("shin").say("gone").expect("Shin 0/10", "normal")


def test_pain_in_a_report_without_a_score_is_asked_about() -> None:
    chat = Chat.ready(TUESDAY).say("skipped, my knee hurts").expect("Skipped", "Knee: how much, from 0")
    assert today(chat)
    chat.tap("6").expect("Knee 6/10")
    assert [entry.score for entry in chat.runner.pains] == [6]


def test_worse_the_next_morning_counts_as_more() -> None:
    chat = Chat.ready(TUESDAY).say("/pain").tap("knee").tap("3")
    chat.at("2027-01-06T07:00").send_action("1|painam|knee|4|").expect("Knee 4/10", "Worse overnight counts as more")


def test_three_check_ins_with_pain_count_as_more() -> None:
    pains = tuple(PainEntry(day=date(2027, 1, day), area="knee", score=3) for day in (4, 6))
    chat = Chat.ready("2027-01-08T07:00", pains=pains).say("/pain").tap("knee").tap("3")
    chat.expect("Three times in a row counts as more")


def test_without_consent_pain_shapes_the_answer_and_is_not_kept() -> None:
    chat = Chat.ready(TUESDAY, health_consent=False).say("/pain").tap("knee").tap("7")
    chat.expect("I don't keep this", "Assisted pull-up", "don't run on it")
    assert not chat.runner.pains
    chat.say("skipped, knee 4/10").expect("Knee 4/10", "I don't keep this")
    report = chat.runner.reports[-1]
    assert (report.reading.pain, report.raw_text, report.reading.note) == ((), "", "")
    chat.say("/today").expect_not("knee")


@pytest.mark.parametrize(
    "text", ["chest pain while running", "I fainted after squats", "my left calf is swollen and hot"]
)
def test_an_emergency_stops_everything_and_sends_for_help(text: str) -> None:
    chat = Chat.ready(TUESDAY).say(text).expect("Please stop and get medical help now", "your local emergency number")
    chat.say("/today").expect("get medical help now").expect_not("Romanian deadlift")
    planned = today(chat)
    assert (planned.session, planned.mobility, planned.activation) == (None, (), ())


def test_a_prompt_flag_asks_for_a_look_before_training_on() -> None:
    chat = Chat.ready(TUESDAY).say("one spot on my shin hurts when I press it")
    chat.expect("looked at before you train", "doctor or physio").expect_not("emergency help now")


def test_a_flag_in_a_report_keeps_the_report() -> None:
    chat = Chat.ready(TUESDAY).say("RDL 4x6 40kg, then chest pain").expect("get medical help now")
    assert chat.runner.reports[-1].reading.entries[0].exercise == "romanian_deadlift"
    assert chat.runner.flag is not None


def test_a_flag_is_taken_back_only_when_asked_twice() -> None:
    chat = Chat.ready(TUESDAY).say("chest pain").tap("That's not what I meant").expect("ask once more", "fainting")
    assert chat.runner.flag is not None
    chat.tap("None of it").expect("I misread it")
    assert chat.runner.flag is None
    chat.say("/today").expect("Romanian deadlift")


def test_some_of_it_true_keeps_the_flag() -> None:
    chat = Chat.ready(TUESDAY).say("chest pain").tap("That's not").tap("Some of it").expect("get medical help now")
    assert chat.runner.flag is not None
    assert not chat.runner.flag.denied_once


def test_a_flag_can_be_answered_in_words() -> None:
    chat = Chat.ready(TUESDAY).say("chest pain").say("sorry, I was joking").expect("ask once more")
    chat.say("you misread that").expect("I misread it")


def test_a_second_tap_without_the_first_question_asks_first() -> None:
    chat = Chat.ready(TUESDAY).say("chest pain")
    chat.send_action("1|misread2").expect("ask once more")
    assert chat.runner.flag is not None


def test_cleared_after_two_weeks_comes_back_gently() -> None:
    flag = FlagState(kind="prompt", since=date(2027, 1, 5), words="pain on hopping")
    chat = Chat.ready("2027-01-19T18:00", flag=flag).say("/today").expect("This has stood since")
    chat.tap("A clinician cleared me").expect("Welcome back", "14 days without lifting")
    chat.say("/today").expect("14 days since your last strength session")


def test_an_emergency_is_not_softened_by_a_later_prompt_sign() -> None:
    chat = Chat.ready(TUESDAY).say("chest pain").say("pain on hopping too")
    assert chat.runner.flag is not None
    assert chat.runner.flag.kind == "emergency"


def test_a_flag_is_seen_whatever_is_asked_at_the_moment() -> None:
    chat = Chat.ready(TUESDAY).say("/pain").tap("knee").say("chest pain").expect("get medical help now")
    assert chat.runner.flag is not None


def test_without_consent_the_flag_stands_but_its_words_are_not_kept() -> None:
    chat = Chat.ready(TUESDAY, health_consent=False).say("chest pain")
    assert chat.runner.flag is not None
    assert chat.runner.flag.words == ""


@pytest.mark.parametrize(
    "text", ["chest day was great, RDL 4x6 40kg", "no chest pain today, done", "that session killed me, done"]
)
def test_look_alikes_raise_nothing(text: str) -> None:
    chat = Chat.ready(TUESDAY).say(text)
    assert chat.runner.flag is None
    assert chat.runner.reports


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("I'm pregnant", "pregnancy"),
        ("btw I gave birth 6 weeks ago", "postpartum"),
        ("had surgery in May", "surgery"),
        ("I have osteoporosis", "osteoporosis"),
        ("I have a heart condition", "heart"),
    ],
)
def test_a_condition_in_passing_is_asked_about_before_anything_changes(text: str, condition: str) -> None:
    chat = Chat.ready("2027-07-05T07:00", race=None).say(text).expect("Is this about you, now?")
    assert not chat.runner.athlete.conditions
    chat.tap("Yes").expect("word from your doctor or midwife")
    assert chat.runner.athlete.conditions == (condition,)
    assert chat.runner.flag is None
    chat.say("/today").expect("word from your doctor or midwife").expect_not("1. ")
    chat.tap("I have been cleared").expect("Welcome back")
    assert chat.runner.athlete.cleared


@pytest.mark.parametrize(
    "text", ["my wife is pregnant", "I'm not pregnant", "no heart condition here", "surgery years ago"]
)
def test_someone_elses_condition_is_not_the_runners(text: str) -> None:
    Chat.ready(TUESDAY).say(text).expect_not("Is this about you")


def test_a_condition_can_be_answered_in_words() -> None:
    chat = Chat.ready(TUESDAY).say("I'm pregnant").say("no, just kidding").expect("nothing changes")
    assert not chat.runner.athlete.conditions
    chat.say("I'm pregnant").say("yes").expect("word from your doctor")


def test_settled_buttons_say_so() -> None:
    chat = Chat.ready(TUESDAY)
    for verb in ("misread", "misread2", "flagstays", "cleared", "condition|nonsense"):
        chat.send_action(f"1|{verb}").expect("settled already")
    chat.send_action("1|paina|tail").expect("Where does it hurt")
    chat.send_action("1|pains|knee|99|").expect("Where does it hurt")
