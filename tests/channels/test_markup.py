"""What a message looks like where HTML is not spoken, and how a long one is cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.markup import plain, split, visible
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


WORDS = st.lists(st.text(alphabet="abc <>&é🏃", max_size=300), max_size=20)


@given(WORDS, st.sampled_from(["<b>{}</b>", "<blockquote expandable>{}</blockquote>", "{}"]), st.integers(60, 300))
def test_a_long_message_is_cut_into_valid_parts_that_fit_and_lose_nothing(pieces, shape, limit):
    text = "\n".join(shape.format(escape(piece)) for piece in pieces)
    parts = split(text, limit)
    for part in parts:
        assert len(read_html(part).encode("utf-16-le")) // 2 <= limit
    assert "".join("".join(map(read_html, parts)).split()) == "".join(read_html(text).split())


def test_a_long_message_is_cut_between_paragraphs_first_then_lines_then_words():
    paragraphs = "\n\n".join(f"{number} " + "word " * 12 + "\nend" for number in range(4))
    assert [part[0] for part in split(paragraphs, 150)] == ["0", "2"]
    lines = "\n".join(f"{number} " + "word " * 10 for number in range(4))
    assert [part[0] for part in split(lines, 70)] == ["0", "1", "2", "3"]
    assert split("word " * 30, 50)[0] == "word " * 10
    assert split("x" * 90, 50) == ["x" * 50, "x" * 40]


def test_a_quote_that_is_cut_goes_on_as_a_quote():
    first, second = split("<blockquote expandable>" + "cue <b>here</b>\n" * 10 + "</blockquote>", 60)[:2]
    assert first.startswith("<blockquote expandable>cue <b>here</b>")
    assert second.startswith("<blockquote expandable>")


def test_length_is_what_is_seen_in_the_platforms_own_units():
    assert visible("<b>🏃</b>&amp;") == 3
    assert split("<i>" + "🏃" * 2048 + "</i>", 4096) == ["<i>" + "🏃" * 2048 + "</i>"]
