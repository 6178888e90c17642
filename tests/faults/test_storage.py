"""The database goes away, or has no room, in the middle of a report or of a claim: nothing half, nothing lost, once."""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.inbox import Inbox
from bot.messages import ChatRef, Inbound
from bot.outbox import Sender
from bot.reminders import tick
from bot.store import Database, StoreError, open_database
from bot.store.tables_delivery import outbox, receipts, reminders
from tests.fakes.clock import FakeClock
from tests.fakes.crowd import crowd
from tests.fakes.delivery import Platform, Script, content
from tests.fakes.postgres import Postgres

CHAT = ChatRef(channel="test", chat_id="1")


def once(point: str, harm: Callable[[], None]) -> Callable[[str], None]:
    """Does harm the first time a point is passed."""
    harmed: list[str] = []

    def reach(name: str) -> None:
        if name == point and not harmed:
            harmed.append(name)
            harm()

    return reach


async def take(database: Database, clock: FakeClock, words: str) -> None:
    inbox = Inbox(database=database, conversation=Script(), content=content, clock=clock)
    await inbox.receive(Inbound(chat=CHAT, update_id="1", at=clock.now(), text=words))


async def counted(database: Database, what: object) -> int:
    return await database.look(lambda connection: connection.execute(select(func.count()).select_from(what)).scalar())  # type: ignore[call-overload,return-value]


@pytest.mark.parametrize("point", ["receive.before_commit", "receive.after_commit"])
async def test_a_restart_in_the_middle_of_a_report_counts_it_once(
    postgres: Postgres, postgres_url: str, point: str
) -> None:
    clock = FakeClock()
    database = open_database(postgres_url, reach=once(point, postgres.restart))
    try:
        await take(database, clock, "back squat 3x5 60kg")
    except StoreError:
        assert point == "receive.before_commit", "what is stored is not offered again"
    await take(database, clock, "back squat 3x5 60kg")
    assert await counted(database, receipts) == 1
    assert await counted(database, outbox) == 1
    await database.close()


@pytest.mark.parametrize("point", ["tick.before_commit", "tick.after_commit"])
async def test_a_restart_in_the_middle_of_a_claim_leaves_every_reminder_once(
    postgres: Postgres, postgres_url: str, point: str
) -> None:
    clock = FakeClock("2027-01-05T06:30")
    database = open_database(postgres_url, reach=once(point, postgres.restart))
    await crowd(database, 20, clock.now() - timedelta(days=1))
    with contextlib.suppress(StoreError):
        await tick(database, clock.now())
    await tick(database, clock.now())
    assert await counted(database, outbox) == 20
    assert await due(database, clock.now()) == 0
    await database.close()


async def due(database: Database, now: datetime) -> int:
    query = select(func.count()).where(reminders.c.due_at <= now)
    return await database.look(lambda connection: connection.execute(query).scalar())  # type: ignore[return-value]


async def test_without_room_on_the_disk_a_claim_is_taken_back_whole_and_made_once_there_is_some(
    sqlite_url: str,
) -> None:
    clock, platform = FakeClock("2027-01-05T06:30"), Platform()

    def full(connection: object) -> int:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()  # type: ignore[attr-defined]
        return connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar()  # type: ignore[attr-defined,no-any-return]

    database = open_database(sqlite_url)
    await crowd(database, 500, clock.now() - timedelta(days=1))
    await database.run(full)
    with pytest.raises(StoreError, match="disk is full"):
        await tick(database, clock.now())
    assert await counted(database, outbox) == 0
    assert await due(database, clock.now()) == 500
    await database.run(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar())
    assert (await tick(database, clock.now())).queued == 500
    means = {"channels": {"test": platform}, "conversation": Script(), "content": content, "clock": clock}
    sender = Sender(database=database, owner="me", **means)  # type: ignore[arg-type]
    await sender.drain()
    assert len(platform.sent) == 500
    await database.close()


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1), -timedelta(hours=1), -timedelta(days=1)])
async def test_a_clock_that_jumps_amid_delivery_loses_and_doubles_nothing_of_use(
    database: Database, jump: timedelta
) -> None:
    clock, platform = FakeClock("2027-01-05T06:01"), Platform()
    await crowd(database, 20, clock.now() - timedelta(days=2))
    await tick(database, clock.now())
    means = {"channels": {"test": platform}, "conversation": Script(), "content": content, "clock": clock}
    sender = Sender(database=database, owner="me", **means)  # type: ignore[arg-type]
    platform.heard = lambda: clock.set((clock.now() + jump).isoformat()[:26]) if len(platform.sent) == 5 else None
    await sender.drain()
    for _ in range(3):
        await clock.advance(seconds=10)
        await tick(database, clock.now())
        await sender.drain()
    sent = [(message.chat.chat_id, message.reply.text) for message in platform.sent]
    assert len(set(sent)) == len(sent)
    of_use = {chat for chat, text in sent if text == sent[0][1]}
    assert len(of_use) == 20 or jump > timedelta(hours=6), "a reminder of the morning is of no use on another day"
    ended = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    states = dict(await database.look(lambda connection: connection.execute(ended).all()))
    assert set(states) <= {"sent", "expired"}
    assert states["sent"] == len(sent)
