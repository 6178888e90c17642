"""Three ways for two workers to share a platform's thirty messages a second, against one that counts any second.

ours        slots as rows on PostgreSQL (bot/outbox/shared_pace.py): free again a second after the answer
bucket      what pyrate-limiter 4's PostgresBucket does, its statements on asyncpg (its own driver is psycopg, which the
            bot does not need): lock the table or be refused, count the last second, insert; refused: again in 10 ms
one holder  one worker alone, slots in memory (bot/outbox/pace.py): what a lease for one paced sender would come to

On the way to the platform a message takes 0–20 ms, and 10–30 ms until it is answered. A slot that rests for a second
after the answer goes round in a second and that: with 30 ms it can use 97 % of the pace, with 100 ms 91 %.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import asyncpg
from aiohttp import ClientSession

from bench.lines import Line
from bench.platform import PER_SECOND, TOKEN, Platform
from bench.world import opened, postgres
from bot.app.clocks import SystemClock
from bot.outbox import Rate
from bot.outbox.pace import Slots
from bot.outbox.shared_pace import SharedSlots

SECONDS = 10.0
WARM_S = 2.0
SENDERS = 24
RATE = Rate(overall=PER_SECOND, chat_every_s=1, burst=3)
Leave = Callable[[], Awaitable[Callable[[], None]]]
"""Waits for leave to send; what it gives is called when the platform has answered."""


def run() -> list[Line]:
    """Each way in turn."""
    with postgres() as server:
        url = server.create("pace")
        found = asyncio.run(_all(url, server.dsn("pace")))
    return [
        Line(
            part="pace",
            what=f"two workers, {name}",
            ours=f"{used:.1%} of {PER_SECOND}/s",
            baseline=f"{too_many} × 429, fullest second {fullest}",
            better=used,
            wanted="≥ 0.95 ×, no 429" if name.startswith("ours") else "",
            numbers={"used": used, "too_many": too_many, "fullest_second": fullest},
        )
        for name, (used, too_many, fullest) in found.items()
    ]


async def _all(url: str, dsn: str) -> dict[str, tuple[float, int, int]]:
    async with opened(url):
        found = {"ours: slots as rows": await _ours(url)}
        found["pyrate-limiter's bucket"] = await _bucket(dsn)
        alone = Slots(RATE, SystemClock(), lambda: None)
        found["one holder alone (slots in memory)"] = await _counted([_of_memory(alone)])
    return found


async def _ours(url: str) -> tuple[float, int, int]:
    async with AsyncExitStack() as stack:
        shared = [
            SharedSlots(
                database=await stack.enter_async_context(opened(url)),
                channel="bench",
                rate=RATE,
                clock=SystemClock(),
                owner=f"worker {nth}",
            )
            for nth in range(2)
        ]
        running = [asyncio.create_task(slots.run()) for slots in shared]
        counted = await _counted([_of_rows(slots) for slots in shared])
        for slots in shared:
            slots.close()
        await asyncio.wait(running, timeout=5)
    return counted


def _of_rows(slots: SharedSlots) -> Leave:
    async def leave() -> Callable[[], None]:
        slot = await slots.take(2)
        assert slot is not None
        await slot.opened()
        return slot.answered

    return leave


def _of_memory(slots: Slots) -> Leave:
    async def leave() -> Callable[[], None]:
        slot = await slots.wait()
        await slot.opened()
        return slot.answered

    return leave


async def _bucket(dsn: str) -> tuple[float, int, int]:
    pools = [await asyncpg.create_pool(dsn, min_size=4, max_size=4) for _ in range(2)]
    await pools[0].execute("CREATE TABLE ratelimit (name varchar, weight smallint, item_timestamp timestamp)")
    await pools[0].execute("CREATE INDEX timestampindex ON ratelimit (item_timestamp)")
    counted = await _counted([_of_bucket(pool) for pool in pools])
    for pool in pools:
        await pool.close()
    return counted


def _of_bucket(pool: asyncpg.Pool) -> Leave:
    async def leave() -> Callable[[], None]:
        while not await _put(pool):  # noqa: ASYNC110 - so it is done there
            await asyncio.sleep(0.01)
        return lambda: None

    return leave


async def _put(pool: asyncpg.Pool) -> bool:
    async with pool.acquire() as connection, connection.transaction():
        now = await connection.fetchval("SELECT extract(epoch FROM clock_timestamp())::float8")
        try:
            async with connection.transaction():
                await connection.execute("LOCK TABLE ratelimit IN EXCLUSIVE MODE NOWAIT")
        except asyncpg.LockNotAvailableError:
            return False
        query = "SELECT count(*) FILTER (WHERE item_timestamp >= to_timestamp($1)) FROM ratelimit"
        if await connection.fetchval(query, now - 1) >= PER_SECOND:
            await connection.execute("DELETE FROM ratelimit WHERE item_timestamp < to_timestamp($1)", now - 1)
            return False
        await connection.execute("INSERT INTO ratelimit VALUES ('send', 1, to_timestamp($1))", now)
        return True


async def _counted(workers: list[Leave]) -> tuple[float, int, int]:
    """Everybody sends what they have leave for: the share of the pace, refusals, and the fullest second."""
    async with Platform(answer_s=(0.01, 0.03)) as platform, ClientSession() as session:
        url = f"{platform.url}/bot{TOKEN}/sendMessage"

        async def sender(leave: Leave, chat: int) -> None:
            while True:
                answered = await leave()
                await asyncio.sleep(random.uniform(0, 0.02))
                async with session.post(url, json={"chat_id": chat, "text": "…"}) as response:
                    await response.read()
                answered()

        tasks = [
            asyncio.create_task(sender(leave, nth * SENDERS + chat))
            for nth, leave in enumerate(workers)
            for chat in range(SENDERS if len(workers) > 1 else 2 * SENDERS)
        ]
        began = time.monotonic() + WARM_S
        await asyncio.sleep(WARM_S + SECONDS)
        until = time.monotonic()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        sent = sum(began <= at < until for at, _ in platform.sent)
        return sent / ((until - began) * PER_SECOND), platform.too_many, platform.fullest
