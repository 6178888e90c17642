"""Posts of a platform: a body capped before it is read whole, a status for every end, each of them counted."""

import asyncio
import logging
from collections.abc import Mapping

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.messages import Receive, Webhook
from bot.meters import Meters
from bot.store import StoreError

log = logging.getLogger(__name__)

BODY_BYTES = 1024 * 1024
"""Far above any update; documents come by reference."""
BODY_S = 10
RETRY_S = 5
SECRET_HEADERS: Mapping[str, str] = {"telegram": "x-telegram-bot-api-secret-token"}
"""https://core.telegram.org/bots/api#setwebhook: the header that carries `secret_token`."""
OUTCOMES: Mapping[int, str] = {
    200: "taken",
    400: "malformed",
    401: "forged",
    403: "forged",
    408: "slow",
    413: "oversized",
    499: "broken off",
    500: "failed",
    503: "unavailable",
}


class TooLargeError(Exception):
    """The body is larger than any update."""


class Posts:
    """The end of a webhook: `take` answers every post with a status and raises nothing."""

    def __init__(self, *, hook: Webhook, receive: Receive, meters: Meters, body_s: float = BODY_S) -> None:
        self._hook = hook
        self._receive = receive
        self._meters = meters
        self._body_s = body_s

    async def take(self, request: Request) -> Response:
        """200 only after the update was stored; 503 where the database cannot take it, so that it is offered again."""
        try:
            status = await self._status(request)
        except Exception:
            log.exception("a post to the webhook of %s failed", self._hook.name)
            status = 500
        self._meters.posts.labels(self._hook.name, OUTCOMES.get(status, "refused")).inc()
        headers = {"connection": "close"} if status not in {200, 503} else {}
        if status == 503:
            headers["retry-after"] = str(RETRY_S)
        return Response(status_code=status, headers=headers)

    async def _status(self, request: Request) -> int:
        try:
            async with asyncio.timeout(self._body_s):
                body = await read(request)
        except TooLargeError:
            return 413
        except TimeoutError:
            return 408
        except ClientDisconnect:
            return 499
        secret = request.headers.get(SECRET_HEADERS.get(self._hook.name, ""))
        try:
            return await self._hook.posted(secret, body, self._receive)
        except StoreError as error:
            log.warning("the webhook of %s asks for a post again: %s", self._hook.name, error)
            return 503


async def read(request: Request, most: int = BODY_BYTES) -> bytes:
    """The body. Raises TooLargeError as soon as it is known to be longer than `most` bytes, ClientDisconnect."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said[:20]) > most:
        raise TooLargeError
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise TooLargeError
    return bytes(body)
