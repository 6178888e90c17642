"""Sharing a place: offered where the zone is asked, answered with the zone, and forgotten."""

from bot.messages import Document
from tests.chat import Chat


def test_the_question_for_the_zone_offers_to_share_a_place_and_stays_open_meanwhile():
    chat = Chat.ready().say("/settings zone").expect_buttons("Share my location").tap("Share my location")
    (asked,) = chat.replies
    assert (asked.place, asked.buttons[0][0].place) == ("ask", False)
    chat.say("Kraków").expect("Warsaw")


def test_a_shared_place_gives_the_zone_and_takes_the_key_away():
    chat = Chat.ready().say("/settings zone").tap("Share my location").share(40.71, -74.0).expect("New York")
    assert [reply.place for reply in chat.replies] == ["done", None]
    chat.say("/undo").expect("Time zone")


def test_a_place_nobody_lives_at_takes_the_key_away_too():
    chat = Chat.ready().say("/settings zone").tap("Share my location").share(999, 999)
    assert [reply.place for reply in chat.replies] == ["done"]


def test_a_file_that_did_not_come_is_told_and_nothing_changes():
    chat = Chat.ready()
    before = chat.runner
    chat._take(chat._inbound(document=_missing("too large")), None).expect("larger than I can fetch")
    chat._take(chat._inbound(document=_missing("not there any more")), None).expect("send it again")
    assert chat.runner == before


def _missing(why):
    return Document(name="big.zip", data=b"", missing=why)
