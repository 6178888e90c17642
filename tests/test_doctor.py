"""The host of runners who hear nothing sees on one screen why, and never what the runners wrote."""

import asyncio
import contextlib
import os
import socket
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import StartError
from bot.doctor import run_doctor
from bot.messages import ChatRef, Inbound, Reply
from bot.reminders import tick
from bot.settings import Settings
from bot.store import Database, UnitOfWork, open_database
from bot.store.jobs import Handed, Jobs

NOW = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
ADA = ChatRef(channel="telegram", chat_id="71")
BO = ChatRef(channel="telegram", chat_id="72")
SECRET = "my left knee and my divorce"


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """On a file, which these tests reach into."""
    return sqlite_database


def settings(path: Path) -> Settings:
    return Settings(database_url=f"sqlite+aiosqlite:///{path}")


async def screen(path: Path, now: datetime = NOW) -> str:
    lines: list[str] = []
    await run_doctor(settings(path), now, lines.append)
    return "\n".join(lines)


async def trouble(path: Path) -> tuple[str, str]:
    """What is shown, and the sentence it ends with."""
    lines: list[str] = []
    with pytest.raises(StartError) as error:
        await run_doctor(settings(path), NOW, lines.append)
    return "\n".join(lines), str(error.value)


def change(path: Path, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement, values)


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


async def ended(work: UnitOfWork, chat: ChatRef, state: str, reason: str) -> None:
    contact = await work.contact(chat)
    await work.add_replies(contact.chat, contact.runner.id, [Reply(text=SECRET)])
    queued = await work.first_of(contact.chat.id)
    assert queued is not None
    await work.send_ended(queued, state, reason=reason)  # type: ignore[arg-type]


async def test_a_quiet_bot_is_told_in_a_few_lines(database: Database, tmp_path: Path) -> None:
    said = await screen(tmp_path / "data.db")
    assert "data.db, tables: up to date" in said
    assert "nobody: no bot is running" in said
    assert "0 pending, 0 of them due" in said
    assert "Oldest unsent" not in said
    assert len(said.splitlines()) <= 10


async def test_who_ticks_is_named_and_one_that_was_killed_is_called_so(database: Database, tmp_path: Path) -> None:
    for owner, says in [
        ("elsewhere:17", "elsewhere:17, until 2027-01-05 06:55"),
        (f"{socket.gethostname()}:{os.getpid()}", ", until"),
        (f"{socket.gethostname()}:99999999", "99999999 was killed"),
    ]:
        async with database.begin(NOW) as work:
            assert (await work.lease("tick", owner, timedelta(seconds=30))).mine
        assert says in await screen(tmp_path / "data.db")
        async with database.begin(NOW) as work:
            await work.give_back("tick", owner)


async def test_what_waits_names_the_oldest_and_what_was_in_its_way(database: Database, tmp_path: Path) -> None:
    async with database.begin(NOW - timedelta(hours=3)) as work:
        contact = await work.contact(ADA)
        await work.add_replies(contact.chat, contact.runner.id, [Reply(text=SECRET), Reply(text="b", after_s=86_000)])
        queued = await work.first_of(contact.chat.id)
        assert queued is not None
        await work.send_begun(queued)
        await work.put_off(queued, NOW + timedelta(minutes=5), "no\nconnection")
    said = await screen(tmp_path / "data.db")
    assert "2 pending, 1 of them due" in said
    assert "(reply) to telegram:71, due since 2027-01-05 03:55 UTC, tried 1 times: no connection" in said
    assert SECRET not in said


async def test_a_weeks_failures_are_counted_by_their_reasons(database: Database, tmp_path: Path) -> None:
    for days, state, reason in [
        (9, "dead", "long ago"),
        (3, "dead", "may have arrived, not repeated: no answer"),
        (2, "expired", "too late"),
        (2, "expired", "missed: we were down"),
        (1, "expired", "too late"),
    ]:
        async with database.begin(NOW - timedelta(days=days)) as work:
            await ended(work, ADA, state, reason)
    lines = (await screen(tmp_path / "data.db")).splitlines()
    at = lines.index("Expired, 7 days 3")
    assert [line.strip() for line in lines[at + 1 : at + 3]] == ["2 × too late", "1 × missed: we were down"]
    assert "Dead, 7 days    1" in lines
    assert "long ago" not in "\n".join(lines)


async def test_an_update_set_aside_has_its_number_and_the_error_but_not_its_words(
    database: Database, tmp_path: Path
) -> None:
    failing = Inbound(chat=ADA, update_id="4711", message_id="1", text=SECRET, at=NOW)
    tried_once = Inbound(chat=ADA, update_id="4712", message_id="2", text=SECRET, at=NOW)
    async with database.begin(NOW) as work:
        assert await work.failed(failing, "KeyError at day.py:7", enough=1)
        assert not await work.failed(tried_once, "KeyError at day.py:7", enough=3)
    said = await screen(tmp_path / "data.db")
    assert "telegram 4711: KeyError at day.py:7, 2027-01-05 06:55 UTC" in said
    assert "4712" not in said
    assert SECRET not in said


async def test_a_chat_that_is_off_is_named_with_the_reason(database: Database, tmp_path: Path) -> None:
    async with database.begin(NOW) as work:
        contact = await work.contact(BO)
        await work.add_replies(contact.chat, contact.runner.id, [Reply(text=SECRET)])
        queued = await work.first_of(contact.chat.id)
        assert queued is not None
        await work.switch_off(queued, "Forbidden: bot was blocked by the user")
    said = await screen(tmp_path / "data.db")
    assert "telegram:72: Forbidden: bot was blocked by the user, 2027-01-05 06:55 UTC" in said
    assert "1 × Forbidden: bot was blocked by the user" in said


