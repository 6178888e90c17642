"""The shipped content, read once, and copies of it to break."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import Content, content_dir, load

from .support import Copy


@pytest.fixture(scope="session")
def content() -> Content:
    return load(content_dir())


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.fixture
def said() -> tuple[list[str], Callable[[str], None]]:
    lines: list[str] = []
    return lines, lines.append
