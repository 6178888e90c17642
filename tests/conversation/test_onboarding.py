"""The first meeting, as runners live it: by taps, in words, by numbers, all at once, left and resumed."""

from dataclasses import replace

import pytest

from bot.coaching.athlete import ALL_GYM_DAYS, EVERYTHING
from bot.conversation.meeting.questions import MEETING
from bot.conversation.turn import MakeCode
from tests.chat import Chat


def met(now: str = "2027-01-05T06:55") -> Chat:
    """A runner who agreed, keeps health notes and has none of the conditions."""
    chat = Chat(now)
    chat.say("/start").tap("Yes").tap("Yes, keep").tap("None of these")
    return chat


class TestWelcome:
    def test_it_says_what_the_coach_is_and_is_not_who_hosts_it_and_what_they_see(self):
        chat = Chat().say("/start")
        chat.expect("strength coach", "not a doctor", "Test Host", "can see", "/delete")
        chat.expect_buttons("Yes, let's start", "No, thanks", "Privacy")

    def test_where_only_invited_runners_are_coached_a_stranger_is_told_how(self):
        chat = Chat()
        chat.host = replace(chat.host, open_to_all=False)
        chat.say("/start").expect("by invitation", "Test Host")
        chat.codes["CODE1"] = MakeCode(purpose="invite")
        chat.say("/start CODE1").expect("strength coach").tap("Yes").expect("Health notes")

    @pytest.mark.parametrize("words", ["hello", "RDL 4x6 80kg", "/today", "🤷", "", "/settings gym Mon"])
    def test_whatever_a_stranger_writes_first_is_met_with_the_welcome(self, words):
        chat = Chat().say(words)
        chat.expect("I'm your strength coach")
        assert chat.runner.consented_at is None
        assert not chat.runner.reports

    def test_a_stranger_may_read_about_privacy_and_help_first(self):
        chat = Chat()
        chat.say("/privacy").expect("Stored", "30 days", "Test Host")
        chat.say("/about").expect("0.1.0", "https://example.org/strongstride")
        chat.say("/help").expect("/start")
        chat.say("/delete").expect("Delete everything?")

    @pytest.mark.parametrize("words", ["yes", "Yes please", "ok", "1", "I agree"])
    def test_yes_in_words_or_by_number_is_consent(self, words):
        chat = Chat().say("/start").say(words)
        assert chat.runner.consented_at == chat.now
        assert chat.runner.name == "Robin"
        chat.expect("Health notes")

    @pytest.mark.parametrize("words", ["no", "no thanks", "2", "nope"])
    def test_no_stores_nothing(self, words):
        chat = Chat().say("/start").say(words)
        chat.expect("nothing is stored")
        assert chat.runner.consented_at is None
        chat.tap("Start after all").expect("I'm your strength coach")

    def test_a_second_tap_on_yes_is_explained(self):
        chat = Chat().say("/start")
        yes = chat.outcome.replies[0].buttons[0][0].action
        chat.tap("Yes").send_action(yes).expect("You've said yes already")

    def test_all_answers_before_the_yes_are_not_stored_and_it_says_why(self):
        chat = Chat().say("/start").say("Tue hard 7:00 60min, Sun long, gym Mon Thu, Berlin")
        chat.expect("First I need your yes")
        assert not chat.runner.athlete.runs


