"""Every setting, changed by a tap and in words, with what it changes said and Undo beside it."""

from datetime import date, time

import pytest

from bot.coaching.athlete import EVERYTHING
from bot.conversation.meeting.questions import QUESTIONS, SETTINGS
from bot.conversation.meeting.questions.style import FIGURES
from bot.pictures import TONES
from tests.chat import Chat


class TestHub:
    def test_it_shows_every_setting_with_its_value_and_a_button(self):
        chat = Chat.ready().say("/settings")
        for question in SETTINGS:
            chat.expect(question.title)
            chat.expect_buttons(question.title)
        chat.expect("race on Sun 6 Jun 2027", "70 kg", "Berlin", "07:00", "22:00 to 06:00", "60 min")

    @pytest.mark.parametrize("question", SETTINGS, ids=lambda question: question.id)
    def test_each_opens_by_tap_and_by_name_and_goes_back(self, question):
        chat = Chat.ready().say("/settings").tap(question.title).expect(question.title)
        chat.tap("‹ Settings").expect("Tap one, or write it")
        assert chat.runner.dialog is None
        chat.say(f"/settings {question.id.replace('_', ' ')}").expect(question.title)

    def test_a_name_with_a_typo_is_understood(self):
        Chat.ready().say("/settings equipmnt").expect("What can you train with")

    def test_an_unknown_name_shows_them_all(self):
        Chat.ready().say("/settings flurbl").expect("no setting called “flurbl”", "Time zone")

    def test_words_that_fit_no_setting_get_its_hint(self):
        Chat.ready().say("/settings gym purple").expect("couldn't read “purple”", "Mon and Thu 18:30")

    def test_it_is_edited_in_place_while_tapping(self):
        chat = Chat.ready().say("/settings")
        before = len(chat.screen)
        chat.tap("Experience").tap("Advanced").expect("✓ Experience: Advanced")
        assert len(chat.screen) == before


class TestEachInWords:
    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ("phase base", "Phase: Base"),
            ("phase recovery", "Phase: Recovery"),
            ("races half marathon 12 June", "Race: half marathon on Sat 12 Jun 2027"),
            ("race none, no race", "Race: no race"),
            ("races tune-up marathon 2027-04-11", "Tune-up races: Sun 11 Apr 2027"),
            ("races starts at 9:30", "Race start: 09:30"),
            ("runs Tue hard 19:00 50min, Sat long 8am 2h", "Runs: Tue hard 19:00, 50 min; Sat long 08:00, 120 min"),
            ("gym Mon Wed 6:30", "Gym: Mon and Wed at 06:30"),
            ("gym any day", "Gym: any day at 18:00"),
            ("equipment full gym without cables", "Full gym without cable machine"),
            ("kit: kettlebell and bands", "Kettlebell and resistance bands"),
            ("experience 3 months", "Beginner"),
            ("units lb", "154.3 lb"),
            ("weight 72.5", "72.5 kg"),
            ("lifts deadlift 120", "Conventional deadlift 120 kg"),
            ("lifts pull-ups 13", "13 pull-ups"),
            ("zone Lisbon", "Time zone: Lisbon"),
            ("reminders evening off", "check-in off"),
            ("reminders 6:15", "Reminders: workout 06:15"),
            ("quiet 21:30 to 7:00", "Quiet hours: 21:30 to 07:00"),
            ("quiet none", "Quiet hours: none"),
            ("activation every, short", "before every run, short circuit"),
            ("activation never", "Activation: never"),
            ("week style article", "sample week"),
            ("high mileage yes", "High mileage: yes"),
            ("longest session 45", "Longest session: 45 min"),
            ("longest 1.5 h", "Longest session: 90 min"),
            ("health don't keep notes", "Health notes: not kept"),
            ("figure dark", "Figures: dark"),
        ],
    )
    def test_a_setting_is_changed_by_its_name_and_words(self, words, says):
        chat = Chat.ready().say(f"/settings {words}").expect("✓", says)
        assert chat.outcome.change

    def test_a_setting_without_the_command_is_understood_too(self):
        Chat.ready().say("units lb").expect("154.3 lb")
        Chat.ready().say("zone: Lisbon").expect("Lisbon")

    def test_bare_days_are_asked_about_before_anything_changes(self):
        chat = Chat.ready().say("Mon Wed Fri 6pm").expect("your runs, or those for strength work")
        assert len(chat.runner.athlete.runs) == 5
        chat.tap("My strength days").expect("✓ Gym: Mon, Wed and Fri at 18:00")
        chat.say("Mon Wed Fri 6pm").say("runs").expect("✓ Runs: Mon easy 18:00")

    def test_one_run_does_not_silently_replace_a_whole_week(self):
        chat = Chat.ready().say("tempo run Friday 19:00").expect("One run")
        assert len(chat.runner.athlete.runs) == 5
        chat.tap("Add to every week").expect("✓ Runs:", "Fri hard 19:00", "Sun long")
        assert len(chat.runner.athlete.runs) == 6
        chat.say("tempo run Friday 19:00").say("all I run").expect("✓ Runs: Fri hard 19:00, 60 min")

    def test_words_that_are_no_answer_get_the_open_setting_again(self):
        chat = (
            Chat.ready()
            .say("/settings gym")
            .say("purple rain")
            .expect("couldn't read “purple rain”", "Mon and Thu 18:30")
        )
        chat.advance(hours=2).say("purple rain").expect_not("Mon and Thu 18:30")

    def test_gym_days_told_out_of_the_blue_are_taken(self):
        chat = Chat.ready().say("gym Mon and Thu 18:30").expect("✓ Gym: Mon and Thu at 18:30")
        assert len(chat.runner.athlete.gym) == 2


