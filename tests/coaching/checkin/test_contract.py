"""Every line of docs/contracts/checkin.md on how numbers, names and words are read."""

from datetime import date

import pytest

from bot.coaching.checkin import reading_json, run_parse, session_of

TODAY = date(2027, 1, 5)


def short(reading):
    """Entries as `id: reps@load …`, for comparing at a glance."""
    said = []
    for entry in reading.entries:
        sets = " ".join(_set(each) for each in entry.sets)
        side = "/side" if entry.per_side else ""
        rated = "".join(f" {k}{v:g}" for k, v in (("rpe", entry.rpe), ("rir", entry.rir)) if v is not None)
        said.append(f"{entry.exercise}{side}: {sets}{rated}")
    return "; ".join(said)


def _set(each):
    work = f"{each.reps}" if each.reps is not None else f"{each.seconds}s" if each.seconds is not None else "?"
    work = f"{each.metres}m" if each.metres is not None else work
    return work if each.load is None else f"{work}@{each.load:g}{each.unit or ''}"


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("RDL 4x6", "romanian_deadlift: 6 6 6 6"),
        ("RDL 4×6", "romanian_deadlift: 6 6 6 6"),
        ("RDL 4 sets of 6", "romanian_deadlift: 6 6 6 6"),
        ("RDL 2x6 80kg", "romanian_deadlift: 6@80kg 6@80kg"),
        ("RDL 80kg 2x6", "romanian_deadlift: 6@80kg 6@80kg"),
        ("RDL 2x6@80", "romanian_deadlift: 6@80kg 6@80kg"),
        ("RDL 2x6 at 80", "romanian_deadlift: 6@80kg 6@80kg"),
        ("RDL 2x6x80", "romanian_deadlift: 6@80kg 6@80kg"),
        ("deadlift 80x8, 80x8, 85x6", "deadlift: 8@80kg 8@80kg 6@85kg"),
        ("deadlift 80kg x 8, 80kg x 8, 85kg x 6", "deadlift: 8@80kg 8@80kg 6@85kg"),
        ("push-ups 12,12,10", "push_up: 12 12 10"),
        ("push-ups 12/12/10", "push_up: 12 12 10"),
        ("push-ups 12 12 10", "push_up: 12 12 10"),
        ("hip thrust 60: 12,12,10", "hip_thrust: 12@60kg 12@60kg 10@60kg"),
        ("RDL 2x6 80kg @8", "romanian_deadlift: 6@80kg 6@80kg rpe8"),
        ("RDL 2x6 80 RPE8.5", "romanian_deadlift: 6@80kg 6@80kg rpe8.5"),
        ("RDL 2x6 80 2 rir", "romanian_deadlift: 6@80kg 6@80kg rir2"),
        ("RDL 2x6 80, could have done 2 more", "romanian_deadlift: 6@80kg 6@80kg rir2"),
        ("RDL 2x6 80, 2 reps left", "romanian_deadlift: 6@80kg 6@80kg rir2"),
        ("RDL 2x6 80lbs", "romanian_deadlift: 6@80lb 6@80lb"),
        ("RDL 2x6 80#", "romanian_deadlift: 6@80lb 6@80lb"),
        ("bss 1x8 2x16kg dumbbells", "bulgarian_split_squat: 8@32kg"),
        ("bss 1x8 16kg each hand", "bulgarian_split_squat: 8@32kg"),
        ("bss 1x8 16s with dumbbells", "bulgarian_split_squat: 8@32kg"),
        ("bss 1x8 16kg dumbbells", "bulgarian_split_squat: 8@32kg"),
        ("plank 3x45s", "plank: 45s 45s 45s"),
        ("plank 45 sec x3", "plank: 45s 45s 45s"),
        ('plank 45" x 3', "plank: 45s 45s 45s"),
        ("plank 1:30", "plank: 90s"),
        ("plank a minute", "plank: 60s"),
        ("plank 90 s", "plank: 90s"),
        ("farmers 2x30m 40kg", "farmers_carry: 30m@40kg 30m@40kg"),
        ("farmers 40 metres", "farmers_carry: 40m"),
        ("RDL three sets of eight", "romanian_deadlift: 8 8 8"),
        ("RDL 80kg x 8 x 2", "romanian_deadlift: 8@80kg 8@80kg"),
        ("RDL 100x5x2", "romanian_deadlift: 5@100kg 5@100kg"),
        ("swing 20x12", "kettlebell_swing: 12@20kg"),
        ("plank 2x45", "plank: 45s 45s"),
        ("farmers 2x40", "farmers_carry: 40s 40s"),
        ("plank 2 min", "plank: 120s"),
        ("plank 60", "plank: 60s"),
        ("RDL 2x6 @8", "romanian_deadlift: 6 6 rpe8"),
        ("RDL 1x8 62,5 kg", "romanian_deadlift: 8@62.5kg"),
        ("deadlift\nset 1: 100 kg x 5\nset 2: 105 kg x 5", "deadlift: 5@100kg 5@105kg"),
        ("RDL four by six", "romanian_deadlift: 6 6 6 6"),
        ("RDL 1x6 rpe 7-8", "romanian_deadlift: 6 rpe8"),
        ("RDL 1x6 rpe 7, rpe 8", "romanian_deadlift: 6 rpe8"),
        ("squat warm-up 2x10 40kg, then 1x6 80kg", "back_squat: 6@80kg"),
        ("squat 20x5 reps, rpe 8", "back_squat: 5@20kg rpe8"),
        ("lateral walk 2x15 steps", "lateral_walk: 15 15"),
        ("yoga 20", "yoga_flow: 1200s"),
        ("bodyweight hip thrust 2x15", "hip_thrust_bw: 15@0 15@0"),
        ("RDL 2x6 60, no wait, 62.5", "romanian_deadlift: 6@62.5kg 6@62.5kg"),
        ("RDL 2x6 60kg, sorry, 2x12", "romanian_deadlift: 12@60kg 12@60kg"),
        (
            "exercise | sets | reps | kg\nRDL | 2 | 6 | 80\nplank | 2 | 45s |",
            "romanian_deadlift: 6@80kg 6@80kg; plank: 45s 45s",
        ),
        ("RDL 1x6 80, plank 1x45, RDL 1x5 80", "romanian_deadlift: 6@80kg 5@80kg; plank: 45s"),
        ("I felt strong on squats", ""),
        ("calf raise 2x12", "calf_raise_straight: 12 12"),
        ("lunges 2x10", "walking_lunge: 10 10"),
        ("chin-ups 2x5", "pull_up: 5 5"),
        ("side plank 1x30 each side", "side_plank/side: 30s"),
        ("slrdl 1x8 es 16kg", "single_leg_rdl/side: 8@16kg"),
        ("1. RDL 1x6\n2) plank 1x30", "romanian_deadlift: 6; plank: 30s"),
        ("bench press 3x8 60, RDL 1x6 80, lat pulldown 3x10 45", "romanian_deadlift: 6@80kg"),
    ],
)  # fmt: skip
def test_a_runner_writes_sets_in_this_way(reader, text, entries):
    reading = reader.checkin(text, "kg", TODAY, None)
    assert short(reading) == entries
    assert reading.ask is None


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("RDL 2x6 800kg", "romanian_deadlift: 6 6"),
        ("RDL 2x8-10 60kg", "romanian_deadlift: ?@60kg ?@60kg"),
        ("RDL 2x6 60 or 65", "romanian_deadlift: 6 6"),
        ("RDL 2x6 somewhere between 50 and 60 kg", "romanian_deadlift: 6 6"),
        ("RDL 80", "romanian_deadlift: "),
        ("push-ups 20", "push_up: "),
        ("squat 12x3", "back_squat: "),
        ("squat 25 sets of 5", "back_squat: "),
        ("push-ups 2x200", "push_up: ? ?"),
        ("squat 60x8, 600x8", "back_squat: 8@60kg 8"),
        ("squat 5x100kg", "back_squat: "),
        ("deadlift 2x5 two plates a side", "deadlift: 5 5"),
    ],
)
def test_a_number_that_may_be_wrong_is_asked_about_and_not_stored(reader, text, entries):
    reading = reader.checkin(text, "kg", TODAY, None)
    assert reading.ask
    assert short(reading) == entries


