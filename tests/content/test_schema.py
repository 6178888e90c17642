"""What authors' editors know of the files is what the loader wants."""

import json
from pathlib import Path

import pytest

from bot.content import content_dir, schemas, write_schemas
from bot.content.dose import read_dose


def test_the_schema_files_are_current() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (content_dir() / "schema").glob("*.json")}
    assert written == schemas(), "run `python -m bot content schema`"


def test_writing_the_schemas_writes_every_kind(tmp_path: Path) -> None:
    names = write_schemas(tmp_path)
    assert sorted(names) == sorted(path.name for path in (tmp_path / "schema").iterdir())
    assert json.loads((tmp_path / "schema" / "faq.json").read_text(encoding="utf-8"))["type"] == "array"


def test_every_file_tells_the_editor_its_schema() -> None:
    for path in content_dir().rglob("*.yaml"):
        if path.parent.name in {"figures", "schema"}:
            continue
        title, modeline = path.read_text(encoding="utf-8").splitlines()[:2]
        assert title.startswith("# ")
        named = modeline.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / named).resolve().exists(), path


@pytest.mark.parametrize(
    ("text", "sets", "most", "low", "high", "unit"),
    [
        ("15 reps", 1, 1, 15, 15, "reps"),
        ("3 x 15-20 reps", 3, 3, 15, 20, "reps"),
        ("3-4 × 30–45 seconds", 3, 4, 30, 45, "seconds"),
        ("20 metres or 30 seconds", 1, 1, 20, 20, "metres"),
    ],
)
def test_a_dose_is_read_as_an_author_writes_it(text: str, sets: int, most: int, low: int, high: int, unit: str) -> None:
    dose = read_dose(text)
    assert (dose.sets, dose.most_sets, dose.low, dose.high, dose.unit) == (sets, most, low, high, unit)


@pytest.mark.parametrize("text", ["", "many", "0 reps", "3 x", "15", None, 15, ["15 reps"]])
def test_what_is_no_dose_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="dose"):
        read_dose(text)
