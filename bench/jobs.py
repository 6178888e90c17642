"""One job a runner, as bots usually have it, against rows and a tick: start, memory, lag of the last.

Baselines: python-telegram-bot's JobQueue (`run_daily`, jobs added before the scheduler starts, which is the faster
way) with as many runners as ours, and APScheduler's SQLAlchemyJobStore on SQLite (WAL, synchronous NORMAL) with fewer.
Each is measured in a process of its own; memory is the growth of its resident set after everything is imported. How
late: all chosen jobs get one instant, and the lag of the last call is counted (for ours: until the last row to send is
committed; the metronome beats once a second, which is added). Nothing is sent by either.
"""

import asyncio
import json
import logging
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psutil

from bench.lines import Line
from bench.world import NOW, file_url, fill, opened, set_due
from bot.reminders import tick
from bot.store import open_database

SIZES = (10_000, 100_000)
STORED = 1_000
SHARES = (1, 10, 100)
CAP_S = 60
BEAT_S = 1.0
BERLIN = ZoneInfo("Europe/Berlin")
fired: list[float] = []


def run() -> list[Line]:
    """Every measurement in a fresh process."""
    lines = []
    stored = _apart("stored", STORED)
    for athletes in SIZES:
        ours, queue = _apart("ours", athletes), _apart("jobqueue", athletes)
        lines += _started(athletes, ours, queue, stored)
        for share in SHARES:
            lines.append(_lagged(athletes, share, ours, queue, stored))
    lines.append(
        Line(
            part="jobs",
            what=f"change one reminder of {SIZES[-1]:,} × 3",
            ours=f"{ours['change_s'] * 1000:.1f} ms, stored for good",
            baseline=f"JobQueue {queue['change_s'] * 1000:.0f} ms, in memory",
            better=queue["change_s"] / ours["change_s"],
            numbers={"ours_s": ours["change_s"], "jobqueue_s": queue["change_s"]},
        )
    )
    return lines


