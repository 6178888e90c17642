"""A worker of its own process whose platform never answers; it says when it began to send, and is to be killed."""

import asyncio
import sys

from bot.app.clocks import SystemClock
from bot.outbox import Worker
from bot.store import open_database
from tests.fakes.delivery import Platform, Script, content


async def main(url: str) -> None:
    """Send whatever is handed out, without end."""
    platform = Platform()
    platform.takes_s = 3600
    platform.heard = lambda: print("sending", flush=True)
    worker = Worker(
        database=open_database(url),
        channels={"test": platform},
        conversation=Script(),
        content=content,
        clock=SystemClock(),
        owner="to be killed",
    )
    await worker.run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
