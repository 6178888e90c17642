"""Memory stays flat however many updates go through one process."""

import json
import subprocess
import sys

import pytest

from tests.e2e.support import ROOT

FLAT_MB = 8
"""More than this between the middle and the end is growth."""


def megabytes(url: str, updates: int) -> list[float]:
    """The memory of a process at twenty moments while it takes so many updates in and answers them."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.soak", url, str(updates)], cwd=ROOT, capture_output=True, check=True
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert told[-1]["taken"] == updates
    return [one["megabytes"] for one in told]


def grown(used: list[float]) -> float:
    """How much more memory the last quarter takes than the third, when every cache has long been filled."""
    return max(used[15:]) - max(used[10:15])


def test_memory_that_grows_is_found() -> None:
    assert grown([100 + number for number in range(20)]) > 4
    assert grown([100 + min(number, 5) for number in range(20)]) == 0


def test_six_hundred_updates_leave_memory_as_it_was(sqlite_url: str) -> None:
    used = megabytes(sqlite_url, 600)
    assert grown(used) < FLAT_MB, used


@pytest.mark.prove
def test_200000_updates_leave_memory_as_it_was(sqlite_url: str) -> None:
    used = megabytes(sqlite_url, 200_000)
    print([round(each, 1) for each in used])
    assert grown(used) < FLAT_MB, used
