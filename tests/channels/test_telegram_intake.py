"""How updates are taken: in order within a chat, chats beside each other, by polling and by webhook."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import ClientSession, web

from bot.app import SystemClock
from bot.channels.telegram import Telegram, TelegramRefusedError
from bot.conversation import COMMANDS
from bot.messages import Inbound
from tests.channels.support import running
from tests.fakes.bot_api import TOKEN, BotApi

Take = Callable[[Inbound], Awaitable[str | None]]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api
        assert api.refused == []


@contextlib.asynccontextmanager
async def taking(api: BotApi, take: Take, **more: object) -> AsyncIterator[Telegram]:
    """The door, polling into `take`."""
    door = Telegram(token=TOKEN, clock=SystemClock(), root=api.url, **more)  # type: ignore[arg-type]
    polling = asyncio.create_task(door.run(take))
    try:
        yield door
    finally:
        polling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await polling
        await door.close()


async def test_updates_of_a_chat_are_in_order_while_other_chats_go_on(api):
    ended: list[str] = []
    held = asyncio.Event()

    async def take(inbound: Inbound) -> None:
        if inbound.text == "7 first":
            await held.wait()
        ended.append(str(inbound.text))
        if ended == ["8 first", "9 first"]:
            held.set()

    for text in ("7 first", "7 second", "8 first", "9 first"):
        await api.say(text, int(text[0]))
    async with taking(api, take):
        await api.until(lambda: len(ended) == 4)
    assert ended == ["8 first", "9 first", "7 first", "7 second"]


async def test_the_offset_goes_on_only_past_what_was_stored(api):
    taken: list[str] = []
    broken = True

    async def take(inbound: Inbound) -> None:
        if broken and inbound.chat.chat_id == "7":
            raise OSError("the database is gone")
        taken.append(str(inbound.text))

    for text in ("8 one", "7 one", "8 two", "7 two"):
        await api.say(text, int(text[0]))
    async with taking(api, take):
        await api.until(lambda: taken.count("8 two") == 2)
        assert [update["message"]["text"] for update in api.updates] == ["7 one", "8 two", "7 two"]
        broken = False
        await api.until(lambda: not api.updates)
    assert [text for text in taken if text[0] == "7"] == ["7 one", "7 two"]


async def test_an_update_nobody_can_read_does_not_keep_the_others(api, caplog):
    taken: list[str] = []

    async def take(inbound: Inbound) -> None:
        taken.append(str(inbound.text))

    await api._add({"message": {"message_id": "x", "date": 1, "text": 5, **api._who(7)}})
    await api._add({"message": {**api._from(7, None, text="after")}, "something_new": {"a": 1}})
    async with taking(api, take):
        await api.until(lambda: not api.updates)
    assert taken == ["after"]
    assert "update 101 cannot be read" in caplog.text


async def test_updates_are_asked_for_by_kind_and_never_dropped(api):
    async def take(_: Inbound) -> None:
        return

    async with taking(api, take):
        await api.until(lambda: [name for name, _ in api.requests if name == "getUpdates"])
    asked = dict(api.requests)["getUpdates"]
    assert asked["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert dict(api.requests)["deleteWebhook"] == {"drop_pending_updates": "false"}


async def test_a_second_poller_says_so_and_waits_until_the_first_has_gone(api, caplog):
    caplog.set_level(logging.WARNING)
    taken: list[Inbound] = []

    async def take(inbound: Inbound) -> None:
        taken.append(inbound)

    async def other() -> None:
        async with ClientSession() as session:
            while True:
                async with session.post(f"{api.url}/bot{TOKEN}/getUpdates", data={"offset": -1}) as answer:
                    await answer.read()

    rival = asyncio.create_task(other())
    async with taking(api, take):
        await api.until(lambda: "another process takes the updates" in caplog.text)
        rival.cancel()
        await api.say("hello")
        await api.until(lambda: taken, 20)
    assert "AAtest" not in caplog.text


async def test_a_token_that_is_revoked_meanwhile_ends_the_door(api):
    api.faults += [("getUpdates", ""), ("getUpdates", "401")]
    door = Telegram(token=TOKEN, clock=SystemClock(), root=api.url)
    with pytest.raises(TelegramRefusedError, match="BotFather"):
        await asyncio.wait_for(door.run(lambda _: asyncio.sleep(0, None)), 10)
    await door.close()


@pytest.mark.parametrize("fault", ["500", "502", "429", "reset before", "reset after"])
async def test_polling_goes_on_after_a_fault_of_the_platform(api, fault):
    taken: list[str] = []

    async def take(inbound: Inbound) -> None:
        taken.append(str(inbound.text))

    api.faults.append(("getUpdates", fault))
    await api.say("hello")
    async with taking(api, take):
        await api.until(lambda: taken, 15)
    assert taken == ["hello"]


async def test_work_that_takes_longer_than_a_second_is_announced(api):
    async def take(inbound: Inbound) -> None:
        await asyncio.sleep(1.3 if inbound.text == "/export" else 0)

    await api.say("/today", 8)
    await api.say("/export", 7)
    async with taking(api, take):
        await api.until(lambda: not api.updates)
    announced = [params for name, params in api.requests if name == "sendChatAction"]
    assert announced == [{"chat_id": "7", "action": "typing"}]


async def test_when_it_was_written_comes_from_telegram(api):
    taken: list[Inbound] = []

    async def take(inbound: Inbound) -> None:
        taken.append(inbound)

    await api.say("done", date=1_800_000_000)
    async with taking(api, take):
        await api.until(lambda: taken)
    assert taken[0].at.timestamp() == 1_800_000_000


async def test_menus_and_descriptions_are_set_once_and_then_left_alone(tmp_path, api):
    async with running(tmp_path, api, admins=frozenset({"telegram:7", "console:x"})):
        await api.until(lambda: ("menu button", "") in api.profile)
        assert not [key for _, key in api.profile if '"chat"' in key], "a host has to write first"
        await api.say("/help")
        await api.until(lambda: [key for _, key in api.profile if '"chat"' in key])
    scopes = {json.loads(key)[0]["type"]: names for (what, key), names in api.profile.items() if what == "commands"}
    private, hosts = ([each["command"] for each in scopes[scope]] for scope in ("all_private_chats", "chat"))
    assert [each["command"] for each in scopes["all_group_chats"]] == ["start"]
    assert set(private) == {each.name for each in COMMANDS if each.menu and not each.admin}
    assert set(hosts) - set(private) == {each.name for each in COMMANDS if each.menu and each.admin} != set()
    api.requests.clear()
    async with running(tmp_path, api, admins=frozenset({"telegram:7"})):
        await api.until(lambda: any(name == "getChatMenuButton" for name, _ in api.requests))
        await asyncio.sleep(0.1)
    assert not [name for name, _ in api.requests if name.startswith("set")]


async def test_a_menu_that_has_to_wait_keeps_nobody_waiting(tmp_path, api):
    api.faults += [("setMyCommands", "429"), ("getMyDescription", "500")]
    async with running(tmp_path, api) as bot:
        await api.say("/start")
        await bot.expect("strength coach")
        await api.until(lambda: ("menu button", "") in api.profile, 20)


# by webhook

Hook = tuple[Telegram, str, list[Inbound]]


@pytest.fixture
async def hook(api: BotApi) -> AsyncIterator[Hook]:
    """A door behind a web server: the door, its address, what it took in."""
    taken: list[Inbound] = []
    doors: list[Telegram] = []

    async def take(inbound: Inbound) -> None:
        if inbound.text == "break":
            raise OSError("the database is gone")
        taken.append(inbound)

    async def post(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        try:
            status = await doors[0].posted(secret, await request.read(), take)
        except OSError:
            status = 503
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/{path:.*}", post)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    root = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
    async with taking(api, take, public_url=root) as door:
        doors.append(door)
        await api.until(lambda: api.webhook)
        yield door, root + door.path, taken
    await runner.cleanup()


async def test_the_webhook_is_set_with_a_secret_and_a_path_that_tell_nothing(api, hook):
    door, url, _ = hook
    assert api.webhook["url"] == url
    assert api.webhook["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert api.webhook["drop_pending_updates"] == "false"
    assert len(api.webhook["secret_token"]) == 64
    for part in TOKEN.split(":"):
        assert part not in url + api.webhook["secret_token"]
    assert door.path.startswith("/telegram/")


async def test_posts_are_taken_one_after_the_other_and_again_after_a_failure(api, hook):
    for text in ("one", "two"):
        await api.say(text)
    await api.until(lambda: len(hook[2]) == 2)
    await api.say("break")
    await api.until(lambda: 503 in api.posts)
    api.updates[0]["message"]["text"] = "mended"
    await api.until(lambda: not api.updates)
    assert [inbound.text for inbound in hook[2]] == ["one", "two", "mended"]


def nasty(api: BotApi) -> list[bytes]:
    """Bodies that are no update, or not one of ours."""
    message = {"message_id": 5, "date": 1, "text": "hello", **api._who(7)}
    chats = [{"id": "7"}, {"id": 2**60, "type": "private"}]
    wrong: list[object] = [None, True, 5, -1, 2**70, 1.5, "x", [], {}, [{}], *chats]
    kinds = ("message", "edited_message", "callback_query", "my_chat_member")
    tap, change = {"id": "1", "data": "1|cmd|today"}, api._membership(7, "kicked")
    bodies: list[object] = [None, 5, "text", [], {}, [message], {"message": message}]
    bodies += [{"update_id": value, "message": message} for value in wrong if value not in (5, -1)]
    bodies += [{"update_id": 1, "message": {**message, key: value}} for key in message for value in wrong]
    bodies += [{"update_id": 1, kind: value} for kind in kinds for value in wrong]
    bodies += [{"update_id": 1, "callback_query": {**tap, "from": value}} for value in wrong]
    bodies += [{"update_id": 1, "my_chat_member": {**change, key: value}} for key in change for value in wrong]
    dumped = [json.dumps(body).encode() for body in bodies]
    return [*dumped, b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"update_id": 1' + b"0" * 10_000 + b"}", b"\x00" * 1000]


async def test_no_forged_or_malformed_post_reaches_the_conversation_and_none_raises(api, hook):
    door, _, taken = hook
    secret = api.webhook["secret_token"]

    async def take(inbound: Inbound) -> None:
        taken.append(inbound)

    update = {"update_id": 1, "message": {"message_id": 5, "date": 1, "text": "hello", **api._who(7)}}
    good = json.dumps(update).encode()
    for wrong in (None, "", "x", secret[:-1], secret + "x", secret.upper(), "ü" * 64, "\ud800"):
        assert await door.posted(wrong, good, take) == 403
    bodies = nasty(api)
    statuses = [await door.posted(secret, body, take) for body in bodies]
    assert set(statuses) <= {200, 400}
    assert {inbound.chat.chat_id for inbound in taken} == {"7"}
    assert all(type(inbound.text) is str for inbound in taken if not inbound.gone)
    assert statuses.count(400) > 120
    assert await door.posted(secret, good, take) == 200


async def test_kinds_that_are_not_ours_are_taken_and_passed_over(api, hook):
    door, _, taken = hook
    for body in ({"update_id": 1}, {"update_id": 2, "poll_answer": {}}, {"update_id": 3, "channel_post": {"a": 1}}):
        assert await door.posted(api.webhook["secret_token"], json.dumps(body).encode(), lambda _: None) == 200  # type: ignore[arg-type,return-value]
    assert taken == []


async def test_a_webhook_that_telegram_refuses_ends_with_a_sentence(api):
    api.faults.append(("setWebhook", "Bad Request: bad webhook: HTTPS url must be provided for webhook"))
    door = Telegram(token=TOKEN, clock=SystemClock(), root=api.url, public_url="http://coach.example.org")
    with pytest.raises(TelegramRefusedError, match="PUBLIC_URL") as caught:
        await door.run(lambda _: asyncio.sleep(0, None))
    assert door.path not in str(caught.value)
    await door.close()
