"""Reading JSON values one by one: each reader gives the value or says, in one line, what the key may hold."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, time
from difflib import get_close_matches
from typing import Final, TypeVar

T = TypeVar("T")
Reader = Callable[[str, object], T]

DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME: Final = re.compile(r"\d{2}:\d{2}")
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2199, 12, 31)
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class WrongValue(ValueError):  # noqa: N818 - it is a value that is wrong, named for its reader
    """A value that the contract does not allow. The message is one line: the key and what it may hold."""


def wrong(key: str, may_be: str) -> WrongValue:
    """The error for `key`."""
    return WrongValue(f"{key}: must be {may_be}")


def nearest(name: str, known: Collection[str]) -> str:
    """A hint at the known name most like `name`, or at all of them where none is near."""
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known))}"


def an_object(key: str, value: object) -> Mapping[str, object]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise wrong(key, "a JSON object")
    return value


def known_keys(within: str, value: Mapping[str, object], known: Collection[str]) -> None:
    """Raises WrongValue for a key that the contract does not name."""
    for key in value:
        if key not in known:
            raise WrongValue(f"{within}{key}: unknown key; {nearest(key, known)}")


def text(key: str, value: object) -> str:
    """Any text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(key, "a text")
    return value


def flag(key: str, value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong(key, "true or false")
    return value


def a_date(key: str, value: object) -> date:
    """An ISO date of a lifetime, so that counting weeks from it never leaves the calendar."""
    if isinstance(value, str) and DATE.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = date.min
        if EARLIEST <= day <= LATEST:
            return day
    raise wrong(key, "a date like 2027-01-05")


def a_time(key: str, value: object) -> time:
    """A wall time."""
    if isinstance(value, str) and TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise wrong(key, "a time like 07:00")


def weekday(key: str, value: object) -> int:
    """A weekday; 0 = Monday."""
    if value not in WEEKDAYS:
        raise wrong(key, f"one of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(str(value))


def one_of(*choices: T) -> Reader[T]:
    """One of some words."""

    def read(key: str, value: object) -> T:
        for choice in choices:
            if isinstance(value, str) and choice == value:
                return choice
        raise wrong(key, f"one of {', '.join(map(str, choices))}")

    return read


def number(least: float, most: float, unit: str = "") -> Reader[float]:
    """A finite number from `least` to `most`."""

    def read(key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise wrong(key, f"a number from {least:g} to {most:g}{unit}")
        return value

    return read


def whole(least: int, most: int, unit: str = "") -> Reader[int]:
    """A whole number from `least` to `most`."""

    def read(key: str, value: object) -> int:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not least <= value <= most or value != int(value):  # type: ignore[operator,call-overload]
            raise wrong(key, f"a whole number from {least} to {most}{unit}")
        return int(value)  # type: ignore[call-overload,no-any-return]

    return read


def a_list(item: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list of things of one kind."""

    def read(key: str, value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise wrong(key, "a list")
        return tuple(item(f"{key}[{index}]", each) for index, each in enumerate(value))

    return read


def by_name(names: Collection[str], item: Reader[T]) -> Reader[dict[str, T]]:
    """An object from known names (exercise ids) to things of one kind."""

    def read(key: str, value: object) -> dict[str, T]:
        found = an_object(key, value)
        for name in found:
            if name not in names:
                near = get_close_matches(name, names, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise WrongValue(f"{key}.{name}: the names in it must be exercise ids{hint}")
        return {name: item(f"{key}.{name}", each) for name, each in found.items()}

    return read


def optional(item: Reader[T]) -> Reader[T | None]:
    """Null, or what `item` reads."""

    def read(key: str, value: object) -> T | None:
        return None if value is None else item(key, value)

    return read


def record(required: Mapping[str, Reader[object]], others: Mapping[str, Reader[object]]) -> Reader[dict[str, object]]:
    """An object with some keys that must be there and some that may be; those absent or null are left out."""

    def read(key: str, value: object) -> dict[str, object]:
        within = f"{key}." if key else ""
        found = an_object(key or "profile", value)
        known_keys(within, found, (*required, *others))
        for name in required:
            if found.get(name) is None:
                raise WrongValue(f"{within}{name}: is required; {_may_be(required[name], within + name)}")
        readers = {**required, **others}
        return {name: readers[name](within + name, each) for name, each in found.items() if each is not None}

    return read


def _may_be(reader: Reader[object], key: str) -> str:
    """What the reader would say of a value that cannot be right."""
    try:
        reader(key, object())
    except WrongValue as fault:
        return str(fault).split(": ", 1)[1]
    return "any value"