class TestEachByTaps:
    @pytest.mark.parametrize(
        ("name", "taps", "says"),
        [
            ("phase", ["Race prep"], "Phase: Race prep"),
            ("phase", ["Follow the race date"], "Phase: planned back from"),
            ("races", ["2 May", "Half"], "Race: half marathon on Sun 2 May 2027"),
            ("races", ["No race"], "Race: no race"),
            ("runs", ["Sat", "Sat", "That's my week"], "Sat hard"),
            ("runs", ["No fixed days"], "Runs: no fixed days"),
            ("gym", ["Mon Thu", "These days"], "Gym: Mon and Thu"),
            ("equipment", ["Dumbbells and a bench"], "Equipment: Dumbbells and a bench"),
            ("experience", ["Beginner"], "Experience: Beginner"),
            ("body", ["lb · mi", "155 lb"], "155 lb, distances in mi"),
            ("lifts", ["Back squat", "+10", "70 kg", "That's all"], "Back squat 70 kg"),
            ("zone", ["New York"], "Time zone: New York"),
            ("reminders", ["No reminders"], "workout off"),
            ("reminders", ["Check-in 20:00", "That's fine"], "check-in off"),
            ("quiet", ["From 22:00", "+30", "That's fine"], "Quiet hours: 22:30 to 06:00"),
            ("activation", ["Before every run", "Short", "That's fine"], "before every run, short"),
            ("week style", ["Sample week"], "sample week"),
            ("mileage", ["Yes"], "High mileage: yes"),
            ("longest", ["45 min"], "Longest session: 45 min"),
            ("health", ["Don't keep notes"], "Health notes: not kept"),
            ("figure", ["Brown"], "Figures: brown"),
            ("language", ["English"], "Language: English"),
        ],
    )
    def test_a_setting_is_changed_by_taps(self, name, taps, says):
        chat = Chat.ready().say(f"/settings {name}")
        for label in taps:
            chat.tap(label)
        chat.expect("✓", says)
        chat.expect_buttons("Undo", "‹ Settings")


class TestWhatChanges:
    def test_a_change_of_gym_days_says_how_this_week_looks_now(self):
        chat = Chat.ready().say("/settings gym Thu Sun 18:00")
        chat.expect("Rest of this week:", "Before:", "Tue Lower body")

    def test_a_change_that_leaves_the_week_says_so(self):
        Chat.ready().say("/settings races starts at 9:30").expect("This week stays as it is")

    def test_a_change_of_equipment_says_that_exercises_change(self):
        Chat.ready().say("/settings equipment bands").expect("exercises or loads change")

    def test_undo_takes_a_change_back_and_then_the_one_before(self):
        chat = Chat.ready().say("/settings experience beginner").say("/settings longest 30")
        chat.tap("Undo").expect("Taken back: Longest session: 30 min").tap("Undo one more").expect("Experience")
        assert chat.runner.athlete.experience == "intermediate"
        assert chat.runner.athlete.minutes_cap == 60
        chat.say("/undo").expect("nothing left to undo")

    def test_a_phase_that_disagrees_with_the_race_is_said_with_the_switch(self):
        chat = Chat.ready().say("/settings phase taper").expect("By your race date it would be Base")
        chat.tap("Follow the race date").expect("✓ Phase: planned back from")
        assert chat.runner.athlete.phase is None

    def test_a_race_date_that_disagrees_with_the_declared_phase_is_said(self):
        chat = Chat.ready(race=None, phase="base", phase_since=date(2027, 1, 4))
        chat.say("/settings races marathon 2027-01-17").expect("you chose Base").expect_buttons("Follow the race date")

    def test_pounds_turn_every_known_load(self):
        chat = Chat.ready(one_rm={"deadlift": 120}).say("/settings units lb")
        assert chat.runner.athlete.one_rm["deadlift"] == pytest.approx(264.6)
        chat.say("/settings units kg")
        assert chat.runner.athlete.body_mass == pytest.approx(70, abs=0.1)

    def test_no_gym_day_says_what_it_means(self):
        chat = Chat.ready().say("/settings gym")
        for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
            chat.tap(f"✓ {day}")
        chat.tap("These days").expect("no strength sessions")


