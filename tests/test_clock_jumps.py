"""The computer's clock is wrong for some hours: no reminder is lost by it, none is left twice, none a day late."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Connection, select, update

from bot.reminders import tick
from bot.store import MISSED, Database
from bot.store.tables_delivery import outbox, reminders
from tests.fakes.crowd import MORNING, crowd

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2027, 1, 4, 4, 0, tzinfo=UTC)  # Monday, 05:00 in Berlin
BOTH = replace(MORNING, evening=time(20, 0))
MORNINGS = [datetime(2027, 1, 4 + day, 6, 0, tzinfo=UTC) for day in range(3)]
EVENINGS = [datetime(2027, 1, 4 + day, 19, 0, tzinfo=UTC) for day in range(3)]


def rows(connection: Connection) -> Sequence[tuple[datetime, str, str | None]]:
    query = select(outbox.c.due_at, outbox.c.state, outbox.c.reason).order_by(outbox.c.due_at)
    return [(due_at, state, reason) for due_at, state, reason in connection.execute(query)]


def sent(connection: Connection) -> None:
    """What waits goes out."""
    connection.execute(update(outbox).where(outbox.c.state == "pending").values(state="sent"))


async def three_days(database: Database, wrong_by: timedelta, since: datetime, until: datetime) -> Counter[datetime]:
    """Tick every hour, by a clock that is wrong for a while; the instants that were sent, how often."""
    true, gone_out = NOW, Counter[datetime]()
    while true < NOW + 3 * DAY:
        clock = true + wrong_by if since <= true < until else true
        await tick(database, clock)
        gone_out.update(due_at for due_at, state, _ in await database.look(rows) if state == "pending")
        await database.run(sent)
        true += HOUR
    return gone_out


@pytest.mark.parametrize("wrong_by", [HOUR, -HOUR, DAY, -DAY], ids=["+hour", "-hour", "+day", "-day"])
async def test_a_clock_that_is_wrong_for_some_hours_loses_and_doubles_no_reminder(
    database: Database, wrong_by: timedelta
) -> None:
    await crowd(database, 1, NOW, reminders=BOTH)
    since = NOW + DAY + HOUR  # Tuesday, an hour before the morning's reminder
    gone_out = await three_days(database, wrong_by, since, since + 4 * HOUR)
    twice = [due_at for due_at, count in gone_out.items() if count > 1]
    assert not twice, "sent twice"
    given_up = {due_at for due_at, state, reason in await database.look(rows) if reason == MISSED}
    missing = {*MORNINGS, *EVENINGS} - set(gone_out)
    # by a clock a day ahead Tuesday morning was over before it came, and when it is right again it is over indeed
    assert missing <= given_up <= {MORNINGS[1]}
    assert not missing or wrong_by == DAY


@pytest.mark.parametrize("wrong_by", [HOUR, -HOUR, DAY, -DAY], ids=["+hour", "-hour", "+day", "-day"])
async def test_after_a_jump_the_next_instant_is_the_one_the_clock_says(database: Database, wrong_by: timedelta) -> None:
    await crowd(database, 1, NOW)
    await tick(database, NOW + DAY + 8 * HOUR)
    jumped = NOW + DAY + 8 * HOUR + wrong_by
    await tick(database, jumped)

    def next_due(connection: Connection) -> datetime | None:
        found: datetime | None = connection.execute(select(reminders.c.due_at)).scalar()
        return found

    due_at = await database.look(next_due)
    assert due_at is not None
    assert jumped < due_at <= jumped + DAY


async def test_clocks_of_two_machines_that_differ_a_little_plan_nothing_anew(database: Database) -> None:
    await crowd(database, 1, NOW)
    await tick(database, NOW + timedelta(minutes=9))
    moved = NOW + 9 * HOUR

    def elsewhere(connection: Connection) -> None:
        connection.execute(update(reminders).values(due_at=moved))

    await database.run(elsewhere)
    await tick(database, NOW)
    assert await database.look(lambda connection: connection.execute(select(reminders.c.due_at)).scalar()) == moved
