"""The chat on Telegram: taps answered, files, places, groups, edits, links, floods; within every limit."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import SystemClock
from bot.channels.flood import Flood
from bot.channels.telegram import Telegram
from bot.clock import Clock
from bot.messages import Button, ChatRef, DeliveryError, Document, Drawing, Outgoing, Picture, Reply
from bot.store.tables import chats
from bot.store.tables_delivery import outbox, receipts
from tests.channels.support import Running, running
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.drawings import Drawings

CHAT = ChatRef(channel="telegram", chat_id="7")
CODE = Button(label="Send it", start="ABCD-1234")


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api
        assert api.refused == []


@pytest.fixture
async def door(api: BotApi) -> AsyncIterator[Telegram]:
    door = Telegram(token=TOKEN, clock=SystemClock(), root=api.url)
    yield door
    await door.close()


def out(text: str = "hello", chat_id: str = "7", edit_of: str | None = None, **more: object) -> Outgoing:
    reply = Reply(text=text, **more)  # type: ignore[arg-type]
    return Outgoing(id=1, chat=replace(CHAT, chat_id=chat_id), reply=reply, edit_of=edit_of)


def methods(api: BotApi) -> list[str]:
    return [name for name, _ in api.requests]


async def rows(bot: Running, table: object, *where: object) -> int:
    async with bot.made.database.reading(bot.made.clock.now()) as work:
        counted = select(func.count()).select_from(table).where(*where)  # type: ignore[arg-type]
        return (await work._connection.execute(counted)).scalar_one()


# taps


async def test_a_stale_tap_is_explained_in_the_answer_to_it_and_nothing_is_sent(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        update = await api.tap_action(5, "1|consent|yes")
        await api.until(lambda: f"q{update}" in api.answered)
        assert "said yes already" in api.toasts[f"q{update}"]
        assert api.texts() == []


async def test_a_tap_offered_twice_is_answered_and_counted_once(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        await api.say("/help")
        await bot.expect("/today")
        api.again.append({"update_id": 999, **_query(max(api.messages), "1|cmd|about", "q-twice")})
        api.again.append({"update_id": 999, **_query(max(api.messages), "1|cmd|about", "q-once-more")})
        api._asked |= {"q-twice", "q-once-more"}
        await api.until(lambda: {"q-twice", "q-once-more"} <= api.answered)
        await api.until(lambda: len(api.texts()) == 2)


async def test_a_tap_on_a_message_that_has_gone_is_answered_by_a_new_one(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        await api.say("/activate")
        await bot.expect("Activation")
        tap = _query(max(api.messages), "1|act|short", "q-gone")
        tap["callback_query"]["message"]["date"] = 0
        api.again.append({"update_id": 999, **tap})
        api._asked.add("q-gone")
        await api.until(lambda: len(api.texts()) == 2)
        assert "editMessageText" not in methods(api)


def _query(message_id: int, data: str, query_id: str) -> dict[str, Any]:
    who = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    chat = {"id": 7, "type": "private", "first_name": "Ada"}
    message = {"message_id": message_id, "date": 1, "text": "…", "chat": chat}
    return {"callback_query": {"id": query_id, "from": who, "chat_instance": "1", "data": data, "message": message}}


async def test_a_tap_is_answered_where_the_update_could_not_be_stored(api, door):
    async def fails(_inbound: object) -> None:
        tries.append(1)
        raise OSError("disk")

    tries: list[int] = []
    polling = asyncio.create_task(door.run(fails))
    update = await api.tap_action(5, "1|cmd|today")
    await api.until(lambda: len(tries) > 1)
    polling.cancel()
    await asyncio.wait([polling])
    assert api.updates, "it is offered again"
    assert "One moment" in api.toasts[f"q{update}"]


# people come and go


async def test_a_runner_who_blocks_the_bot_is_off_at_once(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await api.say("/start")
        await bot.expect("strength coach")
        await api.block()
        await api.until(lambda: not api.updates)
        assert await rows(bot, chats, chats.c.off_at.is_not(None)) == 1
        await api.block(status="member")
        await api.say("/about")
        await bot.expect("Strongstride")
        assert await rows(bot, chats, chats.c.off_at.is_not(None)) == 0


async def test_a_group_is_pointed_to_the_private_chat_once_and_talked_over_in_peace(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await api.join(-50)
        await api.until(lambda: api.texts(-50))
        await api.say("hello everyone", -50)
        await api.say("/today@coach_bot", -50)
        update = await api.tap_action(1, "1|cmd|today", -50)
        await api.until(lambda: f"q{update}" in api.answered)
        await api.until(lambda: not api.updates)
        assert len(api.texts(-50)) == 1
        (sent,) = api.messages.values()
        assert sent["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/coach_bot?start"
        assert await rows(bot, receipts) == 0


# what runners send


async def test_telegrams_own_notices_are_no_messages(tmp_path, api):
    async with running(tmp_path, api) as bot:
        pinned = {"message_id": 3, "date": 1, "text": "x", **api._who(7)}
        await api._add({"message": {**api._from(7, None), "pinned_message": pinned}})
        live = {"latitude": 1.0, "longitude": 1.0, "live_period": 60}
        await api._add({"edited_message": {**api._from(7, None), "edit_date": 1, "location": live}})
        await api._add({"poll_answer": {"poll_id": "1", "option_ids": [1], "user": api._who(7)["from"]}})
        await api.until(lambda: not api.updates)
        assert (await rows(bot, receipts), api.texts()) == (0, [])
        await api._add({"message": {**api._from(7, None), "dice": {"emoji": "🎲", "value": 3}}})
        await api.until(api.texts)


async def test_a_place_gives_the_time_zone_by_one_key_that_then_goes(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        await api.say("/settings zone")
        await bot.expect("Time zone")
        await api.tap("Share my location")
        await bot.expect("Tap the big key")
        asked = api.messages[max(api.messages)]["reply_markup"]
        assert asked["keyboard"][0][0] == {"text": "📍 Share my location", "request_location": True}
        await api.share(52.52, 13.405)
        await bot.expect("forgotten the place")
        await bot.expect("Berlin")
        thanks = next(each for each in api.messages.values() if "forgotten the place" in each["shown"])
        assert thanks["reply_markup"] == {"remove_keyboard": True}
        async with bot.made.database.reading(bot.made.clock.now()) as work:
            kept = [str(row) for row in await work._connection.execute(select(outbox))]
        assert not [row for row in kept if "52.5" in row]


async def test_the_key_that_shares_a_place_goes_with_the_next_plain_message_too(api, door):
    key = ((Button(label="📍 Here", action="1|place"),),)
    await door.send(out("Where?", place="ask", buttons=key))
    await door.send(out("Berlin it is."))
    await door.send(out("And on."))
    assert [each.get("reply_markup") and next(iter(each["reply_markup"])) for each in api.messages.values()] == [
        "keyboard",
        "remove_keyboard",
        None,
    ]


async def test_an_edited_message_corrects_its_report_and_is_marked(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        await api.say("RDL 4x6 60kg")
        mine = api.newest
        await bot.expect("60 kg")
        await api.edit(mine, "RDL 4x6 65kg")
        await bot.expect("65 kg")
        await api.until(lambda: api.reactions.get(mine) == "👍")


async def test_an_export_comes_as_a_file_and_is_read_back(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        await api.say("/export")
        sent = await api.until(lambda: next((each for each in api.messages.values() if each.get("data")), None))
        await api.upload("export.zip", sent["data"])
        await bot.expect("Imported")


async def test_a_file_that_is_too_large_or_gone_gets_a_sentence(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        await api.upload("video.mp4", b"x" * 20_000_001)
        await bot.expect("larger than I can fetch")
        await api.upload("gone.zip", b"x")
        api.uploads.clear()
        await bot.expect("couldn't fetch that file")


async def test_a_file_that_cannot_be_fetched_for_now_is_asked_for_again(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        api.faults += [("getFile", "500")] * 2
        await api.upload("notes.txt", b"not a zip")
        await bot.expect("isn't a file of mine")


# what the bot sends


async def test_marks_that_telegram_cannot_read_go_out_as_plain_words_once(api, door):
    api.faults.append(("sendMessage", "Bad Request: can't parse entities: unsupported start tag"))
    sent = await door.send(out("<b>Squat</b> &amp; lunge"))
    assert api.texts() == ["Squat & lunge"]
    api.faults.append(("editMessageText", "Bad Request: can't parse entities: unsupported start tag"))
    assert await door.send(out("<i>3 &lt; 4</i>", edit_of=sent)) == sent
    assert api.texts() == ["3 < 4"]


async def test_a_long_text_goes_out_in_parts_with_the_buttons_below_the_last(api, door):
    text = "\n\n".join(f"<b>{number}</b> " + "word " * 300 for number in range(6))
    message = out(text, buttons=((Button(label="Go", action="1|go"),),))
    last = await door.send(message)
    assert door.requests(message) == len(api.messages) == 3
    assert [bool(each.get("reply_markup")) for each in api.messages.values()] == [False, False, True]
    assert str(max(api.messages)) == last


class Patient(Clock):
    """Waits no longer than a moment."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._clock = SystemClock()

    def now(self):  # type: ignore[no-untyped-def]
        return self._clock.now()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_what_follows_the_first_part_waits_in_place_so_that_nothing_comes_twice(api):
    clock = Patient()
    door = Telegram(token=TOKEN, clock=clock, root=api.url)
    api.faults += [("sendMessage", ""), ("sendMessage", "429"), ("sendMessage", "429")]
    await door.send(out("\n\n".join("word " * 600 for _ in range(2))))
    await door.close()
    assert (len(api.messages), clock.slept) == (2, [1, 1])