class TestHealth:
    def test_notes_are_asked_for_separately_and_can_be_refused(self):
        chat = Chat().say("/start").tap("Yes").expect("May I keep notes on your health")
        chat.tap("No, don't keep them").expect("Health notes: not kept", "safety question")
        assert chat.runner.health_consent is False

    @pytest.mark.parametrize(("words", "kept"), [("yes", True), ("sure, keep them", True), ("no", False), ("2", False)])
    def test_notes_are_answered_in_words(self, words, kept):
        chat = Chat().say("/start").say("yes").say(words)
        assert chat.runner.health_consent is kept

    def test_none_of_these_is_one_tap(self):
        chat = met().expect("1/9", "race")
        assert chat.runner.athlete.conditions == ()

    def test_under_18_counts_as_a_beginner_with_an_adult_around(self):
        chat = Chat().say("/start").tap("Yes").tap("Yes, keep").tap("Under 18").tap("Continue")
        chat.expect("adult around")
        assert chat.runner.athlete.is_minor
        assert chat.runner.athlete.is_beginner

    @pytest.mark.parametrize(
        ("words", "age", "conditions"),
        [
            ("I'm 16", 16, ()),
            ("none, I'm 34", 34, ()),
            ("none of these", None, ()),
            ("I'm 17 and had surgery in May", 17, ("surgery",)),
            ("I am pregnant", None, ("pregnancy",)),
            ("gave birth 6 weeks ago", None, ("postpartum",)),
            ("heart disease and osteoporosis", None, ("heart", "osteoporosis")),
        ],
    )
    def test_the_safety_question_is_answered_in_words(self, words, age, conditions):
        chat = Chat().say("/start").tap("Yes").tap("Yes, keep").say(words)
        assert chat.runner.athlete.age == age
        assert chat.runner.athlete.conditions == conditions
        assert not chat.runner.athlete.cleared
        chat.expect("1/9")

    @pytest.mark.parametrize("words", ["give me 15 minutes", "squat 5x5 60", "16 kg", "12 km a week"])
    def test_a_number_of_something_else_is_no_age(self, words):
        chat = Chat().say("/start").tap("Yes").tap("Yes, keep").say(words)
        assert chat.runner.athlete.age is None

    def test_not_knowing_is_no_answer_about_notes(self):
        chat = Chat().say("/start").tap("Yes").say("dont know, what is that")
        assert chat.runner.health_consent is None

    def test_pregnant_means_clearance_first_and_the_first_day_has_no_exercise(self):
        chat = Chat().say("/start").tap("Yes").tap("Yes, keep").tap("Pregnant").tap("Continue")
        chat.expect("clinician")
        chat.tap("No race").tap("Full gym").tap("Berlin").tap("Start now")
        chat.expect_not("4 × 6")
        chat.say("/settings health").tap("A clinician has cleared me").expect("A clinician has cleared you")
        assert chat.runner.athlete.cleared

    def test_rather_not_say_means_bodyweight_only_whatever_there_is(self):
        chat = Chat().say("/start").tap("Yes").tap("Yes, keep").tap("Rather not say").expect("bodyweight work only")
        chat.tap("No race").expect("no weights").tap("Full gym").expect("Weights stay out")
        assert chat.runner.athlete.equipment.isdisjoint({"barbell", "dumbbells", "kettlebell", "plate", "cable"})
        assert "pullup_bar" in chat.runner.athlete.equipment

    def test_a_condition_of_someone_who_refused_notes_is_kept_only_after_a_yes(self):
        chat = Chat().say("/start").tap("Yes").tap("No, don't").tap("Heart disease").tap("Continue")
        chat.expect("Shall I keep this one?")
        assert chat.runner.athlete.conditions == ()
        chat.tap("Bodyweight only").expect("bodyweight")
        assert chat.runner.athlete.conditions == ()
        assert chat.runner.health_consent is False

    def test_keeping_that_one_note_is_consent_to_notes(self):
        chat = (
            Chat().say("/start").tap("Yes").tap("No, don't").tap("Osteoporosis").tap("Continue").tap("Keep this note")
        )
        assert chat.runner.athlete.conditions == ("osteoporosis",)
        assert chat.runner.health_consent is True


