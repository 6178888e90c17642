"""Pictures on Telegram: with their captions, edited along, uploaded once; and what happens where that cannot be."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import SystemClock, gallery, parts
from bot.channels.telegram import Telegram
from bot.messages import Button, ChatRef, Outgoing, Picture, Reply
from bot.settings import Settings
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.drawings import Drawings

CHAT = ChatRef(channel="telegram", chat_id="7")
PLANK = Picture(name="exercise:plank", alt="A plank.")
SQUAT = Picture(name="exercise:squat", alt="A squat.")
MOVING = Picture(name="motion:squat", alt="A squat.")
NEXT = ((Button(label="Next", action="1|next"),),)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api


@pytest.fixture
def drawings() -> Drawings:
    return Drawings()


@pytest.fixture
async def door(api: BotApi, drawings: Drawings) -> AsyncIterator[Telegram]:
    door = Telegram(token=TOKEN, clock=SystemClock(), root=api.url, drawings=drawings)
    yield door
    await door.close()


async def send(door: Telegram, text: str, picture: Picture | None = None, edit_of: str | None = None) -> str:
    reply = Reply(text=text, picture=picture, buttons=NEXT)
    sent = await door.send(Outgoing(id=1, chat=CHAT, reply=reply, edit_of=edit_of))
    assert sent is not None
    return sent


def methods(api: BotApi) -> list[str]:
    return [name for name, _ in api.requests]


def shown(api: BotApi) -> list[tuple[str, str, bool]]:
    """What the chat shows: kind, words, whether it has buttons."""
    return [(each.get("kind", "text"), each["shown"], bool(each["reply_markup"])) for each in api.messages.values()]


async def test_a_figure_comes_with_its_words_below_it(api, door):
    await send(door, "<b>Plank</b> & hold".replace("&", "&amp;"), PLANK)
    assert shown(api) == [("photo", "Plank & hold", True)]


async def test_a_movement_comes_as_an_animation(api, door):
    await send(door, "Squat", MOVING)
    assert shown(api) == [("animation", "Squat", True)]


async def test_a_picture_is_uploaded_once_for_all_runners(api, door, drawings):
    await send(door, "first", PLANK)
    await send(door, "second", PLANK)
    assert len(api.files) == 1
    again = Telegram(token=TOKEN, clock=SystemClock(), root=api.url, drawings=drawings)  # after a restart
    await send(again, "third", PLANK)
    await again.close()
    assert len(api.files) == 1
    assert [kind for kind, _, _ in shown(api)] == ["photo"] * 3


async def test_a_file_telegram_forgot_is_uploaded_again(api, door, drawings):
    await send(door, "first", PLANK)
    api.files.clear()
    await send(door, "second", PLANK)
    assert [words for _, words, _ in shown(api)] == ["first", "second"]
    assert list(drawings.notes.values()) == ["photo-1"]
    assert len(api.files) == 1


async def test_the_next_set_of_an_exercise_changes_the_caption_only(api, door):
    sent = await send(door, "Set 1", PLANK)
    assert await send(door, "Set 2", PLANK, sent) == sent
    assert methods(api) == ["sendPhoto", "editMessageCaption"]
    assert shown(api) == [("photo", "Set 2", True)]


async def test_the_next_exercise_changes_the_picture_in_place(api, door):
    sent = await send(door, "Plank", PLANK)
    assert await send(door, "Squat", SQUAT, sent) == sent
    assert await send(door, "Squat, moving", MOVING, sent) == sent
    assert methods(api) == ["sendPhoto", "editMessageMedia", "editMessageMedia"]
    assert shown(api) == [("animation", "Squat, moving", True)]


async def test_a_text_gets_a_picture_in_place(api, door):
    sent = await send(door, "Warm-up")
    assert await send(door, "Plank", PLANK, sent) == sent
    assert shown(api) == [("photo", "Plank", True)]


async def test_a_picture_that_becomes_words_again_is_replaced_by_a_message(api, door):
    sent = await send(door, "Plank", PLANK)
    after = await send(door, "That's it. Well done!", None, sent)
    assert after != sent
    assert shown(api) == [("text", "That's it. Well done!", True)]
    assert "editMessageText" not in methods(api)


async def test_the_same_holds_after_a_restart(api, door, drawings):
    sent = await send(door, "Set 1", PLANK)
    again = Telegram(token=TOKEN, clock=SystemClock(), root=api.url, drawings=drawings)
    assert await send(again, "Set 2", PLANK, sent) == sent
    assert shown(api) == [("photo", "Set 2", True)]
    await again.close()
    once_more = Telegram(token=TOKEN, clock=SystemClock(), root=api.url, drawings=drawings)
    await send(once_more, "Done", None, sent)
    assert shown(api) == [("text", "Done", True)]
    await once_more.close()


async def test_an_old_message_that_cannot_be_deleted_stays_and_nothing_is_lost(api, door):
    sent = await send(door, "Plank", PLANK)
    api.faults.append(("deleteMessage", "400"))
    await send(door, "Done", None, sent)
    assert [words for _, words, _ in shown(api)] == ["Plank", "Done"]


async def test_words_too_long_for_a_caption_follow_the_picture(api, door):
    await send(door, "x" * 1025, PLANK)
    assert shown(api) == [("photo", "", False), ("text", "x" * 1025, True)]


async def test_marks_do_not_count_as_caption(api, door):
    await send(door, "<b>y</b>" * 90 + "y" * 934, PLANK)
    assert shown(api) == [("photo", "y" * 1024, True)]


async def test_an_edit_to_the_same_screen_is_no_fault(api, door):
    sent = await send(door, "Set 1", PLANK)
    assert await send(door, "Set 1", PLANK, sent) == sent
    assert shown(api) == [("photo", "Set 1", True)]


async def test_an_edit_of_a_deleted_message_is_sent_anew(api, door):
    sent = await send(door, "Set 1", PLANK)
    api.messages.clear()
    assert await send(door, "Set 2", PLANK, sent) != sent
    assert shown(api) == [("photo", "Set 2", True)]


@pytest.mark.parametrize("name", ["missing", "broken"])
async def test_without_a_picture_the_words_come_all_the_same(api, door, name):
    sent = await send(door, "Plank", replace(PLANK, name=f"exercise:{name}"))
    assert shown(api) == [("text", "Plank", True)]
    assert await send(door, "Set 2", replace(PLANK, name=f"exercise:{name}"), sent) == sent
    assert shown(api) == [("text", "Set 2", True)]


async def test_a_runner_looks_an_exercise_up_and_sees_its_figure(tmp_path: Path, api: BotApi):
    settings, clock = Settings(data_dir=tmp_path), SystemClock()
    door = Telegram(token=TOKEN, clock=clock, root=api.url, drawings=gallery(settings))
    async with parts(settings, clock, [door], make_tables=True) as made:
        work = [asyncio.create_task(made.sender.run()), asyncio.create_task(door.run(made.inbox.receive))]
        try:
            await api.say("/start")
            for label in ("Yes, let's start", "Yes, keep them", "None of these"):
                await api.until(lambda label=label: label in str(api.messages))
                await api.tap(label)
            await api.until(lambda: "1/9" in str(api.texts()))
            await api.say("/exercise push-up")
            await api.until(lambda: [each for each in shown(api) if each[0] == "photo"], 30)
            assert "Push-up" in api.texts()[-1]
            await api.tap("In motion")
            await api.until(lambda: [each for each in shown(api) if each[0] == "animation"], 30)
            await api.tap("More like this")
            await api.until(lambda: not [each for each in shown(api) if each[0] == "animation"])
            assert api.texts()[-1] == "Push"
        finally:
            for task in work:
                task.cancel()
            await asyncio.wait(work)
            await door.close()
    assert api.refused == []
