"""A runner looks at the week and the season, and moves a run: the strength sessions follow, and the coach says why."""

from dataclasses import replace
from datetime import date

import pytest

from bot.coaching.athlete import GymDay
from bot.coaching.report import Reading, Report
from bot.coaching.runner import Absence, DayChoice, RunTick
from bot.coaching.session import Day
from bot.conversation.training import plan
from tests.chat import Chat


def planned(chat: Chat, day: date) -> Day:
    """What the coach has for that day."""
    return plan.day_for(chat.content.catalogue, chat.runner, day)


def done(chat: Chat, day: date, status: str = "done") -> Chat:
    """The runner's session of that day, already reported."""
    that_day = planned(chat, day)
    reading = Reading(day=day, status=status)  # type: ignore[arg-type]
    report = Report(id=f"r{day}", day=day, reading=reading, raw_text=status, session=that_day.session)
    chat.runner = replace(chat.runner, reports=(*chat.runner.reports, report))
    return chat


def line(chat: Chat, start: str) -> str:
    """The line of the newest message that starts like that."""
    return next(each for each in chat.last.split("\n") if each.startswith(start))


def test_a_runner_sees_the_week_at_a_glance() -> None:
    chat = Chat.ready().say("/week").expect("Week of 4 Jan", "Base · Strength, week 1")
    assert "hard run 07:00" in line(chat, "Tue 5 · today")
    assert "Lower body strength, 57 min" in line(chat, "Tue 5")
    assert "Upper body and core" in line(chat, "Wed 6")
    assert "Glutes and hamstrings" in line(chat, "Thu 7")
    assert line(chat, "Sun 10").endswith("long run 08:00")


def test_weeks_turn_like_pages() -> None:
    chat = Chat.ready().say("/week").tap("›").expect("Week of 11 Jan")
    chat.tap("‹").tap("‹").expect("Your plan starts on 4 Jan")
    assert len(chat.screen) == 1
    chat.say("/week next").expect("Week of 11 Jan")


def test_days_before_the_plan_say_so() -> None:
    chat = Chat.ready(start=date(2027, 1, 6)).at("2027-01-06T09:00").say("/week")
    assert line(chat, "Mon 4").endswith("before your plan")


def test_what_is_done_is_ticked_and_what_was_missed_is_not_hidden() -> None:
    chat = done(Chat.ready(), date(2027, 1, 5)).at("2027-01-07T09:00")
    chat.runner = replace(chat.runner, run_ticks=(RunTick(day=date(2027, 1, 6)),))
    chat.say("/week").expect("✓ done", "– left out")
    assert line(chat, "Tue 5").endswith("✓")
    assert "easy run 07:00 ✓" in line(chat, "Wed 6")
    assert line(chat, "Wed 6").endswith("–")
    assert line(chat, "Thu 7").endswith("52 min")


def test_a_session_left_out_today_shows_as_left_out() -> None:
    chat = Chat.ready()
    chat.runner = replace(chat.runner, day_choices=(DayChoice(day=date(2027, 1, 5), skipped=True),))
    assert line(chat.say("/week"), "Tue 5").endswith("–")


def test_days_away_are_shown_as_away() -> None:
    chat = Chat.ready()
    chat.runner = replace(chat.runner, absences=(Absence(reason="holiday", since=date(2027, 1, 6)),))
    assert line(chat.say("/week"), "Thu 7").endswith("away")


def test_a_session_done_on_the_morning_a_pause_begins_stays_ticked_in_the_week() -> None:
    chat = done(Chat.ready(), date(2027, 1, 5))
    chat.runner = replace(chat.runner, absences=(Absence(reason="ill", since=date(2027, 1, 5)),))
    chat.say("/week")
    assert "Lower body strength, 57 min ✓" in line(chat, "Tue 5")
    assert "away" in line(chat, "Wed 6")


@pytest.mark.parametrize(
    "words",
    [
        "I'm not running today",
        "I’m not going to run today",
        "no run today",
        "can't run today because of work",
        "skipping my run today",
        "today's run is off",
        "run's off today",
    ],
)
def test_not_running_today_takes_out_the_run_of_this_day_alone_and_can_be_undone(words: str) -> None:
    chat = Chat.ready()
    every_week = chat.runner.athlete.runs
    chat.say(words).expect("Hard run on Tuesday: off", "the week of 4 Jan only")
    assert chat.runner.athlete.runs == every_week
    chat.say("/week")
    assert "run" not in line(chat, "Tue 5 · today")
    assert "hard run" in line(chat, "Thu 7")
    chat.say("/undo").say("/week")
    assert "hard run 07:00" in line(chat, "Tue 5 · today")


