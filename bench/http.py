"""What sending and answering cost: our connections against python-telegram-bot's own, `/today` against a bare echo.

The platform is a process of its own, without limits and without delay. Sends: the library's Bot on its own HTTPXRequest
(as its ApplicationBuilder makes it) and on ours (aiohttp), the same number at once. The echo is the library's smallest
bot, which stores nothing; ours is the whole bot, which stores everything it takes in and sends. Both are real processes
that poll; what is compared is the processor time a reply takes them.
"""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
from telegram import Bot, Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from bench.lines import Line
from bench.platform import TOKEN, Platform
from bench.world import file_url, opened
from bot.channels.telegram.request import Connections
from tests.fakes.crowd import crowd

SENDS = 600
AT_ONCE = (8, 64)
REPLIES = 150
RUNNERS = 20


def run() -> list[Line]:
    """Sends, then replies."""
    return [*asyncio.run(_sends()), *asyncio.run(_replies())]


async def _sends() -> list[Line]:
    lines = []
    async with _platform() as root:
        for at_once in AT_ONCE:
            ours, theirs = 0.0, 0.0
            for _ in range(3):
                ours = max(ours, await _sends_a_second(root, Connections(limit=32), at_once))
                theirs = max(theirs, await _sends_a_second(root, HTTPXRequest(connection_pool_size=256), at_once))
            lines.append(
                Line(
                    part="http",
                    what=f"sends a second, {at_once} at once",
                    ours=f"{ours:,.0f}",
                    baseline=f"python-telegram-bot on httpx {theirs:,.0f}",
                    better=ours / theirs,
                    wanted="≥ 5 ×" if at_once == AT_ONCE[-1] else "",
                    numbers={"ours": ours, "httpx": theirs},
                )
            )
    return lines


async def _sends_a_second(root: str, request: Any, at_once: int) -> float:
    async with Bot(TOKEN, base_url=f"{root}/bot", request=request) as bot:
        turns = iter(range(SENDS))

        async def sender() -> None:
            for chat in turns:
                await bot.send_message(chat + 1, "Tue 5 Jan · Lower body strength")

        began = time.perf_counter()
        await asyncio.gather(*(sender() for _ in range(at_once)))
        return SENDS / (time.perf_counter() - began)


async def _replies() -> list[Line]:
    ours = echo = 0.0
    with tempfile.TemporaryDirectory() as folder:
        url = file_url(Path(folder) / "bench.db")
        async with opened(url) as database:
            await crowd(database, RUNNERS + 2, datetime.now(UTC) - timedelta(hours=30), channel="telegram")
        more = {"DATABASE_URL": url, "TELEGRAM_TOKEN": TOKEN, "DATA_DIR": folder, "LOG_LEVEL": "warning"}
        ours = await _cpu_a_reply(["-m", "bot", "run"], more, "/today")
        echo = await _cpu_a_reply(["-m", "bench.http"], {}, "hello")
    return [
        Line(
            part="http",
            what="processor time of /today, stored and sent",
            ours=f"{ours * 1000:.1f} ms",
            baseline=f"a bare echo, nothing stored {echo * 1000:.1f} ms",
            better=echo / ours,
            wanted="≥ 1/15 ×",
            numbers={"ours_s": ours, "echo_s": echo, "times": ours / echo},
        )
    ]


async def _cpu_a_reply(command: Sequence[str], more: dict[str, str], words: str) -> float:
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
    async with Platform(limited=False, answer_s=(0, 0)) as platform:
        given = {**kept, **more, "TELEGRAM_API_URL": platform.url}
        process = await asyncio.create_subprocess_exec(sys.executable, *command, env=given)
        try:
            for nth in range(RUNNERS):
                await _answered(platform, 2 + nth, words)
            worked = psutil.Process(process.pid)
            before = sum(worked.cpu_times()[:2])
            for nth in range(REPLIES):
                await _answered(platform, 2 + nth % RUNNERS, words)
            return (sum(worked.cpu_times()[:2]) - before) / REPLIES
        finally:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def _answered(platform: Platform, chat: int, words: str) -> None:
    platform.say(chat, words)
    async with asyncio.timeout(60):
        while platform.unanswered:  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@contextlib.asynccontextmanager
async def _platform() -> AsyncIterator[str]:
    """The platform in a process of its own; its address."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.platform", stdout=pipe)
    try:
        assert process.stdout is not None
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None and update.message.text:
        await update.message.reply_text(update.message.text)


if __name__ == "__main__":  # the bare echo
    root = os.environ["TELEGRAM_API_URL"]
    application = Application.builder().token(TOKEN).base_url(f"{root}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling()
