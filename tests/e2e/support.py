"""Whole processes for tests: a chat through a pipe, and a bot that polls, can be killed and comes back."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.conversation.meeting.questions import QUESTIONS
from bot.messages import ChatRef
from bot.store import migrate_database, open_database
from tests.chat import Chat

ROOT = Path(__file__).resolve().parents[2]
NOW = "2027-01-05T06:55"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment with nothing of the host's in it but what finds Python."""
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
    return {**kept, "DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


def bot(
    *args: str, folder: Path, text: str | bytes = "", timeout: float = 90, **more: str
) -> subprocess.CompletedProcess[str]:
    """`python -m bot …` in a folder of its own, with `text` on standard input."""
    given = text.encode() if isinstance(text, str) else text
    done = subprocess.run(
        [sys.executable, "-m", "bot", *args],
        input=given,
        capture_output=True,
        cwd=folder,
        env=environment(folder, **more),
        timeout=timeout,
        check=False,
    )
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def chat(
    *lines: str, folder: Path, now: str | None = NOW, args: tuple[str, ...] = (), **more: str
) -> list[dict[str, Any]]:
    """What a chat through a pipe shows, a dict a message."""
    clock = ("--now", now) if now else ()
    done = bot("chat", "--json", *clock, *args, folder=folder, text="\n".join(lines) + "\n", **more)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def url(folder: Path) -> str:
    """The database of a folder."""
    return f"sqlite+aiosqlite:///{folder / 'strongstride.db'}"


async def known_runners(folder: Path, channel: str, chat_ids: Iterable[int | str], *, where: str = "") -> None:
    """A database (the folder's, or the one at `where`) with runners who have answered everything, one a chat."""
    database = open_database(where or url(folder))
    await migrate_database(database)
    now = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
    ready = Chat.ready(now=NOW).runner
    ready = replace(
        ready, answered=frozenset(QUESTIONS), athlete=replace(ready.athlete, start=date(2024, 1, 1), race=None)
    )
    async with database.begin(now) as work:
        for chat_id in chat_ids:
            before = await work.runner_of(ChatRef(channel=channel, chat_id=str(chat_id)))
            await work.save(before, replace(ready, id=before.id))
    await database.close()


class Polling:
    """`python -m bot run` against a Bot API double: started, killed, started again."""

    def __init__(self, folder: Path, root: str, token: str) -> None:
        self._folder = folder
        self._env = environment(folder, TELEGRAM_API_URL=root, TELEGRAM_TOKEN=token, LOG_LEVEL="warning")
        self._process: asyncio.subprocess.Process | None = None
        self.errors = b""

    async def start(self) -> None:
        """Start it; it polls a few seconds later."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=self._folder,
            env=self._env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    async def kill(self, with_signal: int = signal.SIGKILL) -> int:
        """End it at once; its exit status."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(with_signal)
        _, errors = await self._process.communicate()
        self.errors += errors
        return self._process.returncode or 0
