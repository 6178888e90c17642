"""A runner with another language meets no English that the catalogues cannot translate."""

import re
from calendar import day_abbr, month_abbr
from dataclasses import replace
from functools import lru_cache

import pytest

from bot.conversation.words import PSEUDO
from tests.chat import Chat, plain, real_content
from tests.conversation.test_progress import weeks_of_lifting

SAID = ("/week", "/season", "/move", "/progress", "/history", "/exercise", "/exercise rdl", "/exercise zzz")
READ = ("/tip", "/mistakes", "/faq", "/fuel", "/read", "/read zzzz", "/tip sleep")
REMINDED = (
    ("morning", "2027-01-05T07:00"),
    ("morning", "2027-01-10T07:00"),
    ("activation", "2027-01-05T06:47"),
    ("evening", "2027-01-05T20:00"),
    ("week", "2027-04-11T18:00"),
    ("snooze", "2027-01-08T07:30"),
)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """The words of the content, which has translations of its own, of dates and of what the tests report."""
    content = real_content()
    texts = [text for kind, entry_id, _file in content.origin for text in _entry(kind, entry_id)]
    named = {name.lower() for name in (*day_abbr, *month_abbr)}
    return frozenset(named | {word for text in texts for word in re.findall(r"[a-z]+", text.lower())})


def _entry(kind: str, entry_id: str) -> tuple[str, ...]:
    return next(entry for entry in real_content().entries(kind) if entry.id == entry_id).texts()


def untranslated(chat: Chat) -> list[str]:
    """English words of the last answer that stand outside the marks of the pseudo-language."""
    found = []
    for reply in chat.replies:
        labels = [button.label for row in reply.buttons for button in row if not button.label.endswith("…")]
        for text in (plain(reply.text), *labels):
            bare = text
            while (stripped := re.sub(r"⟦[^⟦⟧]*⟧", "", bare)) != bare:
                bare = stripped
            found += [word for word in re.findall(r"[A-Za-z]{3,}", bare) if word.lower() not in known_words()]
    return found


def a_runner(now: str = "2027-03-24T20:00") -> Chat:
    chat = Chat.ready(now=now, language=PSEUDO)
    chat.runner = replace(chat.runner, reports=tuple(weeks_of_lifting(8)) if now.startswith("2027-03") else ())
    return chat


@pytest.mark.parametrize("command", [*SAID, *READ])
def test_every_command_speaks_the_runners_language(command: str) -> None:
    assert untranslated(a_runner().say(command)) == []


def test_moving_a_run_and_opening_a_report_speak_the_runners_language() -> None:
    chat = a_runner().say("/move").tap("Thu")
    assert untranslated(chat) == []
    chat = a_runner().say("/history")
    assert untranslated(chat.tap(chat.buttons[0])) == []


@pytest.mark.parametrize(("kind", "now"), REMINDED)
def test_every_reminder_speaks_the_runners_language(kind: str, now: str) -> None:
    chat = a_runner(now).remind(kind)
    assert chat.replies
    assert untranslated(chat) == []
