"""An installed wheel works from any folder: content, migrations, grammar and messages are inside it."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.e2e.support import ROOT, bot


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout and unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("strongstride-*.whl")
    site = folder / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    return site


def test_a_wheel_chats_plans_and_checks_its_content_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    inside = {"PYTHONPATH": str(installed)}
    chatted = bot("chat", "--json", folder=tmp_path, text="/start\n", **inside)
    assert "strength coach" in json.loads(chatted.stdout.splitlines()[0])["text"]
    planned = bot("plan", "--profile", "-", "--json", folder=tmp_path, text='{"start": "2027-01-04"}', **inside)
    assert json.loads(planned.stdout)["phase"] == "off"
    checked = bot("content", "check", folder=tmp_path, **inside)
    assert checked.returncode == 0, checked.stdout


def test_a_wheel_holds_no_tests_and_no_path_of_the_machine_that_built_it(installed: Path) -> None:
    names = [str(path.relative_to(installed)) for path in installed.rglob("*")]
    assert not [name for name in names if name.startswith("tests")]
    assert any(name.endswith("_data/content/faq.yaml") for name in names)
    assert any("_data/migrations/versions" in name for name in names)
