"""Where words and taps go: commands, typos, stale buttons, several messages at once, red flags before all else."""

from dataclasses import replace

import pytest

from bot.coaching.runner import Dialog, Reminders
from bot.conversation import COMMANDS
from tests.chat import Chat


class TestCommands:
    @pytest.mark.parametrize("words", ["/help", "/HELP", "/help@strongstride_bot", "help", "Help!", "/h"])
    def test_a_command_is_known_in_any_dress(self, words):
        Chat.ready().say(words).expect("Just write what you did")

    @pytest.mark.parametrize(("typo", "meant"), [("/tody", "/today"), ("/wek", "/week"), ("/setings", "/settings")])
    def test_an_unknown_command_gets_the_two_nearest(self, typo, meant):
        chat = Chat.ready().say(typo).expect("Did you mean")
        assert len(chat.buttons) == 2
        assert meant in chat.buttons

    def test_the_nearest_command_is_a_tap_away(self):
        Chat.ready().say("/setings").tap("/settings").expect("Settings", "Time zone")

    def test_a_bare_word_that_is_a_command_is_one(self):
        Chat.ready().say("settings").expect("Tap one, or write it")
        Chat.ready().say("today").expect("Tue 5 Jan")

    def test_help_all_lists_every_command_of_the_table(self):
        chat = Chat.ready().say("/help all")
        for command in COMMANDS:
            if command.menu and not command.admin:
                chat.expect(f"/{command.name}")

    def test_hosts_commands_are_unknown_to_others(self):
        Chat.ready().say("/invite").expect("I don't know /invite")
        Chat.ready(admin=True).say("/invite").expect("CODE1")

    def test_help_for_one_command(self):
        Chat.ready().say("/help pause").expect("/pause", "holiday")

    def test_every_command_answers(self):
        for command in COMMANDS:
            chat = Chat.ready(admin=True).say(f"/{command.name}")
            assert chat.replies, command.name

    def test_names_are_used_once(self):
        names = [name for command in COMMANDS for name in (command.name, *command.aliases)]
        assert len(names) == len(set(names))

    def test_a_command_is_a_menu_entry_for_telegram(self):
        for command in COMMANDS:
            assert command.name.isascii()
            assert command.name.islower()
            assert len(command.name) <= 32
            assert 1 <= len(command.does) <= 256


class TestMess:
    @pytest.mark.parametrize(
        "words",
        [
            "",
            "   ",
            "🏋️" * 5000,
            "<b>x",
            "&lt;",
            "\u202eevil",
            "مرحبا كيف حالك",
            "a" * 10_000,
            "/",
            "//",
            "/ today",
            "\x00",
        ],
    )
    def test_whatever_comes_there_is_a_clear_answer(self, words):
        chat = Chat.ready().say(words)
        assert chat.said
        chat.expect_not("Traceback", "Error")

    @pytest.mark.parametrize(
        "action", ["", "1", "1|", "2|today", "1|q|gym|ok", "1|nav|skip|gym", "1|set|nope", "garbage"]
    )
    def test_any_tap_on_an_old_button_is_explained(self, action):
        chat = Chat.ready().send_action(action)
        assert chat.said

    def test_plain_messages_in_a_row_are_each_answered(self):
        chat = Chat.ready()
        for words in ("hm", "well", "what now", "hello"):
            assert chat.say(words).said

    def test_a_location_out_of_the_blue_moves_the_zone_and_can_be_undone(self):
        chat = Chat.ready().share(40.71, -74.0).expect("New York")
        assert chat.runner.zone == "America/New_York"
        assert chat.say("/undo").runner.zone == "Europe/Berlin"

    def test_a_file_that_is_not_ours_is_refused_in_a_sentence(self):
        Chat.ready().upload("holiday.jpg", b"\xff\xd8\xff").expect("/export")


class TestNoticed:
    def test_any_word_ends_the_sparse_reminders(self):
        chat = Chat.ready(reminders=Reminders(ignored_in_a_row=3, sparse=True)).say("/help")
        assert chat.runner.reminders == Reminders()


class TestRedFlags:
    def test_a_red_flag_is_seen_whatever_question_is_open(self):
        chat = Chat.ready().say("/settings gym").say("I have chest pain and can't breathe")
        chat.expect("emergency")
        assert chat.runner.flag is not None

    def test_a_red_flag_of_a_stranger_is_answered_and_nothing_is_kept(self):
        chat = Chat().say("sudden chest pain while running").expect("emergency")
        assert chat.runner.flag is None
        assert chat.runner.consented_at is None


class TestByNumber:
    def test_a_number_outside_the_choices_is_words(self):
        chat = Chat.ready().say("/settings longest").say("45").expect("45 min")
        assert chat.runner.athlete.minutes_cap == 45

    def test_the_second_choice_is_2(self):
        chat = Chat.ready().say("/settings mileage").say("2").expect("High mileage: no")
        assert chat.runner.dialog is None

    def test_a_dialog_of_a_room_that_is_gone_does_no_harm(self):
        chat = Chat.ready()
        chat.runner = replace(chat.runner, dialog=Dialog(question="nosuchquestion"))
        assert chat.say("hello").said
