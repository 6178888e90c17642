"""A site on a real port, with a webhook that a test can read, and raw requests to it."""

import asyncio
import contextlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.app.serving import bound, server
from bot.messages import ChatRef, Inbound, Receive, Webhook
from bot.meters import Meters
from bot.store import Database
from bot.web import Probes, site
from tests.fakes.clock import FakeClock

SECRET = "a-long-random-word"
PATH = "/telegram/0123456789abcdef"


@dataclass
class Hook:
    """A webhook as a channel has one: the secret first, then JSON with an update_id, then it is taken."""

    name: str = "telegram"
    path: str = PATH
    given: int = 0

    async def posted(self, secret: str | None, body: bytes, receive: Receive) -> int:
        self.given += 1
        if not hmac.compare_digest((secret or "").encode(), SECRET.encode()):
            return 401
        try:
            number = int(json.loads(body)["update_id"])
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
            return 400
        chat = ChatRef(channel=self.name, chat_id="7")
        await receive(Inbound(chat=chat, update_id=str(number), at=datetime(2027, 1, 5, tzinfo=UTC), text="hi"))
        return 200


@dataclass
class Site:
    """What listens, what came through, and what was counted."""

    port: int
    meters: Meters
    hook: Hook
    taken: list[str] = field(default_factory=list)

    def posts(self) -> dict[str, float]:
        """Posts counted so far, by outcome."""
        found = self.meters.posts.collect()[0].samples
        return {one.labels["outcome"]: one.value for one in found if one.name.endswith("_total")}

    async def raw(self, request: bytes, *, slowly_s: float = 0, then: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        """Send bytes, wait, send more; the answer's status (0: none came), headers and body."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            with contextlib.suppress(ConnectionError):
                writer.write(request)
                await writer.drain()
                await asyncio.sleep(slowly_s)
                writer.write(then)
                await writer.drain()
            return await asyncio.wait_for(_answer(reader), 10)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        return await self.raw(f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())

    async def post(
        self, body: bytes, *, path: str = PATH, secret: str | None = SECRET
    ) -> tuple[int, dict[str, str], bytes]:
        return await self.raw(head(len(body), path=path, secret=secret) + body)


def head(length: int | None, *, path: str = PATH, secret: str | None = SECRET, more: str = "") -> bytes:
    """The head of a post."""
    lines = [f"POST {path} HTTP/1.1", "Host: x", "Content-Type: application/json", "Connection: close"]
    if secret is not None:
        lines.append(f"X-Telegram-Bot-Api-Secret-Token: {secret}")
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + f"\r\n{more}\r\n").encode("utf-8", "surrogateescape")


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    try:
        top = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        body = await reader.read()
    except (asyncio.IncompleteReadError, ConnectionError):
        return 0, {}, b""
    first, *lines = top.strip().split("\r\n")
    return int(first.split()[1]), {key.lower(): value for key, _, value in (one.partition(": ") for one in lines)}, body


@contextlib.asynccontextmanager
async def serving(
    database: Database,
    *,
    receive: Receive | None = None,
    clock: FakeClock | None = None,
    ticks: bool = True,
    body_s: float = 10,
    head_s: float = 10,
    channel: Webhook | None = None,
) -> AsyncIterator[Site]:
    """A site that listens on a port of its own."""
    meters, hook = Meters(), Hook()
    listening = bound("127.0.0.1", 0)
    up = Site(port=listening.getsockname()[1], meters=meters, hook=hook)

    async def took(inbound: Inbound) -> str | None:
        up.taken.append(inbound.update_id)
        return None if receive is None else await receive(inbound)

    probes = Probes(database=database, clock=clock or FakeClock(), meters=meters, ticks=ticks)
    running = server(
        site(hooks=[channel or hook], receive=took, probes=probes, meters=meters, body_s=body_s), head_s=head_s
    )
    task = asyncio.create_task(running.serve(sockets=[listening]))
    while not running.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield up
    finally:
        running.stop()
        await task
