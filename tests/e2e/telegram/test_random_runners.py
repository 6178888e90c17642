"""A hundred runners who do anything at all, for days: nothing is refused by the platform, unanswered or stuck."""

import asyncio
import logging
import random
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.store import checkup
from bot.store.vitals import vitals
from tests.e2e.support import known_runners
from tests.e2e.telegram.people import Person
from tests.e2e.telegram.support import Town, town

RUNNERS = 100
SEED = 20


@pytest.mark.parametrize("updates", [600, pytest.param(5_000, marks=pytest.mark.prove)])
async def test_whatever_a_hundred_runners_do_nothing_is_refused_unanswered_or_left(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, updates: int
) -> None:
    await known_runners(tmp_path, "telegram", range(1, RUNNERS // 2))
    caplog.set_level(logging.ERROR)
    async with town(tmp_path, admins="telegram:1", now="2027-01-05T06:55") as here:
        chance, people = random.Random(SEED), [Person.in_town(here, number, SEED) for number in range(1, RUNNERS + 1)]
        done = 0
        while done < updates:
            acts = [person.acts() for person in people]
            done += sum(len(each) for each in acts)
            await asyncio.gather(*(one_by_one(here, each) for each in acts))
            await here.settle()
            here.pass_s(chance.choice((1, 20, 200, 2_000, 9_000)))
            await here.made.pump()
            await here.settle()
        await until_nothing_waits(here)
        found = await here.made.database.look(partial(checkup, now=here.clock.now()))
        print(Counter(method for method, _ in here.api.requests), found.dead, found.expired)
    assert [record.getMessage() for record in caplog.records] == []
    assert found.set_aside == ()
    assert [reason for reason, _ in found.dead if "blocked" not in reason and "closed" not in reason] == []
    # what Telegram would refuse and what it would not answer is held against the door by town()


async def one_by_one(here: Town, updates: list[dict[str, Any]]) -> None:
    for update in updates:
        await here.post(update)


async def until_nothing_waits(here: Town) -> None:
    for _ in range(300):
        await here.settle()
        if not (await here.made.database.look(partial(vitals, now=here.clock.now()))).pending:
            return
        here.pass_s(600)
    raise AssertionError("something waits for ever")
