"""One athlete, many chats: links, invitations, and being forgotten altogether."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from bot.coaching.report import Reading, Report
from bot.messages import ChatRef, Inbound, Reply
from bot.store import Contact, Database, open_database
from bot.store.tables import metadata

NOW = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
PHONE, DESK = ChatRef(channel="telegram", chat_id="1"), ChatRef(channel="console", chat_id="me")
OTHER = ChatRef(channel="telegram", chat_id="2")


async def linked(database: Database) -> None:
    async with database.begin(NOW) as work:
        phone, desk = await work.contact(PHONE, name="Ada"), await work.contact(DESK)
        code = await work.make_code(phone.runner.id, "link", {})
        used = await work.use_code(code.lower(), desk.chat)
    assert used is not None


async def contact(database: Database, ref: ChatRef) -> Contact:
    async with database.begin(NOW) as work:
        return await work.contact(ref)


async def test_two_chats_are_one_runner_after_a_link_and_two_again_after_unlink(database: Database) -> None:
    await linked(database)
    assert (await contact(database, DESK)).runner.name == "Ada"
    async with database.begin(NOW) as work:
        desk = await work.contact(DESK)
        assert await work.unlink(desk.chat) == 1
    alone = await contact(database, DESK)
    assert (alone.first, alone.runner.name) == (False, ""), "the runner of before is there again"


async def test_a_chat_linked_in_the_middle_of_its_first_meeting_begins_anew_after_unlink(database: Database) -> None:
    async with database.begin(NOW) as work:
        desk = await work.contact(DESK)
        begun = replace(desk.runner, consented_at=NOW, answered=frozenset({"notes"}))
        await work.save(desk.runner, begun, "begun")
    await linked(database)
    async with database.begin(NOW) as work:
        assert await work.unlink((await work.contact(DESK)).chat) == 1
    anew = await contact(database, DESK)
    assert anew.first
    assert (anew.runner.consented_at, anew.runner.answered) == (None, frozenset())


async def test_a_code_works_once_in_its_time_and_not_for_oneself(database: Database) -> None:
    async with database.begin(NOW) as work:
        phone, desk, other = [await work.contact(ref) for ref in (PHONE, DESK, OTHER)]
        invitation = await work.make_code(phone.runner.id, "invite", {"runs": [1]})
        late = await work.make_code(phone.runner.id, "link", {})
        assert await work.use_code(invitation, phone.chat) is None
        used = await work.use_code(invitation, desk.chat)
        assert used is not None
        assert (used.purpose, used.payload) == ("invite", {"runs": [1]})
        assert await work.use_code(invitation, other.chat) is None
        assert await work.use_code("NEVERMADE", other.chat) is None
    async with database.begin(NOW + timedelta(hours=1)) as work:
        assert await work.use_code(late, other.chat) is None


@pytest.mark.parametrize("asks", [PHONE, DESK])
async def test_erasing_leaves_nothing_but_the_receipts_numbers(database: Database, asks: ChatRef) -> None:
    await linked(database)
    report = Report(id=1, day=NOW.date(), reading=Reading(day=NOW.date()), raw_text="secret words")
    async with database.begin(NOW) as work:
        here = await work.contact(PHONE)
        assert await work.receipt("telegram", "77")
        ready = replace(here.runner, reports=(report,), zone="Europe/Berlin", consented_at=NOW, name="secret words")
        await work.save(here.runner, ready, "secret words")
        await work.save(ready, replace(ready, reports=()), "secret words")
        await work.add_replies(here.chat, here.runner.id, [Reply(text="secret words")])
        await work.make_code(here.runner.id, "invite", {"note": "secret words"})
        stuck = Inbound(chat=DESK, update_id="9", at=NOW, text="secret words")
        await work.failed(stuck, "ValueError", enough=1)
        stranger = await work.contact(OTHER)
        await work.add_replies(stranger.chat, stranger.runner.id, [Reply(text="hello")])
    async with database.begin(NOW) as work:
        asking = await work.known(asks)
        assert asking is not None
        await work.erase(asking)
        await work.add_replies(asking, None, [Reply(text="All of it is deleted.")])
    async with database.begin(NOW) as work:
        found = {}
        for table in metadata.sorted_tables:
            rows = (await work._connection.execute(select(table))).all()
            assert "secret" not in str(rows), table.name
            found[table.name] = len(rows)
        assert (found["athletes"], found["receipts"], found["outbox"], found["chats"]) == (1, 2, 2, 2)
        assert await work.receipt("telegram", "77") is False, "what was handled is not handled again"
        back = await work.contact(asks)
    assert back.first
    assert back.runner.name == ""


async def test_receipts_and_sent_rows_are_forgotten_after_thirty_days(database: Database) -> None:
    async with database.begin(NOW) as work:
        await work.receipt("telegram", "1")
        gone = await work.contact(PHONE)
        await work.add_replies(gone.chat, None, [Reply(text="bye")])
        await work.erase(gone.chat)
    later = NOW + timedelta(days=31)
    async with database.begin(later) as work:
        await work.expire()
        await work.prune()
        tables = {table.name: table for table in metadata.sorted_tables}
        for name in ("receipts", "outbox", "chats"):
            count = select(func.count()).select_from(tables[name])
            assert (await work._connection.execute(count)).scalar_one() == 0, name


async def test_what_is_old_is_forgotten_in_small_steps_and_what_waits_stays(database: Database) -> None:
    later = NOW + timedelta(days=31)
    async with database.begin(NOW) as work:
        for number in range(25):
            await work.receipt("telegram", str(number))
        here = await work.contact(PHONE)
        await work.add_replies(here.chat, here.runner.id, [Reply(text="old")] * 15)
    async with database.begin(later) as work:
        await work.expire()
        await work.receipt("telegram", "new")
        await work.add_replies(here.chat, here.runner.id, [Reply(text="waits")])
    steps = 1
    async with database.begin(later) as work:
        while await work.prune(most=10):
            steps += 1
    async with database.reading(later) as work:
        assert await work.counts() == {"pending": 1}
    async with database.snapshot() as connection:
        left = (await connection.execute(text("SELECT update_id FROM receipts"))).scalars().all()
    assert (left, steps) == (["new"], 3)


async def test_what_pgqueuer_noted_is_forgotten_after_thirty_days(postgres_url: str) -> None:
    database = open_database(postgres_url)
    note = "INSERT INTO pgqueuer_log (created, job_id, status, entrypoint, priority) VALUES (:at, 1, 'queued', 'x', 0)"
    async with database.transaction() as connection:
        for days in (0, 29, 31, 60):
            await connection.execute(text(note), {"at": NOW - timedelta(days=days)})
    async with database.begin(NOW) as work:
        assert await work.prune(most=2)
        assert not await work.prune(most=2)
    async with database.snapshot() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM pgqueuer_log"))).scalar_one() == 2
    await database.close()
