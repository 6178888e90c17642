"""A copy is brought back under a bot at work on Telegram: the chat goes on from it, and nobody restarts anything."""

import asyncio
from pathlib import Path

from tests.e2e.support import Polling, bot, known_runners
from tests.fakes.bot_api import TOKEN, BotApi


async def test_a_copy_is_brought_back_while_the_bot_runs_and_the_chat_goes_on_from_it(tmp_path: Path) -> None:
    await known_runners(tmp_path, "telegram", [7])
    async with BotApi() as api:
        running = Polling(tmp_path, api.url, TOKEN)
        await running.start()

        async def answered(text: str, *words: str) -> str:
            shown = len(api.texts())
            await api.say(text)
            await api.until(lambda: len(api.texts()) > shown and any(all_in(words, t) for t in api.texts()[shown:]), 30)
            return "\n".join(api.texts()[shown:])

        try:
            await answered("/settings body mass 71", "71")
            await command(tmp_path, "backup", "copy.db")
            await answered("/settings body mass 93", "93")
            assert "before-restore-1" in await command(tmp_path, "restore", "copy.db")
            said = await answered("/fuel", "g")
            assert "71" in said
            assert "93 kg" not in said
            await answered("/settings body mass 72", "72")
            doctor = await command(tmp_path, "doctor")
            assert ", until 20" in doctor  # the bot's own right to tick was left to it
        finally:
            await running.kill()
        assert running.errors == b""
        assert api.refused == []
    assert (tmp_path / "strongstride.db.before-restore-1").exists()


def all_in(words: tuple[str, ...], text: str) -> bool:
    return all(word in text for word in words)


async def command(folder: Path, *args: str) -> str:
    done = await asyncio.to_thread(bot, *args, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout
