"""Frozen values as JSON values, the same every time: sets sorted, dates in ISO form, dataclasses as their fields."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time


def plain(value: object) -> object:
    """`value` in dicts, lists, strings, numbers, booleans and None only. TypeError for what has no such form."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return _collected(value)


def _collected(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    msg = f"{type(value).__name__} has no plain form"
    raise TypeError(msg)
