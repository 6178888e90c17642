"""The plain Telegram door against a Bot API over real HTTP: a chat, faults, and nothing the platform would refuse."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram import TelegramRefusedError
from tests.channels.support import running
from tests.fakes.bot_api import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api
        assert api.refused == []


async def test_a_runner_starts_taps_and_sees_todays_session_in_telegram(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await api.say("/start")
        await bot.expect("strength coach")
        await api.tap("Yes, let's start")
        await bot.expect("Health notes")
        await api.tap("Yes, keep them")
        await bot.expect("Before we start")
        await api.tap("None of these")
        await bot.expect("1/9")
        assert len(api.texts()) == 1  # one screen, edited in place
        await api.say("/today")
        await api.until(lambda: len(api.texts()) > 1)
    assert len(api.answered) == 3


async def test_every_tap_is_answered_also_stale_and_made_up_ones(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await api.say("/start")
        await bot.expect("strength coach")
        message_id = max(api.messages)
        for action in ("1|nothing", "0|old|tap", "", "1|day|swap|💥", "x" * 64):
            await api.tap_action(message_id, action or "-")
        await api.until(lambda: len(api.answered) == 5)


async def test_an_update_offered_twice_has_one_effect(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await api.say("/start")
        await bot.expect("strength coach")
        api.again.append(
            {"update_id": 101, "message": {"message_id": 1001, "date": 1, "text": "/start", **api._who(7)}}
        )
        await api.until(lambda: not api.again)
        await api.say("/about")
        await api.until(lambda: len(api.texts()) >= 2)
        await asyncio.sleep(0.3)
        assert len(api.texts()) == 2


async def test_a_connection_reset_before_the_message_arrived_loses_and_doubles_nothing(tmp_path, api):
    api.faults.append(("sendMessage", "reset before"))
    async with running(tmp_path, api) as bot:
        await api.say("/start")
        await bot.expect("strength coach")
        await asyncio.sleep(1.5)
    assert len(api.texts()) == 1


async def test_too_many_requests_are_waited_out(tmp_path, api):
    api.faults.append(("sendMessage", "429"))
    async with running(tmp_path, api) as bot:
        await api.say("/start")
        await bot.expect("strength coach")
    assert len(api.texts()) == 1


async def test_a_runner_who_blocked_the_bot_is_left_alone_until_they_write(tmp_path, api):
    async with running(tmp_path, api) as bot:
        api.faults.append(("sendMessage", "403"))
        await api.say("/start")
        await api.until(lambda: not api.faults)
        await asyncio.sleep(0.3)
        assert api.texts() == []
        await api.say("/help")
        await bot.expect("/")


async def test_a_token_that_telegram_refuses_ends_the_door_with_a_sentence(tmp_path):
    async with BotApi() as api, running(tmp_path, api, token="123456789:AAwrongwrongwrong") as bot:
        with pytest.raises(TelegramRefusedError, match="BotFather"):
            await asyncio.wait_for(asyncio.shield(bot.door), 10)


async def test_markup_emoji_and_hostile_text_come_back_as_valid_messages(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await api.say("/start")
        await bot.expect("strength coach")
        for text in ("<b>&amp;</i>", "🏃" * 2000, "مرحبا كيف الحال", "\u202egnp.exe", "a" * 4096):
            shown = len(api.texts())
            await api.say(text)
            await api.until(lambda shown=shown: len(api.texts()) > shown)
