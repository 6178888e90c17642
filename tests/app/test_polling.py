"""One process polls for a token, the others wait; who dies or stops is followed by another."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from bot.app import SystemClock
from bot.app.polling import Poller
from bot.messages import Inbound, Receive
from bot.store import Database, open_database


class Line:
    """A channel as seen by pollers: how many poll at this moment, who began, and how it may end."""

    def __init__(self) -> None:
        self.now = 0
        self.began: list[str] = []
        self.broken = asyncio.Event()

    def of(self, who: str) -> Callable[[Receive], "asyncio.Future[None]"]:
        async def poll(_: Receive) -> None:
            self.began.append(who)
            self.now += 1
            assert self.now == 1, "two poll at once"
            try:
                await self.broken.wait()
            finally:
                self.now -= 1
            raise RuntimeError("the line is broken")

        return poll  # type: ignore[return-value]

    async def until(self, who: str) -> None:
        async with asyncio.timeout(10):
            while who not in self.began or not self.now:  # noqa: ASYNC110 - a line has no event for it
                await asyncio.sleep(0.02)


async def receive(_: Inbound) -> str | None:
    return None


@contextlib.asynccontextmanager
async def polling(
    database: Database, line: Line, who: str, **more: Callable[[str], bool]
) -> AsyncIterator[asyncio.Task[None]]:
    poller = Poller(
        channel="telegram",
        run=line.of(who),  # type: ignore[arg-type]
        name="poll:x",
        database=database,
        clock=SystemClock(),
        owner=who,
        **more,
    )
    task = asyncio.create_task(poller.run(receive))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task})


async def test_a_second_process_waits_says_for_whom_and_follows_when_the_first_stops(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line()
    async with polling(database, line, "box:1:a") as first:
        await line.until("box:1:a")
        async with polling(database, line, "box:2:b"):
            await asyncio.sleep(0.3)
            assert line.began == ["box:1:a"]
            assert "box:1:a polls with this token" in caplog.text
            first.cancel()
            await line.until("box:2:b")


async def test_one_that_is_known_to_be_dead_is_followed_at_once(database: Database) -> None:
    async with database.begin(SystemClock().now()) as work:
        await work.lease("poll:x", "box:1:a", timedelta(seconds=15))
    line = Line()
    async with polling(database, line, "box:2:b", gone=lambda owner: owner == "box:1:a"):
        await asyncio.wait_for(line.until("box:2:b"), 1)


async def test_how_a_channel_ends_is_told_and_the_place_is_free(database: Database) -> None:
    line = Line()
    async with polling(database, line, "box:1:a") as first:
        await line.until("box:1:a")
        line.broken.set()
        with pytest.raises(RuntimeError, match="broken"):
            await asyncio.wait_for(asyncio.shield(first), 5)
    line.broken.clear()
    async with polling(database, line, "box:2:b"):
        await asyncio.wait_for(line.until("box:2:b"), 1)


async def test_a_database_that_is_away_is_a_reason_to_wait_not_to_end(caplog: pytest.LogCaptureFixture) -> None:
    nowhere = open_database("postgresql+asyncpg://me@127.0.0.1:9/none")
    line = Line()
    async with polling(nowhere, line, "box:1:a") as task:
        await asyncio.sleep(0.5)
        assert not task.done()
        assert "does not answer" in caplog.text
    await nowhere.close()
    assert line.began == []
