"""Bot processes that start fast: forked by the nursery, which has imported everything; each to be killed by itself."""

import asyncio
import json
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psutil

from tests.e2e.support import ROOT, environment


@dataclass(eq=False)
class Process:
    """One process of the bot; `status` is how it ended (-9: killed), None while it lives."""

    pid: int
    status: int | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def ended(self, within_s: float) -> int | None:
        """How it ended; None where it lives on after that time."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), within_s)
        return self.status

    async def worked(self, cpu_s: float, *, at_least_s: float = 0, at_most_s: float = 15) -> int | None:
        """How it ended; None where it lives after so much time of the processor (a busy machine gives it slowly)."""
        began = time.monotonic()
        while self.status is None:
            passed = time.monotonic() - began
            if passed >= at_most_s or (passed >= at_least_s and self._cpu_s() >= cpu_s):
                break
            await self.ended(0.05)
        return self.status

    def _cpu_s(self) -> float:
        with suppress(psutil.Error):
            spent = psutil.Process(self.pid).cpu_times()
            return spent.user + spent.system
        return 0

    async def kill(self, with_signal: int = signal.SIGKILL, within_s: float = 20) -> int:
        """End it, where it has not ended yet; how it ended."""
        if self.status is None:
            os.kill(self.pid, with_signal)
        status = await self.ended(within_s)
        assert status is not None, f"process {self.pid} does not end on signal {with_signal}"
        return status


class Fleet:
    """Starts processes of the bot in a folder and collects what they complain of. An async context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._nursery: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._born: asyncio.Queue[Process] = asyncio.Queue()
        self._alive: dict[int, Process] = {}

    async def start(self, *args: str, ahead_s: float = 0, failpoints: str = "", **env: str) -> Process:
        """`python -m bot …`, once more."""
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        full = environment(self.folder, **{"LOG_LEVEL": "warning", **env})
        if failpoints:
            full["STRONGSTRIDE_FAILPOINTS"] = failpoints
        wanted = {"args": args, "env": full, "ahead_s": ahead_s, "folder": str(self.folder)}
        self._nursery.stdin.write(json.dumps(wanted).encode() + b"\n")
        return await asyncio.wait_for(self._born.get(), 300)

    @property
    def alive(self) -> list[Process]:
        """Those that have not ended."""
        return list(self._alive.values())

    def errors(self) -> str:
        """What the processes said on standard error."""
        path = self.folder / "errors.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    async def _read(self, out: asyncio.StreamReader) -> None:
        while line := await out.readline():
            told = json.loads(line)
            if "status" in told:
                process = self._alive.pop(told["pid"])
                process.status = told["status"]
                process.over.set()
            else:
                process = self._alive[told["pid"]] = Process(told["pid"])
                self._born.put_nowait(process)

    async def __aenter__(self) -> Self:
        self._nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.e2e.crash.nursery"),
            cwd=ROOT,
            env=environment(self.folder),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._nursery.stdout is not None
        self._reader = asyncio.create_task(self._read(self._nursery.stdout), name="nursery")
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._nursery is not None
        assert self._reader is not None
        for process in self.alive:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGCONT)
                os.kill(process.pid, signal.SIGKILL)
            await process.ended(10)
        assert self._nursery.stdin is not None
        self._nursery.stdin.close()
        await self._nursery.wait()
        await self._reader
