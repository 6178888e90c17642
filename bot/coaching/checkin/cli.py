"""Readings as JSON, and JSON in, for `python -m bot parse` (docs/contracts/checkin.md)."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.coaching.athlete import Unit
from bot.coaching.checkin.door import Reader
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


class ParseError(ValueError):
    """What was given to `parse` is not as the contract says; its sentence names the key."""


def session_of(data: Mapping[str, Any]) -> Session:
    """The session of docs/contracts/plan.md; ParseError names what is wrong. Only `exercise` must be given."""
    rows = data.get("exercises", ())
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get("exercise"), str) for row in rows
    ):
        raise ParseError("session.exercises is a list of objects that each name an exercise")
    return Session(
        type=data.get("type", "A"),
        tier=data.get("tier"),
        minutes=int(data.get("minutes") or 0),
        exercises=tuple(_prescription(row) for row in rows),
    )


def _prescription(row: Mapping[str, Any]) -> Prescription:
    load = row.get("load")
    if load is not None and (isinstance(load, bool) or not isinstance(load, int | float)):
        raise ParseError("session.exercises[].load is a number or null")
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
    if value is None or value == "kg":
        return "kg"
    raise ParseError("unit is kg or lb")


def _date(value: object, default: date) -> date:
    if value is None:
        return default
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ParseError("date is a day such as 2027-01-05") from None


def _session(value: object) -> Session | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ParseError("session is an object as plan prints it")
    inner = value.get("session", value)
    return session_of(inner) if isinstance(inner, dict) else None


def run_parse(reader: Reader, text: str, unit: str | None, day: date, session_json: str | None = None) -> str:
    """The reading of one text as a line of JSON; raises ParseError for a wrong unit or session."""
    try:
        session = _session(json.loads(session_json) if session_json else None)
    except json.JSONDecodeError:
        raise ParseError("session is no JSON") from None
    return _dumped(reader.checkin(text, _unit(unit), day, session))


def run_parse_batch(reader: Reader, lines: Iterable[str], today: date) -> Iterator[str]:
    """For each line `{"text", "unit", "date", "session"}` its reading as a line; a bad line yields `{"error": …}`."""
    for line in lines:
        if line.strip():
            try:
                yield _dumped(_one(reader, line, today))
            except (ValueError, TypeError) as error:
                yield json.dumps({"error": str(error)}, ensure_ascii=False)


def _one(reader: Reader, line: str, today: date) -> Reading:
    data = json.loads(line)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise ParseError("each line is an object with a text")
    return reader.checkin(
        data["text"], _unit(data.get("unit")), _date(data.get("date"), today), _session(data.get("session"))
    )


def _dumped(reading: Reading) -> str:
    return json.dumps(reading_json(reading), ensure_ascii=False)
