"""A violation is a case that can be asked again: printed, planned by `plan`, repeated by `simulate --replay`."""

import json
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bot.coaching import week
from bot.coaching.contract import run_plan
from bot.coaching.exercise import Catalogue
from bot.simulation import run_simulate
from bot.simulation.tally import KEYS
from tests.simulation.planting import planted


def any_day_is_good() -> AbstractContextManager[None]:
    """A coach who places heavy legs on any day."""
    return planted(week, "heavy_tier", lambda _runs, _gym, _day: 1)


def broken_lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `simulate --json` prints of such a coach."""
    with any_day_is_good():
        assert run_simulate(6, 4, 3, json=True, workers=1) == 1
    return capsys.readouterr().out.splitlines()


def test_a_calm_simulation_ends_with_one_line_of_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_simulate(4, 3, 1, json=True, workers=1) == 0
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert list(told) == ["athletes", "weeks", "days", "violations", "by_invariant"]
    assert (told["athletes"], told["weeks"], told["violations"]) == (4, 3, 0)
    assert list(told["by_invariant"]) == list(KEYS)
    assert all(set(each) == {"checked", "broken"} for each in told["by_invariant"].values())


def test_a_reader_is_told_that_every_invariant_held(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_simulate(2, 2, 1, workers=1) == 0
    assert capsys.readouterr().out.endswith("Every invariant held.\n")


def test_a_violation_is_a_profile_that_plan_understands(
    capsys: pytest.CaptureFixture[str], catalogue: Catalogue
) -> None:
    for line in broken_lines(capsys)[:-1]:
        case = json.loads(line)
        status, out, error = run_plan(catalogue, json.dumps(case["profile"]), date=case["date"], json=True)
        if "date" not in error:
            assert (status, error) == (0, "")
            assert json.loads(out)["date"] == case["date"]


def test_a_case_breaks_again_until_the_coach_is_right(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    line = broken_lines(capsys)[0]
    file = tmp_path / "case.json"
    file.write_text(line, encoding="utf-8")
    invariant = json.loads(line)["invariant"]
    with any_day_is_good():
        assert run_simulate(1, 1, 1, replay=str(file)) == 1
    assert capsys.readouterr().out.startswith(invariant)

    assert run_simulate(1, 1, 1, replay=str(file)) == 0
    assert "holds in this week now" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"week": 1}', '{"week": {}}', '{"week": {"days": []}}'])
def test_a_file_that_is_no_case_is_refused_in_a_sentence(
    text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "no case.json"
    file.write_text(text, encoding="utf-8")
    assert run_simulate(1, 1, 1, replay=str(file)) == 2
    assert capsys.readouterr().err.startswith("--replay: ")


def test_a_missing_file_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run_simulate(1, 1, 1, replay=str(tmp_path / "none.json")) == 2
    assert "cannot be read" in capsys.readouterr().err
