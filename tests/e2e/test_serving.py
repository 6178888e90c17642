"""Whole processes as a host runs them: in roles, asked to stop in the midst of it, killed, refused, side by side."""

import asyncio
import contextlib
import re
import signal
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.reminders import last_tick
from bot.store import open_database
from tests.e2e.processes import Process, running
from tests.e2e.support import known_runners
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.postgres import Postgres

CHATS = range(1, 21)


class SlowApi(BotApi):
    """A Bot API that takes its time with messages; `begun` are those it has not answered yet."""

    slow_s = 0.0
    begun = 0

    async def _sendMessage(self, params: dict[str, Any]) -> Any:
        self.begun += 1
        await asyncio.sleep(self.slow_s)
        self.begun -= 1
        return await super()._sendMessage(params)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The database of the processes, on each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'strongstride.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


async def rows(url: str) -> dict[str, int]:
    """How many rows of the outbox are in each state."""
    database = open_database(url)
    try:
        async with database.reading(database_now()) as work:
            return await work.counts()
    finally:
        await database.close()


def database_now() -> Any:
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime.now(UTC)


async def test_asked_to_stop_in_mid_delivery_it_ends_in_order_within_ten_seconds(tmp_path: Path, where: str) -> None:
    await known_runners(tmp_path, "telegram", CHATS, where=where)
    async with SlowApi() as api:
        api.slow_s = 1.5
        process = Process(tmp_path, "all", api.url, database=where)
        async with running(process):
            await process.ready()
            for chat in CHATS:
                await api.say(f"back squat 3x5 {60 + chat}kg, all good", chat_id=chat)
            await api.until(lambda: api.begun >= 4, seconds=60)
            began = time.monotonic()
            assert await process.stop() == 0
            assert time.monotonic() - began < 10
        assert api.begun == 0
        found = await rows(where)
        assert found.get("sent", 0) == len(api.messages)  # what was on its way is known to have arrived
        api.slow_s = 0
        again = Process(tmp_path, "all", api.url, database=where)
        async with running(again):
            await again.ready()
            await api.until(lambda: len(api.messages) >= len(CHATS), seconds=60)
            assert await again.stop() == 0
        assert await rows(where) == {"sent": len(CHATS)}
        assert len(api.messages) == len(CHATS)
        assert api.refused == []


async def test_a_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    await known_runners(tmp_path, "telegram", [1])
    async with SlowApi() as api:
        api.slow_s = 30
        process = Process(tmp_path, "all", api.url)
        async with running(process):
            await process.ready()
            await api.say("back squat 3x5 60kg, all good", chat_id=1)
            await api.until(lambda: api.begun == 1, seconds=40)
            process.send(signal.SIGTERM)
            await process.says("stopping")
            began = time.monotonic()
            process.send(signal.SIGTERM)
            assert await process.ended() == 128 + signal.SIGTERM
            assert time.monotonic() - began < 3


async def test_a_platform_that_never_answers_does_not_keep_it_beyond_ten_seconds(
    tmp_path: Path, postgres_url: str
) -> None:
    await known_runners(tmp_path, "telegram", [1], where=postgres_url)
    async with SlowApi() as api:
        api.slow_s = 60
        process = Process(tmp_path, "all", api.url, database=postgres_url)
        async with running(process):
            await process.ready()
            await api.say("back squat 3x5 60kg, all good", chat_id=1)
            await api.until(lambda: api.begun == 1, seconds=40)
            began = time.monotonic()
            assert await process.stop() == 0
            assert time.monotonic() - began < 10


async def test_on_postgresql_any_of_each_role_can_be_killed_and_the_others_go_on(
    tmp_path: Path, postgres_url: str
) -> None:
    await known_runners(tmp_path, "telegram", CHATS, where=postgres_url)
    database = open_database(postgres_url)
    async with BotApi() as api:
        one, other = webs = [Process(tmp_path, "web", api.url, database=postgres_url) for _ in range(2)]
        first, second = workers = [Process(tmp_path, "worker", api.url, database=postgres_url) for _ in range(2)]
        async with running(*webs):
            for web in webs:
                await web.ready(60)
            assert (await one.checks())["tick"] == {"ok": True, "says": "none yet"}
            await api.say("back squat 3x5 60kg, all good", chat_id=1)
            await api.until(lambda: not api.updates, seconds=60)
            assert (await rows(postgres_url))["pending"] >= 1
            assert api.texts(1) == []
            async with running(*workers):
                for worker in workers:
                    await worker.ready(60)
                await api.until(lambda: api.texts(1), seconds=60)
                polling, waiting = (one, other) if "on Telegram as" in one.log else (other, one)
                await waiting.says("polls with this token, and this process when that one stops")
                assert "on Telegram as" not in waiting.log
                await first.kill()
                await polling.kill()
                ticked_at = await last_tick(database)
                await waiting.says("on Telegram as", seconds=60)
                await api.say("back squat 3x5 60kg, all good", chat_id=2)
                await api.until(lambda: api.texts(2), seconds=60)
                async with asyncio.timeout(15):
                    while await last_tick(database) == ticked_at:  # noqa: ASYNC110 - another process writes it
                        await asyncio.sleep(0.2)
                assert await second.stop() == 0
            assert await waiting.stop() == 0
    await database.close()


