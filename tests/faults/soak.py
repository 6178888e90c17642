"""`python -m tests.faults.soak URL COUNT`: so many updates through the real inbox, coach and sender; memory as it goes.

Prints a JSON line for every twentieth part: how many updates were taken, and the megabytes of this process.
"""

import asyncio
import gc
import json
import sys
from datetime import UTC, datetime, timedelta

import psutil

from bot import conversation
from bot.coaching.history import log_at
from bot.content import LiveContent, content_dir
from bot.inbox import Inbox
from bot.messages import ChatRef, Inbound, Outgoing
from bot.outbox import Sender
from bot.reminders import tick
from bot.store import Database, open_database
from tests.fakes.crowd import crowd

PARTS = 20
SAYS = (
    "/today",
    "back squat 3x5 {kg}kg, all good",
    "/week",
    "knee hurts 2/10",
    "/why",
    "gibberish {kg}",
    "/undo",
    "/help",
)
BEGINS = datetime(2027, 1, 5, 5, 40, tzinfo=UTC)


class Clock:
    """Two seconds pass with every update."""

    def __init__(self) -> None:
        self.taken = 0

    def now(self) -> datetime:
        return BEGINS + timedelta(seconds=2 * self.taken)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.01))


class Nowhere:
    """A platform that takes everything and keeps nothing."""

    name = "test"

    def requests(self, _message: Outgoing) -> int:
        return 1

    async def send(self, message: Outgoing) -> str | None:
        return message.edit_of or str(message.id)

    async def react(self, _chat: ChatRef, _message_id: str, _emoji: str) -> None:
        return None


async def soak(database: Database, count: int) -> None:
    """Every runner in turn says everything in turn; reminders fall due on the way, and old rows are forgotten."""
    clock, content = Clock(), LiveContent(content_dir())
    means = {"database": database, "conversation": conversation, "content": content.current, "clock": clock}
    sender = Sender(channels={"test": Nowhere()}, owner="me", **means)  # type: ignore[arg-type]
    inbox = Inbox(
        owner="me",
        send=sender.flush,
        fold=lambda runner, day: log_at(content.current().catalogue, runner.athlete, runner.reports, day).working,
        **means,  # type: ignore[arg-type]
    )
    chats = max(50, count // 20)
    await crowd(database, chats, clock.now())
    for number in range(count):
        clock.taken = number
        words = SAYS[number // chats % len(SAYS)].format(kg=40 + number % 97)
        chat = ChatRef(channel="test", chat_id=str(1 + number % chats))
        await inbox.receive(
            Inbound(chat=chat, update_id=str(number), at=clock.now(), text=words, message_id=str(number))
        )
        if number % 500 == 499:
            await tick(database, clock.now())
            await sender.drain()
        if number % (count // PARTS) == count // PARTS - 1:
            gc.collect()
            megabytes = psutil.Process().memory_info().rss / 1e6
            sys.stdout.write(json.dumps({"taken": number + 1, "megabytes": megabytes}) + "\n")
            sys.stdout.flush()


async def main(url: str, count: int) -> None:
    """The whole of it."""
    database = open_database(url)
    await soak(database, count)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
