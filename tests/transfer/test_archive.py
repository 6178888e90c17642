"""A runner takes their log home and brings it back; whatever else is sent gets a sentence, never a traceback."""

import contextlib
import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.athlete import Athlete, GymDay, RecentSet, Run
from bot.coaching.exercise import Catalogue, Exercise
from bot.coaching.report import Bodyweight, Entry, PainReport, Reading, Report, RunReport, SetEntry
from bot.coaching.runner import (
    Absence,
    DayChoice,
    Dialog,
    FlagState,
    Guided,
    PainEntry,
    Reminders,
    Runner,
    RunTick,
    WeekChoice,
)
from bot.coaching.session import Day, Prescription, Session
from bot.messages import ChatRef
from bot.transfer import Archive, Imported, ImportRefused, export_zip, import_json

NOW = datetime(2027, 1, 12, 8, 30, tzinfo=UTC)
CATALOGUE = Catalogue(
    exercises={
        "romanian_deadlift": Exercise(id="romanian_deadlift", name="Romanian deadlift", pattern="hinge", loadable=True),
        "plank": Exercise(id="plank", name="Plank", pattern="core_anti_extension", units=("seconds",)),
        "deadlift": Exercise(id="deadlift", name="Conventional deadlift", pattern="hinge", loadable=True),
    }
)
SESSION = Session(
    type="A",
    tier=0,
    minutes=57,
    exercises=(
        Prescription(
            exercise="romanian_deadlift",
            sets=4,
            low=6,
            high=8,
            unit_of_work="reps",
            per_side=False,
            load=42.5,
            implement="barbell",
            rest_s=150,
            target=7,
            rir=2,
            slot="hinge",
        ),
    ),
)
RUNS = (Run(weekday=1, type="hard", minutes=60), Run(weekday=6, type="long", time=time(8, 0), minutes=120))
REPORT = Report(
    id=17,
    day=date(2027, 1, 5),
    reading=Reading(
        day=date(2027, 1, 5),
        status="done",
        entries=(
            Entry(exercise="romanian_deadlift", sets=(SetEntry(reps=8, load=42.5, unit="kg"),) * 4, rir=2.0, rpe=8.5),
            Entry(exercise="plank", sets=(SetEntry(seconds=45),), per_side=False),
        ),
        effort=7.5,
        feel="good",
        pain=(PainReport(area="knee", side="left", score=2),),
        minutes=55,
        bodyweight=Bodyweight(value=68.5, unit="kg"),
        sleep=6.5,
        soreness=3,
        run=RunReport(km=8.05, minutes=44.5),
        note="=cmd() felt ö 💪 strong",
    ),
    raw_text='=RDL 4x8 42.5, "plank" 45 s\n-- ö 💪',
    session=SESSION,
    block="strength",
)
RUNNER = Runner(
    id=3,
    athlete=Athlete(
        start=date(2027, 1, 4),
        body_mass=68.5,
        equipment=frozenset({"barbell", "bands"}),
        runs=RUNS,
        gym=(GymDay(weekday=1), GymDay(weekday=3, time=time(19, 30))),
        runs_given=True,
        race=date(2027, 6, 6),
        race_km=42.2,
        tune_ups=(date(2027, 4, 11),),
        one_rm={"deadlift": 120.0},
        recent_sets=(RecentSet(exercise="romanian_deadlift", load=80.0, reps=5),),
        conditions=("heart",),
        cleared=True,
    ),
    name="Åse 🏃 <b>",
    zone="Europe/Berlin",
    distance="mi",
    consented_at=datetime(2027, 1, 4, 6, 0, tzinfo=UTC),
    health_consent=True,
    answered=frozenset({"phase", "zone", "runs"}),
    onboarded=True,
    reminders=Reminders(morning=time(6, 30), evening=None, ignored_in_a_row=2),
    circuit="short",
    day_choices=(
        DayChoice(
            day=date(2027, 1, 5),
            minutes=20,
            equipment=frozenset({"bands"}),
            swaps={"romanian_deadlift": "deadlift"},
            sleep_h=4.5,
            started_at=NOW,
        ),
    ),
    week_choices=(WeekChoice(monday=date(2027, 1, 4), runs=RUNS[:1], replan_from=2),),
    pains=(PainEntry(day=date(2027, 1, 5), area="knee", score=4, side="left", follow_up=True),),
    flag=FlagState(kind="prompt", since=date(2027, 1, 6), words="one spot hurts", denied_once=True),
    absences=(Absence(reason="holiday", since=date(2027, 1, 8), until=date(2027, 1, 11)),),
    run_ticks=(RunTick(day=date(2027, 1, 7), km=10.0, minutes=52.0),),
    reports=(REPORT,),
    notices_seen=frozenset({"phase"}),
)
OLDER = replace(REPORT, id=16, day=date(2026, 3, 2), reading=replace(REPORT.reading, day=date(2026, 3, 2)))
TUESDAY = Day(
    date=date(2027, 1, 12),
    phase="base",
    block="strength",
    week=2,
    deload=False,
    run="hard",
    session=SESSION,
    routine=None,
    mobility=(),
    activation=(),
    referral=None,
)


