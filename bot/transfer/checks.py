"""What a file from outside must respect before the coach may see it: sane numbers, dates, zones and known exercises."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.coaching.athlete import Athlete
from bot.coaching.exercise import Catalogue
from bot.coaching.report import Report

TEXT = 8_192
ITEMS = 20_000
YEARS = (1990, 2150)

_RANGES: Mapping[str, tuple[float, float]] = {
    "weekday": (0, 6),
    "replan_from": (0, 7),
    "score": (0, 10),
    "rpe": (1, 10),
    "rir": (0, 10),
    "effort": (0, 10),
    "soreness": (0, 10),
    "leg_soreness": (0, 10),
    "sleep": (0, 24),
    "sleep_h": (0, 24),
    "age": (0, 120),
    "body_mass": (20, 700),
    "minutes": (0, 2_000),
    "minutes_cap": (5, 240),
    "pull_ups": (0, 200),
    "load": (0, 2_000),
    "reps": (0, 10_000),
    "rest_s": (0, 3_600),
    "week": (0, 1_000),
    "race_km": (0, 1_000),
    "km": (0, 1_000),
}
"""By field name: the least and the most a number may be. Any other number stays within ±1,000,000."""


def first_fault(value: object) -> str | None:
    """The first thing no runner's log can hold, in words; None where all is sane."""
    return next(_faults(value, "it"), None)


def _faults(value: object, name: str) -> Iterator[str]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _faults(getattr(value, field.name), field.name)
        yield from _zone_faults(value)
    elif isinstance(value, str):
        if len(value) > TEXT:
            yield f"`{name}` is too long a text"
    elif isinstance(value, int | float):
        yield from _number_faults(value, name)
    elif isinstance(value, date):
        yield from _date_faults(value, name)
    elif isinstance(value, Mapping | tuple | list | frozenset):
        yield from _collection_faults(value, name)


def _number_faults(value: float, name: str) -> Iterator[str]:
    low, high = _RANGES.get(name, (-1_000_000, 1_000_000))
    if not math.isfinite(value) or not low <= value <= high:
        yield f"`{name}` can't be {value}"


def _date_faults(value: date, name: str) -> Iterator[str]:
    if not YEARS[0] <= value.year <= YEARS[1]:
        yield f"`{name}` is in the year {value.year}"
    if isinstance(value, datetime) and value.tzinfo is None:
        yield f"`{name}` has no time zone"


def _collection_faults(value: object, name: str) -> Iterator[str]:
    items = list(value.items() if isinstance(value, Mapping) else value)  # type: ignore[call-overload]
    if len(items) > ITEMS:
        yield f"`{name}` has too many entries"
        return
    for item in items:
        if isinstance(value, Mapping):
            key, inner = item
            yield from _faults(key, name)
            yield from _faults(inner, name)
        else:
            yield from _faults(item, name)


def _zone_faults(value: object) -> Iterator[str]:
    zone = getattr(value, "zone", None)
    if isinstance(zone, str):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield f"`zone` is no time zone I know: {zone[:40]}"


def known_only(
    athlete: Athlete, reports: tuple[Report, ...], catalogue: Catalogue
) -> tuple[Athlete, tuple[Report, ...], tuple[str, ...]]:
    """The same without exercises the catalogue lacks (another host's own, or gone since), and their ids."""
    unknown: set[str] = set()

    def known(exercise: str) -> bool:
        if exercise not in catalogue:
            unknown.add(exercise)
        return exercise in catalogue

    lifts = {lift: load for lift, load in athlete.one_rm.items() if known(lift)}
    recent = tuple(item for item in athlete.recent_sets if known(item.exercise))
    kept = tuple(_report(report, {exercise: known(exercise) for exercise in _named(report)}) for report in reports)
    return replace(athlete, one_rm=lifts, recent_sets=recent), kept, tuple(sorted(unknown))


def _named(report: Report) -> Iterator[str]:
    yield from (entry.exercise for entry in report.reading.entries)
    yield from report.reading.omitted
    if report.session is not None:
        yield from (item.exercise for item in report.session.exercises)


def _report(report: Report, known: Mapping[str, bool]) -> Report:
    if all(known.values()):
        return report
    reading = report.reading
    lost = ", ".join(entry.exercise for entry in reading.entries if not known[entry.exercise])
    reading = replace(
        reading,
        entries=tuple(entry for entry in reading.entries if known[entry.exercise]),
        omitted=tuple(exercise for exercise in reading.omitted if known[exercise]),
        note=" ".join(part for part in (reading.note, f"[{lost}]" if lost else "") if part),
    )
    session = report.session
    if session is not None:
        session = replace(session, exercises=tuple(item for item in session.exercises if known[item.exercise]))
    return replace(report, reading=reading, session=session)
