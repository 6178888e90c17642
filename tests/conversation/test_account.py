"""The runner's own things: undo, cancel, export and import, erasure, other chats, snooze and pause."""

import io
import zipfile
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.coaching.athlete import Run
from bot.coaching.runner import Absence, Guided
from tests.chat import Chat


class TestCancel:
    def test_it_closes_an_open_question_and_changes_nothing(self):
        chat = Chat.ready().say("/settings gym").say("/cancel").expect("Nothing was changed")
        assert chat.runner.dialog is None
        chat.say("cancel").expect("nothing open")

    def test_in_a_guided_session_it_says_how_to_stop(self):
        chat = Chat.ready(guided=Guided(day=date(2027, 1, 5))).say("/cancel").expect("guided session is still open")
        chat.expect_buttons("Stop")


class TestUndo:
    def test_it_does_not_say_that_a_warning_sign_is_gone(self):
        chat = Chat.ready().say("chest feels tight and I'm dizzy").say("undo").expect("warning sign stands")
        assert chat.runner.flag is not None
        chat.say("/today").expect("medical help")


class TestPrivacy:
    def test_it_says_what_is_stored_where_and_how_long(self):
        Chat.ready().say("/privacy").expect("Stored", "Not stored", "30 days", "Test Host", "/delete")

    def test_it_knows_whether_health_notes_are_kept(self):
        Chat.ready().say("/privacy").expect("you allowed them")
        Chat.ready(health_consent=False).say("/privacy").expect("cut from what is stored")


class TestExportImport:
    def test_the_export_is_a_zip_with_json_csv_and_calendar(self):
        chat = Chat.ready().say("/export").expect("Everything I have of you")
        document = chat.replies[0].document
        assert document.name == "strongstride-2027-01-05.zip"
        names = zipfile.ZipFile(io.BytesIO(document.data)).namelist()
        assert {"strongstride.json", "sets.csv", "training.ics"} <= set(names)

    def test_what_was_exported_comes_back_after_an_erasure(self):
        chat = Chat.ready(minutes_cap=45)
        before = chat.runner
        data = chat.say("/export").replies[0].document.data
        chat.say("/delete").tap("Delete everything").expect("erased")
        assert chat.runner.consented_at is None
        chat.say("/start").tap("Yes").upload("strongstride.zip", data).expect("Imported")
        assert chat.runner.athlete == before.athlete
        assert chat.runner.onboarded
        assert chat.runner.zone == before.zone

    def test_an_import_can_be_undone(self):
        data = Chat.ready(minutes_cap=45).say("/export").replies[0].document.data
        chat = Chat.ready().upload("x.zip", data)
        assert chat.runner.athlete.minutes_cap == 45
        assert chat.tap("Undo").runner.athlete.minutes_cap == 60

    @pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04broken", b"{}", b"[1, 2]", b"\xff" * 100])
    def test_a_wrong_file_gets_a_sentence_and_changes_nothing(self, data):
        chat = Chat.ready()
        before = chat.runner
        chat.upload("wrong.zip", data).expect("/export")
        assert chat.runner == before

    def test_import_without_a_file_says_what_to_send(self):
        Chat.ready().say("/import").expect("Send me the file")


class TestDelete:
    def test_it_asks_once_and_then_all_is_gone(self):
        chat = Chat.ready().say("/delete").expect("can't be undone").tap("Delete everything").expect("erased")
        assert chat.runner.consented_at is None
        chat.say("hello").expect("I'm your strength coach")

    @pytest.mark.parametrize("words", ["delete", "yes", "DELETE EVERYTHING", "1"])
    def test_in_words(self, words):
        Chat.ready().say("/delete").say(words).expect("erased")

    @pytest.mark.parametrize("words", ["no", "keep it", "2"])
    def test_keeping_it(self, words):
        chat = Chat.ready().say("/delete").say(words).expect("Nothing was deleted")
        assert chat.runner.onboarded

    def test_an_old_confirmation_deletes_nothing(self):
        chat = Chat.ready().say("/delete")
        old = chat.screen[-1].reply.buttons[0][0].action
        chat.tap("Keep it").send_action(old).expect("closed")
        assert chat.runner.onboarded


class TestChats:
    def test_link_gives_a_code_that_another_chat_uses(self):
        Chat.ready().say("/link").expect("CODE1", "/link CODE1")

    def test_a_stranger_is_told_how_to_link(self):
        Chat().say("/link").expect("In the chat where I know you")

    def test_a_code_is_used(self):
        chat = Chat.ready().say("/link")
        chat.runner = Chat().runner
        chat.say("/link CODE1").expect("Linked")

    def test_a_wrong_code_is_explained(self):
        Chat().say("/link WRONG").expect("unknown, used or too old", "strength coach")
        Chat().say("/link ???").expect("no code")

    def test_a_chat_with_a_log_of_its_own_is_warned_first(self):
        chat = Chat.ready().say("/link CODE9").expect("a plan and log of its own")
        chat.tap("Link anyway").expect("unknown, used or too old")

    def test_a_link_tapped_in_a_chat_that_has_begun_links_it_too(self):
        Chat.ready().say("/start CODE9").expect("a plan and log of its own").tap("Link anyway").expect("unknown, used")
        Chat.ready().say("/start").expect_not("a plan and log of its own")

    def test_unlink_asks_once(self):
        Chat.ready().say("/unlink").expect("only chat").tap("Detach").expect("Detached")

    def test_a_host_invites_with_a_clubs_runs(self):
        chat = (
            Chat.ready(admin=True)
            .say("/invite Tue hard 19:00 60min, Sun long 8am 2h")
            .expect("CODE1", "Tue hard 19:00")
        )
        guest = Chat()
        guest.codes = chat.codes
        guest.say("/start CODE1").expect("club's runs are filled in", "strength coach")
        assert [run.type for run in guest.runner.athlete.runs] == ["hard", "long"]
        guest.tap("Yes").tap("Yes, keep").tap("None").tap("No race").tap("Full gym").tap("Berlin").expect(
            "Tue hard 19:00"
        )

    def test_an_invitation_does_not_touch_runs_that_are_there(self):
        chat = Chat.ready(admin=True).say("/invite Mon easy 7:00").say("/start CODE1")
        assert chat.runner.athlete.runs[0] == Run(weekday=1, type="hard", minutes=60)


