"""The terminal as a newcomer meets it, in whole processes: first meeting, workout, report, reminder, restart."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tests.e2e.support import chat, url

MEETING = (
    "/start",
    "yes",
    "yes",
    "none",
    "half marathon on 6 June",
    "full gym",
    "Berlin",
    "Tue hard 7:00 60min, Wed easy 45, Thu hard 7:00 60min, Sat easy 40, Sun long 8am 2h",
    "any day 18:00",
    "intermediate",
    "70 kg",
    "skip",
    "ok",
)
KEYS = {"id", "at", "chat", "kind", "text", "buttons", "edit_of"}


def texts(shown: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in shown)


def test_from_nothing_to_todays_workout_and_a_report_in_one_sitting(tmp_path: Path) -> None:
    shown = chat(*MEETING, "RDL 4x6 40kg rpe 8", folder=tmp_path)
    assert all(set(message) == KEYS for message in shown)
    today = next(message["text"] for message in shown if "about 57 min" in message["text"])
    for words in (
        "Romanian deadlift",
        "4 × 6–8 @ 40 kg",
        "Bulgarian split squat",
        "2 × 6 kg",
        "Walking lunge",
        "2 × 10 kg",
    ):
        assert words in today  # golden day 1 of docs/rules.md
    assert "Romanian deadlift 4 × 6 @ 40 kg, RPE 8" in shown[-1]["text"]
    assert any("Undo" in row for row in shown[-1]["buttons"])


def test_what_was_said_is_there_after_a_restart_and_a_number_taps_the_keyboard_shown_before_it(tmp_path: Path) -> None:
    database = {"DATABASE_URL": url(tmp_path)}
    before = chat(*MEETING[:5], folder=tmp_path, **database)
    assert "2/9" in before[-1]["text"]
    after = chat("1", folder=tmp_path, now="2027-01-05T07:30", **database)
    assert "3/9" in after[-1]["text"], texts(after)


def test_tomorrows_reminders_arrive_while_the_chat_is_open_at_the_runners_own_time(tmp_path: Path) -> None:
    shown = chat(*MEETING, folder=tmp_path, args=("--until", "2027-01-06T21:00"))
    reminders = [(message["at"], message["text"]) for message in shown if message["kind"] == "reminder"]
    at = [datetime.fromisoformat(when).strftime("%a %H:%M %z") for when, _ in reminders]
    assert "Tue 20:00 +0100" in at  # nothing was reported
    assert "Wed 07:00 +0100" in at
    assert [when for when in at if when.startswith("Wed 06:47")] == []  # an easy run wants no activation


def test_the_activation_circuit_comes_thirteen_minutes_before_a_hard_run(tmp_path: Path) -> None:
    shown = chat(*MEETING, folder=tmp_path, args=("--until", "2027-01-07T07:30"))
    circuit = [message for message in shown if message["kind"] == "reminder" and "Activation" in message["text"]]
    assert datetime.fromisoformat(circuit[-1]["at"]).strftime("%a %H:%M") == "Thu 06:47"


def test_nobody_is_asked_in_the_evening_about_what_is_done(tmp_path: Path) -> None:
    shown = chat(*MEETING, "done", folder=tmp_path, args=("--until", "2027-01-05T23:00"))
    assert [message for message in shown if message["kind"] == "reminder" and "How did" in message["text"]] == []


def test_two_runners_share_a_database_and_never_see_each_other(tmp_path: Path) -> None:
    database = {"DATABASE_URL": url(tmp_path)}
    chat(*MEETING, folder=tmp_path, args=("--as", "ann"), **database)
    shown = chat("/today", folder=tmp_path, args=("--as", "bob"), **database)
    assert all(message["chat"] == "bob" for message in shown)
    assert "strength coach" in texts(shown)


def test_hostile_lines_get_a_sentence_each_and_no_traceback(tmp_path: Path) -> None:
    lines = (
        "",
        "   ",
        "🏃" * 10_000,
        "<b>&amp;</i>",
        "مرحبا",
        "/nothing",
        "/swap",
        "999",
        "\x00\x07",
        "a" * 5000,
        "../../etc",
        "1|x|y",
    )
    shown = chat(*MEETING, *lines, folder=tmp_path)
    said = len(chat(*MEETING, folder=tmp_path))
    assert len(shown) >= said + len([line for line in lines if line.strip()])


def test_end_of_input_in_the_middle_of_a_line_loses_nothing(tmp_path: Path) -> None:
    database = {"DATABASE_URL": url(tmp_path)}
    chat(*MEETING, "RDL 4x6 40kg", folder=tmp_path, **database)
    shown = chat("/history", folder=tmp_path, now="2027-01-05T20:00", **database)
    assert "RDL 4x6 40kg" in texts(shown)
