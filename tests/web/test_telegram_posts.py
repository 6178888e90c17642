"""The webhook of Telegram itself against posts that nobody means well with."""

import json
import logging
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels.telegram import Telegram
from bot.store import Database
from tests.fakes.bot_api import TOKEN
from tests.fakes.clock import FakeClock
from tests.web.support import PATH, SECRET, serving
from tests.web.test_posts import nasty, until_counted

ADA = {"id": 7, "is_bot": False, "first_name": "Ada"}
CHAT = {"id": 7, "type": "private"}
UPDATES: list[dict[str, Any]] = [
    {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": ADA, "text": "hi"}},
    {"update_id": 6, "edited_message": {"message_id": 1, "date": 1, "chat": CHAT, "from": ADA, "text": "ho"}},
    {"update_id": 7, "my_chat_member": {"chat": CHAT, "from": ADA, "date": 1}},
    {
        "update_id": 8,
        "callback_query": {
            "id": "1",
            "from": ADA,
            "chat_instance": "1",
            "data": "x",
            "message": {"message_id": 1, "date": 0, "chat": CHAT},
        },
    },
]
ODD = [None, [], {}, "", 0, -1, 1e400, "\ud800", "\x00", True, {"a": 1}, "x" * 5000, 2**70, -(2**70), 1.5]


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    channel = Telegram(token=TOKEN, clock=FakeClock(), public_url="https://coach.example.org", secret=SECRET)
    channel.path = PATH
    yield channel
    await channel.close()


def bent(value: Any, rng: random.Random) -> Any:
    """The update with something missing, or something else in its place, here and there."""
    if rng.random() < 0.15:
        return rng.choice(ODD)
    if isinstance(value, dict):
        return {key: bent(one, rng) for key, one in value.items() if rng.random() > 0.1}
    return value


async def test_of_five_hundred_posts_by_strangers_none_gets_in_and_all_are_counted(
    sqlite_database: Database, telegram: Telegram
) -> None:
    rng = random.Random(17)
    async with serving(sqlite_database, channel=telegram) as up:
        answers = [(await up.raw(nasty(rng)))[0] for _ in range(500)]
        await until_counted(up, 500)
        assert set(answers) <= {0, 400, 403, 404, 413}
        assert up.taken == []
        assert sum(up.posts().values()) == 500
        assert set(up.posts()) == {"forged", "malformed", "oversized", "misdirected"}


async def test_updates_that_make_no_sense_raise_nothing_even_with_the_right_secret(
    sqlite_database: Database, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    rng = random.Random(18)
    async with serving(sqlite_database, channel=telegram) as up:
        answers = [(await up.post(json.dumps(bent(rng.choice(UPDATES), rng)).encode()))[0] for _ in range(300)]
        assert set(answers) == {200, 400}
        assert sum(up.posts().values()) == 300
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
