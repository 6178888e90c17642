"""The channels that have a token, each with what else its platform needs: a lease to poll, or a webhook."""

import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot import conversation
from bot.app.building import gallery
from bot.app.machine import StartError
from bot.clock import Clock
from bot.messages import Channel, Webhook
from bot.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A channel. `poll` names the lease that only one process of a token may hold; `hook` is there for a webhook."""

    channel: Channel
    poll: str
    hook: Webhook | None = None


def doors(settings: Settings, clock: Clock) -> Sequence[Door]:
    """A door for every token. Raises StartError where there is none, or one that leads nowhere."""
    if settings.discord_token:
        raise StartError("DISCORD_TOKEN is set, but this version has no Discord channel yet. Leave it out to start.")
    if settings.telegram_token is None:
        raise StartError(
            "No channel has a token. Set TELEGRAM_TOKEN in .env, or chat in the terminal: python -m bot chat"
        )
    return [_telegram(settings, settings.telegram_token.get_secret_value(), clock)]


def fingerprint(token: str, purpose: str) -> str:
    """A word that stands for a token where the token itself must not stand; nobody gets from one to the other."""
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()[:40]


def _telegram(settings: Settings, token: str, clock: Clock) -> Door:
    from bot.channels.telegram import Telegram  # 0.7 s and 47 MB: only where it is used

    menu = [(command.name, command.does) for command in conversation.COMMANDS if command.menu and not command.admin]
    channel = Telegram(token=token, clock=clock, menu=menu, root=settings.telegram_api_url, drawings=gallery(settings))
    return Door(channel=channel, poll=f"poll:{fingerprint(token, 'poll')}")
