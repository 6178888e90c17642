"""Schedules, settings, answers and intents in words (docs/contracts/schedule.md)."""

import json
from datetime import date, time

import pytest

from bot.coaching.checkin import ParseError, run_parse, run_parse_batch

TODAY = date(2027, 1, 5)


def test_a_runner_lists_the_week_in_one_line(reader):
    runs = reader.runs("Tue hard 7:00 60min, Sun long 8am 2h, 10 km easy Thu").runs
    assert [(run.day, run.type, run.time, run.minutes, run.km) for run in runs] == [
        ("Tue", "hard", time(7), 60, None),
        ("Thu", "easy", None, None, 10),
        ("Sun", "long", time(8), 120, None),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every weekday easy 6am", "Mon Tue Wed Thu Fri"),
        ("Mon-Thu easy", "Mon Tue Wed Thu"),
        ("every day but Monday", "Tue Wed Thu Fri Sat Sun"),
        ("mwf easy, sat long", "Mon Wed Fri Sat"),
        ("rest Monday, Tue easy", "Tue"),
        ("no runs", ""),
    ],
)
def test_days_are_named_in_many_ways(reader, text, days):
    assert " ".join(run.day for run in reader.runs(text).runs) == days


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("run tue thu sat, long sunday 2h at 8", "Tue easy, Thu easy, Sat easy, Sun long"),
        ("Tue, Thu, Sat. Long Sunday 16k at 8am", "Tue easy, Thu easy, Sat easy, Sun long"),
        ("intervals tue, easy thu sat, long sun", "Tue hard, Thu easy, Sat easy, Sun long"),
        ("mon wed, tempo thursday 6pm, long saturday", "Mon easy, Wed easy, Thu hard, Sat long"),
        ("easy mon wed hard tue thu long sun 2h", "Mon easy, Tue hard, Wed easy, Thu hard, Sun long"),
        ("tue, thu easy, long sunday", "Tue easy, Thu easy, Sun long"),
        ("hard tue, thu, long sun", "Tue hard, Thu hard, Sun long"),
        ("long sunday, rest easy tue thu", "Tue easy, Thu easy, Sun long"),
        ("long sunday, rest easy", "Mon easy, Tue easy, Wed easy, Thu easy, Fri easy, Sat easy, Sun long"),
    ],
)
def test_a_type_belongs_to_the_days_it_is_said_with(reader, text, week):
    assert ", ".join(f"{run.day} {run.type}" for run in reader.runs(text).runs) == week


def test_words_about_no_run_are_no_week(reader):
    assert reader.runs("hello there") is None


def test_gym_days_have_their_times(reader):
    days = reader.gym("Mon and Thu at 6pm, Saturday 10am").gym
    assert [(each.day, each.time) for each in days] == [("Mon", time(18)), ("Thu", time(18)), ("Sat", time(10))]


@pytest.mark.parametrize(
    ("text", "day", "km"),
    [
        ("12 June", "2027-06-12", None),
        ("in 10 weeks", "2027-03-16", None),
        ("half marathon on 6 June", "2027-06-06", 21.1),
        ("10k on 12/6", "2027-06-12", 10),
        ("marathon the twenty sixth of September", "2027-09-26", 42.2),
        ("next Sunday", "2027-01-10", None),
        ("first Sunday in May", "2027-05-02", None),
        ("half 12 jun", "2027-06-12", 21.1),
        ("no race", None, None),
    ],
)
def test_a_race_is_told_in_words(reader, text, day, km):
    race = reader.race(text, TODAY)
    assert (race.race and race.race.isoformat(), race.race_km) == (day, km)


@pytest.mark.parametrize(
    ("text", "at"),
    [("half six pm", "18:30"), ("seven thirty in the evening", "19:30"), ("19.45", "19:45"), ("noon", "12:00"),
     ("quarter to seven", "06:45"), ("18h30", "18:30"), ("off", None)],
)  # fmt: skip
def test_a_time_of_day_is_told_in_words(reader, text, at):
    said = reader.time(text).time
    assert (said and f"{said:%H:%M}") == at


def test_lifts_are_singles_and_sets(reader):
    lifts = reader.lifts("deadlift 120, squat 80x5 rir 2", "kg")
    assert lifts.one_rm == {"deadlift": 120}
    assert [(each.exercise, each.load, each.reps, each.rir) for each in lifts.sets] == [("back_squat", 80, 5, 2)]
    assert reader.lifts("no idea", "kg").one_rm == {}


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("intervals moved to Thursday", [("hard", None, "Thu", None)]),
        ("Tuesday's run is cancelled", [(None, "Tue", None, None)]),
        ("long run on Saturday instead of Sunday", [("long", "Sun", "Sat", None)]),
        ("swap Tue and Thu", [(None, "Tue", "Thu", None), (None, "Thu", "Tue", None)]),
        ("Tuesday's run goes to Friday and becomes an easy one", [(None, "Tue", "Fri", "easy")]),
    ],
)
def test_a_run_moves_this_week(reader, text, moves):
    assert [(each.type, each.start, each.to, each.becomes) for each in reader.move(text).moves] == moves


