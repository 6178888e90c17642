"""Whatever a host gets wrong: one clear sentence on standard error, exit status 2, no traceback."""

import asyncio
import contextlib
import shutil
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.store import migrate
from tests.e2e.support import ROOT, Polling, bot, url
from tests.fakes.bot_api import TOKEN, BotApi

RUN = ("run",)
CHAT = ("chat", "--json")
NOBODY = "http://127.0.0.1:9"
"""A Bot API that does not answer: nothing here gets as far as asking it."""


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with its tables and nothing in them."""
    folder = tmp_path_factory.mktemp("hosting")
    asyncio.run(migrate(url(folder)))
    return (folder / "strongstride.db").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, empty_database: bytes) -> Path:
    """A host's folder with a database that is ready."""
    (tmp_path / "strongstride.db").write_bytes(empty_database)
    return tmp_path


def told(*args: str, folder: Path, **more: str) -> str:
    """What a command that cannot work says: on standard error, with status 2, in few lines (no traceback: support)."""
    settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": NOBODY, "LOG_LEVEL": "error", **more}
    done = bot(*args, folder=folder, text="", timeout=60, **settings)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert done.stderr.strip()
    assert len(done.stderr.splitlines()) <= 4, done.stderr
    assert TOKEN not in done.stderr + done.stdout
    return done.stderr


@pytest.mark.parametrize(
    ("args", "more", "says"),
    [
        (RUN, {"TELEGRAM_TOKEN": "hello"}, "TELEGRAM_TOKEN: is no bot token"),
        (RUN, {"DATABASE_URL": "mysql://me@here/x"}, "DATABASE_URL: must start with sqlite"),
        (RUN, {"DATABASE_URL": "postgres://me:secret@127.0.0.1:9/x"}, "127.0.0.1/x does not answer"),
        (RUN, {"TELEGRAM_TOKEN": ""}, "python -m bot chat"),
        (RUN, {"TELEGRAM_TOKEN_FILE": "nowhere.txt", "TELEGRAM_TOKEN": ""}, "nowhere.txt cannot be read"),
        (RUN, {"ROLE": "worker"}, "on SQLite one process does it all"),
        (("run", "--role", "web"), {}, "on SQLite one process does it all"),
        (RUN, {"STRONGSTRIDE_FAILPOINTS": "nowhere=kill"}, "STRONGSTRIDE_FAILPOINTS: there is no point 'nowhere'"),
        (RUN, {"PUBLIC_URL": "http://coach.example.org", "TELEGRAM_API_URL": ""}, "Telegram posts to https only"),
        (RUN, {"DISCORD_TOKEN": "abc"}, "no Discord channel yet"),
        (("run", "--role", "boss"), {}, "Example: --role all"),
        (("backup", "copy.db"), {"LOG_LEVEL": "loud"}, "Example: LOG_LEVEL=info"),
    ],
)
def test_a_wrong_setting_is_named_with_what_would_be_right(
    folder: Path, args: tuple[str, ...], more: dict[str, str], says: str
) -> None:
    assert says in told(*args, folder=folder, **more)


def test_two_wrong_settings_are_told_at_once(folder: Path) -> None:
    says = told("run", folder=folder, PORT="0", LOG_FORMAT="xml")
    assert "PORT: " in says
    assert "LOG_FORMAT: " in says


def test_a_port_that_is_taken_is_named(folder: Path) -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        says = told("run", folder=folder, PORT=port, BIND="127.0.0.1")
    assert f"PORT={port}: cannot listen there (Address already in use)" in says


def no_database(path: Path) -> None:
    path.write_text("Dear diary, today I ran. " * 500)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40_000])


@pytest.mark.parametrize(
    ("args", "damage"),
    [
        (RUN, no_database),
        (CHAT, no_database),
        (("migrate",), no_database),
        (("doctor",), cut_short),
        (("backup", "copy.db"), cut_short),
    ],
)
def test_a_damaged_database_says_how_to_bring_back_a_copy(
    folder: Path, args: tuple[str, ...], damage: Callable[[Path], None]
) -> None:
    damage(folder / "strongstride.db")
    says = told(*args, folder=folder)
    assert "damaged" in says
    assert not (folder / "copy.db").exists()


