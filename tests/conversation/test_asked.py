"""Questions and wishes in plain words: what a runner types who has never seen a command."""

import pytest

from tests.chat import Chat


@pytest.fixture
def chat() -> Chat:
    return Chat.ready(now="2027-01-05T06:55")


@pytest.mark.parametrize(
    ("says", "hears"),
    [
        ("what should I do tomorrow?", "Tomorrow · Upper body and core"),
        ("what's on thursday", "Thu 7 Jan · Glutes and hamstrings"),
        ("friday?", "Fri 8 Jan"),
        ("and wed?", "Tomorrow"),
        ("what’s today’s workout", "Lower body strength"),
        ("when is my next session?", "Week of 4 Jan"),
        ("how much rest between sets", "rest 2:30 min"),
        ("show me the plank", "Front plank"),
        ("how do I do nordic curls?", "Nordic curl"),
        ("is it ok to do pallof presses", "Pallof press"),
        ("why squats", "Which one do you mean?"),
        ("swap the deadlift", "Instead of Romanian deadlift"),
        ("swap rdl for step-ups", "step-up"),
        ("can I do it tomorrow instead?", "not today"),
        ("move it to thursday", "not today"),
        ("too tired", "What is it most?"),
        ("Quiet hours", "Quiet hours"),
        ("/reminders", "When may I write to you?"),
        ("/equipment dumbbells and a bench", "Dumbbells and a bench"),
    ],
)
def test_plain_words_get_the_answer_of_the_command(chat: Chat, says: str, hears: str) -> None:
    chat.say(says).expect(hears)


@pytest.mark.parametrize(
    "says", ["deadlift 4x6 80kg", "done", "did tomorrow's session already, all of it", "ran 10 km, legs tired"]
)
def test_a_report_stays_a_report(chat: Chat, says: str) -> None:
    chat.say(says)
    assert chat.runner.reports


def test_it_to_thursday_moves_no_run(chat: Chat) -> None:
    chat.say("done").say("move it to thursday").expect("no session open")
    assert not chat.runner.week_choices


def test_a_pause_gets_its_end_when_the_runner_knows_it(chat: Chat) -> None:
    chat.say("I'm sick").say("back on friday").expect("until Fri 8 Jan")
    assert [each.reason for each in chat.runner.absences] == ["ill"]


@pytest.mark.parametrize("says", ["back", "I'm back", "healthy again", "feeling better now"])
def test_whoever_is_back_says_so(chat: Chat, says: str) -> None:
    chat.say("I'm sick").advance(days=3).say(says).expect("Welcome back")
