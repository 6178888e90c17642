"""The bot on Telegram in this process, against the Bot API double."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot.app import SystemClock, parts
from bot.app.building import Parts
from bot.channels.telegram import Telegram
from bot.conversation import COMMANDS
from bot.meters import Meters
from bot.settings import Settings
from tests.fakes.bot_api import TOKEN, BotApi


@dataclass
class Running:
    """The bot at work in this process."""

    api: BotApi
    door: asyncio.Task[None]
    telegram: Telegram
    made: Parts
    meters: Meters

    async def expect(self, words: str, chat_id: int = 7) -> str:
        """The newest message that holds the words, waited for."""
        return await self.api.until(lambda: next((t for t in reversed(self.api.texts(chat_id)) if words in t), None))

    async def consented(self, chat_id: int = 7) -> None:
        """A runner who has said yes to all that is asked before the first question."""
        await self.api.say("/start", chat_id)
        for words, label in (
            ("strength coach", "Yes, let's start"),
            ("Health notes", "Yes, keep them"),
            ("Before we start", "None of these"),
        ):
            await self.expect(words, chat_id)
            await self.api.tap(label, chat_id)
        await self.expect("1/9", chat_id)


@contextlib.asynccontextmanager
async def running(folder: Path, api: BotApi, token: str = TOKEN, **more: object) -> AsyncIterator[Running]:
    """The bot, polling; `more` is for Telegram."""
    settings, meters = Settings(data_dir=folder), Meters()
    clock = SystemClock()
    door = Telegram(token=token, clock=clock, commands=COMMANDS, root=api.url, meters=meters, **more)  # type: ignore[arg-type]
    async with parts(settings, clock, [door], make_tables=True) as made:
        sending = asyncio.create_task(made.sender.run())
        polling = asyncio.create_task(door.run(made.inbox.receive))
        try:
            yield Running(api, polling, door, made, meters)
        finally:
            for task in (polling, sending):
                task.cancel()
            await asyncio.wait([polling, sending])
            await made.inbox.answered()
            await door.close()
