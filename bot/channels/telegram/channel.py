"""Telegram's door: updates by polling or by webhook, acknowledged only after they were committed; messages out."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.flood import Flood
from bot.channels.telegram.api import Api
from bot.channels.telegram.errors import delivery_error, redact
from bot.channels.telegram.intake import Intake, after, matches
from bot.channels.telegram.media import Media
from bot.channels.telegram.posting import Posting
from bot.channels.telegram.profile import Profile
from bot.channels.telegram.request import Connections
from bot.channels.telegram.updates import CHANNEL, KINDS, MalformedError
from bot.clock import Clock
from bot.conversation.commands import Command
from bot.messages import DeliveryError, Drawings, Inbound, Outgoing, Receive
from bot.meters import Meters

log = logging.getLogger(__name__)

POLL_S = 30
WAITS_S = (3, 5, 10, 20, 30)
LOOK_EVERY_S = 60
WEBHOOK_CONNECTIONS = 40
FORBIDDEN, MALFORMED, TAKEN = 403, 400, 200

T = TypeVar("T")


class TelegramRefusedError(Exception):
    """Telegram does not accept the token or the webhook; nothing will get better by waiting."""


class Telegram:
    """One bot on Telegram. `root` is the root of an own Bot API server, `commands` the conversation's table for menus.

    With `public_url` updates come by webhook, to `path` below it: its posts are handed to `posted`. `secret` is what
    Telegram proves itself with there; without one it follows from the token. `admins` are people (`telegram:id`) whose
    menu has the host's commands. `drawings` has the pictures; without it messages go out in words only.
    """

    name = CHANNEL

    def __init__(
        self,
        *,
        token: str,
        clock: Clock,
        commands: Sequence[Command] = (),
        admins: frozenset[str] = frozenset(),
        root: str | None = None,
        drawings: Drawings | None = None,
        public_url: str | None = None,
        secret: str | None = None,
        meters: Meters | None = None,
        flood: Flood | None = None,
    ) -> None:
        logging.getLogger("telegram").setLevel(logging.WARNING)  # below that it logs its URLs, with the token in them
        base = root or "https://api.telegram.org"
        self._connections = (Connections(), Connections(limit=1, answer_s=10))
        self._bot = Api(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._connections[0],
            get_updates_request=self._connections[1],
        )
        self.path = f"/telegram/{hashlib.sha256(token.encode()).hexdigest()[:32]}"
        self._url = None if public_url is None else public_url.rstrip("/") + self.path
        self._secret = secret or hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()
        self._clock = clock
        self._username = ""
        self._doubtful = False
        self._posting = Posting(bot=self._bot, me=self._me, media=Media(self._bot, drawings), clock=clock)
        self._intake = Intake(
            bot=self._bot, me=self._me, clock=clock, meters=meters or Meters(), flood=flood or Flood()
        )
        self._profile = Profile(commands, admins)
        self._presenting: set[asyncio.Task[None]] = set()

    async def run(self, receive: Receive) -> None:
        """Take updates until cancelled. Raises TelegramRefusedError where the token is not (or no longer) valid."""
        try:
            await self._patiently(self._hello, "Telegram does not answer yet")
            self._present(partial(self._profile.publish, self._bot))
            try:
                await (self._listen() if self._url else self._poll(partial(self._received, receive)))
            finally:
                for presenting in tuple(self._presenting):
                    presenting.cancel()
        except InvalidToken:
            raise TelegramRefusedError(
                "Telegram does not accept TELEGRAM_TOKEN; @BotFather has the current one."
            ) from None

    async def posted(self, secret: str | None, body: bytes, receive: Receive) -> int:
        """Take a webhook's post; the HTTP status to answer with. Raises what `receive` raises."""
        if not matches(secret, self._secret):
            return FORBIDDEN
        try:
            incoming = self._intake.posted(body)
        except MalformedError:
            return MALFORMED
        if incoming is not None:
            await self._intake.take(incoming, partial(self._received, receive))
        return TAKEN

    async def _received(self, receive: Receive, inbound: Inbound) -> str | None:
        acknowledged = await receive(inbound)
        if self._profile.is_new(inbound.sender_id):
            self._present(partial(self._profile.greet, self._bot, int(inbound.sender_id)))
        return acknowledged

    async def send(self, message: Outgoing) -> str | None:
        """Send, or edit what `edit_of` names; the message's id. Raises DeliveryError."""
        if self._doubtful:
            await self._see_that_it_answers()
        try:
            return await self._posting.send(message)
        except DeliveryError as error:
            self._doubtful = self._doubtful or error.unknown
            raise

    async def _see_that_it_answers(self) -> None:
        """After a send whose end nobody knows none is begun before Telegram answers: an outage costs no message.

        Raises DeliveryError, one that is safe to repeat.
        """
        try:
            await self._bot.get_me()
        except TelegramError as error:
            found = delivery_error(error)
            raise DeliveryError(str(found), retry_after_s=found.retry_after_s, everyone=found.everyone) from None
        self._doubtful = False

    def requests(self, message: Outgoing) -> int:
        """How many messages of Telegram this one becomes."""
        return self._posting.requests(message)

    async def close(self) -> None:
        """Give the connections back."""
        for connections in self._connections:
            await connections.shutdown()

    async def _me(self) -> str:
        if not self._username:
            self._username = (await self._bot.get_me()).username or ""
        return self._username

    async def _hello(self) -> None:
        await self._bot.initialize()
        self._username = self._bot.username
        if self._url is None:
            await self._bot.delete_webhook(drop_pending_updates=False)
        else:
            await self._set_webhook()
        log.info("on Telegram as @%s", self._username)

    async def _set_webhook(self) -> None:
        assert self._url is not None
        try:
            await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                allowed_updates=list(KINDS),
                max_connections=WEBHOOK_CONNECTIONS,
                drop_pending_updates=False,
            )
        except BadRequest as error:
            says = redact(str(error)).replace(self.path, "/…")
            raise TelegramRefusedError(
                f"Telegram refuses the webhook: {says}. PUBLIC_URL has to be an https:// address that it can reach, "
                "on port 443, 80, 88 or 8443."
            ) from None

    def _present(self, work: Callable[[], Awaitable[object]]) -> None:
        """Set menus and the like beside everything else."""
        task = asyncio.create_task(self._presented(work), name="profile")
        self._presenting.add(task)
        task.add_done_callback(self._presenting.discard)

    async def _presented(self, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await self._patiently(work, "the commands' menu has to wait", tries=3)
        except Exception as error:
            # how the bot presents itself must not keep anybody from training; servers of one's own may not know it
            log.warning("Telegram: the menu stays as it was (%s: %s)", type(error).__name__, redact(str(error)))

    async def _listen(self) -> None:
        """Posts come by themselves; now and then see that the webhook is still ours and that posts get through."""
        while True:
            await self._clock.sleep(LOOK_EVERY_S)
            await self._patiently(self._look, "the webhook cannot be looked at")

    async def _look(self) -> None:
        info = await self._bot.get_webhook_info()
        if info.url != self._url:
            log.warning("Telegram: the webhook was taken away; setting it again")
            await self._set_webhook()
        elif info.last_error_message and info.pending_update_count:
            log.warning(
                "Telegram: %d updates wait, as posts to the webhook fail: %s",
                info.pending_update_count,
                redact(info.last_error_message),
            )

    async def _poll(self, receive: Receive) -> None:
        offset: int | None = None
        while True:
            updates = await self._patiently(partial(self._bot.updates, offset, KINDS, POLL_S), "no updates")
            next_offset = await self._intake.batch(updates, receive)
            if next_offset != after(updates):
                await self._clock.sleep(1)
            offset = next_offset if next_offset is not None else offset

    async def _patiently(self, work: Callable[[], Awaitable[T]], says: str, *, tries: int | None = None) -> T:
        """Do it, again after a while where Telegram does not let us. Raises InvalidToken, or what the last try did."""
        count = 0
        while True:
            try:
                return await work()
            except InvalidToken:
                raise
            except TelegramError as error:
                if tries is not None and count + 1 >= tries:
                    raise
                await self._wait(says, error, count)
                count += 1

    async def _wait(self, says: str, error: TelegramError, count: int) -> None:
        wait = float(WAITS_S[min(count, len(WAITS_S) - 1)])
        if isinstance(error, RetryAfter):
            after = error.retry_after
            wait = float(after if isinstance(after, int) else after.total_seconds())
        if isinstance(error, Conflict):
            says = "another process takes the updates of this bot; I wait until it stops"
        log.log(
            logging.WARNING if count < len(WAITS_S) else logging.INFO, "Telegram: %s (%s)", says, redact(str(error))
        )
        await self._clock.sleep(wait)
