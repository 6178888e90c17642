"""A coach with a fault in it, for as long as a test asks."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def planted(where: Any, name: str, wrong: Any) -> Iterator[None]:
    """`wrong` in place of `where.name`. The coach remembers nothing from before, and afterwards nothing of this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, wrong)
        _forget()
        yield
    _forget()


def _forget() -> None:
    """Empty every cache of the coach."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("bot.coaching"):
            for part in tuple(vars(module).values()):
                if hasattr(part, "cache_clear"):
                    part.cache_clear()
