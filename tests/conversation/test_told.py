"""What runners say without being asked: settings in passing, questions, a hello; and what is not an answer."""

import pytest

from bot.conversation.turn import MakeCode
from tests.chat import Chat


def met() -> Chat:
    return Chat("2027-01-05T06:55").say("/start").tap("Yes").tap("Yes, keep").tap("None of these")


class TestUnasked:
    @pytest.mark.parametrize("words", ["a 10k in 10 weeks", "I have a 10k in 10 weeks", "10k race on 16 March"])
    def test_a_race_ahead_is_set_and_echoed(self, words):
        chat = Chat.ready(race=None).say(words).expect("✓ Race: 10 km on Tue 16 Mar 2027")
        assert chat.runner.athlete.race.isoformat() == "2027-03-16"
        assert not chat.runner.reports

    @pytest.mark.parametrize(
        ("words", "start"),
        [
            ("half marathon 6 June, 9:15 start", "09:15"),
            ("half marathon 6 June at 9:15", "09:15"),
            ("half marathon 6 June 2027, starting at 10am", "10:00"),
            ("half marathon on 6 June, start 9.30", "09:30"),
            ("half marathon 6/6 gun time 8:45", "08:45"),
            ("half marathon 6 June starts at 8", "08:00"),
            ("half marathon starting 6 June", "09:00"),
            ("half marathon 6 June", "09:00"),
            ("half marathon 6 June, sub 1:45", "09:00"),
            ("half marathon 6 June 1:45", "09:00"),
        ],
    )
    def test_the_start_told_with_a_race_is_kept_and_a_hoped_for_time_is_none(self, words, start):
        for chat in (Chat.ready(race=None), Chat.ready(race=None).say("/settings races"), met(), met().tap("No race")):
            chat.say(words).expect("Race: half marathon on Sun 6 Jun 2027")
            assert f"{chat.runner.athlete.race_time:%H:%M}" == start
            assert ("Race start: " in chat.said) == (start != "09:00")

    def test_the_start_told_with_the_date_waits_for_the_distance(self):
        chat = met().say("6 June, 9:15 start").expect("how far").tap("Half marathon").expect("Race start: 09:15")
        assert f"{chat.runner.athlete.race_time:%H:%M}" == "09:15"

    def test_the_start_told_with_other_answers_or_later_is_kept(self):
        chat = (
            met().say("full gym, half marathon 6 June, 9:15 start").expect("Race start: 09:15").expect_not("couldn't")
        )
        assert f"{chat.runner.athlete.race_time:%H:%M}" == "09:15"
        assert f"{Chat.ready().say('my race starts at 9:15').runner.athlete.race_time:%H:%M}" == "09:15"

    def test_a_run_already_done_is_no_race(self):
        chat = Chat.ready(race=None).say("ran 10k easy, 55 min")
        assert chat.runner.athlete.race is None

    @pytest.mark.parametrize(
        "words", ["not running at all right now", "I don't run at the moment", "I've stopped running", "no runs"]
    )
    def test_not_running_at_all_means_no_runs(self, words):
        chat = Chat.ready().say(words).expect("✓ Runs: no fixed days").expect_buttons("Undo")
        assert chat.runner.athlete.runs == ()
        assert Chat.ready().say("no run today").runner.athlete.runs != ()

    def test_a_settings_value_in_passing_is_taken(self):
        Chat.ready().say("I moved to Tokyo").expect("Time zone: Tokyo")
        Chat.ready().say("I'm a beginner").expect("Experience: Beginner")
        Chat.ready().say("use pounds").expect("Body: 154.3 lb")
        Chat.ready().say("off season now").expect("Phase: Off-season")
        Chat.ready().say("cancel my race").expect("Race: no race")
        Chat.ready().say("no reminders in the evening").expect("workout 07:00, check-in off")
        Chat.ready().say("stop the reminders").expect("workout off, check-in off, week ahead Sun off")

    def test_a_question_is_answered_from_the_article(self):
        chat = Chat.ready().say("how heavy should I lift?").expect("60–70 %")
        assert not chat.runner.reports

    @pytest.mark.parametrize("words", ["hi", "Hello!", "good morning", "thanks", "ok", "thank you so much"])
    def test_courtesy_is_returned(self, words):
        chat = Chat.ready().say(words).expect_not("couldn't make sense")
        assert not chat.runner.reports
        chat.expect_buttons("Today")

    @pytest.mark.parametrize("words", ["stop", "unsubscribe", "leave me alone"])
    def test_stop_shows_the_ways_to_stop(self, words):
        Chat.ready().say(words).expect("/pause", "/delete").expect_buttons("Pause", "Reminders", "Delete")


