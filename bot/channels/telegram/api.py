"""The Bot API as this channel calls it: python-telegram-bot's, but for updates, which are handed out as they come."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Bot


class Api(Bot):
    """A bot whose updates are read one by one, so that a strange or newer one does not keep the others."""

    async def updates(self, offset: int | None, kinds: Sequence[str], wait_s: int) -> list[Mapping[str, Any]]:
        """Updates from `offset` on, as JSON; waits so long for one. All before `offset` count as taken."""
        asked = {"offset": offset, "timeout": wait_s, "allowed_updates": list(kinds)}
        found = await self._post("getUpdates", asked, read_timeout=wait_s + 10)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
