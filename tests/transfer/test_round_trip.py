"""A runner exports, deletes everything, meets the coach anew and imports: they are who they were."""

from dataclasses import replace
from datetime import date

from bot.coaching.runner import Absence, DayChoice, PainEntry, Reminders, RunTick
from tests.chat import Chat
from tests.conversation.test_progress import weeks_of_lifting


def test_export_delete_and_import_give_the_same_runner_back() -> None:
    chat = Chat.ready(now="2027-03-24T20:00", race_km=42.2, one_rm={"deadlift": 120.0})
    chat.runner = replace(
        chat.runner,
        reports=tuple(weeks_of_lifting(8)),
        pains=(PainEntry(day=date(2027, 3, 20), area="knee", score=3),),
        day_choices=(DayChoice(day=date(2027, 3, 23), minutes=20),),
        absences=(Absence(reason="holiday", since=date(2027, 2, 1), until=date(2027, 2, 8)),),
        run_ticks=(RunTick(day=date(2027, 3, 21), km=20.0),),
        reminders=Reminders(evening=None),
        distance="mi",
    )
    before = chat.runner
    chat.say("/export").expect("8 reports")
    document = chat.replies[-1].document
    assert document is not None
    chat.say("/delete").tap("Delete everything")
    assert chat.runner.reports == ()
    chat.say("/start").tap("Yes")
    chat.upload("strongstride.zip", document.data).expect("Imported", "8 reports")
    assert replace(chat.runner, consented_at=before.consented_at, dialog=None) == before
    chat.say("/progress").expect("Romanian deadlift 74 → 96 kg")
