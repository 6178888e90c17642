"""Every figure that ships: there is one for each exercise, it is sound, small, and the same bytes each time."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from PIL import Image

from bot.pictures import TONES, FigureError, alt_text, figure_gif, figure_png, has_figure, lint, run_lint, run_sheet
from bot.pictures.geometry import distance
from bot.pictures.raster import still_png
from bot.pictures.reading import load_figure, load_figures
from bot.pictures.skeleton import Skeleton, skeleton_at

CONTENT = Path(__file__).parents[2] / "content"
FIGURES = CONTENT / "figures"
IDS = sorted(path.stem for path in FIGURES.glob("*.yaml"))


def exercise_ids() -> set[str]:
    return {
        entry["id"]
        for path in sorted((CONTENT / "exercises").glob("*.yaml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    }


def test_a_runner_finds_a_picture_for_every_exercise_and_none_for_what_is_no_exercise() -> None:
    assert set(IDS) == exercise_ids()


def test_no_figure_has_a_fault() -> None:
    assert lint(FIGURES) == []


@pytest.mark.parametrize("exercise_id", IDS)
def test_a_runner_gets_a_small_picture_with_words_to_it(exercise_id: str) -> None:
    png = figure_png(FIGURES, exercise_id)

    assert len(png) < 60_000
    assert Image.open(io.BytesIO(png)).width == 1024
    assert alt_text(FIGURES, exercise_id).count(" ") > 8


@pytest.mark.parametrize("exercise_id", ["deadlift", "clamshell", "yoga_flow"])
def test_a_figure_drawn_again_is_the_same_bytes(exercise_id: str) -> None:
    assert figure_png(FIGURES, exercise_id) == figure_png(FIGURES, exercise_id)
    assert figure_gif(FIGURES, exercise_id, width=160) == figure_gif(FIGURES, exercise_id, width=160)


@pytest.mark.parametrize("exercise_id", ["worlds_greatest_stretch", "ankle_mobility_drills"])
def test_the_largest_animations_stay_under_two_hundred_kilobytes_and_loop_for_ever(exercise_id: str) -> None:
    gif = figure_gif(FIGURES, exercise_id)

    assert gif is not None
    assert len(gif) < 200_000
    animation = Image.open(io.BytesIO(gif))
    assert animation.info["loop"] == 0
    assert getattr(animation, "n_frames", 1) > 12


def test_a_circle_is_drawn_in_one_direction_and_ends_where_it_began() -> None:
    figure = load_figure(FIGURES / "ankle_circles.yaml")
    toes = [skeleton_at(figure, i / 16).joints["toe_n"] for i in range(17)]
    area = sum(p[0] * q[1] - q[0] * p[1] for p, q in pairwise(toes)) / 2

    assert toes[0] == toes[16]
    assert area < -10
    assert figure.stills == (0, 0.5)
    assert load_figure(FIGURES / "hip_mobility_drills.yaml").stills == (0, 1 / 3, 2 / 3)
    gif = figure_gif(FIGURES, "ankle_circles", width=160)
    assert gif is not None
    assert getattr(Image.open(io.BytesIO(gif)), "n_frames", 1) == 16


def test_a_twist_turns_the_head_and_narrows_the_shoulders_the_same_way_on_both_sides() -> None:
    figure = load_figure(FIGURES / "russian_twist.yaml")
    left, middle, right = (skeleton_at(figure, instant) for instant in (0, 0.5, 1))

    def across(body: Skeleton) -> float:
        return distance(body.joints["shoulder_n"], body.joints["shoulder_f"])

    assert across(left) == pytest.approx(across(right))
    assert across(left) < 0.7 * across(middle)
    assert (left.turn, right.turn) == (-1, 1)


def test_a_hold_has_one_panel_and_no_animation() -> None:
    assert load_figure(FIGURES / "plank.yaml").hold
    assert figure_gif(FIGURES, "plank") is None


def test_a_runner_can_choose_the_skin_tone_and_varied_gives_an_exercise_always_the_same_one() -> None:
    pictures = {tone: figure_png(FIGURES, "plank", tone=tone, width=320) for tone in TONES}

    assert len(set(pictures.values())) == len(TONES) - 1
    assert pictures["varied"] == figure_png(FIGURES, "plank", width=320)


def test_varied_shows_every_skin_tone_somewhere() -> None:
    figures = load_figures(FIGURES)
    matches = {
        tone
        for tone in TONES[1:]
        for each in list(figures.values())[:20]
        if still_png(each, "varied", 64) == still_png(each, tone, 64)
    }
    assert matches == set(TONES[1:])


def test_a_tone_there_is_not_and_an_exercise_there_is_not_are_refused_in_words() -> None:
    assert not has_figure(FIGURES, "juggling")
    with pytest.raises(FigureError, match="juggling: no figure"):
        figure_png(FIGURES, "juggling")
    with pytest.raises(FigureError, match="no figure"):
        alt_text(FIGURES, "../figures/plank")
    with pytest.raises(ValueError, match="choose one of varied"):
        figure_png(FIGURES, "plank", tone="purple")


def test_the_host_can_lint_the_figures_and_draw_a_contact_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for name in ("plank", "deadlift"):
        (few / f"{name}.yaml").write_bytes((FIGURES / f"{name}.yaml").read_bytes())

    assert run_lint(few) == 0
    assert "2 figures, 0 faults" in capsys.readouterr().out
    assert run_sheet(few, tmp_path / "out") == 0
    sheets = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert sheets == [f"figures-{width}-{ground}.png" for width in (1024, 320) for ground in ("dark", "light")]
    (few / "deadlift.yaml").write_text("view: upside-down", encoding="utf-8")
    assert run_lint(few) == 1
    assert run_sheet(few, tmp_path / "out") == 1
