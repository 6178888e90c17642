"""Many runners in a moment: one who was told through the front door, copied inside the database."""

from dataclasses import replace
from datetime import datetime, time
from functools import partial

from sqlalchemy import Connection, Table, text

from bot.coaching.athlete import Athlete, GymDay
from bot.coaching.reminding import QUESTIONS
from bot.coaching.runner import Reminders
from bot.messages import ChatRef
from bot.store import Database
from bot.store.tables import athletes, chats
from bot.store.tables_delivery import reminders

_NUMBERS = """WITH RECURSIVE up (number) AS (
    SELECT CAST(:first AS BIGINT) UNION ALL SELECT number + 1 FROM up WHERE number < :last
) INSERT INTO crowd SELECT number FROM up"""

MORNING = Reminders(morning=time(7, 0), evening=None, week=None, activation=False, pain_follow_up=False)


async def crowd(
    database: Database, count: int, now: datetime, *, reminders: Reminders = MORNING, channel: str = "test"
) -> None:
    """`count` runners in Berlin who have met the coach and train every day, known since `now`."""
    async with database.begin(now) as work:
        contact = await work.contact(ChatRef(channel=channel, chat_id="1"))
        gym = tuple(GymDay(weekday=weekday) for weekday in range(7))
        known = replace(contact.runner, athlete=Athlete(start=now.date(), gym=gym), zone="Europe/Berlin")
        answers = frozenset(str(number) for number in range(QUESTIONS))
        met = replace(known, reminders=reminders, consented_at=now, onboarded=True, answered=answers)
        await work.save(contact.runner, met)
    if count > 1:
        await database.run(partial(copy_runner, athlete_id=met.id, count=count - 1))


def copy_runner(connection: Connection, athlete_id: int, count: int) -> range:
    """`count` more like this one, each with a chat and reminders of their own; their athletes' numbers.

    The number of a copy is also that of its chat, and the platform's name for it.
    """
    first = 1 + max(_last(connection, table) for table in (athletes, chats))
    connection.execute(text("CREATE TEMPORARY TABLE IF NOT EXISTS crowd (number BIGINT PRIMARY KEY)"))
    connection.execute(text("DELETE FROM crowd"))
    connection.execute(text(_NUMBERS), {"first": first, "last": first + count - 1})
    _copy(connection, athletes, f"one.id = {athlete_id}", id="number", home_chat_id="number")
    theirs = f"one.athlete_id = {athlete_id}"
    _copy(connection, chats, theirs, id="number", athlete_id="number", platform_id="CAST(number AS VARCHAR)")
    nth = f"{_last(connection, reminders)} + row_number() OVER (ORDER BY number, one.id)"
    _copy(connection, reminders, theirs, id=nth, athlete_id="number")
    if connection.dialect.name == "postgresql":
        for table in (athletes, chats, reminders):
            connection.execute(text(f"SELECT setval('{table.name}_id_seq', (SELECT max(id) FROM {table.name}))"))
    return range(first, first + count)


def _last(connection: Connection, table: Table) -> int:
    return int(connection.execute(text(f"SELECT coalesce(max(id), 0) FROM {table.name}")).scalar_one())


def _copy(connection: Connection, table: Table, which: str, **given: str) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(given.get(column.name, f'one."{column.name}"') for column in table.columns)
    query = (
        f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name} AS one CROSS JOIN crowd WHERE {which}"
    )
    connection.execute(text(query))
