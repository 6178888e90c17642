"""Schedules and settings as JSON (docs/contracts/schedule.md)."""

from datetime import time
from typing import Any

from bot.coaching.checkin.values import (
    SaidAbsence,
    SaidGym,
    SaidLifts,
    SaidMoves,
    SaidRace,
    SaidRuns,
    SaidTime,
    SaidToday,
)


def _clock(value: time | None) -> str | None:
    return None if value is None else f"{value:%H:%M}"


def runs_json(value: SaidRuns | None) -> dict[str, Any]:
    """`{"runs": [{"day", "type", "time", "minutes", "km"}]}`."""
    rows = [
        {"day": run.day, "type": run.type, "time": _clock(run.time), "minutes": run.minutes, "km": run.km}
        for run in (value.runs if value else ())
    ]
    return {"runs": rows}


def gym_json(value: SaidGym | None) -> dict[str, Any]:
    """`{"gym": [{"day", "time"}]}`."""
    return {"gym": [{"day": day.day, "time": _clock(day.time)} for day in (value.gym if value else ())]}


def race_json(value: SaidRace | None) -> dict[str, Any]:
    """`{"race", "race_km"}`."""
    day = value.race if value else None
    return {"race": None if day is None else day.isoformat(), "race_km": value.race_km if value else None}


def time_json(value: SaidTime | None) -> dict[str, Any]:
    """`{"time"}`."""
    return {"time": _clock(value.time if value else None)}


def lifts_json(value: SaidLifts | None) -> dict[str, Any]:
    """`{"one_rm", "sets", "unit"}`."""
    found = value or SaidLifts()
    sets = [{"exercise": each.exercise, "load": each.load, "reps": each.reps, "rir": each.rir} for each in found.sets]
    return {"one_rm": dict(found.one_rm), "sets": sets, "unit": found.unit}


def move_json(value: SaidMoves | None) -> dict[str, Any]:
    """`{"moves": [{"type", "from", "to", "becomes"}]}`."""
    rows = [
        {"type": move.type, "from": move.start, "to": move.to, "becomes": move.becomes}
        for move in (value.moves if value else ())
    ]
    return {"moves": rows}


def today_json(value: SaidToday) -> dict[str, Any]:
    """`{"minutes", "place", "without", "with"}`."""
    return {
        "minutes": value.minutes,
        "place": value.place,
        "without": list(value.without),
        "with": list(value.with_),
    }


def absence_json(value: SaidAbsence | None) -> dict[str, Any]:
    """`{"reason", "until"}`."""
    until = value.until if value else None
    return {"reason": value.reason if value else None, "until": None if until is None else until.isoformat()}