SESSION = session_of(
    {
        "exercises": [
            {"exercise": "romanian_deadlift", "load": 37.5},
            {"exercise": "bulgarian_split_squat", "load": 12},
            {"exercise": "calf_raise_bent", "load": 20},
        ]
    }
)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("deadlift 1x6", "romanian_deadlift: 6"),
        ("squats 1x8", "bulgarian_split_squat: 8"),
        ("calf raises 1x12", "calf_raise_bent: 12"),
        ("bss 12x3", "bulgarian_split_squat: 3@12kg"),
    ],
)
def test_the_session_of_the_day_decides_what_a_plain_name_means(reader, text, entries):
    assert short(reader.checkin(text, "kg", TODAY, SESSION)) == entries


def test_a_decimal_slip_against_the_last_load_is_asked_about(reader):
    reading = reader.checkin("RDL 2x6 375", "kg", TODAY, SESSION)
    assert reading.ask
    assert short(reading) == "romanian_deadlift: 6 6"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("done", "status", "done"),
        ("Did everything, felt great", "feel", "good"),
        ("all but the calf raises, 40 min", "omitted", ["calf_raise_straight"]),
        ("all but the calf raises, 40 min", "status", "partial"),
        ("all but the calf raises, 40 min", "minutes", 40),
        ("skipped, knee 4/10", "status", "skipped"),
        ("RDL 4x6 80kg, 40 min", "minutes", 40),
        ("yesterday: hip thrusts 3x12 @ 60, hard", "day", "2027-01-04"),
        ("yesterday: hip thrusts 3x12 @ 60, hard", "feel", "hard"),
        ("on Tuesday: RDL 1x5", "day", "2027-01-05"),
        ("Mon: RDL 1x5", "day", "2027-01-04"),
        ("effort 7", "effort", 7),
        ("overall 8/10", "effort", 8),
        ("7/10", "effort", 7),
        ("RDL 4x6 80kg. rpe 8", "effort", 8),
        ("RDL 4x6 80kg\n\nrpe 8", "effort", 8),
        ("weighed 68.5 this morning", "bodyweight", {"value": 68.5, "unit": "kg"}),
        ("form broke down on set 3", "form_slipped", True),
        ("form was solid", "form_slipped", False),
        ("slept 4 h", "sleep", 4),
        ("legs 8/10 sore", "soreness", 8),
        ("ran 5 km in 27:30", "run", {"km": 5, "minutes": 27.5}),
        ("ran 12 km in 1:05", "run", {"km": 12, "minutes": 65}),
        ("ran 5 miles in 45 min", "run", {"km": 8.05, "minutes": 45}),
        ("ran 5 km in 27:30", "status", None),
        ("felt easy at first.. felt brutal", "feel", "hard"),
        ("bench press 3x8 60", "status", "done"),
        ("skipped the plank, all done", "status", "partial"),
        ("no wait, yesterday", "day", "2027-01-04"),
    ],
)
def test_a_runner_says_it_of_the_whole_workout(reader, text, key, value):
    assert reading_json(reader.checkin(text, "kg", TODAY, None))[key] == value


def test_a_unit_not_said_is_the_runners(reader):
    assert short(reader.checkin("Hip thrust 1x8 @ 135", "lb", TODAY, None)) == "hip_thrust: 8@135lb"


def test_the_output_has_exactly_the_keys_of_the_contract(reader):
    keys = "status entries effort feel pain red_flag omitted minutes day"
    more = "bodyweight form_slipped sleep soreness run ask note"
    assert list(reading_json(reader.checkin("done", "kg", TODAY, None))) == [*keys.split(), *more.split()]


def test_beyond_4096_characters_nothing_is_read_and_the_text_is_kept(reader):
    text = "done " + "x" * 4095 + " RDL 4x6 80kg"
    reading = reader.checkin(text, "kg", TODAY, None)
    assert reading.entries == ()
    assert reading.note == text


def test_words_without_data_stay_in_the_note(reader):
    assert "coffee" in reader.checkin("RDL 4x6 80kg, then coffee with Ann", "kg", TODAY, None).note


def test_parse_prints_one_line_of_json(reader):
    assert run_parse(reader, "done", "kg", TODAY).startswith('{"status": "done"')
