"""The table of kinds: which file holds what, and which ids must be there."""

from dataclasses import dataclass
from typing import Any

from bot.content import schema
from bot.content.words import EQUIPMENT

AREAS = (
    *("foot", "achilles", "shin", "calf", "knee", "hamstring", "quad"),
    *("hip", "groin", "low_back", "shoulder", "elbow", "neck", "other"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of entry, kept in `<name>.yaml` or, where `folder`, in every file of `<name>/`.

    `ids` is exactly what must be there, in the order it is shown; empty where an author may add and remove.
    """

    name: str
    model: type[schema.Entry]
    ids: tuple[str, ...] = ()
    folder: bool = False


KINDS: tuple[Kind, ...] = (
    Kind(name="exercises", model=schema.ExerciseEntry, folder=True),
    Kind(name="areas", model=schema.Named, ids=AREAS),
    Kind(name="equipment", model=schema.Named, ids=tuple(EQUIPMENT)),
    Kind(name="presets", model=schema.Preset),
    Kind(name="phases", model=schema.Phase, ids=("base", "prep", "taper", "recovery", "off")),
    Kind(name="blocks", model=schema.Described, ids=("foundation", "strength", "hypertrophy", "power")),
    Kind(name="sessions", model=schema.Described, ids=("A", "D", "U", "A2", "D2", "M", "T", "B", "C", "E", "F")),
    Kind(name="schemes", model=schema.Scheme),
    Kind(name="week", model=schema.WeekDay, ids=("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    Kind(name="routines", model=schema.Routine, ids=("mobility", "activation", "activation_short", "B", "F")),
    Kind(name="mistakes", model=schema.Mistake),
    Kind(name="faq", model=schema.Question),
    Kind(name="tips", model=schema.Tip),
    Kind(name="fuel", model=schema.Fuel),
    Kind(name="why", model=schema.Advice),
    Kind(name="pages", model=schema.Page),
    Kind(name="sources", model=schema.Source),
    Kind(name="rules", model=schema.Rule, ids=tuple(f"R{number}" for number in range(1, 37))),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}


def json_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of a file of that kind: a list of entries."""
    body = kind.model.model_json_schema()
    definitions = body.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.name,
        "type": "array",
        "items": body,
        "$defs": definitions,
    }