class TestSnooze:
    @pytest.mark.parametrize(
        ("words", "wall"),
        [
            ("30 min", "2027-01-05T07:25"),
            ("2h", "2027-01-05T08:55"),
            ("an hour", "2027-01-05T07:55"),
            ("tonight", "2027-01-05T19:00"),
            ("tomorrow", "2027-01-06T07:00"),
            ("12:30", "2027-01-05T12:30"),
            ("6:30", "2027-01-06T06:30"),
        ],
    )
    def test_it_is_put_off_to_a_time_of_the_runners_clock(self, words, wall):
        chat = Chat.ready().say(f"/snooze {words}").expect("I'll remind you")
        assert chat.runner.snoozed_to == datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("Europe/Berlin"))

    def test_without_words_the_choices(self):
        Chat.ready().say("/snooze").tap("Tonight").expect("today 19:00")

    @pytest.mark.parametrize("words", ["purple", "0 min", "30 days"])
    def test_what_is_no_time_is_asked_again(self, words):
        chat = Chat.ready().say(f"/snooze {words}").expect("couldn't read")
        assert chat.runner.snoozed_to is None


class TestPause:
    def test_by_taps(self):
        chat = Chat.ready().say("/pause").tap("Holiday").tap("1 week").expect("until Tue 12 Jan", "Enjoy")
        assert chat.runner.absences == (Absence(reason="holiday", since=date(2027, 1, 5), until=date(2027, 1, 12)),)

    def test_in_words(self):
        chat = Chat.ready().say("/pause flu until Monday").expect("Get well", "Mon 11 Jan")
        assert chat.runner.absences[0].reason == "ill"

    def test_out_of_the_blue(self):
        chat = Chat.ready().say("I have the flu, out until Monday").expect("Paused until Mon 11 Jan")
        assert chat.runner.absences

    def test_the_return_is_explained(self):
        Chat.ready().say("/pause").tap("Injury").tap("2 weeks").expect(
            "After 14 days without lifting we start 10 % lighter"
        )

    def test_until_i_say_so_and_back(self):
        chat = Chat.ready().say("/pause").tap("Ill").tap("Until I say so").expect("until you say so")
        chat.advance(days=20).say("/resume").expect("Welcome back", "21 days", "20 % lighter")
        assert chat.runner.absences[0].until == date(2027, 1, 25)

    def test_back_on_the_same_day_leaves_no_trace(self):
        assert Chat.ready().say("/pause").tap("Ill").tap("3 days").say("/resume").runner.absences == ()

    @pytest.mark.parametrize("words", ["until Friday", "till Friday", "3 days"])
    def test_how_long_can_be_written_after_the_reason_was_tapped(self, words):
        chat = Chat.ready().say("/pause").tap("Holiday").say(words).expect("Paused until Fri 8 Jan", "Enjoy")
        assert chat.runner.absences[0].reason == "holiday"

    def test_a_report_written_instead_of_how_long_is_a_report(self):
        Chat.ready().say("/pause").tap("Holiday").say("done").expect("Done ✓")

    def test_resume_without_a_pause_is_harmless(self):
        Chat.ready().say("/resume").expect("not paused")

    def test_a_new_pause_goes_on_from_the_old_one(self):
        chat = Chat.ready().say("/pause").tap("Ill").tap("3 days").advance(days=1).say("/pause").expect("You're paused")
        chat.tap("Ill").tap("1 week")
        assert chat.runner.absences == (Absence(reason="ill", since=date(2027, 1, 5), until=date(2027, 1, 13)),)

    def test_undo_takes_the_pause_back(self):
        assert Chat.ready().say("/pause").tap("Ill").tap("3 days").say("/undo").runner.absences == ()

    def test_words_that_name_no_pause_offer_the_reasons(self):
        Chat.ready().say("/pause purple").expect("couldn't read").expect_buttons("Ill", "Holiday")


def test_about_names_the_version_the_source_and_the_host():
    Chat.ready().say("/about").expect("0.1.0", "https://example.org/strongstride", "Test Host", "GeoNames")


def test_a_snooze_is_at_most_a_week():
    chat = Chat.ready().say("/snooze 6 days")
    assert chat.runner.snoozed_to - chat.now == timedelta(days=6)
