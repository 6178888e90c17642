"""Sends through the bot's own connections to Telegram beside python-telegram-bot's, on one server in another process.

The same library, the same message, as many at once; only the layer below differs. CPU is this process's.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Callable

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bench.lines import Line
from bench.platform import TOKEN, Platform
from bot.channels.telegram.request import Connections

AT_ONCE = (16, 64, 256)
SENDS = 1500
SENDS_OF_BASELINE = 400
PATIENT_S = 60
WORDS = "<b>Tue 5 Jan · Lower body strength</b>\n4 × 6–8 @ 67.5 kg · rest 2:30 min\n" * 8


def run() -> list[Line]:
    """A line for every number of sends at once."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    try:
        root = ours.recv()
        return [_line(root, at_once) for at_once in AT_ONCE]
    finally:
        server.kill()


def _line(root: str, at_once: int) -> Line:
    baseline = asyncio.run(_sends(root, lambda: _httpx(at_once), at_once, SENDS_OF_BASELINE))
    mine = asyncio.run(_sends(root, lambda: Connections(limit=at_once), at_once, SENDS))
    again = asyncio.run(_sends(root, lambda: _httpx(at_once), at_once, SENDS_OF_BASELINE))
    best, cpu_ms = max(baseline[0], again[0]), min(baseline[1], again[1])
    return Line(
        part="http",
        what=f"sends a second, {at_once} at once",
        ours=f"{mine[0]:,.0f}/s, {mine[1]:.2f} ms CPU",
        baseline=f"{best:,.0f}/s, {cpu_ms:.2f} ms CPU (httpx)",
        better=mine[0] / best,
        wanted="≥ 5",
        numbers={"ours_a_s": mine[0], "baseline_a_s": best, "ours_cpu_ms": mine[1], "baseline_cpu_ms": cpu_ms},
    )


def _httpx(at_once: int) -> BaseRequest:
    return HTTPXRequest(
        connection_pool_size=at_once, pool_timeout=PATIENT_S, read_timeout=PATIENT_S, connect_timeout=PATIENT_S
    )


async def _sends(root: str, make: Callable[[], BaseRequest], at_once: int, count: int) -> tuple[float, float]:
    """Messages a second, and milliseconds of CPU for each."""
    request = make()
    bot = Bot(TOKEN, base_url=f"{root}/bot", request=request, get_updates_request=request)
    left = iter(range(count))

    async def send() -> None:
        for _ in left:
            await bot.send_message(7, WORDS, parse_mode="HTML")

    await asyncio.gather(*(bot.send_message(7, "warm") for _ in range(min(at_once, 32))))
    began, worked = time.perf_counter(), time.process_time()
    await asyncio.gather(*(send() for _ in range(at_once)))
    took, cpu_s = time.perf_counter() - began, time.process_time() - worked
    await request.shutdown()
    return count / took, cpu_s / count * 1000


def _serve(told) -> None:  # type: ignore[no-untyped-def]
    async def forever() -> None:
        async with Platform(limited=False, answer_s=(0, 0)) as platform:
            told.send(platform.url)
            await asyncio.Event().wait()

    asyncio.run(forever())