def _apart(who: str, athletes: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        if who == "ours":
            asyncio.run(_filled(Path(folder) / "bench.db", athletes))
        command = [sys.executable, "-m", "bench.jobs", who, str(athletes), folder]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        return found


def _started(athletes: int, ours: dict[str, Any], queue: dict[str, Any], stored: dict[str, Any]) -> list[Line]:
    times = athletes / STORED
    return [
        Line(
            part="jobs",
            what=f"start with {athletes:,} runners × 3 reminders",
            ours=f"{ours['start_s'] * 1000:.0f} ms",
            baseline=f"JobQueue {queue['start_s']:.1f} s; "
            f"SQLAlchemyJobStore {stored['start_s'] * times:,.0f} s (from {STORED:,} runners, linear)",
            better=queue["start_s"] / ours["start_s"],
            wanted="≥ 100 ×" if athletes == SIZES[-1] else "",
            numbers={"ours_s": ours["start_s"], "jobqueue_s": queue["start_s"], "stored_1000_s": stored["start_s"]},
        ),
        Line(
            part="jobs",
            what=f"memory for {athletes:,} × 3",
            ours=f"{ours['memory_mb']:.1f} MB",
            baseline=f"JobQueue {queue['memory_mb']:.0f} MB",
            better=queue["memory_mb"] / max(ours["memory_mb"], 0.1),
            wanted="≥ 30 ×" if athletes == SIZES[-1] else "",
            numbers={"ours_mb": ours["memory_mb"], "jobqueue_mb": queue["memory_mb"]},
        ),
    ]


def _lagged(athletes: int, share: int, ours: dict[str, Any], queue: dict[str, Any], stored: dict[str, Any]) -> Line:
    mine, key = ours["lag"][str(share)] + BEAT_S, str(share)
    return Line(
        part="jobs",
        what=f"last of {share} % of {athletes:,} due at once",
        ours=f"≤ {mine:.2f} s, none missed",
        baseline=f"JobQueue {_said(queue['lag'][key])}, grace off {_said(queue['lag_without_grace'][key])}; "
        f"SQLAlchemyJobStore, {STORED:,} runners: {_said(stored['lag'][key])}, "
        f"grace off {_said(stored['lag_without_grace'][key])}",
        numbers={
            "ours_s": mine,
            **{f"jobqueue_{name}": value for name, value in queue["lag"][key].items()},
            **{f"jobqueue_without_grace_{name}": value for name, value in queue["lag_without_grace"][key].items()},
        },
    )


def _said(found: dict[str, float]) -> str:
    if found["missed"] == found["due"]:
        return "all missed"
    late = f"{found['last_s']:.1f} s"
    if found["open"]:
        late = f"> {late} ({found['open']:,.0f} still to come)"
    return late if not found["missed"] else f"{late}, {found['missed']:,.0f} missed"


# in a process of its own


def _memory_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


async def _filled(path: Path, athletes: int) -> None:
    async with opened(file_url(path)) as database:
        await fill(database, athletes)


async def ours(athletes: int, folder: str) -> dict[str, Any]:
    """Open the database, tick once: started. Then the shares, each anew."""
    from bench.claim import change_one  # noqa: PLC0415 - imported before memory is looked at

    url = file_url(Path(folder) / "bench.db")
    before, began = _memory_mb(), time.perf_counter()
    database = open_database(url)
    await tick(database, NOW - timedelta(minutes=5))
    started, memory = time.perf_counter() - began, _memory_mb() - before
    lag = {}
    for share in SHARES:
        await set_due(database, athletes * share // 100)
        began = time.perf_counter()
        assert (await tick(database, NOW)).queued == athletes * share // 100
        lag[share] = time.perf_counter() - began
    changed = await change_one(database)
    await database.close()
    return {"start_s": started, "memory_mb": memory, "lag": lag, "change_s": changed}


async def called(*_: object) -> None:
    """What a job does."""
    fired.append(time.time())


async def jobqueue(athletes: int, _: str) -> dict[str, Any]:
    """python-telegram-bot's own."""
    from telegram.ext import Application  # noqa: PLC0415 - the baseline's import is not ours

    application = Application.builder().token("1:x").build()
    queue = application.job_queue
    assert queue is not None
    before, began = _memory_mb(), time.perf_counter()
    for number in range(athletes):
        at = clock_time(6 + number % 3, number % 60, tzinfo=BERLIN)
        queue.run_daily(called, at, user_id=number, name=f"morning {number}")
        queue.run_daily(called, clock_time(20, 0, tzinfo=BERLIN), user_id=number, name=f"evening {number}")
        queue.run_daily(called, clock_time(18, 0, tzinfo=BERLIN), days=(0,), user_id=number, name=f"week {number}")
    await queue.start()
    started, memory = time.perf_counter() - began, _memory_mb() - before
    scheduler = queue.scheduler
    store = scheduler._jobstores["default"]
    mornings = [job for job, _ in store._jobs if job.name.startswith("morning")]
    changing = []
    for job in mornings[:10]:
        began = time.perf_counter()
        job.remove()
        queue.run_daily(called, clock_time(9, 0, tzinfo=BERLIN), name=job.name)
        changing.append(time.perf_counter() - began)
    mornings = [job for job, _ in store._jobs if job.name.startswith("morning")]

    def due(count: int, at: datetime) -> None:
        for job in mornings[:count]:
            job.next_run_time = at
        # as the store would have it had they been planned so; how it is told them is not what is measured here
        timed = [(job, job.next_run_time.timestamp()) for job, _ in store._jobs]
        store._jobs = sorted(timed, key=lambda one: (one[1], one[0].id))
        store._jobs_index = {job.id: (job, timestamp) for job, timestamp in store._jobs}

    with_grace = await _lags(scheduler, len(mornings), due)
    for job in mornings:
        job.misfire_grace_time = None
    found = {"lag": with_grace, "lag_without_grace": await _lags(scheduler, len(mornings), due)}
    return {"start_s": started, "memory_mb": memory, "change_s": sorted(changing)[5], **found}


async def stored(athletes: int, folder: str) -> dict[str, Any]:
    """APScheduler with its jobs in SQLite."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415
    from sqlalchemy import create_engine, event  # noqa: PLC0415

    engine = create_engine(f"sqlite:///{folder}/jobs.db")

    @event.listens_for(engine, "connect")
    def tuned(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")

    scheduler = AsyncIOScheduler(timezone=UTC, jobstores={"default": SQLAlchemyJobStore(engine=engine)})
    before, began = _memory_mb(), time.perf_counter()
    for number in range(athletes):
        zone = {"timezone": BERLIN}
        scheduler.add_job(called, "cron", id=f"m{number}", hour=6 + number % 3, minute=number % 60, **zone)
        scheduler.add_job(called, "cron", id=f"e{number}", hour=20, **zone)
        scheduler.add_job(called, "cron", id=f"w{number}", day_of_week="sun", hour=18, **zone)
    scheduler.start()
    started, memory = time.perf_counter() - began, _memory_mb() - before

    def due(count: int, at: datetime) -> None:
        scheduler.pause()
        for number in range(count):
            scheduler.modify_job(f"m{number}", next_run_time=at, misfire_grace_time=grace)
        scheduler.resume()

    grace: int | None = 1
    with_grace = await _lags(scheduler, athletes, due)
    grace = None
    without = await _lags(scheduler, athletes, due)
    return {"start_s": started, "memory_mb": memory, "lag": with_grace, "lag_without_grace": without}


async def _lags(scheduler: Any, many: int, due: Any) -> dict[int, dict[str, float]]:
    """Each share due at one instant: when the last was called, how many were missed or are still to come."""
    from apscheduler.events import EVENT_JOB_MISSED  # noqa: PLC0415

    found: dict[int, dict[str, float]] = {}
    missed: list[object] = []
    scheduler.add_listener(missed.append, EVENT_JOB_MISSED)
    for share in SHARES:
        count = many * share // 100
        fired.clear()
        missed.clear()
        began = time.perf_counter()
        due(count, datetime.now(UTC) + timedelta(days=1))
        ahead = (time.perf_counter() - began) * 1.2 + 1
        at = datetime.now(UTC) + timedelta(seconds=ahead)
        due(count, at)
        scheduler.wakeup()
        while len(fired) + len(missed) < count and time.time() < at.timestamp() + CAP_S:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        last = (max(fired) if fired else time.time()) - at.timestamp()
        still = count - len(fired) - len(missed)
        found[share] = {"last_s": last, "missed": len(missed), "due": count, "open": still}
    scheduler.remove_listener(missed.append)
    return found


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    which = {"ours": ours, "jobqueue": jobqueue, "stored": stored}[sys.argv[1]]
    print(json.dumps(asyncio.run(which(int(sys.argv[2]), sys.argv[3]))))