class TestNoAnswer:
    def test_a_pain_told_at_any_question_is_a_report_and_no_date(self):
        chat = met().say("my knee hurts 6/10").expect("knee")
        assert chat.runner.athlete.race is None
        assert chat.runner.pains

    @pytest.mark.parametrize("words", ["I run 4 times a week, mostly easy", "12", "hello", "why?"])
    def test_words_without_a_race_are_none(self, words):
        assert met().say(words).runner.dialog.question == "phase"

    def test_a_question_back_is_no_answer(self):
        chat = met().say("what is base?").expect("Base", "Your season")
        assert "phase" not in chat.runner.answered

    def test_a_race_without_a_day_is_asked_for_its_day(self):
        met().say("half marathon in spring").expect("On which day is it?", "Your season")

    def test_none_of_these_is_no_equipment(self):
        chat = Chat().say("/start").say("yes").say("none of these")
        assert "equipment" not in chat.runner.answered

    def test_bare_days_after_the_runs_are_for_strength(self):
        chat = met().say("Tue hard 7:00 60min, Sun long 8am 2h").say("mon wed fri 18:00")
        chat.expect("✓ Gym: Mon, Wed and Fri at 18:00")
        assert len(chat.runner.athlete.runs) == 2

    def test_every_day_at_another_question_is_for_strength_once_the_club_gave_the_runs(self):
        chat = Chat()
        chat.codes["CLUB"] = MakeCode(purpose="invite", payload={"runs": [[1, "hard", "19:00", 60]]})
        chat.say("/start CLUB").tap("Yes").tap("Yes, keep").tap("None of these").tap("No race").expect("2/9")
        chat.say("every day 18:00").expect("✓ Gym: any day at 18:00", "2/9")
        assert len(chat.runner.athlete.runs) == 1

    def test_days_that_might_be_of_runs_or_strength_are_asked_about_before_the_runs_are_known(self):
        chat = met().tap("No race").expect("2/9").say("every day 18:00").expect("runs, or those for strength")
        assert not chat.runner.athlete.runs
        chat.tap("My strength days").expect("✓ Gym: any day at 18:00", "2/9")
        assert not chat.runner.athlete.runs

    def test_days_at_the_question_for_the_zone_are_no_place_and_a_lift_is_no_reminder(self):
        chat = met().say("Tue hard 7:00 60min").say("no race").say("full gym").expect("3/9")
        chat.say("Mon and Thu 18:30").expect("✓ Gym: Mon and Thu at 18:30", "3/9")
        chat.say("Berlin").say("beginner").say("70 kg").say("skip").expect("Reminders", "9/9")
        chat.say("squat 100").expect("✓ Lifts: Back squat 100 kg", "9/9")

    def test_no_runs_and_a_second_sentence_are_taken_at_any_question(self):
        chat = met().say("not running at all right now").expect("✓ Runs: no fixed days", "1/9")
        chat.say("marathon on 6 june 2027 and I lift mon/thu 18:00").expect("marathon", "✓ Gym: Mon and Thu at 18:00")


class TestEnough:
    def test_today_before_enough_is_known_asks_on_and_says_why(self):
        met().say("/today").expect("then I show you today", "Your season")

    def test_today_with_enough_known_starts_now(self):
        chat = met().say("base, full gym, Berlin").say("/today").expect("Let's start", "Tue 5 Jan")
        assert chat.runner.onboarded

    def test_nobody_starts_before_the_safety_question(self):
        chat = Chat().say("/start").say("yes").say("base, full gym, Berlin")
        assert "Start now" not in chat.buttons
        chat.say("start now").expect("Health notes")
        assert not chat.runner.onboarded

    def test_start_now_too_early_says_what_is_missing(self):
        met().say("start now").expect("equipment", "time zone")


class TestSnooze:
    def test_what_is_put_off_does_not_come_before_its_time(self):
        chat = Chat.ready("2027-01-05T06:50").say("/snooze 30 min").at("2027-01-05T07:00").remind("morning")
        assert chat.outcome.dropped == "put off"
        chat.at("2027-01-05T07:20").remind("snooze").expect("As you asked")


class TestKit:
    def test_what_is_bought_is_added_for_good(self):
        chat = Chat.ready(equipment=frozenset({"dumbbells"})).say("I got a kettlebell")
        assert chat.runner.athlete.equipment == {"dumbbells", "kettlebell"}
        chat.expect("✓ Equipment").expect_buttons("Undo")

    def test_what_is_sold_goes_for_good(self):
        chat = Chat.ready().say("sold my barbell")
        assert "barbell" not in chat.runner.athlete.equipment
        assert "dumbbells" in chat.runner.athlete.equipment

    def test_from_now_on_is_no_today_only(self):
        assert Chat.ready().say("dumbbells only from now on").runner.athlete.equipment == {"dumbbells"}


class TestHeardRight:
    def test_until_the_20th_is_the_20th(self):
        Chat.ready().say("going on holiday until the 20th").expect("Paused until Wed 20 Jan")

    def test_reminder_times_without_a_comma(self):
        chat = Chat.ready().say("/settings reminders morning 6:30 evening off")
        chat.expect("workout 06:30, check-in off")
        Chat.ready().say("don't remind me on Sundays").expect("workout 07:00, check-in 20:00, week ahead Sun off")

    def test_a_10k_tomorrow_is_a_run_and_no_race(self):
        assert Chat.ready(race=None).say("10k tomorrow").runner.athlete.race is None

    def test_an_age_leaves_the_conditions_alone(self):
        chat = Chat.ready(conditions=("heart",), age=None).say("i'm 17")
        assert chat.runner.athlete.is_minor
        assert chat.runner.athlete.conditions == ("heart",)

    def test_a_lift_that_rose_is_known(self):
        Chat.ready().say("deadlift 130 now").expect("Conventional deadlift 130 kg")

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ("what do I do today?", "Tue 5 Jan"),
            ("what's on tomorrow?", "Tomorrow"),
            ("when is my race?", "Your season"),
            ("what if I miss a session?", "I have no answer to that"),
            ("can I swap squats?", "Instead of Bulgarian split squat"),
        ],
    )
    def test_a_question_about_the_plan_is_answered_by_it(self, words, says):
        chat = Chat.ready().say(words).expect(says)
        assert not chat.runner.reports

    def test_an_exclamation_is_no_question(self):
        Chat.ready().say("what a lovely evening it was today").expect("kept it as a note")


@pytest.mark.parametrize(
    ("words", "says"), [("morning at half six", "workout 06:30"), ("half on 6 June", "half marathon")]
)
def test_half_an_hour_is_no_half_marathon(words, says):
    Chat.ready().say(words).expect(says)