async def test_a_file_comes_with_words_and_buttons_and_long_words_before_it(api, door):
    file = Document(name="plan.ics", data=b"BEGIN", mime="text/calendar")
    rows = ((Button(label="Today", action="1|cmd|today"),),)
    await door.send(out("<b>Here</b>", document=file, buttons=rows))
    await door.send(out("x" * 1025, document=file, buttons=rows))
    shown = [(each["shown"], "data" in each, bool(each.get("reply_markup"))) for each in api.messages.values()]
    assert shown == [("Here", True, True), ("x" * 1025, False, False), ("", True, True)]


async def test_a_file_that_telegram_does_not_carry_is_said_to_be_too_large(api, door):
    await door.send(out("Your data", document=Document(name="all.zip", data=bytes(50_000_001))))
    assert "51 MB and Telegram carries 50" in api.texts()[0]


async def test_a_code_is_passed_on_as_a_link_to_the_bot(api, door):
    await door.send(out("Your code", buttons=((CODE,),)))
    (sent,) = api.messages.values()
    (button,) = sent["reply_markup"]["inline_keyboard"][0]
    assert button["url"] == "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fcoach_bot%3Fstart%3DABCD-1234"


async def test_more_buttons_than_telegram_shows_are_left_out(api, door):
    rows = tuple(tuple(Button(label=f"{row} {n}", action=f"1|{row}|{n}") for n in range(9)) for row in range(20))
    await door.send(out("Many", buttons=rows))
    (sent,) = api.messages.values()
    assert sum(map(len, sent["reply_markup"]["inline_keyboard"])) == 100