def test_not_running_tomorrow_is_about_tomorrow_and_a_day_without_a_run_stays_as_it_is() -> None:
    Chat.ready("2027-01-06T09:00").say("not running tomorrow").expect("Hard run on Thursday: off")
    chat = Chat.ready("2027-01-08T09:00").say("no run today").expect("No run is planned", "Nothing changes")
    assert not chat.runner.week_choices


def test_pain_or_a_report_beside_it_is_heard_first() -> None:
    Chat.ready().say("I'm not running today, my knee hurts 5/10").expect("Knee 5/10")
    Chat.ready().say("not running today but I did the gym session: RDL 4x6 80kg").expect("Romanian deadlift")


def test_the_season_leads_to_race_day() -> None:
    chat = Chat.ready(race_km=42.2).say("/season")
    chat.expect("Marathon on Sun 6 Jun 2027: 21 weeks to go", "Base · 4 Jan", "Race prep · 12 Apr", "Taper", "Recovery")
    assert line(chat, "▶").startswith("▶ Strength: 4 Jan, 4 weeks, lighter from 25 Jan")


def test_a_season_without_a_race_goes_on_and_says_how_to_name_one() -> None:
    Chat.ready(race=None).say("/season").expect("No race ahead", "Off-season")


@pytest.mark.parametrize("today", ["2027-01-05T09:00", "2027-01-12T09:00", "2027-01-20T09:00", "2027-02-03T09:00"])
def test_a_season_without_a_race_ends_with_a_whole_block(today: str) -> None:
    last = Chat.ready(today, race=None).say("/season").last.split("\n")[-1]
    assert ", 4 weeks, lighter from" in last


def test_in_the_taper_the_mark_stands_at_the_taper() -> None:
    chat = Chat.ready(now="2027-06-01T09:00").say("/season").expect("5 days to go")
    assert line(chat, "▶").startswith("▶ Taper")


def test_a_runner_moves_a_run_by_taps_and_is_told_what_that_changes_and_why() -> None:
    chat = done(Chat.ready(), date(2027, 1, 5)).at("2027-01-06T08:00")
    chat.say("/move").expect("that week only").tap("Thu hard run").tap("Fri")
    chat.expect(
        "Hard run on Thursday: moved to Friday",
        "Glutes and hamstrings: Thu → Fri",
        "It shares the day with your hard run",
        "the week of 4 Jan only",
    )
    chat.say("/week").expect("Runs are changed for this week only")
    assert "Lower body strength, 57 min ✓" in line(chat, "Tue 5"), "what is done stands"
    assert "hard run" not in line(chat, "Thu 7")
    chat.say("/week next")
    assert "hard run" in line(chat, "Thu 14"), "next week is as ever"


def test_a_moved_run_is_taken_back() -> None:
    chat = Chat.ready().say("/move").tap("Thu hard run").tap("Fri")
    assert chat.runner.week_choices
    assert chat.journal[-1][0] == "Hard run on Thursday: moved to Friday"
    chat._undo()
    assert chat.runner.week_choices == ()


def test_a_run_changes_its_type_or_is_left_out() -> None:
    chat = Chat.ready().say("/move").tap("Wed easy run").tap("Make it hard")
    chat.expect("Easy run on Wednesday: now hard run on Wednesday")
    chat.say("/move").tap("Sun long run").tap("Off this week").expect("Long run on Sunday: off")
    chat.say("/week")
    assert "run" not in line(chat, "Sun 10")


def test_a_session_no_day_is_left_for_is_named_as_lost() -> None:
    gym = (GymDay(weekday=1), GymDay(weekday=3))
    chat = done(Chat.ready(gym=gym), date(2027, 1, 5)).at("2027-01-06T08:00")
    chat.say("/move").tap("Sat easy run").tap("Fri")
    chat.say("/move").tap("Fri easy run").tap("Make it hard").expect("no day fits this week any more")


def test_only_runs_to_come_are_offered_and_only_days_to_come() -> None:
    chat = Chat.ready().at("2027-01-07T06:00").say("/move")
    assert not [each for each in chat.buttons if each.startswith(("Tue", "Wed"))]
    chat.tap("Sat easy run")
    assert {"Thu", "Fri", "Sun"} <= set(chat.buttons)
    assert "Mon" not in chat.buttons


