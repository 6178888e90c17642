"""HTTP for one process: uvicorn without its signal handlers and its access log, for paths may hold secrets."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.app.machine import StartError

CONNECTIONS = 256
"""More at once are answered 503; Telegram opens up to 100."""
HEAD_S = 10
KEEP_ALIVE_S = 75
STOP_S = 3


class Connection(H11Protocol):
    """A connection that brings the head of a request within `head_s` or goes: else a few hundred could shut us off."""

    head_s = HEAD_S
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """It is there, and its time runs."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Something came: a head in full stops the time, a part of one does not."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._relax()
        elif self._due is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._relax()
        super().connection_lost(exc)

    def _expect(self) -> None:
        self._due = self.loop.call_later(self.head_s, self.transport.close)

    def _relax(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None


class Server(uvicorn.Server):
    """Serves until `stop`; signals are the whole process's business."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's handlers alone."""
        yield

    def stop(self) -> None:
        """Take no more connections and end when those that are open are answered."""
        self.should_exit = True


def bound(address: str, port: int) -> socket.socket:
    """A socket that listens. Raises StartError where the address is taken or not ours to take."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise StartError(
            f"PORT={port}: cannot listen there ({error.strerror}). Choose another, like PORT=8081."
        ) from None
    listening.settimeout(0)
    return listening


def server(app: Starlette, *, head_s: float = HEAD_S) -> Server:
    """A server for `app`; `serve(sockets=[…])` runs it. A head that takes longer than `head_s` is not waited for."""
    config = uvicorn.Config(
        app,
        loop="none",
        http=type("Connection", (Connection,), {"head_s": head_s}),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=STOP_S,
        h11_max_incomplete_event_size=64 * 1024,
    )
    return Server(config)