class TestWrongValues:
    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ("races marathon 2020-01-01", "is past"),
            ("races marathon 2035-01-01", "three years"),
            ("longest 500", "10 to 180"),
            ("weight 7000 kg", "couldn't read"),
            ("weight 20 kg", "unusual"),
            ("lifts deadlift 999", "can't be right"),
            ("zone Nowhere/Land", "couldn't read"),
            ("runs", "Which days do you run"),
        ],
    )
    def test_a_value_that_cannot_be_is_explained_and_changes_nothing(self, words, says):
        chat = Chat.ready()
        before = chat.runner.athlete
        chat.say(f"/settings {words}").expect(says)
        assert chat.runner.athlete == before


class TestHealth:
    def test_refusing_notes_clears_them_and_conditions_mean_bodyweight(self):
        chat = Chat.ready(conditions=("heart",), cleared=True)
        chat.say("/settings health").expect("heart disease, cleared").tap("Don't keep notes")
        assert chat.runner.athlete.conditions == ()
        assert "barbell" not in chat.runner.athlete.equipment

    def test_answering_the_safety_question_after_all_gives_the_weights_back(self):
        chat = Chat.ready().say("/settings health").tap("Safety question").tap("Rather not say")
        assert "barbell" not in chat.runner.athlete.equipment
        chat.say("/settings health").tap("Safety question").tap("None of these").say("/settings equipment full gym")
        assert chat.runner.athlete.equipment == EVERYTHING

    def test_cleared_in_words(self):
        chat = Chat.ready(conditions=("surgery",)).say("/settings health my doctor cleared me").expect("cleared you")
        assert chat.runner.athlete.cleared

    def test_not_cleared_in_words_is_not_clearance(self):
        chat = Chat.ready(conditions=("surgery",)).say("/settings health not cleared yet")
        assert not chat.runner.athlete.cleared


class TestReminders:
    def test_one_by_one(self):
        chat = Chat.ready().say("/settings reminders").tap("Workout 07:00").tap("Workout: turn on").tap("Mobility days")
        chat.tap("That's fine")
        assert chat.runner.reminders.morning == time(7)
        assert not chat.runner.reminders.mobility_days


def test_a_stale_settings_button_is_explained():
    chat = Chat.ready().say("/settings experience")
    old = chat.screen[-1].reply.buttons[0][0].action
    chat.tap("Advanced").say("/settings longest").send_action(old)
    chat.expect("closed", "/settings")


def test_every_question_shows_its_value_and_screen_for_anyone():
    for chat in (
        Chat(),
        Chat.ready(),
        Chat.ready(unit="lb", body_mass=None, race=None, runs=(), gym=(), equipment=frozenset()),
    ):
        turn = chat._turn(chat._inbound(), None)
        for question in QUESTIONS.values():
            assert question.value(turn)
            assert question.ask(turn, {})
            assert question.choices(turn, {})


def test_the_tones_offered_are_those_the_figures_can_be_drawn_in():
    assert tuple(key for key, _name in FIGURES) == TONES
    for tone in TONES:
        Chat.ready().say(f"/settings figure {tone}").expect(f"Figures: {tone}")


def test_a_reminder_is_set_by_its_own_name() -> None:
    chat = Chat.ready().say("/settings morning 6:30").expect("workout 06:30").expect_not("no setting")
    assert chat.runner.reminders.morning == time(6, 30)
    chat.say("/settings evening off").expect("check-in off")
    chat.say("/settings sunday 17:00").expect("Sun 17:00")
    chat.say("/settings check-in 21:15").expect("workout 06:30, check-in 21:15, week ahead Sun 17:00")
    chat.say("/settings morning").expect("Reminders").expect_not("no setting")
