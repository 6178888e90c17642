"""Claiming what is due against the drivers themselves, changing one reminder, and a tick that finds nothing."""

import asyncio
import sqlite3
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from statistics import median

import asyncpg

from bench.lines import Line
from bench.raw import claim_postgres, claim_sqlite, open_sqlite
from bench.world import NOW, file_url, fill, opened, postgres, set_due
from bot.messages import ChatRef
from bot.reminders import BATCH, tick
from bot.store import Database, open_database
from tests.fakes.postgres import Postgres

ATHLETES = 100_000
DUE = 10_000
ROUNDS = 4
BEFORE = NOW - timedelta(minutes=5)


def run() -> list[Line]:
    """All of it."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        lines += asyncio.run(_sqlite(Path(folder) / "bench.db"))
    with postgres() as server:
        lines += asyncio.run(_postgres(server))
    return lines


async def _sqlite(path: Path) -> list[Line]:
    async with opened(file_url(path)) as database, opened(file_url(path.with_name("none.db"))) as none:
        await fill(database, ATHLETES)
        ours, raw = [], []
        for _ in range(ROUNDS):
            await set_due(database, DUE)
            with open_sqlite(path) as connection:
                claim_sqlite(connection, BEFORE, BATCH)
                began = _times()
                assert claim_sqlite(connection, NOW, BATCH) == DUE
                raw.append(_since(began))
            connection.close()
            await set_due(database, DUE)
            ours.append(await _ticked(database, DUE))
        changed = await change_one(database)
        await set_due(database, 0)
        with open_sqlite(path) as connection:
            _add_rows(connection, 1_000_000 - 3 * ATHLETES)
        connection.close()
        few, many = await _empty_ticks(none, database)
    return [
        _compared("claim 10,000 due of 300,000, SQLite", ours, raw, "raw sqlite3", processor=True),
        Line(
            part="claim",
            what="change one runner's reminders, 100,000 runners",
            ours=f"{changed * 1000:.1f} ms",
            baseline="see jobs: JobQueue",
            numbers={"ours_s": changed},
        ),
        Line(
            part="claim",
            what="a tick that finds nothing, SQLite",
            ours=f"{many * 1000:.2f} ms with 1,000,000 reminders",
            baseline=f"{few * 1000:.2f} ms with none",
            better=few / many,
            wanted="flat",
            numbers={"none_s": few, "million_s": many},
        ),
    ]


async def _postgres(server: Postgres) -> list[Line]:
    url = server.create("claim")
    async with opened(url) as database, opened(server.create("none")) as none:
        await fill(database, ATHLETES)
        ours, raw, two = [], [], []
        for _ in range(ROUNDS):
            await set_due(database, DUE)
            connection = await asyncpg.connect(server.dsn("claim"))
            await claim_postgres(connection, BEFORE, BATCH)
            began = _times()
            assert await claim_postgres(connection, NOW, BATCH) == DUE
            raw.append(_since(began))
            await connection.close()
            await set_due(database, DUE)
            ours.append(await _ticked(database, DUE))
            await set_due(database, DUE)
            two.append(await _two_workers(database, url))
        await set_due(database, 0)
        few, many = await _empty_ticks(none, database)
    return [
        _compared("claim 10,000 due of 300,000, PostgreSQL", ours, raw, "raw asyncpg"),
        Line(
            part="claim",
            what="the same by two workers at once",
            ours=f"{min(two):.2f} s, each reminder once",
            baseline=f"one worker {min(ours)[0]:.2f} s",
            better=min(ours)[0] / min(two),
            numbers={"two_s": min(two), "one_s": min(ours)[0]},
        ),
        Line(
            part="claim",
            what="a tick that finds nothing, PostgreSQL",
            ours=f"{many * 1000:.2f} ms with 300,000 reminders",
            baseline=f"{few * 1000:.2f} ms with none",
            better=few / many,
            wanted="flat",
            numbers={"none_s": few, "many_s": many},
        ),
    ]


def _times() -> tuple[float, float]:
    """Seconds on the wall, and of this process's work on a processor."""
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float]) -> tuple[float, float]:
    now = _times()
    return now[0] - began[0], now[1] - began[1]


def _compared(
    what: str, ours: list[tuple[float, float]], raw: list[tuple[float, float]], name: str, *, processor: bool = False
) -> Line:
    """The best of each: they do the same every time, and only the machine's other work makes one slower.

    `processor`: compared by the time of the processor, where all of the work is done by this process.
    """
    which = 1 if processor else 0
    mine, theirs = min(one[which] for one in ours), min(one[which] for one in raw)
    unit = "ms of processor" if processor else "ms"
    return Line(
        part="claim",
        what=what,
        ours=f"{mine * 1000:.0f} {unit} ({DUE / mine:,.0f}/s)",
        baseline=f"{name} {theirs * 1000:.0f} {unit} ({DUE / theirs:,.0f}/s)",
        better=theirs / mine,
        wanted="≥ 0.75 ×",
        numbers={
            "ours_s": min(one[0] for one in ours),
            "raw_s": min(one[0] for one in raw),
            "ours_processor_s": min(one[1] for one in ours),
            "raw_processor_s": min(one[1] for one in raw),
        },
    )


async def _ticked(database: Database, count: int) -> tuple[float, float]:
    await tick(database, BEFORE)
    began = _times()
    claimed = (await tick(database, NOW)).claimed
    took = _since(began)
    assert claimed == count, claimed
    return took


async def _two_workers(database: Database, url: str) -> float:
    other = open_database(url)
    await asyncio.gather(tick(database, BEFORE), tick(other, BEFORE))
    began = time.perf_counter()
    ticked = await asyncio.gather(tick(database, NOW), tick(other, NOW))
    took = time.perf_counter() - began
    await other.close()
    assert sum(one.claimed for one in ticked) == DUE
    return took


async def _empty_ticks(*databases: Database) -> list[float]:
    """What a tick that finds nothing takes in each, in turn, so that the machine's other work meets all alike."""
    took: list[list[float]] = [[] for _ in databases]
    for nth in range(200):
        for one, database in zip(took, databases, strict=True):
            began = time.perf_counter()
            await tick(database, BEFORE + timedelta(seconds=nth))
            one.append(time.perf_counter() - began)
    return [median(one) for one in took]


async def change_one(database: Database) -> float:
    took = []
    for nth in range(100):
        began = time.perf_counter()
        async with database.begin(NOW) as work:
            runner = await work.runner_of(ChatRef(channel="bench", chat_id=str(1000 + nth)))
            reminders = replace(runner.reminders, morning=clock_time(9, nth % 60))
            await work.save(runner, replace(runner, reminders=reminders))
        took.append(time.perf_counter() - began)
    return median(took)


def _add_rows(connection: sqlite3.Connection, count: int) -> None:
    """More reminders in the table, of nobody."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(
        """WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < ?)
        INSERT INTO reminders (athlete_id, kind, zone, plan, due_at, thinned)
        SELECT 10000000 + n, 'week', 'UTC', (SELECT plan FROM reminders LIMIT 1), ?, 0 FROM up""",
        (count, int((NOW + timedelta(days=1) - datetime(1970, 1, 1, tzinfo=NOW.tzinfo)).total_seconds() * 1e6)),
    )