class TestByTaps:
    def test_the_whole_meeting_ends_in_a_summary_the_season_and_today(self):
        chat = met()
        chat.tap("I have a race").tap("27 Jun").expect("how far").tap("Marathon").expect("2/9")
        chat.tap("Full gym").expect("3/9").tap("Berlin").expect("4/9")
        chat.tap("4 runs").tap("That's my week").expect("5/9")
        chat.tap("Any day").expect("6/9").tap("Intermediate").expect("7/9").tap("70 kg").expect("8/9")
        chat.tap("No idea").expect("9/9").tap("That's fine")
        chat.expect("This is you", "Your season", "Base", "Tue 5 Jan")
        runner = chat.runner
        assert runner.onboarded
        assert runner.dialog is None
        assert str(runner.athlete.race) == "2027-06-27"
        assert runner.athlete.race_km == 42.2
        assert runner.athlete.start == chat.now.date()
        assert runner.zone == "Europe/Berlin"
        assert [run.type for run in runner.athlete.runs] == ["hard", "easy", "easy", "long"]

    def test_accepting_the_first_choice_every_time_is_nine_taps(self):
        chat = met()
        for _ in MEETING:
            assert not chat.runner.onboarded
            chat.tap(chat.buttons[0])
        assert chat.runner.onboarded
        assert chat.runner.athlete.equipment == EVERYTHING
        assert chat.runner.athlete.gym == ALL_GYM_DAYS

    def test_it_is_one_message_edited_in_place(self):
        chat = met()
        before = len(chat.screen)
        chat.tap("No race").tap("Full gym").tap("Berlin")
        assert len(chat.screen) == before

    def test_skipping_all_takes_the_defaults(self):
        chat = met()
        for _ in MEETING:
            chat.tap("Skip")
        chat.expect("This is you")
        assert chat.runner.onboarded

    def test_back_shows_the_question_before_with_what_was_said(self):
        chat = met().tap("No race").tap("Dumbbells and a bench").tap("‹ Back").expect("Equipment", "2/9")
        chat.tap("Bands").expect("3/9")
        assert chat.runner.athlete.equipment == {"bands"}

    def test_back_from_the_first_question_is_the_safety_question(self):
        met().tap("‹ Back").expect("safety question").tap("None of these").expect("1/9")

    def test_equipment_is_chosen_piece_by_piece(self):
        chat = met().tap("No race").tap("Nothing").tap("‹ Back").tap("Piece by piece")
        chat.tap("kettlebell").expect("Chosen: Kettlebell").tap("pull-up bar").tap("That's all")
        assert chat.runner.athlete.equipment == {"kettlebell", "pullup_bar"}

    def test_a_run_is_moved_and_lengthened_by_taps(self):
        chat = met().tap("No race").tap("Full gym").tap("Berlin").tap("Tue").tap("Tue").expect("Tue hard 07:00, 60 min")
        chat.tap("+30").tap("+15").expect("Tue hard 07:30, 75 min").tap("That's my week")
        assert len(chat.runner.athlete.runs) == 1
        assert chat.runner.athlete.runs_given

    def test_gym_days_are_toggled(self):
        chat = met().tap("No race").tap("Full gym").tap("Berlin").tap("No fixed days")
        chat.tap("Mon Thu").tap("✓ Mon").tap("Sat").tap("+30").expect("Thu and Sat at 18:30").tap("These days")
        assert [day.weekday for day in chat.runner.athlete.gym] == [3, 5]

    def test_pounds_change_what_is_offered(self):
        chat = met()
        chat.tap("No race").tap("Full gym").tap("New York").tap("No fixed").tap("Any day").tap("Beginner")
        chat.tap("lb · mi").expect_buttons("155 lb").tap("155 lb")
        assert (chat.runner.athlete.unit, chat.runner.athlete.body_mass, chat.runner.distance) == ("lb", 155, "mi")

    def test_choices_are_taken_by_number(self):
        met().say("1").expect("2/9").say("3").expect("3/9", "Equipment: Dumbbells")

    def test_a_tap_on_an_older_question_is_explained(self):
        chat = met()
        old = chat.screen[-1].reply.buttons[0][0].action
        chat.tap("No race").send_action(old).expect("behind us", "Equipment")
        assert chat.runner.dialog.question == "equipment"

    def test_a_tap_from_an_older_version_is_explained(self):
        met().send_action("0|whatever").expect("older version")
        met().send_action("1|nosuchverb|3").expect("older version")
        met().send_action("1|q|phase|martian").expect("behind us")
        met().send_action("1|q|runs|at|x").expect("behind us")


