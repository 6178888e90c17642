"""`make bench`: each figure beside a baseline timed in the same run; a table, then the same as one line of JSON.

Absolute figures are of this machine and moment; the ratios travel. Baselines are given their best: the scheduler jobs
are added before it starts, raw SQLite works in one transaction with executemany.
"""

import asyncio
import json
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Connection, insert, text

from bot.coaching.runner import Runner
from bot.content import content_dir, load
from bot.messages import ChatRef
from bot.reminders import tick
from bot.store import Database, migrate_database, open_database
from bot.store.tables import athletes, chats
from bot.store.tables_delivery import reminders
from tests.chat import Chat

REMINDERS = 100_000
DUE = 10_000
REPORTS = 2_000
NOW = datetime(2027, 1, 5, 5, 30, tzinfo=UTC)


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


async def filled(folder: Path) -> Database:
    """A database with REMINDERS morning reminders, DUE of them due by NOW."""
    database = open_database(f"sqlite+aiosqlite:///{folder / 'bench.db'}")
    await migrate_database(database)
    async with database.begin(NOW) as work:
        runner = (await work.contact(ChatRef(channel="bench", chat_id="0"))).runner
        await work.save(runner, _ready(runner.id))
    await database.run(_copy_rows)
    return database


def _ready(athlete_id: int) -> Runner:
    return replace(Chat.ready(now="2027-01-05T05:30").runner, id=athlete_id)


def _copy_rows(connection: Connection) -> None:
    person = dict(connection.execute(athletes.select()).mappings().first())
    chat = dict(connection.execute(chats.select()).mappings().first())
    morning = dict(connection.execute(reminders.select().where(reminders.c.kind == "morning")).mappings().first())
    connection.execute(text("delete from reminders"))
    numbers = range(2, REMINDERS + 2)
    later = NOW + timedelta(hours=12)
    connection.execute(insert(athletes), [{**person, "id": n, "home_chat_id": None} for n in numbers])
    connection.execute(insert(chats), [{**chat, "id": n, "platform_id": str(n), "athlete_id": n} for n in numbers])
    connection.execute(text("update athletes set home_chat_id = id where id > 1"))
    rows = [{**morning, "id": n, "athlete_id": n, "due_at": NOW if n < DUE + 2 else later} for n in numbers]
    connection.execute(insert(reminders), rows)


def raw_claim(folder: Path) -> float:
    """The same work by hand: read what is due, move it, leave a row to send; one transaction, executemany."""
    with sqlite3.connect(folder / "raw.db", isolation_level=None) as raw:
        raw.execute("pragma journal_mode=wal")
        raw.execute("create table r (id integer primary key, athlete int, due int, plan text)")
        raw.execute("create index r_due on r (due)")
        raw.execute("create table o (id integer primary key, r int, due int, state text, unique (r, due))")
        raw.execute("begin")
        plan = "x" * 300
        raw.executemany("insert into r values (?,?,?,?)", ((n, n, 0 if n < DUE else 9, plan) for n in range(REMINDERS)))
        raw.execute("commit")

        def work() -> None:
            raw.execute("begin immediate")
            due = raw.execute("select id, athlete, due, plan from r where due <= 0").fetchall()
            raw.executemany("update r set due = 99 where id = ?", ((row[0],) for row in due))
            raw.executemany("insert into o (r, due, state) values (?, ?, 'pending')", ((row[0], row[2]) for row in due))
            raw.execute("commit")

        return seconds(work)


def scheduler_start() -> tuple[float, float]:
    """One in-memory job a reminder, as python-telegram-bot's JobQueue has it: seconds and megabytes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scheduler = BackgroundScheduler(timezone=UTC)
    zone = ZoneInfo("Europe/Berlin")

    def work() -> None:
        for number in range(DUE):
            scheduler.add_job(print, CronTrigger(hour=7, timezone=zone), id=str(number))
        scheduler.start()

    took = seconds(work)
    scheduler.shutdown(wait=False)
    return took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


async def ours(folder: Path) -> dict[str, float]:
    """The tick with DUE due, an empty tick, and opening a database full of reminders."""
    database = await filled(folder)
    await database.close()
    began = time.perf_counter()
    database = open_database(f"sqlite+aiosqlite:///{folder / 'bench.db'}")
    await tick(database, NOW - timedelta(days=1))
    opened = time.perf_counter() - began
    began = time.perf_counter()
    ticked = await tick(database, NOW)
    claimed = time.perf_counter() - began
    assert ticked.claimed == DUE, ticked
    began = time.perf_counter()
    await tick(database, NOW)
    empty = time.perf_counter() - began
    await database.close()
    return {"opened": opened, "claimed": claimed, "empty": empty}


def reading() -> tuple[float, float]:
    """Milliseconds a usual report and one of 4,096 characters take."""
    reader = load(content_dir()).reader
    usual = "bss 3x8 each leg 2x16kg, 2 in the tank, left knee 3/10"
    long = (usual + ", ") * 100
    reader.checkin(usual, "kg", NOW.date(), None)
    short_s = seconds(lambda: [reader.checkin(usual, "kg", NOW.date(), None) for _ in range(REPORTS)]) / REPORTS
    return short_s * 1000, seconds(lambda: reader.checkin(long[:4096], "kg", NOW.date(), None)) * 1000


def main() -> None:
    """Run all and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs_s, jobs_mb = scheduler_start()  # first: memory is counted by its peak
        mine = asyncio.run(ours(folder))
        raw = raw_claim(folder)
    usual_ms, long_ms = reading()
    rows = [
        (
            f"claim {DUE:,} due of {REMINDERS:,}",
            f"{mine['claimed']:.2f} s",
            f"raw sqlite3 {raw:.2f} s",
            mine["claimed"] / raw,
        ),
        (
            "start with what is scheduled",
            f"{mine['opened'] * 1000:.0f} ms for {REMINDERS:,}",
            f"a job each, {DUE:,} only: {jobs_s:.1f} s, {jobs_mb:.0f} MB",
            mine["opened"] / jobs_s,
        ),
        ("an empty tick", f"{mine['empty'] * 1000:.1f} ms", f"claiming {DUE:,}", mine["empty"] / mine["claimed"]),
        ("a usual report read", f"{usual_ms:.2f} ms", f"4,096 characters {long_ms:.0f} ms", usual_ms / long_ms),
    ]
    print(f"{'what':34} {'ours':24} {'baseline':40} ratio")
    for what, value, baseline, ratio in rows:
        print(f"{what:34} {value:24} {baseline:40} {ratio:.4f}")
    print(json.dumps({what: {"ours": value, "baseline": base, "ratio": ratio} for what, value, base, ratio in rows}))


if __name__ == "__main__":
    main()
