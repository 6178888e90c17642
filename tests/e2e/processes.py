"""Processes of the bot that listen on a port: started in a role, watched from outside, asked to stop, killed."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

from tests.e2e.support import environment
from tests.fakes.bot_api import TOKEN


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Process:
    """`python -m bot run --role …`; what it logs is read as it comes."""

    def __init__(self, folder: Path, role: str, root: str, *, database: str = "", **more: str) -> None:
        self.port = free_port()
        self.role = role
        self.log = ""
        self._folder = folder
        given = {"DATABASE_URL": database} if database else {}
        self._env = environment(
            folder,
            **{
                "TELEGRAM_API_URL": root,
                "TELEGRAM_TOKEN": TOKEN,
                "PORT": str(self.port),
                "BIND": "127.0.0.1",
                "LOG_LEVEL": "info",
                **given,
                **more,
            },
        )
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    def also(self, **more: str) -> None:
        """More of its environment, known only now."""
        self._env |= more

    async def start(self) -> "Process":
        """Start it; `ready` waits until it works."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--role", self.role),
            cwd=self._folder,
            env=self._env,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self._reading = asyncio.create_task(self._read())
        return self

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        while chunk := await self._process.stderr.read(65536):
            self.log += chunk.decode("utf-8", "replace")

    async def get(self, path: str) -> tuple[int, str]:
        """What it answers; 0 where it does not."""
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://127.0.0.1:{self.port}{path}", timeout=aiohttp.ClientTimeout(total=5)) as answer,
            ):
                return answer.status, await answer.text()
        except (aiohttp.ClientError, TimeoutError):
            return 0, ""

    async def checks(self) -> dict[str, Any]:
        """What /readyz says, check by check."""
        _, said = await self.get("/readyz")
        found: dict[str, Any] = json.loads(said)["checks"]
        return found

    async def ready(self, seconds: float = 60) -> "Process":
        """Wait until it says that it is."""
        async with asyncio.timeout(seconds):
            while (await self.get("/readyz"))[0] != 200:
                assert self._process is not None
                assert self._process.returncode is None, self.log
                await asyncio.sleep(0.1)
        return self

    async def says(self, words: str, seconds: float = 40) -> None:
        """Wait until its log has these words."""
        try:
            async with asyncio.timeout(seconds):
                while words not in self.log:  # noqa: ASYNC110 - a log has no event
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{words!r} is not in:\n{self.log}") from None

    def send(self, number: int) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    async def ended(self, seconds: float = 40) -> int:
        """Wait until it has ended; its exit status, minus the signal's number where one killed it."""
        assert self._process is not None
        assert self._reading is not None
        status = await asyncio.wait_for(self._process.wait(), seconds)
        await self._reading
        return status

    async def stop(self) -> int:
        """Ask it to stop; its exit status."""
        self.send(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        """End it at once."""
        if self._process is not None and self._process.returncode is None:
            self.send(signal.SIGKILL)
            await self.ended()

    @property
    def number(self) -> int:
        """Its process number."""
        assert self._process is not None
        return self._process.pid


@contextlib.asynccontextmanager
async def running(*processes: Process) -> AsyncIterator[None]:
    """Start them; whatever happens, none outlives the test."""
    try:
        for process in processes:
            await process.start()
        yield
    finally:
        for process in processes:
            await process.kill()


def alive(number: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
