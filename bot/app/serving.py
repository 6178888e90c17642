"""HTTP for one process: uvicorn without its signal handlers and its access log, for paths may hold secrets."""

import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from bot.app.machine import StartError

CONNECTIONS = 256
"""More at once are answered 503; Telegram opens up to 100."""
KEEP_ALIVE_S = 75
STOP_S = 3


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


def server(app: Starlette) -> Server:
    """A server for `app`; `serve(sockets=[…])` runs it."""
    config = uvicorn.Config(
        app,
        loop="none",
        http="h11",
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