async def test_many_troubles_still_fit_a_screen(database: Database, tmp_path: Path) -> None:
    async with database.begin(NOW) as work:
        for number in range(40):
            failing = Inbound(chat=ADA, update_id=str(number), message_id="1", text="x", at=NOW)
            await work.failed(failing, "ValueError", enough=1)
            await ended(work, ADA, "dead", f"reason {number} {'and so on ' * 40}")
    said = await screen(tmp_path / "data.db")
    assert "and 32 more" in said
    assert len(said.splitlines()) < 50
    assert max(map(len, said.splitlines())) < 160


async def test_a_missing_database_is_a_sentence_and_stays_missing(tmp_path: Path) -> None:
    _, says = await trouble(tmp_path / "none.db")
    assert "no database" in says
    assert "python -m bot migrate" in says
    assert names(tmp_path) == []


def behind(path: Path) -> None:
    change(path, "DELETE FROM alembic_version")


def ahead(path: Path) -> None:
    change(path, "UPDATE alembic_version SET version_num = '9999'")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_database(path: Path) -> None:
    path.write_text("Dear diary, today I ran. " * 500)


def damaged_inside(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:-60_000] + b"\xff" * 60_000)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (behind, "of an older version. Run 'python -m bot migrate'"),
        (ahead, "of a newer version (9999)"),
        (empty, "is empty. Run 'python -m bot migrate'"),
        (no_database, "damaged or none of ours. Restore a copy"),
        (damaged_inside, "damaged or none of ours. Restore a copy"),
    ],
)
async def test_a_database_that_cannot_be_used_is_a_sentence(
    tmp_path: Path, migrated: bytes, make: Callable[[Path], None], says: str
) -> None:
    path = tmp_path / "data.db"
    path.write_bytes(migrated)
    make(path)
    assert says in (await trouble(path))[1]


async def test_a_read_only_database_shows_what_can_be_read_and_says_that_it_cannot_be_written(
    database: Database, tmp_path: Path
) -> None:
    async with database.begin(NOW) as work:
        await ended(work, ADA, "dead", "the disk was full")
    shown, says = await trouble(Path(f"file:{tmp_path / 'data.db'}?mode=ro&uri=true"))
    assert "1 × the disk was full" in shown
    assert "cannot be written" in says


async def asked(url: str, now: datetime = NOW) -> tuple[int, str]:
    """The exit status and the screen, of either engine."""
    lines: list[str] = []
    status = await run_doctor(
        Settings(database_url=url.replace("sqlite:///", "sqlite+aiosqlite:///")), now, lines.append
    )
    return status, "\n".join(lines)


async def test_a_database_that_nobody_has_used_yet_needs_nothing(database_url: str) -> None:
    status, said = await asked(database_url)
    assert status == 0
    assert "Needs you       none" in said
    assert "Last tick       never" in said


async def test_while_it_ticks_nothing_is_needed_and_when_that_stops_the_host_is(database_url: str) -> None:
    opened = open_database(database_url)
    await tick(opened, NOW)
    await opened.close()
    status, said = await asked(database_url, NOW + timedelta(seconds=30))
    assert (status, "30 s ago" in said) == (0, True)
    status, said = await asked(database_url, NOW + timedelta(hours=3))
    assert (status, "3 h ago" in said) == (1, True)
    assert "nothing has ticked for 3 h: no reminder comes. Start 'python -m bot run" in said


async def test_a_message_that_should_be_out_for_minutes_needs_the_host(database_url: str) -> None:
    opened = open_database(database_url)
    async with opened.begin(NOW) as work:
        contact = await work.contact(ADA)
        await work.add_replies(contact.chat, contact.runner.id, [Reply(text=SECRET)])
    await opened.close()
    assert (await asked(database_url, NOW + timedelta(minutes=1)))[0] == 0
    status, said = await asked(database_url, NOW + timedelta(minutes=6))
    assert status == 1
    assert "1 messages should be out, the first since 2027-01-05 06:55 UTC" in said
    assert SECRET not in said


async def test_who_polls_is_named(database_url: str) -> None:
    opened = open_database(database_url)
    async with opened.begin(NOW) as work:
        await work.lease("poll:abc", "box:17:af", timedelta(seconds=15))
    await opened.close()
    assert "Lease           poll:abc: box:17:af, until 2027-01-05 06:55 UTC" in (await asked(database_url))[1]


async def test_an_update_set_aside_needs_the_host_for_a_day(database_url: str) -> None:
    opened = open_database(database_url)
    async with opened.begin(NOW) as work:
        failing = Inbound(chat=ADA, update_id="4711", message_id="1", text=SECRET, at=NOW)
        await work.failed(failing, "KeyError at day.py:7", enough=1)
    await opened.close()
    assert (await asked(database_url))[0] == 1
    assert (await asked(database_url, NOW + timedelta(hours=25)))[0] == 0


async def test_a_job_that_broke_is_shown_as_held_and_needs_the_host(postgres_url: str) -> None:
    opened = open_database(postgres_url)
    async with opened.begin(NOW) as work:
        contact = await work.contact(ADA)
        await work.add_replies(contact.chat, contact.runner.id, [Reply(text="a")])
    stop = asyncio.Event()

    async def breaks(_: Handed) -> bool:
        stop.set()
        raise ZeroDivisionError(SECRET)

    await asyncio.wait_for(Jobs(opened.engine, breaks, at_once=2).run(stop), 20)
    await opened.close()
    status, said = await asked(postgres_url)
    assert status == 1
    assert f"chat {contact.chat.id}, since 20" in said
    assert "any worker" in said
    assert SECRET not in said
