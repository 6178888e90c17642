"""A process is killed at any instant while runners write: nothing is lost, nothing counts twice."""

import asyncio
import random
import sqlite3
from collections import Counter
from pathlib import Path

from tests.e2e.support import Polling, a_known_runner
from tests.fakes.bot_api import TOKEN, BotApi

KILLS = 50
SEED = 7


def reported(folder: Path) -> Counter[str]:
    """How often each text stands as a report."""
    with sqlite3.connect(folder / "strongstride.db") as database:
        rows = database.execute("select raw_text from checkins where withdrawn_at is null").fetchall()
    return Counter(text for (text,) in rows)


async def killed_again_and_again(folder: Path, kills: int) -> tuple[list[str], Counter[str], BotApi, bytes]:
    """Runners report while the process is killed; what they wrote, what stands, and the platform's own ledger."""
    rng = random.Random(SEED)
    await a_known_runner(folder, "telegram", "7")
    said: list[str] = []
    async with BotApi() as api:
        process = Polling(folder, api.url, TOKEN)
        for _ in range(kills):
            await process.start()
            for _ in range(rng.randint(1, 3)):
                said.append(f"note to self number {len(said)}: back squat 3x5 {60 + len(said) / 2:g}kg")
                await api.say(said[-1])
            # from before the first poll to after the last reply
            await asyncio.sleep(rng.uniform(0.3, 4.0))
            await process.kill()
        await process.start()
        await api.until(lambda: not api.updates, seconds=60)
        await asyncio.sleep(1)
        await process.kill()
        return said, reported(folder), api, process.errors


async def test_every_report_counts_exactly_once_however_often_the_process_is_killed(tmp_path):
    said, stands, api, errors = await killed_again_and_again(tmp_path, KILLS)
    assert [text for text in said if stands[text] != 1] == []
    assert sum(stands.values()) == len(said)
    assert api.refused == []
    assert TOKEN.encode() not in errors
