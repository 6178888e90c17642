"""The bot on Telegram in this process, against the Bot API double."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot.app import SystemClock, parts
from bot.app.building import Parts
from bot.channels.telegram import Telegram
from bot.conversation import COMMANDS
from bot.messages import ChatRef
from bot.meters import Meters
from bot.settings import Settings
from tests.chat import Chat
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

    async def knows(self, chat_id: int = 7) -> None:
        """A runner who has answered every question, and is in their second week."""
        begun = self.made.clock.now().date() - timedelta(days=8)
        async with self.made.database.begin(self.made.clock.now()) as work:
            before = await work.runner_of(ChatRef(channel="telegram", chat_id=str(chat_id)))
            await work.save(before, replace(Chat.ready(start=begun).runner, id=before.id))


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
