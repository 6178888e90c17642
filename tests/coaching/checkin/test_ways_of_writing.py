"""Ways of writing a report beyond the contract's own examples: glued units, loads in a row, circuits, guesses."""

from datetime import date

import pytest

from bot.coaching.checkin import reading_json

TODAY = date(2027, 1, 5)


def read(reader, text):
    return reading_json(reader.checkin(text, "kg", TODAY, None))


def sets(reader, text):
    """Each exercise's sets as `work@load`, for comparing at a glance."""
    return {entry["exercise"]: [_set(each) for each in entry["sets"]] for entry in read(reader, text)["entries"]}


def _set(each):
    work = next((each[kind] for kind in ("reps", "seconds", "metres") if each[kind] is not None), "?")
    return f"{work}" if each["load"] is None else f"{work}@{each['load']:g}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RDL 60kgx8, 70kgx6", {"romanian_deadlift": ["8@60", "6@70"]}),
        ("RDL 60kg×8", {"romanian_deadlift": ["8@60"]}),
        ("RDL 60kgx8x3", {"romanian_deadlift": ["8@60"] * 3}),
        ("RDL 100lbsx5", {"romanian_deadlift": ["5@100"]}),
        ("plank 45sx3", {"plank": ["45"] * 3}),
        ("plank 45'' x3", {"plank": ["45"] * 3}),
        ("plank 1m30s x 2", {"plank": ["90"] * 2}),
    ],
)
def test_a_unit_written_together_with_what_follows_is_read(reader, text, expected):
    assert sets(reader, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "back squat 3x5 100kg, 105kg, 110kg",
        "back squat 3x5 100, 105, 110 kg",
        "back squat 3x5 100kg/105kg/110kg",
        "back squat 3x5 100/105/110",
    ],
)
def test_as_many_loads_as_sets_are_a_load_for_each(reader, text):
    assert sets(reader, text) == {"back_squat": ["5@100", "5@105", "5@110"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("back squat 80kg x 8, 7, 6", ["8@80", "7@80", "6@80"]),
        ("back squat 80x8, 7, 6", ["8@80", "7@80", "6@80"]),
        ("back squat 80x8, 8", ["8@80", "8@80"]),
        ("back squat 80 for 8, 8, 8", ["8@80"] * 3),
        ("back squat 80 for 2x8", ["8@80"] * 2),
        ("back squat 2x5 100kg then dropped to 90kg for 2x4", ["5@100", "5@100", "4@90", "4@90"]),
    ],
)
def test_a_load_said_once_is_that_of_the_sets_behind_it(reader, text, expected):
    assert sets(reader, text) == {"back_squat": expected}


def test_a_load_meant_for_next_time_is_not_the_second_sets(reader):
    assert sets(reader, "RDL 2x8 60kg, 65kg next time") == {"romanian_deadlift": ["8@60", "8@60"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("farmers walk 40 metres four times with 24s", {"farmers_carry": ["40@48"] * 4}),
        ("plank 40 seconds three times", {"plank": ["40"] * 3}),
    ],
)
def test_so_many_times_behind_the_work_is_the_count_of_sets(reader, text, expected):
    assert sets(reader, text) == expected


def test_each_exercise_of_a_circuit_is_done_once_a_round(reader):
    text = "three rounds: 10 step-ups, 12 push-ups and 30s plank. Then nordics 2x5"
    expected = {"step_up": ["10"] * 3, "push_up": ["12"] * 3, "plank": ["30"] * 3, "nordic_curl": ["5"] * 2}
    assert sets(reader, text) == expected


def test_an_exercise_with_sets_of_its_own_ends_the_circuit(reader):
    text = "3 rounds of 10 swings 24kg, rdl 2x8 60, 12 push ups"
    assert sets(reader, text)["push_up"] == ["12"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RDL 3x8 55kg/60kg", ["8"] * 3),
        ("step ups 3x10 at 16 / 18 kg", ["10"] * 3),
        ("squat 3x8 with either 20s or 22s", ["8"] * 3),
        ("nordics 3x5/6", ["?"] * 3),
        ("nordics 3x5ish or 6", ["?"] * 3),
        ("pull-ups 6, 5 or 6, 5", ["6", "?", "5"]),
    ],
)
def test_a_guess_between_two_numbers_is_asked_about(reader, text, expected):
    assert read(reader, text)["ask"]
    assert list(sets(reader, text).values()) == [expected]


def test_felt_like_an_eight_rates_the_exercise_it_follows_in_one_breath(reader):
    reading = read(reader, "squats five sets of five at 90 kilos felt like an eight then nordics 3x5")
    assert (reading["entries"][0]["rpe"], reading["effort"]) == (8, None)


