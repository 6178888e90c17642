"""The small words inside content that have a form of their own: items of the article, equipment, units of work."""

from typing import get_args

from bot.coaching.exercise import Equipment, WorkUnit
from bot.content.faults import nearest

ITEMS = tuple(f"S{number}" for number in range(1, 72))
EQUIPMENT: dict[str, Equipment] = {word: word for word in get_args(Equipment)}
UNITS: dict[str, WorkUnit] = {word: word for word in get_args(WorkUnit)}


def item(text: str) -> str:
    """An item of the article, S1 to S71; ValueError for anything else."""
    if text not in ITEMS:
        raise ValueError(f"the article's items are S1 to S71, not `{text}`")
    return text


def need(text: str) -> str:
    """Equipment that goes together, `barbell + bench`; ValueError names the word that is no equipment."""
    kit_of(text)
    return text


def kit_of(text: str) -> frozenset[Equipment]:
    """`barbell + bench` as a set of equipment words; ValueError names the word that is none."""
    kit: set[Equipment] = set()
    for word in (part.strip() for part in text.split("+")):
        if word not in EQUIPMENT:
            raise ValueError(f"`{word}` is no equipment; it may be {', '.join(EQUIPMENT)}{nearest(word, EQUIPMENT)}")
        kit.add(EQUIPMENT[word])
    return frozenset(kit)


def unit(text: str) -> str:
    """What work is counted in, `reps` or `metres or seconds`; ValueError names the word that is no unit."""
    units_of(text)
    return text


def units_of(text: str) -> tuple[WorkUnit, ...]:
    """`metres or seconds` as units, the usual one first; ValueError names the word that is none."""
    units: list[WorkUnit] = []
    for word in (part.strip() for part in text.split(" or ")):
        if word not in UNITS:
            raise ValueError(f"`{word}` is no unit of work; it may be {', '.join(UNITS)}{nearest(word, UNITS)}")
        units.append(UNITS[word])
    return tuple(units)
