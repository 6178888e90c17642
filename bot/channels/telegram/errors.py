"""What a failed request to Telegram means for the sender (docs/delivery.md)."""

import re

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.request import NotSentError
from bot.messages import DeliveryError

TOKEN_WAIT_S = 60
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
        gone = any(word in says.lower() for word in GONE)
        return DeliveryError(says, permanent=gone, refused=not gone)
    if isinstance(error, NetworkError):
        return DeliveryError(says, unknown=not isinstance(error, NotSentError))
    if isinstance(error, InvalidToken):
        return DeliveryError("Telegram does not accept the token", retry_after_s=TOKEN_WAIT_S, everyone=True)
    return DeliveryError(says, unknown=True)


def redact(text: str) -> str:
    """The text without anything that looks like a bot token."""
    return re.sub(r"\d{3,}:[A-Za-z0-9_-]{10,}", "<token>", text)