async def test_through_faults_a_kill_and_a_revoked_token_no_line_holds_the_token_or_a_runners_words(
    tmp_path: Path,
) -> None:
    await known_runners(tmp_path, "telegram", [1])
    async with BotApi() as api:
        loud = Process(tmp_path, "all", api.url, LOG_LEVEL="debug", LOG_FORMAT="json")
        async with running(loud):
            await meets_faults(loud, api)
            await loud.kill()
        quiet = Process(tmp_path, "all", api.url, LOG_FORMAT="json")
        async with running(quiet):  # at once, for whoever held its place is known to be dead
            await meets_faults(quiet, api)
            assert "divorce" not in quiet.log
            api.faults += [("getUpdates", "401")] * 5
            await api.say("hello", chat_id=1)
            assert await quiet.ended() == 1
        assert "@BotFather has the current one" in quiet.log.splitlines()[-1]
        assert len(api.faults) >= 3, "it asked again and again with a token that is not valid"
        for process in (loud, quiet):
            assert '"level": "warning"' in process.log
            assert TOKEN.partition(":")[2] not in process.log
            assert "Traceback" not in process.log
            assert "Unclosed" not in process.log


async def meets_faults(process: Process, api: BotApi) -> None:
    """A runner reports while the platform stumbles."""
    await process.ready()
    api.faults += [("sendMessage", "500"), ("sendMessage", "reset after"), ("getUpdates", "reset before")]
    sent = len(api.messages)
    await api.say("my divorce lawyer says back squat 3x5 60kg", chat_id=1)
    await api.until(lambda: len(api.messages) > sent, seconds=60)


async def test_by_webhook_nothing_is_lost_while_the_database_is_away_and_forged_posts_get_nowhere(
    tmp_path: Path, postgres: Postgres, postgres_url: str
) -> None:
    await known_runners(tmp_path, "telegram", CHATS, where=postgres_url)
    async with BotApi() as api:
        process = Process(tmp_path, "all", api.url, database=postgres_url, WEBHOOK_SECRET="a-word-of-the-hosts")
        process.also(PUBLIC_URL=f"http://127.0.0.1:{process.port}")
        async with running(process):
            await process.ready()
            await api.until(lambda: api.webhook.get("url"), seconds=40)
            assert api.webhook["secret_token"] == "a-word-of-the-hosts"
            assert TOKEN.partition(":")[2] not in api.webhook["url"]
            await api.say("back squat 3x5 60kg, all good", chat_id=1)
            await api.until(lambda: api.texts(1), seconds=40)
            await forged(api.webhook["url"], posts=500)
            postgres.stop()
            await api.say("back squat 3x5 62.5kg, all good", chat_id=1)
            await api.until(lambda: 503 in api.posts, seconds=60)
            assert (await process.get("/healthz"))[0] == 200
            assert (await process.get("/readyz"))[0] == 503
            postgres.start()
            await api.until(lambda: len(api.texts(1)) > 1, seconds=60)
            await process.ready()
            _, figures = await process.get("/metrics")
            outcomes = dict(re.findall(r'webhook_posts_total\{channel="telegram",outcome="(.*?)"\} (.*)', figures))
            assert float(outcomes.pop("unavailable")) >= 1
            assert outcomes == {"taken": "2.0", "forged": "350.0", "malformed": "100.0", "oversized": "50.0"}
            for figure in (
                'updates_total{channel="telegram",outcome="stored"} 2.0',
                'sends_total{channel="telegram",kind="reply",outcome="sent"} 2.0',
                "intake_seconds_count 2.0",
                "reply_seconds_count 2.0",
                "database_up 1.0",
            ):
                assert f"strongstride_{figure}" in figures
            assert "ERROR bot.web" not in process.log
            assert await process.stop() == 0
        assert api.refused == []


async def forged(url: str, posts: int) -> None:
    """Seven of ten without the secret, two that are no update, one too large."""
    right = {"X-Telegram-Bot-Api-Secret-Token": "a-word-of-the-hosts"}
    wrong = {"X-Telegram-Bot-Api-Secret-Token": "a-word-of-the-host"}
    update = (
        b'{"update_id": 999999, "message": {"message_id": 1, "date": 1, "text": "RDL 4x6 80kg", "chat": {"id": 1}}}'
    )
    kinds = [(update, {}), (update, wrong)] * 3 + [(b"", wrong), (b"[" * 9999, right), (b'{"a": 1}', right)]
    kinds.append((b" " * 2_000_000, right))
    async with aiohttp.ClientSession() as session:
        for number in range(posts):
            body, headers = kinds[number % len(kinds)]
            with contextlib.suppress(aiohttp.ClientError):  # the door closes on a body that is too large
                async with session.post(url, data=body, headers=headers) as answer:
                    assert answer.status in {400, 403, 413}
