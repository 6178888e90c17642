"""A sentence for the runner: English to everyone who reads it as text, a template with values to who translates it."""

from functools import lru_cache
from typing import NamedTuple


class Says(str):
    """The English sentence, and what it was made of. Made by `says` and `says_count`, which Babel extracts.

    `many` is the template for more than one of the value `n`; None where nothing is counted. A value is a number, an
    `ExerciseName`, or a `Says` of its own.
    """

    __slots__ = ("many", "one", "values")

    one: str
    many: str | None
    values: tuple[tuple[str, object], ...]


class ExerciseName(NamedTuple):
    """An exercise within a sentence: `name` in English, `id` for who knows its name in another language."""

    id: str
    name: str

    def __str__(self) -> str:
        return self.name


@lru_cache(maxsize=4096)
def says(template: str, /, **values: object) -> Says:
    """`template` filled with `values`. Cached: the same few sentences are said on millions of planned days."""
    return _made(template, template, None, values)


@lru_cache(maxsize=4096)
def says_count(one: str, many: str, /, **values: object) -> Says:
    """`one` where the value `n` is 1, else `many`, filled with `values`."""
    return _made(one if values["n"] == 1 else many, one, many, values)


def _made(template: str, one: str, many: str | None, values: dict[str, object]) -> Says:
    made = Says(template.format(**values))
    made.one, made.many, made.values = one, many, tuple(values.items())
    return made
