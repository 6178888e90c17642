"""Settings become parts that work together."""

import contextlib
import logging
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot import conversation
from bot.app.machine import StartError, app_version, is_gone, own_name, zones_version
from bot.clock import Clock
from bot.coaching.history import log_at
from bot.content import ContentError, LiveContent, content_dir
from bot.conversation.turn import Host
from bot.faults import Faults, Reach, unarmed
from bot.inbox import Inbox
from bot.messages import Channel, ChatRef
from bot.meters import Meters
from bot.outbox import Gallery, Rate, Sender, Worker
from bot.outbox.delivery import Means
from bot.reminders import follow_zones, may_tick, stop_ticking, tick
from bot.settings import Settings
from bot.store import Database, StoreError, migrate_database, open_database, require_schema, schema_state

log = logging.getLogger(__name__)

RATES: Mapping[str, Rate] = {"telegram": Rate(overall=30, chat_every_s=1, burst=3)}
"""https://core.telegram.org/bots/faq: about 30 messages a second overall, one a second to a chat."""
SOURCE = "MIT; the source is where you got me from"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What works together in one process. `owner` is its name among others.

    `sender` runs where messages are sent: on SQLite, and in a terminal for its own chat, it looks for them itself; else
    PgQueuer hands it chats.
    """

    settings: Settings
    clock: Clock
    database: Database
    content: LiveContent
    inbox: Inbox
    sender: Sender | Worker
    meters: Meters
    owner: str

    async def pump(self) -> None:
        """Everything that is due now: reminders become messages, messages go out."""
        await tick(self.database, self.clock.now(), meters=self.meters)
        await self.drain()

    async def drain(self) -> None:
        """What is there to be sent goes out."""
        assert isinstance(self.sender, Sender), "a worker is handed what it sends"
        await self.sender.drain()

    async def may_tick(self) -> str | None:
        """None where this process is the one that ticks (for the next 30 seconds), else who is."""
        return await may_tick(self.database, self.owner, self.clock.now(), partial(is_gone, me=self.owner))

    async def stop_ticking(self) -> None:
        """Let the next process tick at once."""
        await stop_ticking(self.database, self.owner, self.clock.now())

    async def tick_and_wake(self) -> None:
        """Claim what is due and tell the sender."""
        await tick(self.database, self.clock.now(), meters=self.meters)
        self.sender.wake()

    async def prune(self) -> None:
        """Forget receipts and sent rows after 30 days, in transactions short enough to be in nobody's way."""
        more = True
        while more:
            async with self.database.begin(self.clock.now(), "prune") as work:
                more = await work.prune()

    def refresh_content(self) -> None:
        """Use edited content; a broken edit is told to the host and not used."""
        found = self.content.refresh()
        if found.report:
            log.error("content/ was edited and is broken; the last good version stays in use:\n%s", found.report)
        elif found.changed:
            log.info("content/ was read again")


@contextlib.asynccontextmanager
async def parts(
    settings: Settings,
    clock: Clock,
    channels: Sequence[Channel],
    *,
    serves: Callable[[ChatRef], bool] | None = None,
    make_tables: bool = False,
    meters: Meters | None = None,
) -> AsyncIterator[Parts]:
    """The parts, opened and closed. Raises StartError where content or database are not usable."""
    meters = meters or Meters()
    try:
        content = LiveContent(settings.content_dir or content_dir())
    except ContentError as error:
        raise StartError(f"The content cannot be used:\n{error}") from None
    host = Host(name=settings.host_name, version=app_version(), source=SOURCE, open_to_all=not settings.allowed_users)
    owner = own_name()
    reach = failpoints(os.environ)
    database = await _opened(settings, clock, reach, make_tables=make_tables)
    means = Means(
        database=database,
        channels={channel.name: channel for channel in channels},
        conversation=conversation,
        content=content.current,
        clock=clock,
        owner=owner,
        host=host,
        rates=RATES,
        reach=reach,
        meters=meters,
    )
    alone = database.sqlite or serves is not None
    sender = Sender(serves=serves, **means) if alone else Worker(**means)
    inbox = Inbox(
        database=database,
        conversation=conversation,
        content=content.current,
        clock=clock,
        host=host,
        owner=owner if alone else None,
        send=sender.flush if isinstance(sender, Sender) else None,
        fold=lambda runner, day: log_at(content.current().catalogue, runner.athlete, runner.reports, day).working,
        admins=settings.admins,
        allowed=settings.allowed_users,
        meters=meters,
    )
    try:
        yield Parts(
            settings=settings,
            clock=clock,
            database=database,
            content=content,
            inbox=inbox,
            sender=sender,
            meters=meters,
            owner=owner,
        )
    finally:
        await database.close()


def gallery(settings: Settings) -> Gallery:
    """The exercise figures for the channels, drawn when first asked for and kept in DATA_DIR."""
    figures = (settings.content_dir or content_dir()) / "figures"
    return Gallery(figures=figures, kept=settings.data_dir / "cache" / "figures")


def failpoints(environ: Mapping[str, str]) -> Reach:
    """What happens at the named points: nothing, unless a proof has armed some. Raises StartError."""
    if not (armed := environ.get("STRONGSTRIDE_FAILPOINTS", "")):
        return unarmed
    try:
        return Faults.read(armed)
    except ValueError as error:
        raise StartError(str(error)) from None


async def _opened(settings: Settings, clock: Clock, reach: Reach, *, make_tables: bool) -> Database:
    try:
        database = open_database(settings.url, reach=reach)
        try:
            if make_tables and (await schema_state(database)).state == "empty":
                await migrate_database(database)
            await require_schema(database)
            if await follow_zones(database, zones_version(), clock.now()):
                log.info("the time zones are new here; every reminder's instant was computed anew")
        except BaseException:
            await database.close()
            raise
    except StoreError as error:
        raise StartError(str(error)) from None
    return database


async def migrate(settings: Settings, *, quiet: bool) -> str:
    """Bring the database to this version's tables; what was done, in words. Raises StartError."""
    try:
        database = open_database(settings.url)
        try:
            before = await schema_state(database)
            await migrate_database(database)
        finally:
            await database.close()
    except StoreError as error:
        raise StartError(str(error)) from None
    if before.state == "ok":
        return "" if quiet else "The database is up to date."
    return f"The database is ready: {database.where}"
