"""Every item S1–S71 of the article reaches a runner who taps and types: its words are found in a reply."""

import re
from functools import lru_cache

import pytest

from bot.content import coverage
from bot.content.words import ITEMS
from tests.chat import Chat, plain, real_content

COMMANDS = ("/read", "/tip", "/mistakes", "/faq", "/fuel", "/exercise")
ASIDE = frozenset({"aliases", "muscles"})


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


@lru_cache(maxsize=1)
def everything_shown() -> str:
    """All the words a runner meets who opens every button behind the commands that have something to read."""
    chat = Chat.ready()
    seen: set[str] = set()
    texts: list[str] = []
    waiting: list[str] = []
    for command in COMMANDS:
        chat.say(command)
        texts.append(plain(chat.screen[-1].text))
        waiting += [button.action for row in chat.screen[-1].reply.buttons for button in row]
    while waiting:
        action = waiting.pop()
        if action in seen or action.startswith("1|cmd|"):
            continue
        seen.add(action)
        chat.send_action(action)
        for reply in chat.replies:
            texts.append(plain(reply.text))
            waiting += [button.action for row in reply.buttons for button in row]
    return squeezed("\n".join(texts))


@pytest.mark.parametrize("item", ITEMS)
def test_a_runner_can_read_what_the_article_says_of(item: str) -> None:
    shown = everything_shown()
    references = coverage(real_content())[item]
    assert references, f"nothing carries {item}"
    for reference in references:
        entry = real_content().at(reference)
        words = [getattr(entry, field) for field in entry.words if field not in ASIDE]
        for text in [part for value in words for part in ((value,) if isinstance(value, str) else value)]:
            assert squeezed(text) in shown, f"{item}: {reference} is nowhere shown: {text}"


def test_every_word_of_the_content_can_be_read_in_the_chat() -> None:
    shown = everything_shown()
    content = real_content()
    kinds = ("exercises", "phases", "blocks", "sessions", "schemes", "week", "routines")
    kinds += ("mistakes", "faq", "tips", "fuel", "why", "pages", "sources", "rules")
    for kind in kinds:
        for entry in content.entries(kind):
            for text in (getattr(entry, field) for field in entry.words if field not in ASIDE):
                for part in (text,) if isinstance(text, str) else text:
                    assert squeezed(part) in shown, f"{kind} {entry.id}: {part}"