@pytest.mark.parametrize("args", [RUN, CHAT, ("doctor",)])
def test_a_database_that_can_only_be_read_says_whose_right_is_missing(folder: Path, args: tuple[str, ...]) -> None:
    only = f"sqlite+aiosqlite:///file:{folder / 'strongstride.db'}?mode=ro&uri=true"
    assert "cannot be written. Give this user the right" in told(*args, folder=folder, DATABASE_URL=only)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert "cannot be opened" in told("migrate", folder=tmp_path, DATA_DIR=str(tmp_path / "file" / "data"))


@pytest.mark.parametrize("args", [RUN, ("doctor",)])
def test_missing_tables_say_which_command_makes_them(tmp_path: Path, args: tuple[str, ...]) -> None:
    assert "Run 'python -m bot migrate'" in told(*args, folder=tmp_path)


@pytest.mark.parametrize("args", [RUN, CHAT])
def test_tables_of_an_older_version_say_which_command_renews_them(folder: Path, args: tuple[str, ...]) -> None:
    of_version(folder, None)
    assert "older version. Run 'python -m bot migrate'" in told(*args, folder=folder)


@pytest.mark.parametrize("args", [RUN, ("migrate",)])
def test_a_database_of_a_newer_version_is_left_alone(folder: Path, args: tuple[str, ...]) -> None:
    of_version(folder, "9999")
    before = (folder / "strongstride.db").read_bytes()
    assert "newer version (9999)" in told(*args, folder=folder)
    assert (folder / "strongstride.db").read_bytes() == before


def of_version(folder: Path, revision: str | None) -> None:
    with contextlib.closing(sqlite3.connect(folder / "strongstride.db")) as raw, raw:
        raw.execute("DELETE FROM alembic_version")
        if revision:
            raw.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
        raw.commit()


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("faq.yaml", "a: [1, 2\nb: 3\n", "faq.yaml:2"),
        ("faq.yaml", "a: 1\n", "faq.yaml"),
    ],
)
def test_wrong_content_names_the_file(folder: Path, file: str, text: str, says: str) -> None:
    broken = folder / "content"
    shutil.copytree(ROOT / "content", broken)
    (broken / file).write_text(text)
    done = bot("run", folder=folder, TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY, CONTENT_DIR=str(broken))
    assert done.returncode == 2
    assert says in done.stderr


def test_a_content_folder_that_is_not_there_is_named(folder: Path) -> None:
    assert "nowhere" in told("run", folder=folder, CONTENT_DIR=str(folder / "nowhere"))


@contextlib.asynccontextmanager
async def a_bot_at_work(folder: Path, api: BotApi) -> AsyncIterator[Polling]:
    """Another process that runs on the folder's database and ticks."""
    process = Polling(folder, api.url, TOKEN)
    await process.start()
    try:
        await asyncio.to_thread(_until_it_ticks, folder / "strongstride.db")
        yield process
    finally:
        await process.kill()


def _until_it_ticks(path: Path) -> None:
    for _ in range(300):
        with contextlib.closing(sqlite3.connect(path)) as raw:
            if raw.execute("SELECT 1 FROM leases WHERE name = 'tick'").fetchone():
                return
        time.sleep(0.1)
    raise AssertionError("it never ticked")


async def test_beside_a_bot_that_runs_a_second_one_ends_and_copies_are_made_and_brought_back(folder: Path) -> None:
    async with BotApi() as api, a_bot_at_work(folder, api):
        says = await asyncio.to_thread(told, "run", folder=folder)
        assert "already sends the reminders" in says
        made = await asyncio.to_thread(bot, "backup", "copy.db", folder=folder)
        assert (made.returncode, made.stderr) == (0, "")
        back = await asyncio.to_thread(bot, "restore", "copy.db", folder=folder)
        assert (back.returncode, back.stderr) == (0, "")
        looked = await asyncio.to_thread(bot, "doctor", folder=folder)
        assert looked.returncode == 0
        assert ", until 20" in looked.stdout
    back = await asyncio.to_thread(bot, "restore", "copy.db", folder=folder)
    assert back.returncode == 0, back.stderr
    assert "before-restore-2" in back.stdout