async def test_a_second_chat_told_to_wait_means_that_all_are(api, door):
    errors = []
    for chat_id in ("7", "7", "8"):
        api.faults.append(("sendMessage", "429"))
        with pytest.raises(DeliveryError) as caught:
            await door.send(out(chat_id=chat_id))
        errors.append((caught.value.everyone, caught.value.retry_after_s))
    assert errors == [(False, 1.0), (False, 1.0), (True, 1.0)]


@pytest.mark.parametrize(
    ("fault", "permanent", "refused"),
    [
        ("403", True, False),
        ("Bad Request: chat not found", True, False),
        ("Bad Request: user is deactivated", True, False),
        ("Bad Request: have no rights to send a message", True, False),
        ("Bad Request: something new", False, True),
    ],
)
async def test_a_chat_that_is_gone_is_told_from_a_message_that_is_refused(api, door, fault, permanent, refused):
    api.faults.append(("sendMessage", fault))
    with pytest.raises(DeliveryError) as caught:
        await door.send(out())
    assert (caught.value.permanent, caught.value.refused, caught.value.unknown) == (permanent, refused, False)


async def test_a_refused_message_does_not_hold_up_the_next(tmp_path, api):
    async with running(tmp_path, api) as bot:
        api.faults.append(("sendMessage", "Bad Request: something new"))
        await api.say("/start")
        await api.until(lambda: not api.faults)
        await api.say("/about")
        await api.until(api.texts)
        assert await rows(bot, outbox, outbox.c.state == "dead") == 1


