"""Replies while thousands of reminders are due, and how much of the platform's pace is used: real processes, real HTTP.

On SQLite one process; on PostgreSQL one and two. Runners ask /today four times a second, first with nothing else to
do, then while DUE reminders have come due at one instant; the platform (bench/platform.py) counts every second.
"""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

import psutil
from sqlalchemy import text

from bench.lines import Line
from bench.platform import PER_SECOND, TOKEN, Platform
from bench.world import file_url, opened, postgres
from bot.store import Database
from bot.store.types import to_microseconds
from tests.fakes.crowd import MORNING, crowd

DUE = 10_000
ASKING = 200
IDLE_S = 10.0
BUSY_S = 45.0
EVERY_S = 0.25
SETTLES_S = 3.0
"""The pace is counted from so long after the instant the reminders are due: the tick comes once a second."""


def run() -> list[Line]:
    """Each arrangement in turn."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        lines += asyncio.run(_measured("SQLite", file_url(Path(folder) / "bench.db"), ("all",)))
    with postgres() as server:
        for name, roles in (("PostgreSQL, 1 worker", ("all",)), ("PostgreSQL, 2 workers", ("all", "worker"))):
            url = server.create(f"reply_{len(roles)}")
            lines += asyncio.run(_measured(name, url, roles))
    return lines


async def _measured(name: str, url: str, roles: Sequence[str]) -> list[Line]:
    async with opened(url) as database, Platform() as platform:
        await _fill(database)
        async with _bots(url, platform, roles) as processes:
            idle = await _asked(platform, IDLE_S)
            due_at = datetime.now(UTC) + timedelta(seconds=2)
            await _set_due(database, due_at)
            await asyncio.sleep(max(0.0, (due_at - datetime.now(UTC)).total_seconds()))
            began, worked, known = time.monotonic(), _cpu_s(processes), len(platform.sent)
            busy = await _asked(platform, BUSY_S)
            until = time.monotonic()
            a_message = (_cpu_s(processes) - worked) / max(1, len(platform.sent) - known)
        left = await database.look(_left)
    since = began + SETTLES_S
    sent = sum(since <= at < until for at, _ in platform.sent)
    used = sent / ((until - since) * PER_SECOND)
    assert left > 0, "the reminders were all sent before the time was over: the pace was not what held them"
    numbers = {
        "idle_p50_s": _share(idle, 50),
        "idle_p99_s": _share(idle, 99),
        "busy_p50_s": _share(busy, 50),
        "busy_p99_s": _share(busy, 99),
        "used": used,
        "cpu_a_message_s": a_message,
        "too_many": platform.too_many,
        "fullest_second": platform.fullest,
    }
    return [
        Line(
            part="reply",
            what=f"reply p50 / p99 while {DUE:,} are due, {name}",
            ours=f"{_share(busy, 50) * 1000:.0f} / {_share(busy, 99) * 1000:.0f} ms ({len(busy)} replies)",
            baseline=f"idle {_share(idle, 50) * 1000:.0f} / {_share(idle, 99) * 1000:.0f} ms",
            wanted="p99 < 1 s",
            numbers=numbers,
        ),
        Line(
            part="reply",
            what=f"use of the pace meanwhile, {name}",
            ours=f"{used:.1%}, {platform.too_many} × 429, fullest second {platform.fullest}, "
            f"{a_message * 1000:.0f} ms of CPU a message",
            baseline=f"{PER_SECOND} in any second",
            better=used,
            wanted="≥ 0.95 ×, no 429",
            numbers=numbers,
        ),
    ]


async def _fill(database: Database) -> None:
    """Runners who have been with us since yesterday, with nothing due; it is ten in the morning where they live."""
    now = datetime.now(UTC)
    await crowd(
        database,
        DUE + ASKING,
        now - timedelta(hours=30),
        reminders=replace(MORNING, morning=None, week=clock_time(18, 0)),
        channel="telegram",
    )
    east = 10 - now.hour
    zone = f"Etc/GMT{-east:+d}" if east else "Etc/GMT"
    later = to_microseconds(now + timedelta(hours=12))

    def moved(connection: object) -> None:
        connection.execute(text(f"UPDATE athletes SET zone = '{zone}'"))  # type: ignore[attr-defined]
        connection.execute(text(f"UPDATE reminders SET zone = '{zone}', due_at = {later}"))  # type: ignore[attr-defined]

    await database.run(moved)


async def _set_due(database: Database, due_at: datetime) -> None:
    chosen = f"SELECT id FROM reminders ORDER BY athlete_id LIMIT {DUE}"
    words = f"UPDATE reminders SET due_at = {to_microseconds(due_at)} WHERE id IN ({chosen})"
    await database.run(lambda connection: connection.execute(text(words)))


def _left(connection: object) -> int:
    query = text("SELECT count(*) FROM outbox WHERE state = 'pending'")
    return int(connection.execute(query).scalar_one())  # type: ignore[attr-defined]


@contextlib.asynccontextmanager
async def _bots(url: str, platform: Platform, roles: Sequence[str]) -> AsyncIterator[Sequence[psutil.Process]]:
    """A process a role, up and answering; stopped at the end."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
        more = {"DATABASE_URL": url, "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": platform.url, "DATA_DIR": folder}
        given = {**kept, **more, "LOG_LEVEL": "warning"}
        processes = [
            await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", "--role", role, env=given)
            for role in roles
        ]
        try:
            platform.say(DUE + ASKING, "/today")
            async with asyncio.timeout(60):
                while platform.unanswered:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            await asyncio.sleep(3)
            platform.latencies.clear()
            yield [psutil.Process(process.pid) for process in processes]
        finally:
            for process in processes:
                if process.returncode is None:
                    process.send_signal(signal.SIGTERM)
            for process in processes:
                await process.wait()


async def _asked(platform: Platform, seconds: float) -> list[float]:
    """Runners ask in turn, whether the ones before have their answer or not; how long each waited."""
    platform.latencies.clear()
    began, nth = time.monotonic(), 0
    while (now := time.monotonic()) < began + seconds:
        chat = DUE + 2 + nth % (ASKING - 2)
        if not platform.waits(chat):
            platform.say(chat, "/today")
        nth += 1
        await asyncio.sleep(max(0.0, began + nth * EVERY_S - now))
    await asyncio.sleep(1)
    waiting = [time.monotonic() - asked for asked in platform._asked.values()]
    return [*platform.latencies, *waiting]


def _cpu_s(processes: Sequence[psutil.Process]) -> float:
    """What the bot's processes have worked so far; without the database's."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def _share(latencies: list[float], percent: int) -> float:
    ordered = sorted(latencies)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
