"""What the simulator's tests share: the shipped catalogue."""

import pytest

from bot.coaching.exercise import Catalogue
from bot.content import content_dir, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(content_dir()).catalogue
