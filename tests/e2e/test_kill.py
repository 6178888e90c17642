"""Processes are killed at every point and at any instant: no report is lost or counted twice, no reminder is lost."""

import asyncio
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot.store import open_database
from tests.e2e.crash.audit import Verdict
from tests.e2e.crash.platform import FaultyApi
from tests.e2e.crash.processes import Fleet
from tests.e2e.crash.season import Season
from tests.e2e.processes import free_port
from tests.e2e.support import environment, known_runners, url
from tests.fakes.bot_api import TOKEN

CHATS = 30
CHATS_KILLED = 8
FAULTY = 0.05
"""The share of sends that something is wrong with, kills aside."""


async def killed(
    folder: Path,
    where: str,
    kills: int,
    *,
    seed: int,
    roles: Sequence[str] = ("all",),
    env: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Season, Verdict]:
    """A season under so many kills, on a platform with faults of its own; says what became of it."""
    await known_runners(folder, "telegram", range(1, CHATS + 1), where=where)
    database = open_database(where)
    async with FaultyApi(rate=FAULTY, draw=random.Random(seed)) as api, Fleet(folder) as fleet:
        season = Season(
            folder=folder,
            database=database,
            url=where,
            api=api,
            fleet=fleet,
            chats=CHATS,
            seed=seed,
            roles=roles,
            env=env or {},
        )
        try:
            verdict = await season.run(kills)
        finally:
            await database.close()
        assert api.refused == []
        assert TOKEN not in fleet.errors()
    engine = "SQLite" if database.sqlite else "PostgreSQL"
    print(f"\n{season} on {engine}: {verdict}\n{api}; stood still for {season.slowest_s:.1f} s")
    return season, verdict


SENT = "SELECT min(id) FROM outbox WHERE state = 'sent'"
PLANTED = {
    "DELETE FROM checkins WHERE id = (SELECT min(id) FROM checkins)": "report lost",
    "UPDATE checkins SET raw_text = (SELECT max(raw_text) FROM checkins) WHERE id = (SELECT min(id) FROM checkins)": (
        "report doubled"
    ),
    "DELETE FROM changes WHERE id = (SELECT min(id) FROM changes)": "changes: ",
    "DELETE FROM receipts WHERE update_id = (SELECT min(update_id) FROM receipts)": "receipts: ",
    "DELETE FROM outbox WHERE id = (SELECT min(id) FROM outbox WHERE reminder_id IS NOT NULL)": "reminder lost",
    f"UPDATE outbox SET state = 'pending' WHERE id = ({SENT})": "ended as pending",
    f"UPDATE outbox SET state = 'expired', reason = 'too late' WHERE id = ({SENT})": "ended as expired: too late",
    f"UPDATE outbox SET message_id = '1' WHERE id = ({SENT})": "said to be sent, and never arrived",
    f"DELETE FROM outbox WHERE id = ({SENT})": "times too often",
}
"""What a worse bot would leave behind, and the words by which the audit finds it."""


async def with_a_fault(season: Season, folder: Path, planted: str) -> Verdict:
    """What the audit says of the season's rows once one of them is wrong."""
    copy = folder / "planted.db"
    copy.unlink(missing_ok=True)
    with sqlite3.connect(folder / "strongstride.db") as whole, sqlite3.connect(copy) as spoilt:
        whole.backup(spoilt)
        spoilt.execute(planted)
    database = open_database(f"sqlite+aiosqlite:///{copy}")
    try:
        return await season.audit(database, season.api.ledger)
    finally:
        await database.close()


def several_machines() -> dict[str, Mapping[str, str]]:
    """What the one that takes in needs so that the platform can post to it; the others send."""
    port = str(free_port())
    return {"web": {"PORT": port, "BIND": "127.0.0.1", "PUBLIC_URL": f"http://127.0.0.1:{port}"}}


async def test_twenty_kills_of_one_process_on_a_file_lose_and_double_nothing(tmp_path):
    season, verdict = await killed(tmp_path, url(tmp_path), 20, seed=7)
    assert not verdict.faults, str(verdict)
    for planted, found in PLANTED.items():
        assert found in str(await with_a_fault(season, tmp_path, planted)), planted


async def test_ten_kills_of_three_processes_on_postgresql_lose_and_double_nothing(tmp_path, postgres_url):
    roles = ("web", "worker", "worker")
    _, verdict = await killed(tmp_path, postgres_url, 10, seed=7, roles=roles, env=several_machines())
    assert not verdict.faults, str(verdict)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10))
async def test_250_kills_of_one_process_on_a_file_lose_and_double_nothing(tmp_path, seed):
    _, verdict = await killed(tmp_path, url(tmp_path), 25, seed=seed)
    assert not verdict.faults, str(verdict)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10))
async def test_250_kills_of_three_processes_on_postgresql_lose_and_double_nothing(tmp_path, postgres_url, seed):
    roles = ("web", "worker", "worker")
    _, verdict = await killed(tmp_path, postgres_url, 25, seed=seed, roles=roles, env=several_machines())
    assert not verdict.faults, str(verdict)


def reported(folder: Path) -> Counter[str]:
    """How often each text stands as a report."""
    with sqlite3.connect(folder / "strongstride.db") as database:
        rows = database.execute("select raw_text from checkins where withdrawn_at is null").fetchall()
    return Counter(text for (text,) in rows)


async def test_a_report_that_was_answered_in_the_terminal_survives_a_kill(tmp_path):
    rng = random.Random(3)
    names = [f"runner{number}" for number in range(CHATS_KILLED)]
    await known_runners(tmp_path, "console", names)
    answered: list[str] = []
    said: list[str] = []
    for number, name in enumerate(names):
        text = f"back squat 3x5 {60 + number}kg"
        said.append(text)
        if await said_then_killed(tmp_path, name, text, patience_s=rng.uniform(0.5, 6)):
            answered.append(text)
    stands = reported(tmp_path)
    assert answered, "no chat lived long enough to answer"
    assert [text for text in answered if stands[text] != 1] == []
    assert all(stands[text] <= 1 for text in said)


async def said_then_killed(folder: Path, name: str, text: str, patience_s: float) -> bool:
    """Write one line in the terminal's chat, kill it at the answer or when patience ends; whether it answered."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "chat", "--json", "--as", name),
        cwd=folder,
        env=environment(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{text}\n".encode())
    try:
        line = await asyncio.wait_for(process.stdout.readline(), patience_s)
    except TimeoutError:
        line = b""
    process.kill()
    await process.wait()
    return bool(line)