def exported(runner: Runner = RUNNER, **more: object) -> bytes:
    archive = Archive(
        runner=runner,
        reports=(OLDER, REPORT),
        withdrawn=(replace(REPORT, id=15),),
        changes=((NOW, "Moved intervals to Thursday"),),
        chats=(ChatRef(channel="console", chat_id="me"),),
    )
    return export_zip(archive, days=(TUESDAY,), catalogue=CATALOGUE, now=NOW)


def read(name: str, data: bytes | None = None) -> str:
    with zipfile.ZipFile(io.BytesIO(data or exported())) as zipped:
        return zipped.read(name).decode()


def brought_back(data: bytes) -> Imported:
    return import_json(data, catalogue=CATALOGUE)


def changed(**parts: object) -> bytes:
    document = json.loads(read("strongstride.json"))
    for path, value in parts.items():
        at = document
        *folders, last = path.split("__")
        for step in folders:
            at = at[int(step)] if isinstance(at, list) else at[step]
        at[last] = value
    return json.dumps(document).encode()


def test_what_a_runner_takes_home_restores_exactly() -> None:
    found = brought_back(exported())
    assert replace(found.runner, id=RUNNER.id) == replace(RUNNER, reports=(OLDER, REPORT))
    assert found.withdrawn == (replace(REPORT, id=15),)
    assert found.made_at == NOW
    assert found.left_out == ()


def test_the_json_inside_the_zip_can_be_sent_alone() -> None:
    alone = read("strongstride.json").encode()
    assert brought_back(alone) == brought_back(exported())
    assert brought_back(b"\xef\xbb\xbf" + alone) == brought_back(exported())


def test_a_runner_who_exports_again_after_an_import_gets_the_same_file() -> None:
    found = brought_back(exported())
    archive = Archive(
        runner=found.runner,
        reports=found.runner.reports,
        withdrawn=found.withdrawn,
        changes=((NOW, "Moved intervals to Thursday"),),
        chats=(ChatRef(channel="console", chat_id="me"),),
    )
    assert export_zip(archive, days=(TUESDAY,), catalogue=CATALOGUE, now=NOW) == exported()


def test_an_open_question_and_a_hosts_rights_do_not_travel() -> None:
    busy = replace(RUNNER, admin=True, dialog=Dialog(question="zone"), guided=Guided(day=date(2027, 1, 12)))
    found = brought_back(exported(busy)).runner
    assert (found.admin, found.dialog, found.guided, found.id) == (False, None, None, 0)
    forged = brought_back(changed(runner__admin=True, runner__id=9)).runner
    assert (forged.admin, forged.id) == (False, 0)


def test_a_spreadsheet_opens_every_set_on_its_own_line() -> None:
    rows = list(csv.DictReader(io.StringIO(read("sets.csv"))))
    assert len(rows) == 10
    assert rows[5] == {
        "date": "2027-01-05",
        "exercise": "romanian_deadlift",
        "name": "Romanian deadlift",
        "set": "1",
        "reps": "8",
        "seconds": "",
        "metres": "",
        "load": "42.5",
        "unit": "kg",
        "per_side": "no",
        "rpe": "8.5",
        "rir": "2.0",
        "report": "17",
    }


def test_a_runners_words_never_become_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(read("checkins.csv"))))
    assert rows[1]["words"].startswith("'=RDL")
    assert rows[1]["pain"] == "left knee 2"


