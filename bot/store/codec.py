"""Values as JSON and back: what has no column of its own is kept as the value's fields by their names."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any

from pydantic import TypeAdapter


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """How values of this type are written and read."""
    return TypeAdapter(kind)


def dump(kind: Any, value: Any) -> Any:
    """`value` as JSON values."""
    return adapter(kind).dump_python(value, mode="json", warnings=False)


def load(kind: Any, data: Any) -> Any:
    """A value of `kind` from JSON values."""
    return adapter(kind).validate_python(data)


def fields_of(kind: type) -> tuple[Field[Any], ...]:
    """The fields of a value's type."""
    return fields(kind)


def _default(field: Field[Any]) -> Any:
    """What the field is where nothing was said; MISSING where something must be."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def more(value: Any, known: frozenset[str]) -> dict[str, Any] | None:
    """The fields that have no column and are not what they are by themselves; None where there are none."""
    kind = type(value)
    found = {
        field.name: dump(field.type, getattr(value, field.name))
        for field in fields_of(kind)
        if field.name not in known and getattr(value, field.name) != _default(field)
    }
    return found or None


def unmore(kind: type, data: Mapping[str, Any] | None) -> dict[str, Any]:
    """`more` read back, as arguments; names that are no fields any more are passed over."""
    if not data:
        return {}
    types = {field.name: field.type for field in fields_of(kind)}
    return {name: load(types[name], value) for name, value in data.items() if name in types}
