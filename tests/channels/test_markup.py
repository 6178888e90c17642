"""What a message looks like where HTML is not spoken, and how a long one is cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.markup import plain, split
from bot.messages import escape
from tests.fakes.bot_api import read_html


def test_a_plain_message_has_no_tags_and_marks_its_quotes():
    text = "<b>Today</b>: squat\n<blockquote>slowly\nheels down</blockquote>"
    assert plain(text) == "Today: squat\n▸ slowly\n▸ heels down"


def test_what_a_runner_wrote_comes_out_as_written():
    assert plain(f"<i>{escape('<b>4x6</b> & 2 < 3')}</i>") == "<b>4x6</b> & 2 < 3"


@given(st.text(max_size=400))
def test_any_text_survives_escaping_and_is_valid_html(text):
    assert read_html(escape(text)).replace("\r", "") == text.replace("\r", "")


@given(st.lists(st.text(alphabet="abc <>&é🏃", max_size=300), max_size=20), st.integers(60, 300))
def test_a_long_message_is_cut_into_valid_parts_that_fit(pieces, limit):
    text = "\n".join(f"<b>{escape(piece)}</b>" for piece in pieces)
    for part in split(text, limit):
        read_html(part)
        assert len(part) <= limit