class Slow(Drawings):
    """Pictures that take their time."""

    async def find(self, picture: Picture) -> Drawing | None:
        await asyncio.sleep(1.3)
        return await super().find(picture)


async def test_a_picture_that_takes_its_time_is_announced(api):
    door = Telegram(token=TOKEN, clock=SystemClock(), root=api.url, drawings=Slow())
    await door.send(out("Plank", picture=Picture(name="exercise:plank", alt="A plank.")))
    await door.close()
    assert methods(api) == ["sendChatAction", "sendPhoto"]


async def test_after_a_lost_answer_no_message_is_risked_before_telegram_answers(api, door):
    api.faults += [("sendMessage", "500"), ("getMe", "502"), ("getMe", "reset before"), ("getMe", "429")]
    for unknown, wait_s in ((True, None), (False, None), (False, None), (False, 1)):
        with pytest.raises(DeliveryError) as caught:
            await door.send(out("your session"))
        error = caught.value
        assert (error.unknown, error.retry_after_s, error.permanent or error.refused) == (unknown, wait_s, False)
    await door.send(out("your session"))
    await door.send(out("another"))
    assert not api.faults
    assert methods(api) == ["getMe", "sendMessage", "sendMessage"], "asked once, and no more once it answered"


# floods


async def test_who_writes_too_fast_is_told_once_and_costs_no_work(tmp_path, api):
    async with running(tmp_path, api, flood=Flood(burst=5, per_s=0)) as bot:
        for number in range(15):
            await api.say(f"/about {number}" if number < 5 else f"<b>done {number}", 9)
        await bot.expect("That is a lot at once", 9)
        await api.until(lambda: not api.updates)
        told = [text for text in api.texts(9) if "a lot at once" in text]
        assert len(told) == 1
        assert "“<b>done 5”" in told[0]
        assert await rows(bot, receipts) == 6, "five messages and what was said about the rest"
        assert bot.meters.flooded.labels("telegram", "a person")._value.get() == 10
        update = await api.tap_action(5, "1|cmd|today", 9)
        await api.until(lambda: "a lot at once" in api.toasts.get(f"q{update}", ""))
        await api.say("/start", 10)
        await bot.expect("strength coach", 10)


async def test_what_people_say_in_a_group_does_not_count_against_their_own_chat(tmp_path, api):
    async with running(tmp_path, api, flood=Flood(burst=3, per_s=0)) as bot:
        for number in range(10):
            await api.say(f"chatter {number}", -7)
        await api.say("/start", 7)
        await bot.expect("strength coach")


async def test_the_link_of_an_invitation_begins_with_its_code(tmp_path, api):
    async with running(tmp_path, api) as bot:
        await bot.knows()
        await api.say("/link")
        await bot.expect("Your code")
        sent = api.messages[max(api.messages)]
        link = sent["reply_markup"]["inline_keyboard"][0][0]["url"]
        code = link.rpartition("%3D")[2]
        await api.say(f"/start {code}", 11)
        await bot.expect("Linked", 11)


async def test_an_edit_that_telegram_refuses_for_whatever_reason_is_sent_anew(api, door):
    sent = await door.send(out("Set 1"))
    api.faults.append(("editMessageText", "Bad Request: something new"))
    assert await door.send(out("Set 2", edit_of=sent)) != sent
    assert api.texts() == ["Set 1", "Set 2"]
