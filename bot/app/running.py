"""A bot at work: every channel that has a token, the tick and the sender, until a signal ends it."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Sequence
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import conversation
from bot.app.building import Parts, gallery, parts
from bot.app.clocks import SystemClock
from bot.app.logs import start_logging
from bot.app.machine import StartError
from bot.clock import Clock
from bot.messages import Channel
from bot.settings import Settings
from bot.store import StoreError

log = logging.getLogger(__name__)

LEASE_EVERY_S = 10
STOP_S = 10


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
