"""A runner sees what the training has done, and every report they ever made, to open, fix or delete."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coaching.report import Entry, Reading, Report, RunReport, SetEntry
from bot.conversation.reports.progress import estimate, spark
from bot.conversation.training import plan
from tests.chat import Chat


def lifted(day: date, load: float, reps: int = 6, exercise: str = "romanian_deadlift", unit: str = "kg") -> Report:
    done = SetEntry(reps=reps, load=load, unit=unit)  # type: ignore[arg-type]
    reading = Reading(day=day, status="done", entries=(Entry(exercise=exercise, sets=(done,) * 4, rir=2.0),))
    return Report(id=f"r{day:%m%d}", day=day, reading=reading, raw_text=f"{exercise} 4x{reps} {load:g}{unit}")


def with_reports(chat: Chat, *reports: Report) -> Chat:
    chat.runner = replace(chat.runner, reports=reports)
    return chat


def weeks_of_lifting(count: int) -> list[Report]:
    first = date(2027, 1, 5)
    return [lifted(first + timedelta(weeks=week), 60 + 2.5 * week) for week in range(count)]


def test_a_runner_who_reported_nothing_is_told_what_fills_the_screen() -> None:
    Chat.ready().say("/progress").expect("Nothing to show yet", "“done” is enough")
    Chat.ready().say("/history").expect("Nothing reported yet").expect_buttons("Today")


def test_a_lift_that_grew_shows_its_line_and_how_much() -> None:
    chat = with_reports(Chat.ready(now="2027-02-24T20:00"), *weeks_of_lifting(8)).say("/progress")
    chat.expect("Estimated best single", "Romanian deadlift 74 → 96 kg (+29 %)", "4 sets this week")
    assert "▁▂▃▄▅▆▇█" in chat.last


def test_brzycki_makes_the_estimate_and_more_than_ten_to_failure_makes_none() -> None:
    five = Entry(exercise="back_squat", sets=(SetEntry(reps=5, load=80, unit="kg"),), rir=2.0)
    assert estimate(five, "kg") == 96.0
    assert estimate(replace(five, sets=(SetEntry(reps=9, load=80, unit="kg"),)), "kg") is None
    assert estimate(replace(five, rir=None, rpe=8.0), "kg") == 96.0
    assert estimate(replace(five, sets=(SetEntry(reps=5),)), "kg") is None


def test_a_lift_reported_in_pounds_is_shown_in_the_runners_kilos() -> None:
    chat = with_reports(Chat.ready(now="2027-01-05T20:00"), lifted(date(2027, 1, 5), 176, reps=5, unit="lb"))
    chat.say("/progress").expect("Romanian deadlift 96 kg")


def test_a_plain_done_counts_as_what_was_prescribed() -> None:
    chat = Chat.ready(now="2027-01-05T20:00")
    day = plan.day_for(chat.content.catalogue, chat.runner, date(2027, 1, 5))
    report = Report(id="r1", day=day.date, reading=Reading(day=day.date, status="done"), session=day.session)
    with_reports(chat, report).say("/progress").expect("16 sets this week", "Romanian deadlift 50 kg", "1 of 3")


def test_sessions_done_missed_and_still_to_come_are_told_apart() -> None:
    chat = Chat.ready(now="2027-01-12T20:00")
    reports = []
    for number, status in ((5, "done"), (6, "skipped"), (7, "partial")):
        day = plan.day_for(chat.content.catalogue, chat.runner, date(2027, 1, number))
        reading = Reading(day=day.date, status=status)  # type: ignore[arg-type]
        reports.append(Report(id=f"r{number}", day=day.date, reading=reading, session=day.session))
    with_reports(chat, *reports).say("/progress").expect("●○◐ 4 Jan: 2 of 3", "··· 11 Jan: 0 of 3")


def test_a_line_of_bars_runs_from_low_to_high_with_dots_for_gaps() -> None:
    assert spark([1, None, 2, 3]) == "▁·▅█"
    assert spark([5, 5]) == "▄▄"
    assert spark([]) == ""


def test_the_history_is_newest_first_in_pages() -> None:
    chat = with_reports(Chat.ready(now="2027-03-24T20:00"), *weeks_of_lifting(8)).say("/history")
    chat.expect("8 reports", "Tue 23 Feb", "romanian_deadlift 4x6 77.5kg").expect_not("Tue 5 Jan")
    chat.tap("›").expect("Tue 5 Jan")
    chat.tap("‹").expect("Tue 23 Feb")
    assert len(chat.screen) == 1


def test_an_entry_opens_with_what_was_understood_and_what_was_written() -> None:
    chat = with_reports(Chat.ready(now="2027-01-06T20:00"), *weeks_of_lifting(1)).say("/history")
    chat.tap("Yesterday").expect("Romanian deadlift 4 × 6 @ 60 kg", "2 in reserve", "romanian_deadlift 4x6 60kg")
    chat.expect_buttons("Fix", "Delete", "Undo", "History")
    chat.tap("‹ History").expect("1 report")


def test_a_runners_words_are_shown_as_written_whatever_they_are() -> None:
    odd = replace(lifted(date(2027, 1, 5), 60), raw_text="<b>bold</b> & שלום 💪" * 30)
    chat = with_reports(Chat.ready(now="2027-01-06T20:00"), odd).say("/history").expect("<b>bold</b> & שלום")
    chat.tap("Yesterday").expect("<b>bold</b> &")


def test_a_run_and_a_note_have_their_place_in_the_history() -> None:
    day = date(2027, 1, 5)
    run = Report(id="r1", day=day, reading=Reading(day=day, run=RunReport(km=5, minutes=27)), raw_text="5k in 27")
    note = Report(id="r2", day=day, reading=Reading(day=day, note="new shoes"), raw_text="new shoes")
    chat = with_reports(Chat.ready(now="2027-01-05T20:00"), run, note).say("/history")
    chat.expect("Today: run", "Today: note", "new shoes")


def test_an_entry_that_is_gone_leads_back_to_the_list() -> None:
    chat = with_reports(Chat.ready(now="2027-01-06T20:00"), *weeks_of_lifting(1))
    chat.send_action("1|entry|nothing|0").expect("1 report")
    chat.send_action("1|history|99").expect("1 report")
    chat.send_action("1|entry|").expect("1 report")
