"""The 400 reports and 150 schedule phrases that were written before the grammar first saw them."""

from collections import Counter
from datetime import date

from bot.coaching.checkin import reading_json, session_of
from bot.coaching.checkin.plan_json import (
    absence_json,
    gym_json,
    lifts_json,
    move_json,
    race_json,
    runs_json,
    time_json,
    today_json,
)

GOALS = {"clear": 0.98, "hard": 0.90, "ask": 0.95, "safety": 1.0}
PLACES = {
    "kraków": "Europe/Warsaw",
    "berlin": "Europe/Berlin",
    "chicago": "America/Chicago",
    "denver": "America/Denver",
}


def wrong(expected, got):
    """The keys of a report that are not as expected."""
    return [key for key, value in expected.items() if not _as_expected(key, value, got)]


def _as_expected(key, value, got):
    sets = [each for entry in got["entries"] for each in entry["sets"]]
    if key == "ask":
        return bool(got["ask"]) == bool(value)
    if key == "no_load":
        return not value or all(each["load"] is None for each in sets)
    if key == "no_reps":
        return not value or all(each["reps"] is None for each in sets)
    if key == "pain":
        return sorted(map(repr, map(sorted_items, value))) == sorted(map(repr, map(sorted_items, got["pain"])))
    if key == "omitted":
        return sorted(value) == sorted(got["omitted"])
    return value == got[key]


def sorted_items(row):
    return sorted(row.items(), key=str)


def read(reader, cases):
    """How many of each tier are right, how many there are, and what was missed."""
    right, total, missed = Counter(), Counter(), []
    for case in cases:
        session = session_of(case["session"]) if case.get("session") else None
        reading = reader.checkin(case["text"], case["unit"], date.fromisoformat(case["date"]), session)
        faults = wrong(case["expect"], reading_json(reading))
        total[case["tier"]] += 1
        right[case["tier"]] += not faults
        missed.extend([(case["id"], faults)] if faults else [])
    return right, total, missed


def test_the_reports_of_five_voices_are_read_as_their_writers_meant_them(reader, evaluation):
    right, total, missed = read(reader, [case for case in evaluation("reports") if case["voice"] != "fresh"])
    assert sum(total.values()) == 400
    assert all(right[tier] / total[tier] >= goal for tier, goal in GOALS.items()), missed


def test_the_reports_of_a_set_written_later_are_read_as_well(reader, evaluation):
    right, total, missed = read(reader, [case for case in evaluation("reports") if case["voice"] == "fresh"])
    assert all(right[tier] / total[tier] >= goal for tier, goal in GOALS.items()), missed


def told(reader, case):
    text, day, unit = case["text"], date.fromisoformat(case["date"]), case.get("unit", "kg")
    readings = {
        "runs": lambda: runs_json(reader.runs(text)),
        "gym": lambda: gym_json(reader.gym(text)),
        "race": lambda: race_json(reader.race(text, day)),
        "time": lambda: time_json(reader.time(text)),
        "zone": lambda: {"zone": reader.zone(text, PLACES)},
        "lifts": lambda: lifts_json(reader.lifts(text, unit)),
        "move": lambda: move_json(reader.move(text)),
        "today": lambda: today_json(reader.today(text)),
        "absence": lambda: absence_json(reader.absence(text, day)),
    }
    return readings[case["asks"]]()


def test_schedules_and_settings_in_words_are_read_as_their_writers_meant_them(reader, evaluation):
    cases = evaluation("schedules")
    missed = []
    for case in cases:
        got = told(reader, case)
        faults = [key for key, value in case["expect"].items() if _sorted(key, value) != _sorted(key, got[key])]
        missed.extend([(case["id"], faults, got)] if faults else [])
    assert len(cases) == 150
    assert len(missed) <= 4, missed


def _sorted(key, value):
    return sorted(value) if key in {"with", "without"} else value
