"""Composition root: settings become parts that work together. The only place that builds parts or reads the clock."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import time
import zoneinfo
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import conversation
from bot.clock import Clock
from bot.coaching.history import log_at
from bot.content import ContentError, LiveContent, content_dir
from bot.conversation.turn import Host
from bot.inbox import Inbox
from bot.messages import Channel, ChatRef
from bot.outbox import Gallery, Rate, Sender
from bot.reminders import follow_zones, may_tick, stop_ticking, tick
from bot.settings import Settings
from bot.store import Database, StoreError, migrate_database, open_database, require_schema, schema_state

log = logging.getLogger(__name__)

LEASE_EVERY_S = 10
STOP_S = 10
RATES: Mapping[str, Rate] = {"telegram": Rate(overall=30, chat_every_s=1, burst=3)}
"""https://core.telegram.org/bots/faq: about 30 messages a second overall, one a second to a chat."""
SOURCE = "MIT; the source is where you got me from"


class StartError(Exception):
    """Nothing can start like this; the text says why and what to do."""


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait, in real seconds."""
        await asyncio.sleep(seconds)


class OwnClock:
    """A clock that starts where it is told, runs `speed` times as fast as the real one, and can be set forward."""

    def __init__(self, start: datetime, speed: float = 1) -> None:
        self._start = start
        self._began = time.monotonic()
        self.speed = speed

    def now(self) -> datetime:
        """The instant, in UTC."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self.speed)

    async def sleep(self, seconds: float) -> None:
        """Wait for seconds of this clock."""
        await asyncio.sleep(seconds / self.speed)

    def set(self, instant: datetime) -> None:
        """It is `instant` now."""
        self._start, self._began = instant, time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What works together in one process."""

    settings: Settings
    clock: Clock
    database: Database
    content: LiveContent
    inbox: Inbox
    sender: Sender
    owner: str

    async def pump(self) -> None:
        """Everything that is due now: reminders become messages, messages go out."""
        await tick(self.database, self.clock.now())
        await self.sender.drain()

    async def may_tick(self) -> str | None:
        """None where this process is the one that ticks (for the next 30 seconds), else who is."""
        return await may_tick(self.database, self.owner, self.clock.now(), is_gone)

    async def stop_ticking(self) -> None:
        """Let the next process tick at once."""
        await stop_ticking(self.database, self.owner, self.clock.now())

    async def tick_and_wake(self) -> None:
        """Claim what is due and tell the sender."""
        await tick(self.database, self.clock.now())
        self.sender.wake()

    async def prune(self) -> None:
        """Forget receipts and sent rows after 30 days."""
        async with self.database.begin(self.clock.now()) as work:
            await work.prune()

    def refresh_content(self) -> None:
        """Use edited content; a broken edit is told to the host and not used."""
        found = self.content.refresh()
        if found.report:
            log.error("content/ was edited and is broken; the last good version stays in use:\n%s", found.report)
        elif found.changed:
            log.info("content/ was read again")


def is_gone(owner: str) -> bool:
    """Whether the process of that name ran on this machine and does not any more."""
    host, _, number = owner.rpartition(":")
    if host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def app_version() -> str:
    """The version of the distribution; of the checkout where it is not installed."""
    try:
        return version("strongstride")
    except PackageNotFoundError:
        return "0.1.0"


def zones_version() -> str:
    """Which time zones this computer goes by: the system's, which come first where there are any, and the package's."""
    found = []
    for folder in zoneinfo.TZPATH:
        with contextlib.suppress(OSError), (Path(folder) / "tzdata.zi").open(encoding="utf-8") as zones:
            found.append(f"system {zones.readline().rpartition(' ')[2].strip()}")
            break
    with contextlib.suppress(PackageNotFoundError):
        found.append(f"package {version('tzdata')}")
    return ", ".join(found)


@contextlib.asynccontextmanager
async def parts(
    settings: Settings,
    clock: Clock,
    channels: Sequence[Channel],
    *,
    serves: Callable[[ChatRef], bool] | None = None,
    make_tables: bool = False,
) -> AsyncIterator[Parts]:
    """The parts, opened and closed. Raises StartError where content or database are not usable."""
    try:
        content = LiveContent(settings.content_dir or content_dir())
    except ContentError as error:
        raise StartError(f"The content cannot be used:\n{error}") from None
    host = Host(name=settings.host_name, version=app_version(), source=SOURCE, open_to_all=not settings.allowed_users)
    owner = f"{socket.gethostname()}:{os.getpid()}"
    database = await _opened(settings, clock, make_tables=make_tables)
    sender = Sender(
        database=database,
        channels={channel.name: channel for channel in channels},
        conversation=conversation,
        content=content.current,
        clock=clock,
        owner=owner,
        host=host,
        rates=RATES,
        serves=serves,
    )
    inbox = Inbox(
        database=database,
        conversation=conversation,
        content=content.current,
        clock=clock,
        host=host,
        owner=owner,
        send=sender.flush,
        fold=lambda runner, day: log_at(content.current().catalogue, runner.athlete, runner.reports, day).working,
        admins=settings.admins,
        allowed=settings.allowed_users,
    )
    try:
        yield Parts(
            settings=settings,
            clock=clock,
            database=database,
            content=content,
            inbox=inbox,
            sender=sender,
            owner=owner,
        )
    finally:
        await database.close()


def gallery(settings: Settings) -> Gallery:
    """The exercise figures for the channels, drawn when first asked for and kept in DATA_DIR."""
    figures = (settings.content_dir or content_dir()) / "figures"
    return Gallery(figures=figures, kept=settings.data_dir / "cache" / "figures")


async def _opened(settings: Settings, clock: Clock, *, make_tables: bool) -> Database:
    try:
        database = open_database(settings.url)
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


def start_logging(settings: Settings) -> None:
    """Logs go to standard error; never a token, never a runner's words above debug."""
    shape = "%(asctime)s %(levelname)s %(name)s %(message)s"
    if settings.log_format == "json":
        shape = '{"at":"%(asctime)s","level":"%(levelname)s","room":"%(name)s","says":"%(message)s"}'
    logging.basicConfig(level=settings.log_level.upper(), format=shape)
    for noisy in ("httpx", "httpcore", "apscheduler", "aiosqlite", "telegram"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


async def run_channels(settings: Settings, role: str) -> None:
    """Every channel that has a token, until a signal ends it. Raises StartError."""
    start_logging(settings)
    clock = SystemClock()
    channels = _channels(settings, clock, role)
    async with parts(settings, clock, channels) as made:
        if other := await made.may_tick():
            raise StartError(f"{other} One process is enough on SQLite; after a crash its place is free in 30 seconds.")
        await _work(made, channels)


def _channels(settings: Settings, clock: Clock, role: str) -> list[Channel]:
    if role != "all":
        raise StartError(
            f"ROLE={role}: this version runs everything in one process. Use ROLE=all; "
            "web and worker come with PostgreSQL."
        )
    if settings.public_url:
        log.warning("PUBLIC_URL is set, but this version polls and needs no webhook; it is ignored.")
    if settings.discord_token:
        raise StartError("DISCORD_TOKEN is set, but this version has no Discord channel yet. Leave it out to start.")
    if settings.telegram_token is None:
        raise StartError(
            "No channel has a token. Set TELEGRAM_TOKEN in .env, or chat in the terminal: python -m bot chat"
        )
    from bot.channels.telegram import Telegram  # 0.7 s and 47 MB: only where it is used

    menu = [(command.name, command.does) for command in conversation.COMMANDS if command.menu and not command.admin]
    token = settings.telegram_token.get_secret_value()
    root = settings.telegram_api_url
    return [Telegram(token=token, clock=clock, menu=menu, root=root, drawings=gallery(settings))]


async def _work(made: Parts, channels: Sequence[Channel]) -> None:
    metronome = _metronome(made)
    tasks = [asyncio.create_task(channel.run(made.inbox.receive), name=channel.name) for channel in channels]
    sending = asyncio.create_task(made.sender.run(), name="sender")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    stopping = asyncio.create_task(stop.wait(), name="stop")
    metronome.start()
    try:
        done, _ = await asyncio.wait([*tasks, sending, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        metronome.shutdown(wait=False)
        await _stopped(made, [*tasks, stopping], sending)
    for task in done:
        if task is not stopping and (error := task.exception()) is not None:
            raise StartError(str(error)) from error


def _metronome(made: Parts) -> AsyncIOScheduler:
    """APScheduler only calls; what is due is in the database (docs/decisions/0003)."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    steady = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler.add_job(_safely(made.tick_and_wake), "interval", seconds=1, **steady)
    scheduler.add_job(_safely(made.may_tick), "interval", seconds=LEASE_EVERY_S, **steady)
    scheduler.add_job(made.refresh_content, "interval", seconds=2, **steady)
    scheduler.add_job(_safely(made.prune), "interval", hours=6, **steady)
    return scheduler


def _safely(work: Callable[[], object]) -> Callable[[], object]:
    """`work`, with a database that cannot be reached logged and tried again at the next beat."""

    async def tried() -> None:
        try:
            await work()  # type: ignore[misc]
        except StoreError as error:
            log.error("%s", error)  # noqa: TRY400 - the sentence is all there is to know

    return tried


async def _stopped(made: Parts, tasks: Sequence[asyncio.Task[object]], sending: asyncio.Task[None]) -> None:
    """Take nothing more in, then let what is being sent end; ten seconds at the most."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=STOP_S / 2)
    sending.cancel()
    await asyncio.wait([sending], timeout=STOP_S / 2)
    with contextlib.suppress(StoreError):
        await made.stop_ticking()
