"""What a host's machines read: alive, ready or why not, and figures."""

import json
from datetime import timedelta

from bot.messages import ChatRef, Reply
from bot.reminders import tick
from bot.store import Database, open_database
from tests.fakes.clock import FakeClock
from tests.web.support import Site, serving


async def ready(up: Site) -> tuple[int, dict[str, dict[str, object]]]:
    status, _, body = await up.get("/readyz")
    said = json.loads(body)
    assert said["ready"] == (status == 200)
    return status, said["checks"]


async def gauges(up: Site) -> dict[str, str]:
    status, headers, body = await up.get("/metrics")
    assert status == 200
    assert headers["content-type"].startswith("text/plain; version=")
    lines = [line for line in body.decode().splitlines() if line and not line.startswith("#")]
    return dict(line.rsplit(" ", 1) for line in lines)


async def test_a_process_that_ticks_is_ready_from_its_first_tick_on_until_they_stop(database: Database) -> None:
    clock = FakeClock()
    async with serving(database, clock=clock) as up:
        assert (await ready(up))[0] == 503
    await tick(database, clock.now())
    await clock.advance(seconds=40)
    async with serving(database, clock=clock) as up:
        status, checks = await ready(up)
        assert status == 200
        assert {name: check["ok"] for name, check in checks.items()} == {"database": True, "schema": True, "tick": True}
    await clock.advance(seconds=40)
    async with serving(database, clock=clock) as up:
        status, checks = await ready(up)
        assert status == 503
        assert checks["tick"] == {"ok": False, "says": "80 s ago"}


async def test_a_process_that_only_takes_messages_in_is_ready_without_a_tick(database: Database) -> None:
    async with serving(database, ticks=False) as up:
        assert (await ready(up))[0] == 200


async def test_a_database_that_does_not_answer_is_a_503_that_says_so_while_the_process_lives() -> None:
    nowhere = open_database("postgresql+asyncpg://me:secret@127.0.0.1:9/none")
    try:
        async with serving(nowhere) as up:
            status, checks = await ready(up)
            assert status == 503
            assert not checks["database"]["ok"]
            assert "127.0.0.1" in str(checks["database"]["says"])
            assert "secret" not in str(checks)
            assert (await up.get("/healthz"))[0] == 200
            shown = await gauges(up)
            assert shown["strongstride_database_up"] == "0.0"
            assert shown["strongstride_pending_rows"] == "NaN"
    finally:
        await nowhere.close()


async def test_tables_of_another_version_are_not_ready(tmp_path) -> None:
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    try:
        async with serving(empty) as up:
            status, checks = await ready(up)
            assert status == 503
            assert "python -m bot migrate" in str(checks["schema"]["says"])
            assert "tick" not in checks
    finally:
        await empty.close()


async def test_the_figures_are_those_of_the_database_at_that_moment(database: Database) -> None:
    clock = FakeClock()
    async with database.begin(clock.now() - timedelta(minutes=5)) as work:
        contact = await work.contact(ChatRef(channel="telegram", chat_id="71"))
        await work.add_replies(contact.chat, contact.runner.id, [Reply(text="a"), Reply(text="b", after_s=86_000)])
    await tick(database, clock.now() - timedelta(seconds=20))
    async with serving(database, clock=clock) as up:
        shown = await gauges(up)
    assert float(shown["strongstride_pending_rows"]) == 2
    assert float(shown["strongstride_oldest_unsent_seconds"]) == 300
    assert float(shown["strongstride_tick_age_seconds"]) == 20
    assert shown["strongstride_database_up"] == "1.0"
    assert float(shown["process_resident_memory_bytes"]) > 10_000_000


async def test_probes_answer_to_get_and_head_alike(database: Database) -> None:
    async with serving(database, ticks=False) as up:
        for path in ("/healthz", "/readyz", "/metrics"):
            assert (await up.get(path))[0] == 200
            assert (await up.get(path, "HEAD"))[::2] == (200, b"")
