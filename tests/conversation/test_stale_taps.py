"""Whatever a button of the week, progress, advice or reminders carries, a tap on it ends in an answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.reading import advice
from bot.conversation.reminders import reminding
from bot.conversation.reports import progress
from bot.conversation.training import week
from tests.chat import Chat

VERBS = sorted({verb for room in (advice, progress, reminding, week) for verb in room.ROOM.taps or {}})
PARTS = st.sampled_from(
    (
        *("", "0", "-1", "99999999", "x", "²", "|", "⟦", "💪"),
        *("2027-01-04", "2027-01-05", "1900-01-01", "9999-12-31", "0001-01-01"),
        *("tips", "faq", "hinge", "plank", "3h0700", "1h0700", "easy", "long", "off", "on"),
    )
)


@pytest.mark.parametrize("verb", VERBS)
@settings(max_examples=40, deadline=None)
@given(parts=st.lists(PARTS, max_size=4))
def test_a_tap_with_anything_in_it_is_answered(verb: str, parts: list[str]) -> None:
    chat = Chat.ready().send_action("|".join(("1", verb, *parts)))
    assert chat.replies or chat.toast
