"""Time as a part that is handed in: whoever needs the hour or has to wait asks a clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The hour and waiting. The system's clock and the terminal's own one are built in app.py, others in tests."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds of this clock."""
