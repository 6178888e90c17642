"""One raw entry against the schema of its kind, with faults an author who is no programmer understands."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.faults import Fault, nearest
from bot.content.raw import Raw
from bot.content.reading import Keys
from bot.content.schema import Entry

_QUOTED = re.compile(r"'([^']*)'")
_TYPES = {
    "string_type": "takes words; put them in quotes if they hold a colon or are only a number",
    "bool_type": "takes true or false",
    "tuple_type": "takes a list, each item after a dash or all between [ and ]",
    "model_type": "takes keys of its own, indented below it",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "is one word of letters, digits and _, beginning with a letter",
}
_WITH_CONTEXT = frozenset({"literal_error", "value_error", "too_short", "too_long"})


def check(raw: Raw) -> tuple[Entry | None, list[Fault]]:
    """The entry, or None with every reason why it is none."""
    model = raw.kind.model
    try:
        return model.model_validate(dict(raw.data)), []
    except ValidationError as error:
        return None, [_fault(raw, model, detail) for detail in error.errors(include_url=False)]


def _fault(raw: Raw, model: type[BaseModel], detail: ErrorDetails) -> Fault:
    keys: Keys = detail["loc"]
    return Fault(place=raw.place(keys), says=f"{raw.id}: {_says(model, keys, detail)}")


def _says(model: type[BaseModel], keys: Keys, detail: ErrorDetails) -> str:
    kind = detail["type"]
    name = f"`{_path(keys)}`"
    given: object = detail["input"]
    if kind == "missing":
        return f"{name} is missing"
    if kind == "extra_forbidden":
        return f"unknown key {name}{nearest(str(keys[-1]), _fields(model, keys[:-1]))}"
    if "ctx" in detail and kind in _WITH_CONTEXT:
        return f"{name} {_in_context(detail['ctx'], kind, given)}"
    return f"{name} {_TYPES.get(kind, detail['msg'])}{_not(given)}"


def _in_context(context: dict[str, Any], kind: str, given: object) -> str:
    """What is wrong where pydantic says what it expected."""
    if kind == "literal_error":
        words = _QUOTED.findall(str(context["expected"]))
        return f"may be {', '.join(words)}, not `{given}`{nearest(str(given), words)}"
    if kind == "value_error":
        return f"is wrong: {context['error']}"
    least = context.get("min_length")
    bound = f"at most {context['max_length']}" if least is None else f"at least {least}"
    return f"takes {bound}, and has {context['actual_length']}"


def _not(given: object) -> str:
    return f", not `{given}`" if isinstance(given, str | int | float) and given != "" else ""


def _path(keys: Keys) -> str:
    """`steps 3 dose` for ("steps", 2, "dose"): positions count from 1, as people do."""
    return " ".join(str(key + 1) if isinstance(key, int) else key for key in keys)


def _fields(model: type[BaseModel], keys: Sequence[str | int]) -> list[str]:
    """The keys that may stand where an unknown one was found, in the entry or in a part of it."""
    for key in keys:
        inner = [part for part in _parts(model, key) if issubclass(part, BaseModel)]
        if inner:
            model = inner[0]
    return list(model.model_fields)


def _parts(model: type[BaseModel], key: str | int) -> list[type]:
    field = model.model_fields.get(key) if isinstance(key, str) else None
    if field is None:
        return []
    annotation: Any = field.annotation
    return [part for part in (annotation, *getattr(annotation, "__args__", ())) if isinstance(part, type)]