class TestStartNow:
    def test_it_is_offered_after_season_equipment_and_zone(self):
        chat = met().tap("No race")
        assert "Start now" not in chat.buttons
        chat.tap("Dumbbells")
        assert "Start now" not in chat.buttons
        chat.tap("Berlin").expect_buttons("Start now")

    def test_it_gives_todays_workout_at_once_and_says_what_stays_open(self):
        chat = met().tap("No race").tap("Full gym").tap("Berlin").tap("Start now")
        chat.expect("Let's start", "6 questions are open", "Tue 5 Jan")
        assert chat.runner.onboarded

    def test_in_words_too(self):
        met().tap("No race").tap("Full gym").tap("Berlin").say("start now").expect("Let's start")

    def test_one_open_question_a_day_until_all_are_answered(self):
        chat = met().tap("No race").tap("Full gym").tap("Berlin").tap("Start now")
        for left in range(6, 0, -1):
            chat.advance(hours=24)
            chat.say("/start").expect("still open")
            chat.tap(chat.buttons[0])
            chat.expect("last one" if left == 1 else "another day" if left == 2 else "one a day")
        chat.say("/start").expect("all set")

    def test_not_now_leaves_it_for_another_day(self):
        chat = met().tap("No race").tap("Full gym").tap("Berlin").tap("Start now").say("/start").tap("Not now")
        chat.expect("another day")
        assert "runs" not in chat.runner.answered


class TestLeftAndResumed:
    def test_cancel_keeps_what_was_told_and_start_goes_on_there(self):
        chat = met().tap("No race").tap("Bands").say("/cancel").expect("/start goes on")
        chat.say("/start").expect("Time zone", "3/9")
        assert chat.runner.athlete.equipment == {"bands"}

    def test_it_is_all_in_the_runner_so_a_restart_changes_nothing(self):
        chat = met().tap("No race").tap("Full gym").tap("Berlin").tap("4 runs")
        later = Chat("2027-01-09T20:00", runner=chat.runner)
        later.say("/start").expect("4/9")

    def test_help_knows_where_we_are(self):
        met().say("/help").expect("getting to know each other")

    def test_a_shared_location_answers_the_zone_and_is_not_kept(self):
        chat = met().tap("No race").tap("Full gym").share(52.52, 13.405).expect("Time zone: Berlin", "4/9")
        assert "52.5" not in repr(chat.runner)
        met().tap("No race").tap("Full gym").share(999, 999).expect("can't tell the time zone")


class TestInWords:
    def test_the_whole_meeting_can_be_typed(self):
        chat = Chat().say("hi").say("yes").say("yes").say("none of these")
        chat.say("half marathon on 12 June").expect("Race: half marathon on Sat 12 Jun 2027", "2/9")
        chat.say("dumbbells and a bench").expect("Dumbbells and a bench", "3/9")
        chat.say("I live in Kraków").expect("Warsaw", "4/9")
        chat.say("Tue hard 7:00 60min, Sun long 8am 2h").expect(
            "Tue hard 07:00, 60 min; Sun long 08:00, 120 min", "5/9"
        )
        chat.say("Mon and Thu 18:30").expect("Mon and Thu at 18:30", "6/9")
        chat.say("lifting for 8 months").expect("Intermediate", "7/9")
        chat.say("68,5 kg").expect("68.5 kg", "8/9")
        chat.say("deadlift 120, squat 80x5, pull-ups 8").expect("120 kg", "80 kg × 5", "8 pull-ups", "9/9")
        chat.say("morning 6:30, evening off").expect("workout 06:30, check-in off", "This is you")
        assert chat.runner.onboarded

    def test_a_race_without_a_distance_is_asked_for_it_once(self):
        chat = met().say("race on 12 June").expect("how far")
        chat.say("10 miles").expect("16.1 km")
        assert chat.runner.athlete.race_km == 16.1

    @pytest.mark.parametrize(
        ("words", "phase"), [("base phase", "base"), ("off-season", "off"), ("i'm tapering", "taper")]
    )
    def test_a_phase_is_declared_in_words(self, words, phase):
        assert met().say(words).runner.athlete.phase == phase

    def test_no_race_is_off_season(self):
        chat = met().say("no race").expect("2/9")
        assert chat.runner.athlete.race is None

    def test_a_phase_that_disagrees_with_the_race_date_is_said_once(self):
        chat = met().say("taper, marathon 27 June").expect("By your race date it would be Base")
        assert chat.runner.athlete.phase == "taper"

    @pytest.mark.parametrize("words", ["everything at once", "2020-01-01", "marathon 2020-01-01", "asdf qwer zxcv"])
    def test_what_is_no_answer_gets_the_question_again_with_a_hint(self, words):
        chat = met().say(words)
        assert chat.said
        assert chat.runner.athlete.race is None
        chat.expect("1/9")

    @pytest.mark.parametrize("words", ["Middle-earth", "on a boat somewhere", "Nowhere/City", "🏝️"])
    def test_an_unknown_place_is_asked_again(self, words):
        chat = met().tap("No race").tap("Full gym").say(words)
        chat.expect("3/9")
        assert chat.runner.zone is None

    def test_a_country_with_several_clocks_offers_them(self):
        chat = met().tap("No race").tap("Full gym").say("Canada").expect("several clocks").tap("Vancouver")
        assert chat.runner.zone == "America/Vancouver"

    @pytest.mark.parametrize(("typo", "zone"), [("Berln", "Europe/Berlin"), ("NYC", "America/New_York")])
    def test_a_typo_in_the_city_is_understood(self, typo, zone):
        assert met().tap("No race").tap("Full gym").say(typo).runner.zone == zone

    def test_a_body_mass_that_cannot_be_is_asked_again(self):
        chat = met().tap("No race").tap("Full gym").tap("Berlin").tap("No fixed").tap("Any day").tap("Beginner")
        chat.say("700 kg").expect("unusual", "7/9").say("11 st 4").expect("158 lb", "8/9")

    @pytest.mark.parametrize("words", ["skip", "next", "I don't know, skip", "idk"])
    def test_skip_in_words(self, words):
        met().say("skip").expect("2/9")

    def test_back_in_words(self):
        met().tap("No race").say("back").expect("1/9")

    @pytest.mark.parametrize("words", ["<b>bold</b> & <script>", "שלום, מה שלומך", "🏃" * 10_000, "a" * 5000, "\n\n"])
    def test_messy_text_gets_a_clear_sentence(self, words):
        chat = met().say(words)
        assert chat.said
        chat.expect_not("Traceback")


