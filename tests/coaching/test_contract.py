"""The command line's contract: a profile as JSON in, a day as JSON out, and exact words where it is wrong."""

import json

import pytest

from bot.coaching.contract import run_plan, run_plan_batch, run_progress
from bot.coaching.exercise import Catalogue

P = {
    "start": "2027-01-04",
    "unit": "kg",
    "body_mass": 70,
    "experience": "intermediate",
    "runs": [
        {"day": "Tue", "type": "hard", "time": "07:00", "minutes": 60},
        {"day": "Wed", "type": "easy", "minutes": 45},
        {"day": "Thu", "type": "hard", "time": "07:00", "minutes": 60},
        {"day": "Sat", "type": "easy", "minutes": 40},
        {"day": "Sun", "type": "long", "time": "08:00", "minutes": 120},
    ],
    "race": "2027-06-06",
}

DAYS = "Mon, Tue, Wed, Thu, Fri, Sat, Sun"
KIT = "barbell, dumbbells, kettlebell, bands, pullup_bar, bench, ham_machine, plate, cable, anchor, roller"
UNKNOWN_RUN_KEY = "unknown key; known: day, minutes, time, type"
IMPLEMENTS = "barbell, dumbbells, kettlebell, ham_machine, plate"


def plan(catalogue: Catalogue, profile: object, **asked: object) -> object:
    status, out, err = run_plan(catalogue, json.dumps(profile), json=True, **asked)
    assert (status, err) == (0, "")
    return json.loads(out)


def fault(catalogue: Catalogue, profile: object, date: str = "2027-01-05") -> str:
    text = profile if isinstance(profile, str) else json.dumps(profile)
    status, out, err = run_plan(catalogue, text, date=date, json=True)
    assert (status, out) == (2, "")
    assert "\n" not in err
    return err


def test_the_day_has_exactly_the_keys_of_the_contract(catalogue: Catalogue) -> None:
    day = plan(catalogue, P, date="2027-01-05")
    assert list(day) == [
        "date", "phase", "block", "week", "deload", "run", "session", "routine", "mobility", "activation",
        "referral", "advice",
    ]  # fmt: skip
    assert day["session"]["exercises"][0] == {
        "exercise": "romanian_deadlift",
        "sets": 4,
        "low": 6,
        "high": 8,
        "unit_of_work": "reps",
        "per_side": False,
        "load": 40,
        "implement": "barbell",
        "rest": 150,
        "target": 6,
        "rir": 2,
    }
    assert (day["session"]["type"], day["session"]["tier"], day["session"]["minutes"]) == ("A", 0, 57)


def test_why_lists_the_rules_that_decided(catalogue: Catalogue) -> None:
    day = plan(catalogue, P, date="2027-01-05", why=True)
    assert {"rule": "R4", "says": "Week 1 of the strength block."} in day["why"]


def test_a_week_is_an_array_of_seven_with_null_before_the_start(catalogue: Catalogue) -> None:
    week = plan(catalogue, {**P, "start": "2027-01-06"}, date="2027-01-06", week=True)
    assert [day and day["date"] for day in week] == [None, None, *(f"2027-01-{day:02}" for day in range(6, 11))]


def test_sleep_is_of_the_asked_day_only(catalogue: Catalogue) -> None:
    week = plan(catalogue, {**P, "sleep": 4}, date="2027-01-05", week=True)
    assert [day["session"] and day["session"]["type"] for day in week] == [None, None, "U", "D", None, None, None]


def test_nulls_and_absent_keys_take_the_defaults(catalogue: Catalogue) -> None:
    nulls = dict.fromkeys(("phase", "phase_since", "week_style", "gym", "age", "sleep", "red_flag", "runs"))
    assert plan(catalogue, {**nulls, "start": "2027-01-04"}) == plan(catalogue, {"start": "2027-01-04"})


def test_an_empty_gym_is_none_and_an_absent_one_every_day(catalogue: Catalogue) -> None:
    week = plan(catalogue, {"start": "2027-01-04", "gym": []}, week=True)
    assert [day["session"] for day in week] == [None] * 7
    sample = plan(catalogue, {"start": "2027-01-04"}, week=True)
    assert [day["session"] and day["session"]["type"] for day in sample] == ["A", None, "C", None, "D", "E", None]


