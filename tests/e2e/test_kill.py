"""A process is killed at any instant while runners write: nothing is lost, nothing counts twice."""

import asyncio
import random
import sqlite3
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.support import Polling, environment, known_runners
from tests.fakes.bot_api import TOKEN, BotApi

KILLS = 25
SEEDS = (7, 8)
CHATS_KILLED = 8


def reported(folder: Path) -> Counter[str]:
    """How often each text stands as a report."""
    with sqlite3.connect(folder / "strongstride.db") as database:
        rows = database.execute("select raw_text from checkins where withdrawn_at is null").fetchall()
    return Counter(text for (text,) in rows)


async def killed_again_and_again(folder: Path, kills: int, seed: int) -> tuple[list[str], Counter[str], BotApi, bytes]:
    """Runners report while the process is killed; what they wrote, what stands, and the platform's own ledger."""
    rng = random.Random(seed)
    await known_runners(folder, "telegram", range(1, 3 * kills + 1))
    said: list[str] = []
    async with BotApi() as api:
        process = Polling(folder, api.url, TOKEN)
        for _ in range(kills):
            await process.start()
            for _ in range(rng.randint(1, 3)):
                said.append(f"back squat 3x5 {60 + len(said) / 2:g}kg, all good")
                await api.say(said[-1], chat_id=len(said))
            # from before the first poll to after the last reply
            await asyncio.sleep(rng.uniform(0.3, 3.5))
            await process.kill()
        await process.start()
        await api.until(lambda: not api.updates, seconds=60)
        await asyncio.sleep(1)
        await process.kill()
        return said, reported(folder), api, process.errors


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_report_counts_exactly_once_however_often_the_process_is_killed(tmp_path, seed):
    said, stands, api, errors = await killed_again_and_again(tmp_path, KILLS, seed)
    assert [text for text in said if stands[text] != 1] == []
    assert sum(stands.values()) == len(said)
    assert api.refused == []
    assert TOKEN.encode() not in errors


@pytest.mark.prove
async def test_two_hundred_kills_lose_and_double_nothing(tmp_path):
    said, stands, _, _ = await killed_again_and_again(tmp_path, 200, seed=9)
    assert stands == Counter(said)


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