def test_a_duration_before_yesterday_does_not_hide_the_day(reader):
    assert read(reader, "gym for 55 mins yesterday")["day"] == "2027-01-04"


def test_a_distance_with_its_time_is_a_run_without_the_word(reader):
    assert read(reader, "did a 10k in 52:30")["run"] == {"km": 10, "minutes": 52.5}


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("shortness of breath lying in bed", "emergency"),
        ("kept blacking out", "emergency"),
        ("went white and hit the floor", "emergency"),
        ("saw stars and went down for a few seconds", "emergency"),
        ("woke up on the gym floor", "emergency"),
        ("38.9 temperature, stayed home", "prompt"),
        ("wheezing at rest", "emergency"),
        ("lost feeling between my thighs", "emergency"),
        ("couldn't feel when I needed the loo", "emergency"),
        ("jaw and left arm pain during the swings", "emergency"),
        ("one ankle is twice as big as yesterday", "prompt"),
        ("my hip keeps me awake", "prompt"),
        ("achilles snapped, felt like a kick", "prompt"),
        ("foot drop since this morning", "prompt"),
        ("snapped a photo of my calf raises", None),
        ("the baby keeps me awake, knee fine, done", None),
        ("a tingle spreading down my leg", "prompt"),
        ("a really sharp spot on the top of my foot when I press it", "prompt"),
        ("hopping on it kills, right shin", "prompt"),
        ("room temperature 38, did everything", None),
        ("woke up late, planks on the floor, done", None),
        ("went down to 60kg, white knuckles, done", None),
        ("hopping between sets to kill time", None),
    ],
)
def test_a_sign_in_other_words_is_seen_and_its_look_alike_is_not(reader, text, flag):
    assert read(reader, text)["red_flag"] == flag


def test_a_rating_for_each_set_is_no_row_of_reps(reader):
    reading = read(reader, "RDL 1x8 @ 60, 1x8 @ 65, 1x8 @ 70 - RPE 6, 7, 8")
    assert reading["entries"][0]["rpe"] == 8
    assert sets(reader, "RDL 1x8 @ 60, 1x8 @ 65, 1x8 @ 70 - RPE 6, 7, 8")["romanian_deadlift"] == [
        "8@60",
        "8@65",
        "8@70",
    ]


def test_a_load_of_its_own_behind_one_set_is_not_that_of_the_others(reader):
    assert sets(reader, "hip thrust 100kg 2x8 + 1x12 @ 60kg") == {"hip_thrust": ["8@100", "8@100", "12@60"]}


def test_a_bare_number_in_each_hand_is_a_pair(reader):
    assert sets(reader, "split squats 1x8 with a 12 in each hand") == {"split_squat": ["8@24"]}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("last night's session: squat 3x5 80", "day", "2027-01-04"),
        ("no time for planks, all else done", "omitted", ["plank"]),
        ("plantar fascia 4/10 on the right", "pain", [{"area": "foot", "side": "right", "score": 4}]),
        ("ran 5k easy in 30", "run", {"km": 5, "minutes": 30}),
    ],
)
def test_other_words_say_the_same(reader, text, key, value):
    assert read(reader, text)[key] == value


def test_scrap_that_takes_a_number_back(reader):
    assert sets(reader, "hip thrust 1x10 at 70, scrap that, 72.5") == {"hip_thrust": ["10@72.5"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("squat 2 x 100 x 5", {"back_squat": ["5@100"] * 2}),
        ("hip thrust 2x60x12", {"hip_thrust": ["12@60"] * 2}),
        ("step ups 2x20x10", {"step_up": ["20@10"] * 2}),
        ("dead bug 10x3", {"dead_bug": ["10"] * 3}),
        ("plank x3", {"plank": ["?"] * 3}),
    ],
)
def test_of_two_readings_the_plausible_one_is_taken(reader, text, expected):
    assert sets(reader, text) == expected


def test_reps_by_load_by_sets_may_be_sets_by_load_by_reps(reader):
    assert read(reader, "hip thrust 12 x 60kg x 3")["ask"]


@pytest.mark.parametrize(
    ("text", "pains"),
    [
        ("knee pain 3-4/10", [("knee", None, 4)]),
        ("niggle in left calf and right hamstring", [("calf", "left", None), ("hamstring", "right", None)]),
        ("ankle rolled, 4/10 left", [("achilles", "left", 4)]),
        ("niggle in my left calf and hips felt great", [("calf", "left", None)]),
    ],
)
def test_a_pain_said_in_parts_is_put_together(reader, text, pains):
    assert [(each["area"], each["side"], each["score"]) for each in read(reader, text)["pain"]] == pains
