"""Schedules and settings as JSON (docs/contracts/schedule.md)."""

from datetime import time
from typing import Any

from bot.coaching.checkin.values import SaidAbsence, SaidGym, SaidLifts, SaidMoves, SaidRace, SaidRuns, SaidTime, SaidToday

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _clock(value: time | None) -> str | None:
    return None if value is None else f"{value:%H:%M}"


def _day(value: int | None) -> str | None:
    return None if value is None else DAYS[value]


def runs_json(value: SaidRuns) -> dict[str, Any]:
    """`{"runs": [{"day", "type", "time", "minutes", "km"}]}`."""
    rows = [
        {"day": DAYS[run.weekday], "type": run.type, "time": _clock(run.time), "minutes": run.minutes, "km": run.km}
        for run in value.runs
    ]
    return {"runs": rows}


def gym_json(value: SaidGym) -> dict[str, Any]:
    """`{"gym": [{"day", "time"}]}`."""
    return {"gym": [{"day": DAYS[day.weekday], "time": _clock(day.time)} for day in value.days]}


def race_json(value: SaidRace) -> dict[str, Any]:
    """`{"race", "race_km"}`."""
    return {"race": None if value.day is None else value.day.isoformat(), "race_km": value.km}


def time_json(value: SaidTime) -> dict[str, Any]:
    """`{"time"}`."""
    return {"time": _clock(value.time)}


def lifts_json(value: SaidLifts) -> dict[str, Any]:
    """`{"one_rm", "sets", "unit"}`."""
    sets = [{"exercise": each.exercise, "load": each.load, "reps": each.reps, "rir": each.rir} for each in value.sets]
    return {"one_rm": dict(value.one_rm), "sets": sets, "unit": value.unit}


def move_json(value: SaidMoves) -> dict[str, Any]:
    """`{"moves": [{"type", "from", "to", "becomes"}]}`."""
    rows = [{"type": move.type, "from": _day(move.from_day), "to": _day(move.to), "becomes": move.becomes} for move in value.moves]
    return {"moves": rows}


def today_json(value: SaidToday) -> dict[str, Any]:
    """`{"minutes", "place", "without", "with"}`."""
    only = [] if value.only is None else list(value.only)
    return {"minutes": value.minutes, "place": value.place, "without": list(value.without), "with": only}


def absence_json(value: SaidAbsence) -> dict[str, Any]:
    """`{"reason", "until"}`."""
    return {"reason": value.reason, "until": None if value.until is None else value.until.isoformat()}
