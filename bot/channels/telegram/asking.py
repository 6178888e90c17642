"""Asking Telegram how things stand, for `python -m bot check`: whose token it is, where updates go, the hour there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.channels.telegram.errors import redact
from bot.clock import Clock

ROOT = "https://api.telegram.org"
ANSWER_S = 10


class NoAnswerError(Exception):
    """Telegram could not be asked; the text says why, without the token."""


class RefusedError(Exception):
    """Telegram knows no bot with this token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What Telegram says of a bot (https://core.telegram.org/bots/api#getwebhookinfo).

    `webhook` is empty where updates are polled. `ahead` is how far this computer's clock is before Telegram's; None
    where Telegram did not say. It is right to a second.
    """

    username: str
    webhook: str
    pending: int
    last_error: str
    last_error_at: datetime | None
    ahead: timedelta | None


async def standing(token: str, clock: Clock, root: str | None = None) -> Standing:
    """Ask it. Raises RefusedError and NoAnswerError."""
    async with ClientSession(timeout=ClientTimeout(total=ANSWER_S), trust_env=root is None) as session:
        me, ahead = await _asked(session, f"{root or ROOT}/bot{token}/getMe", clock)
        hook, _ = await _asked(session, f"{root or ROOT}/bot{token}/getWebhookInfo", clock)
    failed = hook.get("last_error_date")
    return Standing(
        username=str(me.get("username", "")),
        webhook=str(hook.get("url", "")),
        pending=int(hook.get("pending_update_count", 0)),
        last_error=str(hook.get("last_error_message", "")),
        last_error_at=datetime.fromtimestamp(failed, UTC) if isinstance(failed, int) else None,
        ahead=ahead,
    )


async def _asked(session: ClientSession, url: str, clock: Clock) -> tuple[Mapping[str, Any], timedelta | None]:
    asked_at = clock.now()
    try:
        async with session.get(url) as answer:
            body = await answer.json(content_type=None)
            status, date = answer.status, answer.headers.get("Date")
    except TimeoutError:
        raise NoAnswerError(f"no answer within {ANSWER_S} seconds") from None
    except (ClientError, OSError, ValueError) as error:
        raise NoAnswerError(redact(str(error)) or type(error).__name__) from None
    if status in {401, 404}:
        raise RefusedError
    if not isinstance(body, dict) or not isinstance(body.get("result"), dict):
        raise NoAnswerError(f"it answered with status {status} and nothing of a Bot API")
    here = asked_at + (clock.now() - asked_at) / 2
    return body["result"], None if date is None else here - _instant(date, here)


def _instant(date: str, here: datetime) -> datetime:
    """A Date header's second, in its middle; `here` where it is none."""
    try:
        said = parsedate_to_datetime(date)
    except ValueError:
        return here
    return (said if said.tzinfo else said.replace(tzinfo=UTC)) + timedelta(milliseconds=500)
