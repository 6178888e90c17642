"""Many processes at once on one database: nothing is lost, nothing is made twice, and nobody waits in a circle."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.messages import ChatRef, Inbound, Reply
from bot.store import ConflictError, Database, jobs, open_database, remember, remembered
from bot.store.tables import athletes, chats
from bot.store.tables_delivery import outbox, reminders, set_aside

NOW = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
CHAT = ChatRef(channel="telegram", chat_id="1")
DESK = ChatRef(channel="console", chat_id="me")
TTL = timedelta(seconds=8)


@pytest.fixture
async def processes(database_url: str) -> AsyncIterator[list[Database]]:
    """Eight stores on one database that know nothing of each other, as eight processes."""
    opened = [open_database(database_url) for _ in range(8)]
    yield opened
    for one in opened:
        await one.close()


async def all_at_once(processes: list[Database], work: Callable[[Database], Awaitable[Any]]) -> list[Any]:
    return list(await asyncio.gather(*(work(one) for one in processes)))


async def count(database: Database, table: object) -> int:
    async with database.snapshot() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()  # type: ignore[arg-type]


async def test_eight_processes_that_change_one_runner_lose_nothing(processes: list[Database]) -> None:
    async with processes[0].begin(NOW) as work:
        runner = (await work.contact(CHAT)).runner

    async def report(database: Database) -> None:
        for number in range(10):
            async with database.begin(NOW) as work:
                before = (await work.contact(CHAT)).runner
                await asyncio.sleep(0)
                answer = f"{processes.index(database)}.{number}"
                await work.save(before, replace(before, answered=before.answered | {answer}), answer)

    await all_at_once(processes, report)
    async with processes[0].reading(NOW) as work:
        assert len((await work.runner(runner.id)).answered) == 80
        assert len((await work.history(runner.id)).changes) == 80


async def test_a_runner_is_held_for_the_length_of_one_report(processes: list[Database]) -> None:
    """The chat linked to the same runner waits too, and then sees what was written."""
    first, second = processes[:2]
    async with first.begin(NOW) as work:
        phone, desk = await work.contact(CHAT), await work.contact(DESK)
        assert await work.use_code(await work.make_code(phone.runner.id, "link", {}), desk.chat)
    seen: list[str] = []

    async def at_the_desk() -> None:
        async with second.begin(NOW) as work:
            seen.append((await work.contact(DESK)).runner.name)

    async with first.begin(NOW) as work:
        before = (await work.contact(CHAT)).runner
        waiting = asyncio.create_task(at_the_desk())
        await asyncio.sleep(0.1)
        assert seen == []
        await work.save(before, replace(before, name="Ada"))
    await waiting
    assert seen == ["Ada"]


async def test_the_first_words_of_a_chat_in_eight_processes_at_once_make_one_runner(processes: list[Database]) -> None:
    async def hello(database: Database) -> bool:
        async with database.begin(NOW) as work:
            return (await work.contact(CHAT)).first

    assert sorted(await all_at_once(processes, hello)) == [False] * 7 + [True]
    assert (await count(processes[0], athletes), await count(processes[0], chats)) == (1, 1)


async def test_a_forgotten_chat_that_writes_in_eight_processes_at_once_is_one_runner_again(
    processes: list[Database],
) -> None:
    async with processes[0].begin(NOW) as work:
        contact = await work.contact(CHAT)
        await work.erase(contact.chat)

    async def hello(database: Database) -> bool:
        async with database.begin(NOW) as work:
            return (await work.contact(CHAT)).first

    assert sorted(await all_at_once(processes, hello)) == [False] * 7 + [True]
    assert (await count(processes[0], athletes), await count(processes[0], chats)) == (1, 1)


async def test_one_update_offered_to_eight_processes_is_signed_for_once(processes: list[Database]) -> None:
    async def offered(database: Database) -> bool:
        async with database.begin(NOW) as work:
            return await work.receipt("telegram", "77")

    assert sorted(await all_at_once(processes, offered)) == [False] * 7 + [True]


async def test_an_update_that_fails_in_three_processes_at_once_has_failed_three_times(
    processes: list[Database],
) -> None:
    stuck = Inbound(chat=CHAT, update_id="9", at=NOW, text="x")

    async def fails(database: Database) -> bool:
        async with database.begin(NOW) as work:
            return await work.failed(stuck, "ValueError", enough=3)

    assert sorted(await all_at_once(processes[:3], fails)) == [False, False, True]
    assert await count(processes[0], set_aside) == 1


async def test_what_eight_processes_remember_at_once_is_what_one_of_them_said(processes: list[Database]) -> None:
    async def remembers(database: Database) -> None:
        await database.run(partial(remember, key="zones", value=str(processes.index(database))))

    await all_at_once(processes, remembers)
    assert int(await processes[0].look(partial(remembered, key="zones")) or -1) in range(8)


async def test_of_eight_who_want_a_lease_one_has_it(processes: list[Database]) -> None:
    async def wants(database: Database) -> bool:
        async with database.begin(NOW) as work:
            return (await work.lease("poll", str(processes.index(database)), TTL)).mine

    assert sorted(await all_at_once(processes, wants)) == [False] * 7 + [True]


async def test_a_lease_is_held_given_back_and_free_again_when_its_time_or_its_clock_is_gone(database: Database) -> None:
    async def mine(owner: str, now: datetime) -> bool:
        async with database.begin(now) as work:
            return (await work.lease("tick", owner, TTL)).mine

    assert await mine("ada", NOW)
    assert not await mine("bo", NOW + TTL - timedelta(seconds=1))
    assert await mine("ada", NOW + timedelta(seconds=5)), "held longer"
    assert not await mine("bo", NOW + TTL)
    assert await mine("bo", NOW + 2 * TTL)
    assert await mine("ada", NOW - timedelta(days=1)), "the clock was set back: nobody renews what ends tomorrow"
    async with database.begin(NOW - timedelta(days=1)) as work:
        await work.give_back("tick", "ada")
    assert await mine("bo", NOW - timedelta(days=1))


async def test_a_code_used_in_two_chats_at_once_works_in_one(processes: list[Database]) -> None:
    async with processes[0].begin(NOW) as work:
        code = await work.make_code((await work.contact(CHAT)).runner.id, "invite", {})

    async def uses(database: Database) -> bool:
        async with database.begin(NOW) as work:
            desk = await work.contact(ChatRef(channel="console", chat_id=str(processes.index(database))))
            return await work.use_code(code, desk.chat) is not None

    assert sorted(await all_at_once(processes, uses)) == [False] * 7 + [True]


async def test_intake_and_delivery_of_one_runners_chats_never_wait_for_each_other(processes: list[Database]) -> None:
    """Both ways hold a chat before its runner; one of them the other way round is a deadlock within a second."""
    async with processes[0].begin(NOW) as work:
        phone, desk = await work.contact(CHAT), await work.contact(DESK)
        assert await work.use_code(await work.make_code(phone.runner.id, "link", {}), desk.chat)
    until = asyncio.get_running_loop().time() + 1.5

    async def take_in(database: Database, ref: ChatRef) -> None:
        async with database.begin(NOW) as work:
            contact = await work.contact(ref)
            await work.save(contact.runner, replace(contact.runner, name=str(len(contact.runner.name))), "a name")
            await work.add_replies(contact.chat, contact.runner.id, [Reply(text="noted")])

    async def deliver(database: Database, ref: ChatRef) -> None:
        owner = str(id(database))
        async with database.begin(NOW) as work:
            chat = await work.known(ref)
            assert chat is not None
            if not await work.claim_chat(chat.id, owner, TTL):
                return
            queued = await work.first_of(chat.id)
            if queued is not None and queued.athlete_id is not None:
                await work.runner(queued.athlete_id)
                await work.send_begun(queued)
                sent.append(queued.id)
        async with database.begin(NOW) as work:
            if queued is not None:
                await work.switch_off(queued, "blocked")
            await work.release_chat(chat.id, owner)

    sent: list[int] = []

    async def busy(database: Database) -> int:
        done = 0
        step = (take_in, deliver)[processes.index(database) % 2]
        while asyncio.get_running_loop().time() < until:
            await step(database, (CHAT, DESK)[done % 2])
            done += 1
        return done

    assert min(await all_at_once(processes, busy)) > 0
    assert sent


async def test_a_tick_never_waits_for_a_message_that_is_still_being_worked_on(postgres_url: str) -> None:
    """A tick holds reminders and then hands out their chats; whoever writes to one hands it out last of all."""
    intake, ticking = open_database(postgres_url), open_database(postgres_url)
    async with intake.begin(NOW) as work:
        contact = await work.contact(CHAT)
    async with intake.begin(NOW) as work:
        await work.add_replies((await work.contact(CHAT)).chat, contact.runner.id, [Reply(text="a moment")])
        async with asyncio.timeout(5), ticking.transaction() as connection:
            await connection.execute(select(reminders).with_for_update())
            await jobs.enqueue(connection, {contact.chat.id: 2})
        await work.erase(contact.chat)
    await asyncio.gather(intake.close(), ticking.close())


async def test_a_runner_who_is_erased_while_others_write_is_gone_or_begins_anew(processes: list[Database]) -> None:
    """Of two chats one says "forget me"; that gives way to what the other reports, and is tried again."""

    async def tried(database: Database, ref: ChatRef, *, erase: bool) -> None:
        for _ in range(10):
            try:
                async with database.begin(NOW) as work:
                    contact = await work.contact(ref)
                    if erase:
                        await work.erase(contact.chat)
                    else:
                        await work.add_replies(contact.chat, contact.runner.id, [Reply(text="noted")])
            except ConflictError:
                assert erase, "a report gives way to nobody"
                continue
            return
        raise AssertionError("ten conflicts in a row")

    for _ in range(4):
        async with processes[0].begin(NOW) as work:
            phone, desk = await work.contact(CHAT), await work.contact(DESK)
            await work.use_code(await work.make_code(phone.runner.id, "link", {}), desk.chat)
        both = [tried(one, (CHAT, DESK)[number % 2], erase=number == 0) for number, one in enumerate(processes[:4])]
        await asyncio.gather(*both)
    async with processes[0].snapshot() as connection:
        orphans = select(func.count()).where(outbox.c.athlete_id.not_in(select(athletes.c.id)))
        assert (await connection.execute(orphans)).scalar_one() == 0
        assert (await connection.execute(select(func.count()).select_from(reminders))).scalar_one() == 0
