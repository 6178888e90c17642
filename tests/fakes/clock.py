"""A clock that stands still until a test moves it; waiting for it takes no time."""

import asyncio
from datetime import UTC, datetime, timedelta


class FakeClock:
    """Starts at a wall time in UTC. `sleep` waits until `advance` has come that far."""

    def __init__(self, now: str = "2027-01-05T06:55") -> None:
        self._now = datetime.fromisoformat(now).replace(tzinfo=UTC)
        self._moved = asyncio.Condition()

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        until = self._now + timedelta(seconds=seconds)
        async with self._moved:
            await self._moved.wait_for(lambda: self._now >= until)

    def set(self, now: str) -> None:
        """Jump to a wall time in UTC, without waking sleepers."""
        self._now = datetime.fromisoformat(now).replace(tzinfo=UTC)

    async def advance(self, **by: float) -> None:
        """Let so much time pass."""
        async with self._moved:
            self._now += timedelta(**by)
            self._moved.notify_all()
