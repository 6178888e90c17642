"""Readings as JSON, and JSON in, for `python -m bot parse` (docs/contracts/checkin.md)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.coaching.athlete import Unit
from bot.coaching.report import Reading
from bot.coaching.session import Prescription, Session

_KEYS = (
    "status entries effort feel pain red_flag omitted minutes day bodyweight form_slipped sleep soreness run ask note"
).split()


def reading_json(reading: Reading) -> dict[str, Any]:
    """The reading with exactly the keys of the contract."""
    made = asdict(reading)
    made["day"] = reading.day.isoformat()
    made["entries"] = [{**entry, "sets": list(entry["sets"])} for entry in made["entries"]]
    made["pain"] = list(made["pain"])
    made["omitted"] = list(made["omitted"])
    return {key: made[key] for key in _KEYS}


def session_of(data: Mapping[str, Any]) -> Session:
    """The session of docs/contracts/plan.md; ValueError names what is wrong. Only `exercise` must be given."""
    rows = data.get("exercises", ())
    if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("exercise"), str) for row in rows):
        raise ValueError("session.exercises is a list of objects that each name an exercise")
    return Session(
        type=data.get("type", "A"),
        tier=data.get("tier"),
        minutes=int(data.get("minutes") or 0),
        exercises=tuple(_prescription(row) for row in rows),
    )


def _prescription(row: Mapping[str, Any]) -> Prescription:
    load = row.get("load")
    if load is not None and (isinstance(load, bool) or not isinstance(load, int | float)):
        raise ValueError("session.exercises[].load is a number or null")
    return Prescription(
        exercise=row["exercise"],
        sets=int(row.get("sets") or 0),
        low=int(row.get("low") or 0),
        high=int(row.get("high") or 0),
        unit_of_work=row.get("unit_of_work", "reps"),
        per_side=bool(row.get("per_side")),
        load=load,
        implement=row.get("implement"),
        rest_s=int(row.get("rest") or 0),
        target=row.get("target"),
        rir=row.get("rir"),
    )


def _unit(value: object) -> Unit:
    if value == "lb":
        return "lb"
    if value in {None, "kg"}:
        return "kg"
    raise ValueError("unit is kg or lb")


__all__ = ["Iterable", "Iterator", "date", "json", "reading_json", "session_of"]