def test_on_sunday_evening_next_weeks_runs_can_change() -> None:
    chat = Chat.ready(now="2027-01-10T18:00").remind("week").tap("Change runs").expect("week of 11 Jan")
    assert len(chat.screen) == 2, "the news stays"
    chat.tap("Sun long run").tap("Sat").expect("Long run on Sunday: moved to Saturday", "the week of 11 Jan only")
    assert chat.runner.week_choices[0].replan_from == 0


def test_the_same_runs_are_confirmed_in_a_word() -> None:
    chat = Chat.ready(now="2027-01-10T18:00").remind("week").tap("Same runs").expect("the same runs")
    assert len(chat.screen) == 1


def test_a_run_moved_to_where_it_is_changes_nothing() -> None:
    chat = Chat.ready().say("/move").tap("Thu hard run").tap("Fri")
    chat.say("/move").tap("Fri hard run").tap("Thu").say("/move").tap("Thu hard run")
    before = chat.runner
    chat.send_action("1|mvto|2027-01-04|3h0700|3").expect("Nothing changes")
    assert chat.runner.week_choices == before.week_choices


@pytest.mark.parametrize(
    "stale",
    [
        "1|mv|2027-01-04|6e0600",
        "1|mvto|2027-01-04|3h0700|9",
        "1|mvto|2026-12-28|3h0700|2",
        "1|mvas|2027-01-04|3h0700|sprint",
        "1|mvoff|nonsense",
        "1|mvto|||",
    ],
)
def test_a_stale_tap_is_explained_and_changes_nothing(stale: str) -> None:
    chat = Chat.ready()
    chat.send_action(stale).expect("isn't there any more")
    assert chat.runner.week_choices == ()


def test_a_runner_without_runs_is_led_to_them() -> None:
    Chat.ready(runs=()).say("/move").expect("You've told me no runs yet").expect_buttons("Run days")


def test_every_week_of_the_season_fits_a_screen() -> None:
    chat = Chat.ready(race_km=42.2, tune_ups=(date(2027, 4, 11),)).say("/week")
    for _week in range(30):
        chat.tap("›")


@pytest.mark.parametrize(
    "words",
    [
        "intervals moved to Thursday this week, our trainer has a date",
        "my intervals got moved to thu",
        "/move intervals to Thursday",
        "intervals -> thu",
    ],
)
def test_a_run_is_moved_in_the_runners_own_words(words: str) -> None:
    chat = Chat.ready().say(words).expect("Hard run on Tuesday: moved to Thursday", "this holds for the week of 4 Jan")
    chat.say("/week")
    assert line(chat, "Thu 7").count("hard run") == 2
    assert "run" not in line(chat, "Tue 5").replace("today", "")


def test_a_run_moves_and_changes_its_type_in_one_sentence() -> None:
    chat = Chat.ready().say("Tuesday's run goes to Friday and becomes an easy one, Granny's turning ninety")
    chat.expect("Hard run on Tuesday: now easy run on Friday")


def test_two_changes_in_one_message_are_both_taken() -> None:
    chat = Chat.ready().say("um Sunday's run is cancelled and Wednesday moves to Saturday")
    chat.expect("Long run on Sunday: off", "Easy run on Wednesday: moved to Saturday")


def test_what_is_clear_is_done_and_what_is_not_is_asked() -> None:
    chat = Chat.ready().say("sun run to sat, intervals off").expect("Long run on Sunday: moved to Saturday")
    chat.expect("Which run do you mean?").tap("Thu hard run").tap("Off this week").expect("Hard run on Thursday: off")


def test_words_about_a_day_that_has_passed_mean_next_week() -> None:
    chat = Chat.ready(now="2027-01-09T10:00").say("intervals moved to Thursday")
    chat.expect("Hard run on Tuesday: moved to Thursday", "the week of 11 Jan only")
    assert chat.runner.week_choices[0].replan_from == 0


def test_a_move_in_words_is_undone_in_a_word() -> None:
    chat = Chat.ready().say("scrap Saturday's run, flying to Denver").expect("Easy run on Saturday: off")
    chat.say("/undo").expect("Easy run on Saturday")
    assert chat.runner.week_choices == ()


def test_today_and_the_week_agree_after_a_run_moved_with_a_session_done():
    chat = Chat.ready(now="2027-01-05T18:40")
    chat.say("RDL 4x6 67.5 rpe 8")
    chat.advance(hours=12.5)
    chat.say("intervals moved to Friday")
    chat.say("/week")
    chat.expect("Wed 6 · today  easy run 07:00 + Upper body and core")
    chat.say("/today")
    chat.expect("Upper body and core")