class TestAllAtOnce:
    MESSAGE = "base phase, Tue hard 7:00 60min, Sun long 8am 2h, gym Mon Thu, dumbbells, beginner, Berlin"

    def test_answers_in_one_message_are_taken_and_echoed(self):
        chat = met().say(self.MESSAGE)
        chat.expect("Phase: Base", "Tue hard 07:00, 60 min; Sun long 08:00, 120 min", "Mon and Thu at 18:00")
        chat.expect("Equipment: Dumbbells", "Experience: Beginner", "Time zone: Berlin", "7/9")
        runner = chat.runner
        assert runner.athlete.phase == "base"
        assert runner.athlete.equipment == {"dumbbells"}
        assert [day.weekday for day in runner.athlete.gym] == [0, 3]
        assert runner.zone == "Europe/Berlin"
        chat.expect_buttons("Start now")

    def test_any_order_will_do(self):
        clauses = self.MESSAGE.split(", ")
        chat = met().say("\n".join([*clauses[4:], clauses[0], clauses[3], *clauses[1:3]]))
        assert chat.runner.athlete.equipment == {"dumbbells"}
        assert len(chat.runner.athlete.runs) == 2
        assert chat.runner.zone == "Europe/Berlin"

    def test_an_answer_to_a_later_question_is_taken_and_this_one_asked_again(self):
        chat = met().say("dumbbells and a bench").expect("Equipment: Dumbbells and a bench", "1/9")
        chat.tap("No race").expect("3/9")

    def test_what_could_not_be_placed_is_said(self):
        met().say("base phase, dumbbells, flurbl gnarf").expect("I couldn't place “flurbl gnarf”")

    def test_all_of_it_at_once_ends_the_meeting(self):
        rest = "72 kg, deadlift 120, remind me in the morning at 6:30"
        chat = met().say(f"{self.MESSAGE}, {rest}").expect("This is you", "Tue 5 Jan")
        assert chat.runner.onboarded

    def test_one_message_is_one_change_that_undo_takes_back(self):
        chat = met().say(self.MESSAGE).say("/undo").expect("Taken back")
        assert chat.runner.athlete.phase is None
        assert chat.runner.zone is None