def test_a_condition_without_clearance_refers(catalogue: Catalogue) -> None:
    day = plan(catalogue, {**P, "conditions": ["heart disease"]}, date="2027-01-05")
    assert (day["session"], day["referral"], day["mobility"], day["activation"]) == (None, "prompt", [], [])
    cleared = plan(catalogue, {**P, "conditions": ["heart disease"], "cleared": True}, date="2027-01-05")
    assert cleared["referral"] is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"start": "4 January"}, "start: must be a date like 2027-01-05"),
        ({"start": "2027-02-30"}, "start: must be a date like 2027-01-05"),
        ({"start": None}, "start: is required; must be a date like 2027-01-05"),
        ({"unit": "stone"}, "unit: must be one of kg, lb"),
        ({"experience": "pro"}, "experience: must be one of beginner, intermediate, advanced"),
        ({"body_mass": -3}, "body_mass: must be a number from 1 to 1000 (in the profile's unit)"),
        ({"body_mass": True}, "body_mass: must be a number from 1 to 1000 (in the profile's unit)"),
        ({"runs": [{"day": "Tue", "type": "fast"}]}, "runs[0].type: must be one of easy, hard, long"),
        ({"runs": [{"day": "Tuesday", "type": "hard"}]}, f"runs[0].day: must be one of {DAYS}"),
        ({"runs": [{"type": "hard"}]}, "runs[0].day: is required; must be one of Mon, Tue, Wed, Thu, Fri, Sat, Sun"),
        ({"runs": {}}, "runs: must be a list"),
        ({"gym": [{"day": "Mon", "time": "25:00"}]}, "gym[0].time: must be a time like 07:00"),
        ({"gym": ["Mon"]}, "gym[0]: must be a JSON object"),
        ({"equipment": ["barbel"]}, f"equipment[0]: must be one of {KIT}"),
        ({"minutes_cap": 12.5}, "minutes_cap: must be a whole number from 5 to 480 minutes"),
        ({"high_mileage": "yes"}, "high_mileage: must be true or false"),
        ({"one_rm": {"deadlif": 120}}, "one_rm.deadlif: the names in it must be exercise ids; did you mean deadlift?"),
        ({"one_rm": {"deadlift": "heavy"}},
         "one_rm.deadlift: must be a number from 0.5 to 2000 (in the profile's unit)"),
        ({"pain": [{"area": "knee", "score": 11}]}, "pain[0].score: must be a whole number from 0 to 10"),
        ({"red_flag": "maybe"}, "red_flag: must be one of prompt, emergency"),
        ({"deload_weeks": ["2027-01-05"]}, "deload_weeks[0]: must be the date of a Monday like 2027-01-04"),
        ({"working": {"plank": 30}}, "working.plank: must be a JSON object"),
        ({"bodymass": 70}, "bodymass: unknown key; did you mean body_mass?"),
        ({"runs": [{"day": "Tue", "type": "easy", "km": 5}]}, f"runs[0].km: {UNKNOWN_RUN_KEY}"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_what_it_may_hold(
    catalogue: Catalogue, change: dict[str, object], says: str
) -> None:
    assert fault(catalogue, {**P, **change}) == says


def test_a_profile_that_is_no_json_says_where(catalogue: Catalogue) -> None:
    assert fault(catalogue, "{").startswith("profile: must be JSON; line 1, column 2")
    assert fault(catalogue, '{"start": NaN}').startswith("profile: must be JSON")
    assert fault(catalogue, "[]") == "profile: must be a JSON object"


def test_a_date_before_the_start_is_refused(catalogue: Catalogue) -> None:
    says = "date: must be a date on or after the plan's start, 2027-01-04"
    assert fault(catalogue, P, "2027-01-03") == says
    assert fault(catalogue, P, "yesterday") == "date: must be a date like 2027-01-05"


def test_a_batch_answers_every_line_and_tells_the_bad_ones(catalogue: Catalogue) -> None:
    lines = [
        json.dumps({"profile": P, "date": "2027-01-05"}),
        "",
        "nonsense",
        json.dumps({"profile": P}),
        json.dumps({"profile": {**P, "unit": "st"}, "date": "2027-01-05"}),
        json.dumps({"profile": P, "date": "2027-01-05", "extra": 1}),
    ]
    answers = list(run_plan_batch(catalogue, lines))
    assert [ok for _, ok in answers] == [True, False, False, False, False]
    assert json.loads(answers[0][0]) == plan(catalogue, P, date="2027-01-05")
    assert json.loads(answers[3][0]) == {"error": "unit: must be one of kg, lb"}


def test_progress_follows_the_contracts_example() -> None:
    asked = {
        "load": 40, "target": 8, "low": 6, "high": 8, "reps": [8, 8, 8, 8], "rir": 3, "implement": "barbell",
        "unit": "kg", "too_hard": False, "failed_before": False,
    }  # fmt: skip
    assert list(run_progress([json.dumps(asked)])) == [('{"load": 42.5, "target": 6}', True)]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"low": 30, "high": 45, "reps": [30, 30], "unit_of_work": "seconds"}, {"load": None, "target": 35}),
        ({"load": None, "low": 10, "high": 15, "target": 12, "reps": [12], "rir": 5}, {"load": None, "target": 13}),
        ({"load": 40, "low": 6, "high": 8, "reps": [6]},
         {"error": f"implement: must be one of {IMPLEMENTS} where there is a load"}),
        ({"low": 8, "high": 6, "reps": [6]}, {"error": "high: must be a whole number not below low"}),
        ({"low": 6, "high": 8, "reps": []}, {"error": "reps: must be a list with the work of each set, at least one"}),
        ({"low": 6, "high": 8}, {"error": "reps: is required; must be a list"}),
    ],
)  # fmt: skip
def test_progress_answers_line_by_line(asked: dict[str, object], answer: dict[str, object]) -> None:
    ((line, ok),) = run_progress([json.dumps(asked)])
    assert json.loads(line) == answer
    assert ok == ("error" not in answer)


def test_a_day_reads_well_in_a_terminal(catalogue: Catalogue) -> None:
    status, out, err = run_plan(catalogue, json.dumps(P), date="2027-01-05", why=True)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Tue 2027-01-05 · base · strength week 1 · hard run"
    assert lines[1] == "  Session A, about 57 min"
    assert lines[2] == "    Romanian deadlift: 4 × 6–8 @ 40 kg barbell, rest 150 s, aim for 6, 2 in reserve"
    assert "    R4: Week 1 of the strength block." in lines
