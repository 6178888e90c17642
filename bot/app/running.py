"""A bot at work: every channel that has a token, the tick and the sender, until a signal ends it."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

from bot.app.beating import Beats
from bot.app.building import Parts, parts
from bot.app.clocks import SystemClock
from bot.app.doors import Door, doors
from bot.app.logs import start_logging
from bot.app.machine import StartError, StoppedError, is_gone
from bot.app.polling import Poller
from bot.app.serving import Server, bound, server
from bot.meters import Meters
from bot.settings import Settings, SettingsError
from bot.store import StoreError
from bot.web import Probes, site

log = logging.getLogger(__name__)

INTAKE_S = 3.5
"""What is being taken in when a signal comes may take so long,"""
SENDING_S = 4
"""and so long what is being sent then:"""
DEADLINE_S = 9.5
"""platforms kill ten seconds after they asked."""


async def run_channels(settings: Settings, role: str) -> None:
    """Every channel that has a token, in a role, until a signal. Raises StartError, StoppedError, StoreError."""
    start_logging(settings)
    try:
        await _run(settings.as_role(role))
    except SettingsError as error:
        raise StartError(str(error)) from None
    except (StartError, StoppedError, StoreError):
        raise
    except Exception:
        log.critical("it broke", exc_info=True)
        raise StoppedError("Something in the bot itself has broken, so it ends; the log says where.") from None


async def _run(settings: Settings) -> None:
    stop = asked_to_stop()
    clock, meters = SystemClock(), Meters()
    found = doors(settings, clock, meters)
    async with contextlib.AsyncExitStack() as stack:
        listening = None
        if settings.listens:
            listening = stack.enter_context(contextlib.closing(bound(settings.bind, settings.port)))
        for door in found:
            stack.push_async_callback(door.close)
        channels = [door.channel for door in found]
        made = await stack.enter_async_context(parts(settings, clock, channels, meters=meters))
        if made.database.sqlite and (other := await made.may_tick()):
            raise StartError(f"{other} One process is enough on SQLite; after a crash its place is free in 30 seconds.")
        await Work(made, found, listening, stop).run()


def asked_to_stop() -> asyncio.Event:
    """Set at the first SIGINT or SIGTERM, which also starts the clock for an orderly end; a second one ends at once."""
    stop = asyncio.Event()

    def asked(number: int) -> None:
        if stop.is_set():
            os._exit(128 + number)
        log.info("stopping: what is being sent comes to its end")
        stop.set()
        ending = threading.Timer(DEADLINE_S, os._exit, (1,))
        ending.daemon = True
        ending.start()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked, number)
    return stop


class Work:
    """One process at work: `run` until asked to stop, or until something in it cannot go on."""

    def __init__(
        self, made: Parts, found: Sequence[Door], listening: socket.socket | None, stop: asyncio.Event
    ) -> None:
        role = made.settings.role
        self._made = made
        self._takes_in = role in {"all", "web"}
        self._sends = role in {"all", "worker"}
        self._stop = stop
        self._server: Server | None = None
        self._intake: list[asyncio.Task[None]] = []
        self._sending: list[asyncio.Task[None]] = []
        if listening is not None:
            self._serve(found, listening)
        if self._takes_in:
            for door in found:
                self._begin(self._intake, self._taking(door), f"take in from {door.channel.name}")
        if self._sends:
            self._begin(self._sending, made.sender.run(), "send")

    async def run(self) -> None:
        """Work; then take nothing more in, and let what is being sent end. Raises StoppedError."""
        metronome = Beats(self._made).metronome(works=self._sends)
        metronome.start()
        stopping = asyncio.create_task(self._stop.wait(), name="stop")
        try:
            await asyncio.wait([*self._intake, *self._sending, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            broken = [task for task in (*self._intake, *self._sending) if task.done()]
            metronome.shutdown(wait=False)
            stopping.cancel()
            await self._drained()
        for task in broken:
            _explain(task)

    @staticmethod
    def _begin(tasks: list[asyncio.Task[None]], work: Coroutine[Any, Any, None], name: str) -> None:
        tasks.append(asyncio.create_task(work, name=name))

    def _serve(self, found: Sequence[Door], listening: socket.socket) -> None:
        made = self._made
        hooks = [door.hook for door in found if door.hook is not None] if self._takes_in else []
        probes = Probes(database=made.database, clock=made.clock, meters=made.meters, ticks=self._sends)
        app = site(hooks=hooks, receive=made.inbox.receive, probes=probes, meters=made.meters)
        self._server = server(app)
        self._begin(self._intake, self._server.serve(sockets=[listening]), "serve")
        log.info("listening on %s:%s", *listening.getsockname()[:2])

    def _taking(self, door: Door) -> Coroutine[Any, Any, None]:
        made = self._made
        if door.hook is not None:
            return door.run(made.inbox.receive)
        gone = partial(is_gone, me=made.owner) if made.database.sqlite else None
        poller = Poller(
            channel=door.channel.name,
            run=door.run,
            name=door.poll,
            database=made.database,
            clock=made.clock,
            owner=made.owner,
            gone=gone or (lambda _: False),
        )
        return poller.run(made.inbox.receive)

    async def _drained(self) -> None:
        if self._server is not None:
            self._server.stop()
        for task in self._intake:
            if task.get_name() != "serve":
                task.cancel()
        if self._intake:
            await asyncio.wait(self._intake, timeout=INTAKE_S)
        for task in self._sending:
            task.cancel()
        if self._sending:
            await asyncio.wait(self._sending, timeout=SENDING_S)
        with contextlib.suppress(StoreError, TimeoutError):
            async with asyncio.timeout(1):
                await self._made.stop_ticking()


def _explain(task: asyncio.Task[None]) -> None:
    """Raise why a task ended that never should: StoppedError with a sentence, its traceback in the log."""
    if task.cancelled():
        return
    error = task.exception()
    if isinstance(error, (StartError, StoppedError)):
        raise error
    if error is not None:
        log.critical("%s: it broke", task.get_name(), exc_info=error)
    raise StoppedError(f"The part that was to {task.get_name()} has ended, so everything does; the log says why.")
