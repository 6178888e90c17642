"""Forged, stale and doubled taps of the training day never break the chat."""

import pytest

from bot.conversation.health import pain, safety
from bot.conversation.reports import fix, report
from bot.conversation.training import adjust, circuits, day, guided, promotion, skipping
from tests.chat import Chat

ROOMS = (adjust, circuits, day, fix, guided, pain, promotion, report, safety, skipping)
VERBS = sorted(verb for room in ROOMS for verb in room.ROOM.taps or {})
ARGS = (
    "",
    "2027-01-05",
    "2027-01-05|",
    "2026-12-31",
    "2027-02-30",
    "9999-12-31",
    "0001-01-01|x",
    "2027-01-05|99999999999999999999",
    "2027-01-05|hip_thrust|hip_thrust",
    "2027-01-05|no_such_exercise",
    "knee|4|left",
    "knee|11|",
    "0|0|6|40",
    "0|0|6|forty",
    "9|9|9|9",
    "act|full|99",
    "mob|short|1",
    "<b>|&|😀",
    "¹|²|³",
    "|||||",
)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("now", ["2027-01-05T18:00", "2026-12-30T18:00"])
def test_any_tap_gets_an_answer(verb: str, now: str) -> None:
    chat = Chat.ready(now)
    for args in ARGS:
        chat.send_action(f"1|{verb}|{args}")
        assert chat.said, f"{verb}|{args} was met with silence"


@pytest.mark.parametrize("verb", VERBS)
def test_any_tap_in_a_guided_session_gets_an_answer(verb: str) -> None:
    chat = Chat.ready("2027-01-05T18:00").say("/today").tap("Start").tap("Warm").tap("Done")
    for args in ARGS:
        chat.send_action(f"1|{verb}|{args}")
        assert chat.said, f"{verb}|{args} was met with silence"


@pytest.mark.parametrize("verb", VERBS)
def test_a_tap_twice_never_reports_twice(verb: str) -> None:
    chat = Chat.ready("2027-01-05T18:00")
    for _ in range(2):
        chat.send_action(f"1|{verb}|2027-01-05|3")
    assert len(chat.runner.reports) <= 1
