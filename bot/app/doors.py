"""The channels that have a token, each with what else its platform needs: a lease to poll, or a webhook."""

import hashlib
import hmac
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from bot import conversation
from bot.app.building import gallery
from bot.app.machine import StartError, StoppedError
from bot.clock import Clock
from bot.messages import Channel, Receive, Webhook
from bot.meters import Meters
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A channel. `poll` names the lease that only one process of a token may hold; `hook` is there for a webhook.

    `close` gives its connections back. `refused` are the errors after which it cannot go on; their text says why.
    """

    channel: Channel
    poll: str
    close: Callable[[], Coroutine[Any, Any, None]]
    hook: Webhook | None = None
    refused: tuple[type[Exception], ...] = ()

    async def run(self, receive: Receive) -> None:
        """Take updates until cancelled. Raises StoppedError where the platform refuses us for good."""
        try:
            await self.channel.run(receive)
        except self.refused as error:
            raise StoppedError(str(error)) from None


def doors(settings: Settings, clock: Clock, meters: Meters) -> Sequence[Door]:
    """A door for every token. Raises StartError where there is none, or one that leads nowhere."""
    if settings.discord_token:
        raise StartError("DISCORD_TOKEN is set, but this version has no Discord channel yet. Leave it out to start.")
    if settings.telegram_token is None:
        raise StartError(
            "No channel has a token. Set TELEGRAM_TOKEN in .env, or chat in the terminal: python -m bot chat"
        )
    if (settings.public_url or "").startswith("http://") and settings.telegram_api_url is None:
        raise StartError(
            f"PUBLIC_URL={settings.public_url}: Telegram posts to https only. Put a proxy with a certificate first, "
            "like PUBLIC_URL=https://coach.example.org, or leave it out to poll."
        )
    return [_telegram(settings, settings.telegram_token.get_secret_value(), clock, meters)]


def fingerprint(token: str) -> str:
    """A word that stands for a token where the token itself must not stand; nobody gets from it to the token."""
    return hmac.new(token.encode(), b"poll", hashlib.sha256).hexdigest()[:12]


def _telegram(settings: Settings, token: str, clock: Clock, meters: Meters) -> Door:
    from bot.channels.telegram import Telegram, TelegramRefusedError  # 0.7 s and 47 MB: only where it is used

    channel = Telegram(
        token=token,
        clock=clock,
        commands=conversation.COMMANDS,
        admins=settings.admins,
        root=settings.telegram_api_url,
        drawings=gallery(settings),
        public_url=settings.public_url,
        secret=settings.webhook_secret.get_secret_value() if settings.webhook_secret else None,
        meters=meters,
    )
    hook = channel if settings.public_url else None
    return Door(
        channel=channel,
        poll=f"poll:{fingerprint(token)}",
        close=channel.close,
        hook=hook,
        refused=(TelegramRefusedError,),
    )
