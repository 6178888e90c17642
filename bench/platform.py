"""A stand-in for Telegram over real HTTP that takes thirty messages in any second and no more, and counts.

Any second: each arrival looks back one second, by a monotonic clock, so no window is missed however it lies. What would
be one too many gets 429 with retry_after, as Telegram does it. An answer takes 20–60 ms, as over the net.
Left out, as nothing here depends on it: formatting, media, limits of one chat (tests/fakes/bot_api.py has those).
"""

import asyncio
import contextlib
import json
import random
import time
from collections import deque
from typing import Any, Self
from urllib.parse import parse_qs

from aiohttp import web

TOKEN = "123456789:AAbenchbenchbenchbenchbenchbenchbe"
PER_SECOND = 30
SENDS = ("sendMessage", "sendPhoto", "sendAnimation", "sendDocument", "editMessageText", "editMessageCaption")
KNOWN: dict[str, Any] = {
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getChatMenuButton": {"type": "default"},
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}
ME = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "Coach",
    "username": "coach_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


class Platform:
    """The server, as an async context manager; `sent` are the messages it took: (when, chat, seconds since asked)."""

    def __init__(self, *, limited: bool = True, answer_s: tuple[float, float] = (0.02, 0.06)) -> None:
        self.url = ""
        self.sent: list[tuple[float, int]] = []
        self.too_many = 0
        self.fullest = 0
        self.latencies: list[float] = []
        self._limited = limited
        self._answer_s = answer_s
        self._window: deque[float] = deque()
        self._updates: deque[dict[str, Any]] = deque()
        self._asked: dict[int, float] = {}
        self._number = 1000
        self._more = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def say(self, chat: int, words: str) -> None:
        """A runner writes; how long the first answer takes is noted in `latencies`."""
        self._number += 1
        who = {"id": chat, "first_name": "Ada", "type": "private"}
        sender = {"id": chat, "first_name": "Ada", "is_bot": False, "language_code": "en"}
        message = {"message_id": self._number, "date": int(time.time()), "text": words, "chat": who, "from": sender}
        if words.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words)}]
        self._updates.append({"update_id": self._number, "message": message})
        self._asked[chat] = time.monotonic()
        self._more.set()

    @property
    def unanswered(self) -> int:
        """How many runners wait for an answer."""
        return len(self._asked)

    def waits(self, chat: int) -> bool:
        """Whether this one does."""
        return chat in self._asked

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = await _given(request)
        if method == "getMe":
            return _ok(ME)
        if method == "getUpdates":
            return _ok(await self._updates_from(int(given.get("offset", 0)), float(given.get("timeout", 0))))
        if method in SENDS:
            return await self._take(int(given["chat_id"]), given)
        return _ok(KNOWN.get(method, True))

    async def _updates_from(self, offset: int, wait_s: float) -> list[dict[str, Any]]:
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates:
            self._more.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._more.wait(), min(wait_s, 10))
        return list(self._updates)[:100]

    async def _take(self, chat: int, given: dict[str, Any]) -> web.Response:
        now = time.monotonic()
        while self._window and self._window[0] <= now - 1:
            self._window.popleft()
        if self._limited and len(self._window) >= PER_SECOND:
            self.too_many += 1
            error = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
            return web.json_response({**error, "parameters": {"retry_after": 1}}, status=429)
        self._window.append(now)
        self.fullest = max(self.fullest, len(self._window))
        self.sent.append((now, chat))
        if (asked := self._asked.pop(chat, None)) is not None:
            self.latencies.append(now - asked)
        if self._answer_s[1]:
            await asyncio.sleep(random.uniform(*self._answer_s))
        self._number += 1
        number = int(given.get("message_id") or self._number)
        who = {"id": chat, "first_name": "Ada", "type": "private"}
        words = given.get("text") or given.get("caption") or ""
        return _ok({"message_id": number, "date": int(time.time()), "chat": who, "text": words})


async def _given(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(json.loads(await request.read() or b"{}"))
    if request.content_type == "application/x-www-form-urlencoded":
        return {name: values[0] for name, values in parse_qs((await request.read()).decode()).items()}
    if request.content_type.startswith("multipart/"):
        return dict(await request.post())
    return dict(request.query)


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


async def _alone() -> None:
    async with Platform(limited=False, answer_s=(0, 0)) as platform:
        print(platform.url, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_alone())
