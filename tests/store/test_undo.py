"""Undo brings back what the last change replaced, then what the one before it did, and forgets no report."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import func, select

from bot.coaching.report import Entry, PainReport, Reading, Report, SetEntry
from bot.coaching.runner import DayChoice, Dialog, FlagState, PainEntry, Runner
from bot.messages import ChatRef
from bot.store import Database, Source, open_database
from bot.store.tables import changes, checkins, set_entries

NOW = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
TODAY = NOW.date()
CHAT = ChatRef(channel="telegram", chat_id="1")


def report(number: int, load: float = 40, words: str = "done") -> Report:
    sets = (SetEntry(reps=8, load=load, unit="kg"), SetEntry(reps=7, load=load, unit="kg"))
    reading = Reading(day=TODAY, status="done", entries=(Entry(exercise="deadlift", sets=sets),))
    return Report(id=number, day=TODAY, reading=reading, raw_text=words)


async def change(database: Database, says: str | None, **fields: object) -> Runner:
    async with database.begin(NOW) as work:
        contact = await work.contact(CHAT)
        after = replace(contact.runner, **fields)  # type: ignore[arg-type]
        await work.save(contact.runner, after, says, source=Source(chat_id=contact.chat.id, message_id="m1"))
    return after


async def undo(database: Database) -> tuple[str, Runner] | None:
    async with database.begin(NOW) as work:
        return await work.undo(1)


async def stored(database: Database) -> Runner:
    async with database.reading(NOW) as work:
        return await work.runner(1)


async def test_undo_goes_back_change_by_change_even_after_a_restart(database_url: str, database: Database) -> None:
    await change(database, "kilometres to miles", distance="mi")
    await change(database, "zone to Berlin", zone="Europe/Berlin")
    await change(database, None, dialog=Dialog(question="race"))
    await database.close()
    again = open_database(database_url)
    try:
        first, second, third = await undo(again), await undo(again), await undo(again)
    finally:
        await again.close()
    assert first is not None
    assert first[0] == "zone to Berlin"
    assert (first[1].zone, first[1].distance) == (None, "mi")
    assert second is not None
    assert (second[0], second[1].distance) == ("kilometres to miles", "km")
    assert second[1].dialog == Dialog(question="race"), "what is being asked is nothing to undo"
    assert third is None


async def test_a_change_after_an_undo_is_the_one_undone_next(database: Database) -> None:
    await change(database, "miles", distance="mi")
    await undo(database)
    await change(database, "zone", zone="Europe/Berlin")
    again, none = await undo(database), await undo(database)
    assert again is not None
    assert again[0] == "zone"
    assert none is None


async def test_an_undone_report_no_longer_stands_but_stays_as_history(database: Database) -> None:
    await change(database, "Tuesday's report", reports=(report(1),))
    assert await count(database, set_entries) == 2
    undone = await undo(database)
    assert undone is not None
    assert undone[1].reports == ()
    assert await count(database, set_entries) == 0
    async with database.reading(NOW) as work:
        past = await work.history(1)
    assert (past.reports, past.withdrawn) == ((), (report(1),))


async def test_a_corrected_report_replaces_the_first_and_undo_brings_the_first_back(database: Database) -> None:
    await change(database, "report", reports=(report(1, 375),))
    await change(database, "correction", reports=(report(1, 37.5, "37.5"),))
    async with database.reading(NOW) as work:
        past = await work.history(1)
        chat = await work.known(CHAT)
        assert chat is not None
        assert await work.replied_about(chat, "m1") == "report:1"
    assert (past.reports, past.withdrawn) == ((report(1, 37.5, "37.5"),), (report(1, 375),))
    undone = await undo(database)
    assert undone is not None
    assert undone[1].reports == (report(1, 375),)
    assert (await stored(database)).reports == (report(1, 375),)
    assert await count(database, checkins) == 2, "bringing it back writes nothing twice"


async def test_a_new_report_under_the_number_of_an_undone_one_is_another_report(database: Database) -> None:
    await change(database, "first", reports=(report(1, 40),))
    await undo(database)
    await change(database, "second", reports=(report(1, 50),))
    await change(database, "dropped", reports=())
    undone = await undo(database)
    assert undone is not None
    assert undone[1].reports == (report(1, 50),)


async def test_undoing_an_older_list_change_leaves_alone_what_came_later_without_a_sentence(database: Database) -> None:
    monday, tuesday = DayChoice(day=date(2027, 1, 4), minutes=20), DayChoice(day=TODAY, minutes=30)
    await change(database, "20 min on Monday", day_choices=(monday,))
    await change(database, None, day_choices=(replace(monday, started_at=NOW), tuesday))
    undone = await undo(database)
    assert undone is not None
    assert undone[1].day_choices == (tuesday,)


async def test_refusing_health_notes_cuts_pain_from_all_that_is_stored(database: Database) -> None:
    pain = PainEntry(day=TODAY, area="knee", score=4)
    hurts = replace(report(1, words="skipped, knee 4/10"), reading=Reading(day=TODAY, pain=(PainReport(area="knee"),)))
    await change(database, "pain", pains=(pain,), reports=(hurts,))
    await change(database, "report", reports=(replace(report(1), raw_text="skipped"),))
    await change(database, "no health notes", health_consent=False, pains=())
    async with database.reading(NOW) as work:
        past = await work.history(1)
        journal = (await work._connection.execute(select(changes.c.replaced))).scalars().all()
    hurts_still = replace(report(2), reading=Reading(day=TODAY, pain=(PainReport(area="knee"),)))
    await change(database, None, health_consent=None, reports=(hurts_still,))
    await change(database, None, health_consent=False)
    assert [one.reading.pain for one in (await stored(database)).reports] == [()]
    assert all(not old.reading.pain and "knee" not in old.raw_text for old in (*past.reports, *past.withdrawn))
    assert "knee" not in str(journal)


async def count(database: Database, table: object) -> int:
    async with database.reading(NOW) as work:
        return (await work._connection.execute(select(func.count()).select_from(table))).scalar_one()  # type: ignore[arg-type]


async def test_undo_never_lifts_a_red_flag_but_brings_back_one_that_was_called_a_misreading(database: Database) -> None:
    flag = FlagState(kind="prompt", since=TODAY, words="pain when I hop")
    await change(database, "what you told me", reports=(report(1),), flag=flag)
    undone = await undo(database)
    assert undone is not None
    assert undone[1].reports == ()
    assert undone[1].flag == flag, "only the runner's word, asked twice, or a clinician settles it (R27)"
    await change(database, "the warning sign", flag=None)
    await undo(database)
    assert (await stored(database)).flag == flag
