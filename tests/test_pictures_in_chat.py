"""The exercise figures where a runner meets them: which one a message names, how it is found, what a terminal shows."""

import asyncio
import io
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.console import Console, JsonScreen, PlainScreen, Screen
from bot.content import content_dir
from bot.conversation.meeting.questions.style import FIGURES
from bot.messages import ChatRef, Drawings, Outgoing, Picture, Reply
from bot.outbox import Gallery
from bot.pictures import TONES, figure_gif, figure_png
from tests.chat import Chat
from tests.fakes.clock import FakeClock
from tests.fakes.drawings import Drawings as Given

FOLDER = content_dir() / "figures"
TUESDAY = "2027-01-05T18:00"


def picture(chat: Chat) -> Picture:
    found = chat.replies[0].picture
    assert found is not None
    return found


# -- which picture a message names


def test_an_exercise_comes_with_its_figure_in_the_runners_skin_tone():
    shown = picture(Chat.ready(figure="brown").say("/exercise rdl"))
    assert (shown.name, shown.tone, shown.data) == ("exercise:romanian_deadlift", "brown", None)
    assert "bar" in shown.alt


def test_a_movement_can_be_seen_moving_and_a_hold_does_not_move():
    chat = Chat.ready().say("/exercise push-up").expect_buttons("In motion").tap("In motion")
    assert picture(chat).name == "motion:push_up"
    chat.tap("Start and end")
    assert picture(chat).name == "exercise:push_up"
    assert len(chat.screen) == 1
    assert "In motion" not in Chat.ready().say("/exercise plank").buttons


def test_every_exercise_has_a_figure_and_is_found_by_its_button():
    chat = Chat.ready()
    for exercise in chat.content.exercises:
        chat.send_action(f"1|cmd|exercise|{exercise.id}")
        assert picture(chat).name == f"exercise:{exercise.id}"
        assert len(picture(chat).alt) > 40


def test_form_leads_to_the_figure_of_an_exercise_of_today():
    chat = Chat.ready(TUESDAY).say("/today").tap("Form").tap("Romanian deadlift")
    assert picture(chat).name == "exercise:romanian_deadlift"


def test_a_guided_session_shows_the_exercise_being_done():
    chat = Chat.ready(TUESDAY).say("/today").tap("Start").tap("Warm, let's go")
    names = [picture(chat).name]
    for _ in range(4):
        chat.tap("Done: 6")
        names.append(picture(chat).name)
    assert names == ["exercise:romanian_deadlift"] * 4 + ["exercise:bulgarian_split_squat"]
    assert chat.tap("Stop").replies[0].picture is None


@pytest.mark.parametrize("command", ["/activate", "/mobility"])
def test_a_circuit_shows_each_step(command):
    chat = Chat.ready(TUESDAY).say(command).tap("Start with timer")
    first = picture(chat)
    second = picture(chat.tap("Next"))
    assert first.name != second.name
    assert {first.name, second.name} <= {f"exercise:{each.id}" for each in chat.content.exercises}


def test_every_skin_tone_a_runner_can_choose_is_one_the_figures_have():
    assert {key for key, _name in FIGURES} == set(TONES)


# -- how it is found


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    return Gallery(figures=FOLDER, kept=tmp_path / "cache")


async def test_a_figure_is_drawn_once_and_then_there_at_once(gallery, tmp_path):
    cold = await gallery.find(Picture(name="exercise:plank", alt="", tone="tan"))
    started = time.perf_counter()
    warm = await Gallery(figures=FOLDER, kept=tmp_path / "cache").find(
        Picture(name="exercise:plank", alt="", tone="tan")
    )
    assert time.perf_counter() - started < 1
    assert cold == warm
    assert cold is not None
    assert cold.data == figure_png(FOLDER, "plank", tone="tan")


async def test_a_movement_is_a_gif_and_a_hold_has_none(gallery):
    moving, holding = await asyncio.gather(
        gallery.find(Picture(name="motion:clamshell", alt="")), gallery.find(Picture(name="motion:plank", alt=""))
    )
    assert moving is not None
    assert moving.animated
    assert moving.data == figure_gif(FOLDER, "clamshell")
    assert holding is None


async def test_many_runners_at_once_wait_for_one_drawing(gallery, tmp_path):
    found = await asyncio.gather(*(gallery.find(Picture(name="exercise:plank", alt="")) for _ in range(20)))
    assert len({each.path for each in found}) == 1
    assert len([path for path in (tmp_path / "cache").rglob("*") if path.is_file()]) == 1