def test_today_has_less_time_or_kit(reader):
    hotel = reader.today("hotel, no bar, 20 min")
    assert (hotel.minutes, hotel.place, hotel.without) == (20, "hotel", ("barbell", "pullup_bar"))
    assert reader.today("only bands").with_ == ("bands",)


@pytest.mark.parametrize(
    ("text", "reason", "until"),
    [("ill until Monday", "ill", "2027-01-11"), ("on holiday for a week", "holiday", "2027-01-12"),
     ("injured, back on 1 February", "injury", "2027-02-01"), ("down with the flu", "ill", None)],
)  # fmt: skip
def test_an_absence_has_a_reason_and_an_end(reader, text, reason, until):
    away = reader.absence(text, TODAY)
    assert (away.reason, away.until and away.until.isoformat()) == (reason, until)


@pytest.mark.parametrize(
    ("text", "zone"),
    [("I live in Munich", "Europe/Berlin"), ("America/New_York", "America/New_York"), ("the UK", "Europe/London"),
     ("Kraków", "Europe/Warsaw"), ("somewhere", None)],
)  # fmt: skip
def test_a_zone_is_a_city_or_a_country(reader, text, zone):
    assert reader.zone(text, {"kraków": "Europe/Warsaw"}) == zone


@pytest.mark.parametrize(
    ("text", "reply", "sets"),
    [
        ("RDL 2x6 800kg", "37.5", [(6, 37.5), (6, 37.5)]),
        ("squat 12x3", "2 sets of 8 at 60", [(8, 60), (8, 60)]),
        ("RDL 80", "2x6", [(6, 80), (6, 80)]),
        ("RDL 2x8-10 60kg", "9", [(9, 60), (9, 60)]),
        ("RDL 2x8-10 60kg", "10, 9", [(10, 60), (9, 60)]),
    ],
)
def test_the_answer_completes_the_report(reader, text, reply, sets):
    reading = reader.checkin(text, "kg", TODAY, None)
    done = reader.answer(reply, reading, "kg", None)
    assert [(each.reps, each.load) for each in done.entries[0].sets] == sets
    assert done.ask is None


def test_words_that_answer_nothing_leave_the_question_open(reader):
    reading = reader.checkin("RDL 2x6 800kg", "kg", TODAY, None)
    assert reader.answer("what do you mean?", reading, "kg", None) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("done", "checkin"),
        ("RDL 4x6 80kg", "checkin"),
        ("knee hurts 3/10", "checkin"),
        ("chest pain", "checkin"),
        ("intervals moved to Thursday", "move"),
        ("20 min", "today"),
        ("hotel, no bar", "today"),
        ("ill until Monday", "absence"),
        ("deadlift 120, squat 80x5", "lifts"),
        ("Tue hard 7:00 60min, Sun long 8am 2h", "runs"),
        ("gym Mon and Thu", "gym"),
        ("half marathon on 6 June", "race"),
        ("18:30", "time"),
        ("hello there", "none"),
    ],
)
def test_a_text_nobody_asked_for_is_taken_for_what_it_is(reader, text, intent):
    assert reader.intent(text, TODAY) == intent


def test_a_batch_reads_a_line_each_and_names_a_wrong_one(reader):
    lines = [
        '{"text": "done"}',
        "{",
        '{"text": "done", "unit": "stone"}',
        '{"text": "RDL 1x5 80", "unit": "lb", "date": "2027-01-04"}',
    ]
    done, broken, wrong, lifted = (json.loads(line) for line in run_parse_batch(reader, lines, TODAY))
    assert done["status"] == "done"
    assert broken["error"]
    assert wrong["error"] == "unit is kg or lb"
    assert (lifted["day"], lifted["entries"][0]["sets"][0]["unit"]) == ("2027-01-04", "lb")


def test_a_wrong_session_is_named(reader):
    with pytest.raises(ParseError, match="session"):
        run_parse(reader, "done", "kg", TODAY, '{"exercises": 3}')


def test_a_day_that_its_month_does_not_have_is_no_day(reader):
    assert reader.race("marathon on 31 feb", TODAY).race is None
    assert reader.race("marathon on 30 june", TODAY).race == date(2027, 6, 30)


@pytest.mark.parametrize("text", ["squat 5x5 100", "squat 100x5", "squat 5x5 100 kg"])
def test_a_known_lift_said_with_its_sets_keeps_its_weight(reader, text):
    (squat,) = reader.lifts(text, "kg").sets
    assert (squat.load, squat.reps) == (100, 5)
