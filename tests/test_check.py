"""`python -m bot check`: every fault a host can make is a line with a way to mend it, before anything is started."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.check import run_check
from bot.settings import Settings
from tests.fakes.bot_api import TOKEN
from tests.fakes.clock import FakeClock

NOW = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
CLOCK = FakeClock("2027-01-05T06:55")


@dataclass
class Platform:
    """What Telegram says of the bot, and what its clock shows."""

    url: str = ""
    status: int = 200
    text: str | None = None
    date: datetime | None = NOW
    hook: dict[str, Any] = field(default_factory=lambda: {"url": "", "pending_update_count": 0})

    async def answer(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN or self.status != 200:
            return web.json_response({"ok": False, "error_code": self.status}, status=max(401, self.status))
        if self.text is not None:
            return web.Response(text=self.text)
        bot = {"id": 1, "is_bot": True, "first_name": "Coach", "username": "coach_bot"}
        result = {"getMe": bot, "getWebhookInfo": self.hook}[request.match_info["method"]]
        headers = {} if self.date is None else {"Date": format_datetime(self.date, usegmt=True)}
        return web.json_response({"ok": True, "result": result}, headers=headers)


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    app, platform = web.Application(), Platform()
    app.router.add_get("/bot{token}/{method}", platform.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    platform.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
    yield platform
    await runner.cleanup()


@pytest.fixture
def folder(tmp_path: Path, migrated: bytes) -> Path:
    (tmp_path / "strongstride.db").write_bytes(migrated)
    return tmp_path


async def checked(folder: Path, platform: Platform, *, quick: bool = False, **changes: object) -> tuple[int, str]:
    """The status and the screen."""
    settings = {"data_dir": folder, "telegram_token": TOKEN, "telegram_api_url": platform.url, **changes}
    lines: list[str] = []
    status = await run_check(Settings.model_validate(settings), CLOCK, lines.append, quick=quick)
    screen = "\n".join(lines)
    assert TOKEN not in screen
    assert all(len(line) < 240 for line in lines)
    return status, screen


async def test_where_all_is_well_it_says_so_and_changes_nothing(folder: Path, platform: Platform) -> None:
    before = (folder / "strongstride.db").read_bytes()
    status, screen = await checked(folder, platform)
    assert status == 0
    for words in ("@coach_bot answers", "polled", "SQLite at", "tables up to date", "62 exercises", "All is well"):
        assert words in screen
    assert (folder / "strongstride.db").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "says", "mend"),
    [
        ({"status": 401}, "does not accept TELEGRAM_TOKEN", "@BotFather"),
        ({"status": 502}, "status 502", "proxy"),
        ({"text": "<html>router login"}, "does not answer", "proxy"),
        ({"text": "[1]"}, "nothing of a Bot API", "proxy"),
        ({"url": "http://127.0.0.1:9"}, "127.0.0.1:9 does not answer", "network"),
        ({"date": NOW - timedelta(minutes=3)}, "180 s ahead of", "set-ntp"),
        ({"date": NOW + timedelta(hours=1)}, "3600 s behind", "set-ntp"),
    ],
)
async def test_a_token_a_network_or_a_clock_that_is_wrong_is_a_fault_with_a_way_to_mend_it(
    folder: Path, platform: Platform, change: dict[str, Any], says: str, mend: str
) -> None:
    for name, value in change.items():
        setattr(platform, name, value)
    status, screen = await checked(folder, platform)
    assert status == 1
    assert says in screen
    assert mend in screen


@pytest.mark.parametrize(
    ("public", "hook", "status", "says"),
    [
        ("https://coach.example.org", {"url": "https://coach.example.org/telegram/abc"}, 0, "posted to https://coach"),
        ("https://coach.example.org", {"url": "https://old.example.org/telegram/abc"}, 1, "posted to https://old"),
        ("https://coach.example.org", {"url": ""}, 0, "No webhook is set yet"),
        (None, {"url": "https://old.example.org/telegram/abc"}, 0, "it removes it and polls"),
        (None, {"url": "", "pending_update_count": 340}, 0, "340 updates wait"),
    ],
)
async def test_where_updates_go_is_held_against_where_they_should(
    folder: Path, platform: Platform, public: str | None, hook: dict[str, Any], status: int, says: str
) -> None:
    platform.hook.update(hook)
    found, screen = await checked(folder, platform, public_url=public)
    assert (found, says in screen) == (status, True), screen
    assert "/telegram/abc" not in screen  # a webhook's path is nobody's business


@pytest.mark.parametrize(("minutes", "status"), [(10, 1), (300, 0)])
async def test_a_delivery_that_failed_lately_is_told_in_telegrams_words(
    folder: Path, platform: Platform, minutes: int, status: int
) -> None:
    at = int((NOW - timedelta(minutes=minutes)).timestamp())
    words = "SSL error {error:0A000086:SSL routines::certificate verify failed}"
    platform.hook.update(url="https://coach.example.org/t", last_error_date=at, last_error_message=words)
    found, screen = await checked(folder, platform, public_url="https://coach.example.org")
    assert (found, "certificate verify failed" in screen) == (status, status == 1)


async def test_a_database_that_is_missing_damaged_or_behind_says_what_to_run(
    folder: Path, platform: Platform, tmp_path: Path
) -> None:
    file = folder / "strongstride.db"
    whole = file.read_bytes()
    for data, says in ((None, "bot migrate"), (b"", "bot migrate"), (b"Dear diary " * 999, "damaged")):
        file.unlink()
        if data is not None:
            file.write_bytes(data)
        status, screen = await checked(folder, platform, quick=True)
        assert (status, says in screen) == (1, True), screen
        assert file.exists() == (data is not None)
        file.write_bytes(whole)
    assert (await checked(folder, platform, quick=True))[0] == 0


async def test_broken_content_and_a_folder_that_is_a_file_are_faults(folder: Path, platform: Platform) -> None:
    (folder / "content").mkdir()
    status, screen = await checked(folder, platform, content_dir=folder / "content")
    assert status == 1
    assert "python -m bot content check" in screen
    status, screen = await checked(folder, platform, data_dir=folder / "strongstride.db")
    assert status == 1
    assert "DATA_DIR" in screen


async def test_quick_asks_nobody_and_no_token_is_no_fault(folder: Path, platform: Platform) -> None:
    platform.status = 502
    status, screen = await checked(folder, platform, quick=True)
    assert (status, "Telegram" in screen) == (0, False)
    status, screen = await checked(folder, platform, telegram_token=None)
    assert (status, "@BotFather" in screen) == (0, True)


async def test_as_json_it_is_one_object_with_every_check(folder: Path, platform: Platform) -> None:
    platform.status = 401
    lines: list[str] = []
    settings = Settings.model_validate({"data_dir": folder, "telegram_token": TOKEN, "telegram_api_url": platform.url})
    assert await run_check(settings, CLOCK, lines.append, as_json=True) == 1
    found = json.loads("".join(lines))
    assert found["ok"] is False
    assert [(one["name"], one["state"]) for one in found["checks"]][-1] == ("Telegram", "fault")
    assert all(one["mend"] for one in found["checks"] if one["state"] == "fault")


async def test_postgresql_is_looked_at_the_same_way_and_its_password_is_shown_to_nobody(
    tmp_path: Path, platform: Platform, postgres_url: str
) -> None:
    status, screen = await checked(tmp_path, platform, database_url=postgres_url)
    assert (status, "PostgreSQL at" in screen) == (0, True), screen
    nobody = "postgresql+asyncpg://coach:pass-word@127.0.0.1:9/coach"
    status, screen = await checked(tmp_path, platform, database_url=nobody, quick=True)
    assert (status, "DATABASE_URL" in screen, "pass-word" in screen) == (1, True, False), screen
