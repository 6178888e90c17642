"""What a failed request to Telegram means for the sender (docs/delivery.md)."""

import re

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.messages import DeliveryError

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
GONE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "bot was blocked",
    "have no rights",
)


def delivery_error(error: TelegramError) -> DeliveryError:
    """The error as the sender's contract names it; the text holds no token."""
    says = redact(str(error))
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return DeliveryError(says, retry_after_s=float(wait if isinstance(wait, int) else wait.total_seconds()))
    if isinstance(error, (Forbidden, ChatMigrated)):
        return DeliveryError(says, permanent=True)
    if isinstance(error, BadRequest):
        return DeliveryError(says, permanent=any(word in says.lower() for word in GONE))
    if isinstance(error, NetworkError):
        return DeliveryError(says, unknown=not isinstance(error.__cause__, NEVER_SENT))
    return DeliveryError(says, unknown=True)


def redact(text: str) -> str:
    """The text without anything that looks like a bot token."""
    return re.sub(r"\d{3,}:[A-Za-z0-9_-]{10,}", "<token>", text)
