"""The connections: what is known of a request that failed, and that no error tells the token."""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.app import SystemClock
from bot.channels.telegram import Telegram
from bot.channels.telegram.errors import delivery_error
from bot.channels.telegram.request import Connections, NotSentError, proxy_for, trusted
from bot.messages import ChatRef, Outgoing, Reply
from tests.fakes.bot_api import TOKEN, BotApi

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b'{"ok":true,"result":true}'


def http(status: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


@contextlib.asynccontextmanager
async def answering(answer: bytes | None, *, hang_s: float = 0) -> AsyncIterator[str]:
    """A server that reads a request and writes `answer`; None: it breaks off."""

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(hang_s)
        if answer is not None:
            writer.write(answer)
            with contextlib.suppress(ConnectionError):
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()


async def asked(root: str, **more: float) -> TelegramError:
    """The error that a send to that server ends with; it holds no token."""
    connections = Connections(**more)  # type: ignore[arg-type]
    bot = Bot(TOKEN, base_url=f"{root}/bot", request=connections, get_updates_request=connections)
    try:
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(7, "hello")
    finally:
        await connections.shutdown()
    error: BaseException | None = caught.value
    while error is not None:
        assert "AAtest" not in repr(error)
        error = error.__cause__
    return caught.value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("root", ["refused", "http://no-such-host.invalid"])
async def test_without_a_connection_it_is_certain_that_nothing_was_sent(root):
    error = await asked(f"http://127.0.0.1:{free_port()}" if root == "refused" else root)
    assert isinstance(error, NotSentError)
    assert not delivery_error(error).unknown


async def test_where_no_connection_is_free_in_time_nothing_was_sent():
    async with answering(http("200 OK", OK), hang_s=0.5) as root:
        connections = Connections(limit=1, connect_s=0.1)
        bot = Bot(TOKEN, base_url=f"{root}/bot", request=connections, get_updates_request=connections)
        first = asyncio.create_task(bot.delete_webhook())
        await asyncio.sleep(0.05)
        with pytest.raises(NotSentError):
            await bot.delete_webhook()
        assert await first is True
        await connections.shutdown()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (None, NetworkError),
        (http("200 OK", OK)[:-5], NetworkError),
        (http("500 Internal Server Error", b"oops"), NetworkError),
        (http("502 Bad Gateway", b"<html>"), NetworkError),
        (http("200 OK", b"<html>not json"), TelegramError),
        (http("200 OK", b"[1]"), TelegramError),
        (http("200 OK", b'{"ok": true}'), TelegramError),
        (b"garbage\r\n\r\n", NetworkError),
    ],
)
async def test_where_the_answer_is_lost_or_unreadable_nobody_knows_whether_it_arrived(answer, kind):
    async with answering(answer) as root:
        error = await asked(root)
    assert isinstance(error, kind)
    assert not isinstance(error, NotSentError)
    assert delivery_error(error).unknown


async def test_an_answer_that_takes_too_long_leaves_it_open_too():
    async with answering(http("200 OK", OK), hang_s=0.5) as root:
        error = await asked(root, answer_s=0.1)
    assert isinstance(error, TimedOut)
    assert delivery_error(error).unknown


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        (http("429 Too Many Requests", b'{"ok":false,"parameters":{"retry_after":7}}'), RetryAfter, 7.0),
        (http("429 Too Many Requests", b"slow down"), RetryAfter, 5.0),
        (http("413 Request Entity Too Large", b""), BadRequest, None),
    ],
)
async def test_a_refusal_is_no_doubt(answer, kind, says):
    async with answering(answer) as root:
        error = await asked(root)
    assert isinstance(error, kind)
    told = delivery_error(error)
    assert (told.unknown, told.permanent, told.retry_after_s) == (False, False, says)
    assert told.refused == (kind is BadRequest)


async def test_a_file_larger_than_telegram_hands_out_is_not_read_to_its_end():
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n" + b"x" * 1000) as root:
        connections = Connections()
        with pytest.raises((BadRequest, NetworkError)):
            await connections.retrieve(f"{root}/file")
        await connections.shutdown()


async def test_text_of_every_kind_arrives_as_it_was():
    text = "a+b & c%20=;#/?\n\tü 🏃 \u202e <b>"
    async with BotApi() as api:
        connections = Connections()
        bot = Bot(TOKEN, base_url=f"{api.url}/bot", request=connections, get_updates_request=connections)
        await bot.send_message(7, text)
        await bot.send_document(7, b"data", filename="täglich.txt", caption=text)
        await connections.shutdown()
        assert [params.get("text") or params["caption"] for _, params in api.requests] == [text, text]
        assert api.texts() == [text, text]


async def test_nothing_of_a_request_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    async with BotApi() as api:
        door = Telegram(token=TOKEN, clock=SystemClock(), root=api.url)
        await door.send(Outgoing(id=1, chat=ChatRef(channel="telegram", chat_id="7"), reply=Reply(text="hello")))
        await door.close()
    lines = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]  # the double's own
    assert not [line for line in lines if "AAtest" in line]


def test_whom_to_believe_is_known_where_the_computer_itself_knows_nobody(monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    context = trusted()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert len(context.get_ca_certs()) > 50


def test_a_proxy_is_taken_from_the_environment_but_never_for_this_computer(monkeypatch):
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "intern.example")
    assert proxy_for("https://api.telegram.org/bot") == "http://proxy.example:3128"
    assert proxy_for("https://intern.example/bot") is None
    assert proxy_for("http://127.0.0.1:8081/bot") is None
