"""The clocks: the computer's own, and one for chats that choose their time. Nothing else reads what time it is."""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait, in real seconds."""
        await asyncio.sleep(seconds)


class OwnClock:
    """A clock that starts where it is told, runs `speed` times as fast as the real one, and can be set forward."""

    def __init__(self, start: datetime, speed: float = 1) -> None:
        self._start = start
        self._began = time.monotonic()
        self.speed = speed

    def now(self) -> datetime:
        """The instant, in UTC."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self.speed)

    async def sleep(self, seconds: float) -> None:
        """Wait for seconds of this clock."""
        await asyncio.sleep(seconds / self.speed)

    def set(self, instant: datetime) -> None:
        """It is `instant` now."""
        self._start, self._began = instant, time.monotonic()