def test_the_calendar_has_the_run_and_the_session_at_the_runners_times() -> None:
    text = read("training.ics")
    assert "SUMMARY:Hard run\r\n" in text
    assert "DTSTART:20270112T060000Z\r\n" in text, "07:00 in Berlin"
    assert "SUMMARY:Strength A\r\n" in text
    assert "DTSTART:20270112T170000Z\r\n" in text, "18:00 in Berlin"
    assert "Romanian deadlift 4×6–8 @ 42.5 kg" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_calendar_speaks_the_runners_language() -> None:
    names = {"A": "Beine, schwer", "hard": "Intervalle"}
    archive = Archive(runner=RUNNER, reports=())
    data = export_zip(archive, days=(TUESDAY,), catalogue=CATALOGUE, now=NOW, names=names)
    assert "SUMMARY:Beine\\, schwer\r\n" in read("training.ics", data)
    assert "SUMMARY:Intervalle\r\n" in read("training.ics", data)


def test_the_same_log_gives_the_same_bytes() -> None:
    assert exported() == exported()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "isn't a file of mine"),
        (b"\x89PNG\r\n", "isn't a file of mine"),
        (b"date,exercise\n2027-01-05,squat\n", "isn't a file of mine"),
        (b"[1, 2]", "isn't a file of mine"),
        (b"{}", "isn't a file of mine"),
        (b"[" * 200_000, "isn't a file of mine"),
        (b'{"format": "strongstride", "version": NaN}', "no version"),
        (b'{"format": "strongstride", "version": 99}', "newer"),
        (b'{"format": "strongstride", "version": 1}', "`runner` is missing"),
        (b"PK\x03\x04 cut off", "can't be opened"),
        (b"1" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_a_wrong_file_gets_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(ImportRefused, match=says):
        brought_back(data)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("runner__athlete__body_mass", "heavy", "body_mass"),
        ("runner__athlete__body_mass", 7_000, "`body_mass` can't be 7000"),
        ("runner__athlete__body_mass", "NaN", "body_mass"),
        ("runner__athlete__runs__0__weekday", 7, "`weekday` can't be 7"),
        ("runner__athlete__start", "9999-12-31", "year 9999"),
        ("runner__zone", "Mars/Olympus", "no time zone I know"),
        ("runner__zone", "../../etc/passwd", "no time zone I know"),
        ("runner__name", "x" * 9_000, "too long a text"),
        ("runner__consented_at", "2027-01-04T06:00:00", "no time zone"),
        ("reports__0__reading__status", "finished", "status"),
        ("reports__0__reading__entries__0__sets", [{"reps": 8}] * 20_001, "too many entries"),
        ("made_at", "yesterday", "datetime"),
        ("reports", 5, "tuple"),
    ],
)
def test_a_damaged_value_is_named(path: str, value: object, says: str) -> None:
    with pytest.raises(ImportRefused, match=says):
        brought_back(changed(**{path: value}))


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("strongstride.json", b" " * 61_000_000)
    with pytest.raises(ImportRefused, match="unpacks to far more"):
        brought_back(bomb.getvalue())


def test_a_zip_of_something_else_is_refused() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as zipped:
        zipped.writestr("holiday.jpg", b"...")
    with pytest.raises(ImportRefused, match="isn't a file of mine"):
        brought_back(other.getvalue())


def test_an_exercise_this_bot_does_not_know_is_left_out_and_named() -> None:
    data = changed(reports__0__reading__entries__0__exercise="log_press", runner__athlete__one_rm={"yoke": 90})
    found = brought_back(data)
    assert found.left_out == ("log_press", "yoke")
    assert [entry.exercise for entry in found.runner.reports[0].reading.entries] == ["plank"]
    assert "[log_press]" in found.runner.reports[0].reading.note
    assert found.runner.athlete.one_rm == {}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode) | st.binary(max_size=300).map(b"PK".__add__))
def test_no_file_whatever_is_in_it_brings_a_traceback(data: bytes) -> None:
    with pytest.raises(ImportRefused):
        brought_back(data)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_damaged_anywhere_is_restored_or_refused(data: st.DataObject) -> None:
    good = bytearray(read("strongstride.json").encode())
    at = data.draw(st.integers(min_value=0, max_value=len(good) - 1))
    good[at : at + data.draw(st.integers(min_value=1, max_value=8))] = data.draw(st.binary(max_size=4))
    with contextlib.suppress(ImportRefused):
        brought_back(bytes(good))
