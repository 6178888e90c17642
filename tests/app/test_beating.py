"""Who ticks: on a file the one that holds the lease, on PostgreSQL everybody."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Parts, parts
from bot.app.beating import Beats
from bot.reminders import last_tick
from bot.settings import Settings
from tests.fakes.clock import FakeClock


@pytest.fixture
async def made(tmp_path: Path, database_url: str) -> AsyncIterator[Parts]:
    url = database_url.replace("sqlite:///", "sqlite+aiosqlite:///")
    async with parts(Settings(data_dir=tmp_path, database_url=url), FakeClock(), []) as made:
        yield made


async def test_a_process_that_stood_still_while_another_took_its_place_leaves_the_ticks_to_it(made: Parts) -> None:
    beats = Beats(made)
    assert await made.may_tick() is None
    await beats.tick()
    before = await last_tick(made.database)
    await made.clock.advance(seconds=40)  # type: ignore[attr-defined]
    async with made.database.begin(made.clock.now()) as work:
        assert (await work.lease("tick", "elsewhere:17:ab", timedelta(seconds=30))).mine
    await beats.keep()
    await beats.tick()
    assert await last_tick(made.database) == before
    await made.clock.advance(seconds=40)  # type: ignore[attr-defined]
    await beats.keep()  # the other one is gone again
    await beats.tick()
    assert await last_tick(made.database) == made.clock.now()


async def test_on_a_file_the_metronome_keeps_the_lease_and_on_postgresql_there_is_none(made: Parts) -> None:
    names = [job.func for job in Beats(made).metronome(works=True).get_jobs()]
    assert len(names) == (4 if made.database.sqlite else 3)
    assert len(Beats(made).metronome(works=False).get_jobs()) == 1


async def test_a_process_that_stops_in_the_middle_of_a_tick_tells_of_no_error(
    made: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    beats = Beats(made)
    assert await made.may_tick() is None
    beating = beats.metronome(works=True)
    async with made.database.begin(made.clock.now()):  # on a file the tick waits for this
        beating.start()
        await asyncio.sleep(1.3)
        beating.shutdown(wait=False)
        await asyncio.sleep(0.1)
    assert not [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
