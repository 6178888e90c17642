"""A reader of the shipped catalogue, and the evaluation sets written before it."""

import json
from pathlib import Path

import pytest

from bot.coaching.checkin import Reader
from bot.coaching.exercise import Catalogue
from bot.content import load

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(HERE.parents[2] / "content").catalogue


@pytest.fixture(scope="session")
def reader(catalogue) -> Reader:
    return Reader(catalogue)


@pytest.fixture(scope="session")
def evaluation():
    def cases(kind: str) -> list[dict]:
        lines = [line for file in sorted(HERE.glob(f"{kind}-*.jsonl")) for line in file.read_text("utf-8").splitlines()]
        return [json.loads(line) for line in lines if line]

    return cases
