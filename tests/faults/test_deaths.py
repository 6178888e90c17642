"""Processes that die in the middle of a send, one after the other: what waits still goes out, and no sooner twice."""

import contextlib

import pytest

from bot.faults import FaultError, Faults
from bot.messages import ChatRef, Kind, Reply
from bot.outbox import Sender
from bot.store import Database
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import Platform, Script, content

CHAT = ChatRef(channel="test", chat_id="1")


@pytest.mark.parametrize(
    ("kind", "deaths", "arrives"), [("reply", 5, True), ("reply", 6, False), ("reminder", 5, True), ("timer", 1, False)]
)
async def test_what_dies_with_its_process_again_and_again_still_goes_out(
    database: Database, kind: Kind, deaths: int, arrives: bool
) -> None:
    clock, platform = FakeClock(), Platform()

    def sender(owner: str, armed: str = "") -> Sender:
        means = {"channels": {"test": platform}, "conversation": Script(), "content": content, "clock": clock}
        return Sender(database=database, owner=owner, reach=Faults.read(armed), **means)  # type: ignore[arg-type]

    async with database.begin(clock.now()) as work:
        contact = await work.contact(CHAT)
        await work.add_replies(contact.chat, contact.runner.id, [Reply(text="hello", kind=kind)])
    for number in range(deaths):
        with contextlib.suppress(FaultError):
            await sender(f"dead {number}", "send.before=error").drain()
        await clock.advance(seconds=9)
    alive = sender("alive")
    await alive.drain()
    assert platform.texts == (["hello"] if arrives else [])
    assert alive.tally.unknown == 1
    assert await alive.drain() == 0
