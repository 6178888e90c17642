"""The whole product in Telegram, as chats that read like chats: a meeting, a week, sessions, reports, one's data."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.e2e.telegram.support import Phone, town

TUESDAY = "2027-01-05T05:55"
MEETING = (
    *("/start", "yes", "yes", "none", "half marathon on 6 June", "full gym", "Berlin"),
    "Tue hard 7:00 60min, Wed easy 45, Thu hard 7:00 60min, Sat easy 40, Sun long 8am 2h",
    *("any day 18:00", "intermediate", "70 kg", "skip", "ok"),
)


async def met(phone: Phone) -> Phone:
    """A runner who has answered everything in words: five runs a week, a race in June, a full gym."""
    for words in MEETING:
        await phone.say(words)
    return phone


@pytest.mark.parametrize("language", ["en", "pt-br"])
async def test_the_first_meeting_is_one_screen_that_a_tap_each_gets_through(tmp_path: Path, language: str) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = here.phone(7, language=language)
        (await ada.say("/start")).sees("strength coach", "not a doctor", "/delete erases")
        (await ada.tap("Yes, let's start")).sees("Health notes")
        (await ada.tap("Yes, keep them")).sees("Before we start")
        (await ada.tap("None of these")).sees("1/9")
        (await ada.tap("No race: off-season")).sees("2/9")
        (await ada.tap("Full gym")).sees("3/9")
        (await ada.tap("‹ Back")).sees("2/9")
        (await ada.tap("Keep ›")).sees("3/9")
        assert len(ada.chat) == 1
        (await ada.tap("Berlin")).sees("4/9", "06:5")
        (await ada.tap("3 runs")).sees("4/9")
        assert len(ada.chat) == 1
        (await ada.say("Tue hard 7:00 60min, Sun long 8am 2h")).sees("5/9", "hard")
        for question in ("6/9", "7/9", "8/9", "9/9"):
            (await ada.tap("Skip ›")).sees(question)
        (await ada.tap("That's fine")).sees("This is you", "Your season", "5 Jan")


async def test_a_shared_place_gives_the_zone_and_is_kept_nowhere(tmp_path: Path) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = here.phone(7)
        for words in MEETING[:6]:
            await ada.say(words)
        await ada.tap("📍 Share my location")
        asked = ada.news()[-1]["reply_markup"]["keyboard"]
        assert asked[0][0]["request_location"] is True
        (await ada.share(48.137, 11.575)).sees("4/9", "Berlin")
        assert any("remove_keyboard" in (one.get("reply_markup") or {}) for one in ada.news())
    assert b"48.137" not in written(tmp_path)


def written(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("strongstride.db*"))


@pytest.mark.parametrize("language", ["en", "de"])
async def test_a_week_of_reminders_comes_at_the_runners_own_hours_and_follows_what_they_did(
    tmp_path: Path, language: str
) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = await met(here.phone(7, language=language))
        (await ada.until("2027-01-05T07:01")).sees("Tue 5 Jan · Lower body strength")
        (await ada.until("2027-01-05T20:01")).sees("How did “Lower body strength” go?")
        (await ada.tap("Done")).sees("Done ✓", "Romanian deadlift")
        (await ada.until("2027-01-05T23:59")).sees_not("How did")
        (await ada.until("2027-01-06T07:01")).sees("Upper body and core")
        (await ada.tap("Slept badly")).sees("Upper body and core")
        (await ada.tap("Later")).sees("When shall I come back")
        await ada.tap("30 min")
        (await ada.until("2027-01-06T08:00")).sees("Upper body and core")
        (await ada.say("skipped, knee 4/10")).sees("knee")
        (await ada.until("2027-01-07T06:48")).sees("Activation, 8 min", "Your run starts at 07:00")
        (await ada.tap("Done")).sees("Have a good run!")
        await ada.until("2027-01-07T12:00")
        assert "knee" in "\n".join(one["shown"] for one in ada.chat.values()).lower()
        (await ada.say("pause until Sunday, I'm ill")).sees("Sun")
        (await ada.until("2027-01-09T22:00")).sees_not("How did", "Activation")
        await ada.say("/resume")
        (await ada.until("2027-01-10T18:01")).sees("The week ahead, from 11 Jan")
        (await ada.tap("Week")).sees("Week of 11 Jan")


async def test_reminders_of_the_night_make_no_sound(tmp_path: Path) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = await met(here.phone(7))
        await ada.say("/settings morning 05:30")
        await ada.say("/settings quiet hours 22:00 to 07:30")
        await ada.until("2027-01-07T06:50")
        circuit = [one for one in ada.news() if "Activation" in one.get("text", "")]
        assert circuit
        assert str(circuit[-1]["disable_notification"]).lower() == "true"


async def test_a_guided_session_goes_set_by_set_pings_and_logs_itself(tmp_path: Path) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = await met(here.phone(7))
        await ada.until("2027-01-05T18:00")
        await ada.say("/today")
        (await ada.tap("Start")).sees("Warm-up, 5 minutes")
        (await ada.tap("Warm, let's go")).sees("Set 1 of 4: 6 @ 40 kg")
        shown = len(ada.chat)
        (await ada.tap("+1")).sees("7 @ 40 kg")
        (await ada.tap("Done: 7")).sees("Set 2 of 4", "Rest 2:30 min")
        assert len(ada.chat) == shown
        (await ada.until("2027-01-05T18:04")).sees("Rest is over", "set 2")
        (await ada.say("8 at 45")).sees("8 @ 45 kg")
        (await ada.tap("Skip exercise")).sees("Bulgarian split squat")
        await ada.tap("Stop")
        assert "Romanian deadlift" in ada.shown()
        (await ada.say("/history")).sees("Today: Lower body strength", "Guided session")


async def test_a_report_is_read_back_corrected_by_editing_it_and_taken_back(tmp_path: Path) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = await met(here.phone(7))
        (await ada.say("RDL 4x6 40kg rpe 8")).sees("Romanian deadlift</b> 4 × 6 @ 40 kg, RPE 8", "Next time")
        (await ada.edit("RDL 4x6 45kg rpe 8")).sees("as you edited it", "4 × 6 @ 45 kg")
        (await ada.tap("Undo")).sees("Taken back")
        (await ada.say("RDL 4x6 375 kg")).sees("375")
        (await ada.say("37.5")).sees("37.5 kg")
        (await ada.say("form slipped", reply_to="37.5 kg")).sees("Romanian deadlift")
        (await ada.say("chest pain and dizzy")).sees("emergency")


async def test_pictures_become_words_and_words_pictures_in_one_place(tmp_path: Path) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = await met(here.phone(7))
        (await ada.say("/exercise pallof press")).sees("Pallof press")
        shown = len(ada.chat)
        (await ada.tap("In motion")).sees("Pallof press")
        await ada.tap("‹ More like this")
        assert len(ada.chat) == shown


async def test_a_picture_that_becomes_words_is_replaced_once_however_fast_it_is_tapped(tmp_path: Path) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = await met(here.phone(7))
        await ada.say("/exercise pallof press")
        picture, shown = max(ada.chat), len(ada.chat)
        actions = [button["callback_data"] for number, button in ada.buttons() if number == picture]
        await here.post(ada.tapped(picture, actions[-1]))
        await here.post(ada.tapped(picture, actions[-1]))
        await here.post(ada.tapped(picture, actions[1]))
        await here.settle()
        assert picture not in ada.chat
        assert len(ada.chat) == shown


async def test_ones_data_is_handed_out_erased_and_read_back(tmp_path: Path) -> None:
    async with town(tmp_path, TUESDAY) as here:
        ada = await met(here.phone(7, name="Ada <3 & Söhne"))
        await ada.say("RDL 4x6 40kg rpe 8")
        (await ada.say("/export")).sees("1 report")
        packed = next(one["data"] for one in ada.chat.values() if "data" in one)
        names = zipfile.ZipFile(BytesIO(packed)).namelist()
        written = next(name for name in names if name.endswith(".json"))
        data = zipfile.ZipFile(BytesIO(packed)).read(written)
        assert json.loads(data)
        (await ada.say("/delete")).sees("Delete everything?")
        (await ada.tap("Delete everything")).sees("erased")
        await ada.until("2027-01-06T09:00")
        assert ada.news() == []  # nobody is reminded any more
        await ada.say("/start")
        await ada.tap("Yes, let's start")
        await ada.tap("Yes, keep them")
        (await ada.send_file(written, data)).sees("import")
        (await ada.say("/history")).sees("RDL 4x6 40kg rpe 8")


async def test_one_runner_links_two_chats_and_a_club_is_invited(tmp_path: Path) -> None:
    async with town(tmp_path, TUESDAY, admins="telegram:7", allowed_users="telegram:7") as here:
        ada, bo = await met(here.phone(7)), here.phone(8, "Bo")
        (await bo.say("/start")).sees("invit")
        await ada.say("/invite")
        code = next(one["url"] for one in links(ada) if "start" in one["url"]).rpartition("start%3D")[2]
        (await bo.say(f"/start {code}")).sees("strength coach")
        await ada.say("/link")
        other = here.phone(9, "Ada's tablet")
        code = next(one["url"] for one in links(ada) if "start" in one["url"]).rpartition("start%3D")[2]
        await other.say(f"/start {code}")
        (await other.say("/today")).sees("Tue 5 Jan")


def links(phone: Phone) -> list[dict[str, str]]:
    """The buttons of the newest message that lead somewhere."""
    rows = [(one.get("reply_markup") or {}).get("inline_keyboard", []) for one in phone.news()]
    return [button for each in reversed(rows) for row in each for button in row if "url" in button]
