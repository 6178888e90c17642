"""A Bot API that misbehaves, and writes down every message it accepted: the ledger that rows are compared with."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.bot_api import BotApi

SENDS = {"sendMessage", "sendPhoto", "sendAnimation", "sendDocument", "editMessageText", "editMessageCaption"}
FAULTS = {"reset after": 1, "500 after": 1, "429": 1, "slow": 4}
"""What goes wrong with a send, and how often compared with one another. `after`: it was accepted nevertheless.

Left out: requests that are cut off before they were accepted. Nobody can tell them from these, so by the written policy
they are repeated twice and then given up (tests/outbox), and a ledger cannot say that nothing was lost.
"""
RETRY_AFTER_S = 1


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message the platform took: the chat sees it, whether or not the sender ever heard so."""

    chat_id: int
    message_id: int
    shown: str
    edit: bool
    at: float
    lost: bool


@dataclass(repr=False)
class FaultyApi(BotApi):
    """`rate` is the share of sends that something is wrong with; `draw` decides which."""

    rate: float = 0
    draw: random.Random = field(default_factory=lambda: random.Random(1))
    weights: Mapping[str, float] = field(default_factory=lambda: FAULTS)
    ledger: list[Accepted] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)
    most_in_a_second: int = 0
    _recent: deque[float] = field(default_factory=deque)

    def __str__(self) -> str:
        told = ", ".join(f"{much} {fault}" for fault, much in sorted(self.told.items()))
        return f"the platform: {told}; at most {self.most_in_a_second} messages in any second"

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if method not in SENDS:
            return await super()._handle(request)
        fault = self._drawn()
        self.told[fault] = self.told.get(fault, 0) + 1
        if fault == "slow":
            await asyncio.sleep(self.draw.uniform(0.02, 0.4))
        if fault == "429":
            return _error(429, f"Too Many Requests: retry after {RETRY_AFTER_S}", retry_after=RETRY_AFTER_S)
        lost = fault.endswith("after")
        before = len(self.ledger)
        answer = await super()._handle(request)
        if lost:
            self.ledger[before:] = [_unheard(entry) for entry in self.ledger[before:]]
            return self._cut(request) if fault == "reset after" else _error(500, "Internal Server Error")
        return answer

    def _drawn(self) -> str:
        if self.draw.random() >= self.rate:
            return "none"
        return self.draw.choices(list(self.weights), list(self.weights.values()))[0]

    @staticmethod
    def _cut(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async def _do(self, method: str, params: dict[str, Any]) -> Any:
        result = await super()._do(method, params)
        if method in SENDS:
            self._count()
            message_id = int(result["message_id"])
            shown = str(self.messages[message_id]["shown"])
            edit = method.startswith("edit")
            self.ledger.append(Accepted(int(params["chat_id"]), message_id, shown, edit, time.monotonic(), lost=False))
        return result

    def _count(self) -> None:
        """How many messages any sliding second held, by when they arrived."""
        now = time.monotonic()
        self._recent.append(now)
        while self._recent[0] <= now - 1:
            self._recent.popleft()
        self.most_in_a_second = max(self.most_in_a_second, len(self._recent))


def _unheard(entry: Accepted) -> Accepted:
    return Accepted(entry.chat_id, entry.message_id, entry.shown, entry.edit, entry.at, lost=True)


def _error(status: int, says: str, **parameters: int) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": says}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)