async def test_drawing_leaves_the_event_loop_free(gallery):
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.thread_time()  # what this thread itself works, however busy the computer is
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - before)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0.01)
    longest = 0.0
    await gallery.find(Picture(name="exercise:deadlift", alt=""))
    watching.cancel()
    assert longest < 0.02


async def test_a_changed_figure_is_drawn_anew(tmp_path):
    (tmp_path / "figures").mkdir()
    pose = tmp_path / "figures" / "plank.yaml"
    pose.write_bytes((FOLDER / "plank.yaml").read_bytes())
    gallery = Gallery(figures=tmp_path / "figures", kept=tmp_path / "cache")
    before = await gallery.find(Picture(name="exercise:plank", alt=""))
    pose.write_text(pose.read_text(encoding="utf-8").replace("torso: 11", "torso: 14"), encoding="utf-8")
    after = await gallery.find(Picture(name="exercise:plank", alt=""))
    assert before is not None
    assert after is not None
    assert before.key != after.key
    assert before.data != after.data


async def test_pictures_of_another_version_of_the_renderer_are_forgotten(gallery, tmp_path):
    old = tmp_path / "cache" / "0123456789abcdef"
    old.mkdir(parents=True)
    (old / "plank-1.png").write_bytes(b"old")
    await gallery.find(Picture(name="exercise:plank", alt=""))
    assert not old.exists()


@pytest.mark.parametrize("name", ["exercise:nothing_of_the_kind", "exercise:../../secret", "progress", "exercise:", ""])
async def test_what_has_no_figure_has_no_picture(gallery, name):
    assert await gallery.find(Picture(name=name, alt="")) is None


async def test_a_figure_that_cannot_be_drawn_is_no_picture_but_a_line_in_the_log(tmp_path, caplog):
    (tmp_path / "plank.yaml").write_text("view: nowhere\nalt: x\nposes: []\n", encoding="utf-8")
    found = await Gallery(figures=tmp_path, kept=tmp_path / "cache").find(Picture(name="exercise:plank", alt=""))
    assert found is None
    assert "plank could not be drawn" in caplog.text


async def test_a_skin_tone_from_before_is_drawn_as_varied(gallery):
    found = await gallery.find(Picture(name="exercise:plank", alt="", tone="medium"))
    assert found is not None
    assert found.data == figure_png(FOLDER, "plank")


async def test_a_drawn_picture_is_sent_as_it_is_and_never_shared(gallery):
    found = await gallery.find(Picture(name="progress", alt="", data=b"\x89PNG"))
    assert found is not None
    assert (found.key, found.data) == ("", b"\x89PNG")
    await gallery.note(found, "telegram-1", "file")
    assert await gallery.known_as(found, "telegram-1") is None


# -- what the terminal shows


async def _no_lines() -> AsyncIterator[str]:
    for line in ():
        yield line


async def _settled() -> None:
    return None


def terminal(screen: Screen, drawings: Drawings | None) -> Console:
    return Console(
        who="you",
        screen=screen,
        lines=_no_lines(),
        clock=FakeClock(),
        local=lambda instant: instant,
        settle=_settled,
        files=Path(),
        drawings=drawings,
    )


def message(text: str, edit_of: str | None = None) -> Outgoing:
    reply = Reply(text=text, picture=Picture(name="exercise:plank", alt="A plank, seen from the side."))
    return Outgoing(id=1, chat=ChatRef(channel="console", chat_id="you"), reply=reply, edit_of=edit_of)


async def test_the_terminal_says_what_the_figure_shows_and_where_it_is():
    out = io.StringIO()
    console = terminal(PlainScreen(out.write), Given())
    sent = await console.send(message("Set 1"))
    assert "Set 1\n[picture: A plank, seen from the side.]\n/pictures/plank\n" in out.getvalue()
    await console.send(message("Set 2", sent))
    assert out.getvalue().count("A plank") == 1  # the same picture again would be noise


async def test_for_programs_the_words_of_the_figure_stand_in_the_text():
    out = io.StringIO()
    await terminal(JsonScreen(out.write), None).send(message("Set 1"))
    assert '"text": "Set 1\\n[picture: A plank, seen from the side.]"' in out.getvalue()
