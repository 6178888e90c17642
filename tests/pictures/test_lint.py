"""A planted fault trips each check of the figure linter; a sound figure trips none."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.pictures import lint
from bot.pictures.lint import lint_figure
from bot.pictures.pose import FigureError
from bot.pictures.reading import read_figure

STANDING: dict[str, Any] = {
    "view": "side",
    "alt": "Two panels from the side: standing tall, then with the hips pushed back.",
    "muscles": ["glutes"],
    "supports": {"sole_n": [0, 0], "sole_f": 0},
    "arrows": [{"joint": "hip"}],
    "poses": [
        {
            "pin": {"joint": "sole_n", "at": [0, 0]},
            "torso": 90,
            "legs": {"ang": [-90, -90]},
            "arms": {"ang": [-90, -85]},
        },
        {"torso": 40, "legs": {"ang": [-70, -95]}},
    ],
}


def figure(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(STANDING), **changes}


def with_pose(index: int, **changes: Any) -> dict[str, Any]:
    raw = figure()
    raw["poses"][index].update(changes)
    return raw


def faults(raw: dict[str, Any]) -> str:
    return "\n".join(lint_figure(read_figure("test", raw)))


def test_a_sound_figure_has_no_fault() -> None:
    assert faults(figure()) == ""


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        pytest.param(with_pose(1, legs={"ang": [-110, -60]}), "knee_n is bent -", id="a knee bent backwards"),
        pytest.param(with_pose(1, arms={"ang": [-90, -130]}), "elbow_n is bent", id="an elbow bent backwards"),
        pytest.param(with_pose(0, torso=[90, 20]), "spine is bent", id="a folded spine"),
        pytest.param(with_pose(0, head=0), "neck is bent", id="a broken neck"),
        pytest.param(
            with_pose(0, arms={"to": [70, 60]}) | {"poses": [with_pose(0, arms={"to": [70, 60]})["poses"][0]]},
            "arm_n misses its target by",
            id="a hand that cannot reach",
        ),
        pytest.param(with_pose(0, pin={"joint": "sole_n", "at": [0, -5]}), "below the floor", id="feet in the floor"),
        pytest.param(with_pose(1, pin={"at": [0, 3]}), "sole_n floats +", id="a foot that lifts off its support"),
        pytest.param(with_pose(1, pin={"at": [6, 0]}), "sole_n slides", id="a foot that slides"),
        pytest.param(with_pose(1, arms={"len": [0.5, 1]}), "a bone of arm_n is", id="a bone that shrinks"),
        pytest.param(with_pose(1, pin={"at": [900, 0]}), "leaps", id="a body that jumps between two instants"),
        pytest.param(
            figure(muscles=["obliques_n"], view="side") | {"view": "front", "muscles": ["lower_back"]},
            "no lens",
            id="a muscle the view cannot show",
        ),
        pytest.param(figure(arrows=[]), "wants an arrow", id="a movement without an arrow"),
        pytest.param(figure(alt="Short."), "alt is 6 characters", id="too few words for who cannot see"),
        pytest.param(figure(supports={"wing": 0}), "wing is no joint", id="a support that is no joint"),
        pytest.param(
            figure(supports={}) | {"poses": [with_pose(0, pin={"joint": "sole_n", "at": [0, 9]})["poses"][0]]},
            "nothing touches the ground",
            id="a body that hovers",
        ),
    ],
)
def test_a_planted_fault_is_found(raw: dict[str, Any], says: str) -> None:
    assert says in faults(raw)


def test_a_shortened_limb_may_point_at_the_viewer_but_never_grow() -> None:
    short = [{"joint": "shoulder", "shift": [0, -12]}, {"joint": "shoulder", "shift": [0, -20]}]
    hold = with_pose(0, arms={"pts": short}) | {"view": "front", "muscles": ["delts"]}
    assert "bone" not in faults(hold | {"poses": hold["poses"][:1]})
    short[1]["shift"] = [60, 0]
    assert "a bone of arm_n" in faults(hold | {"poses": hold["poses"][:1]})


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (with_pose(1, arms={"to": [20, 60]}), "arm_n: a limb keeps one form"),
        (with_pose(0, arms={"ang": [0, 0], "to": [1, 1]}), "exactly one of ang, to, pts"),
        (figure(view="below"), "view: 'below' is none of"),
        (figure(muscles=["wings"]), "muscles: 'wings' is none of"),
        (figure(colour="red"), "unknown key 'colour'"),
        (figure(props=[{"type": "trampoline"}]), "props: 'trampoline' is none of"),
        (figure(props=[{"type": "bench", "x": 1, "w": 20}]), "props bench: h is missing"),
        (figure(props=[{"type": "bench", "x": 1, "w": 20, "h": 9, False: 3}]), "unknown key False"),
        (figure(props=[{"type": "dumbbell", "hands": "three"}]), "hands is none of n, f, nf"),
        (with_pose(0, order=["torso"]), "order: wants each of"),
        (figure(supports=None), "supports: missing"),
        (figure(poses=[{"torso": 90}]), "leg_n: missing in the first pose"),
    ],
)
def test_a_figure_that_cannot_be_read_says_which_key(raw: dict[str, Any], says: str) -> None:
    with pytest.raises(FigureError, match=says.replace("'", ".").replace("(", ".").replace(")", ".")):
        read_figure("test", raw)


def test_a_pin_or_target_on_a_joint_that_is_not_placed_is_a_fault_and_not_a_crash() -> None:
    assert "pin: tail is no joint" in faults(with_pose(0, pin={"joint": "tail", "at": [0, 0]}))
    hold = with_pose(0, arms={"to": "tail"})
    assert "tail is no joint" in faults(hold | {"poses": hold["poses"][:1]})


def test_linting_a_folder_reports_unreadable_files_beside_the_faults_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("poses: [", encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("[]", encoding="utf-8")

    found = lint(tmp_path)

    assert len(found) == 2
    assert found[0].startswith("broken.yaml")
    assert found[1] == "empty: the file is no mapping"
