"""Races, times of day, lifts, absences and today's limits in words."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.coaching.checkin.cells import Cell, Span
from bot.coaching.checkin.dates import find_date
from bot.coaching.checkin.plantext import Said, said, time_of
from bot.coaching.checkin.values import SaidAbsence, SaidRace, SaidTime, SaidToday
from bot.coaching.exercise import Equipment
from bot.coaching.runner import AbsenceReason

_MILE = 1.609344


def race(text: str, today: date) -> SaidRace | None:
    """The race's day and distance; "no race" has neither; None where none is spoken of."""
    parsed = said(text, clock="none")
    km = _distance(parsed)
    day = find_date(parsed, today)
    if day is None and km is None:
        return SaidRace() if parsed.has("NORACE") else None
    return SaidRace(race=day, race_km=km)


def _distance(parsed: Said) -> float | None:
    cells = parsed.cells
    for at, cell in enumerate(cells):
        following = cells[at + 1].kind if at + 1 < len(cells) else ""
        if cell.kind == "NUM" and following in {"KM", "MILE"}:
            km = round(cell.value * (_MILE if following == "MILE" else 1), 2)
            return int(km) if km == int(km) else km
    named = [span.value for span in parsed.spans.get("DIST", ())]
    return float("21.1" if "21.1" in named else named[0]) if named else None


def time_said(text: str) -> SaidTime | None:
    """A time of day; "off" has none; None where the text speaks of no time."""
    parsed = said(text, clock="loose")
    for cell in parsed.cells:
        if cell.kind == "TIME":
            return SaidTime(time=time_of(cell))
    for at, cell in enumerate(parsed.cells):
        alone = cell.kind == "NUM" and cell.value == int(cell.value) and 0 <= cell.value <= 24
        if alone and not (at + 1 < len(parsed.cells) and parsed.cells[at + 1].kind in {"MIN", "KM", "NTH"}):
            half = {each.kind for each in parsed.cells}
            hour = int(cell.value) % 24
            hour += 12 if "PM" in half and hour < 12 else 0
            return SaidTime(time=time_of(Cell("TIME", 0, 0, (hour * 60,))))
    return SaidTime() if parsed.has("NONE") else None


def absence(text: str, today: date) -> SaidAbsence | None:
    """Why someone is away, and the day they are back; None where the text speaks of no absence."""
    parsed = said(text, clock="none")
    until = find_date(parsed, today)
    if not parsed.has("REASON") and until is None:
        return None
    reasons = [span.value for span in parsed.spans.get("REASON", ())]
    order: tuple[AbsenceReason, ...] = ("ill", "injury", "holiday", "other")
    reason: AbsenceReason = next((each for each in order if each in reasons), "other")
    return SaidAbsence(reason=reason, until=until)


def today_only(text: str) -> SaidToday:
    """What is different today: minutes, place, equipment missing, or the only equipment there is."""
    parsed = said(text)
    minutes = _minutes(parsed.cells)
    place = next((span.value for span in parsed.spans.get("PLACE", ())), None)
    without, only = _equipment(parsed)
    return SaidToday(minutes=minutes, place=place, without=without, with_=only)


def _minutes(cells: Sequence[Cell]) -> int | None:
    for cell in cells:
        if cell.kind == "DUR" and cell.unit != "clock":
            return round(cell.value / 60)
        if cell.kind == "RANGE" and cell.unit in {"MIN", "HOUR"}:
            return round(cell.values[0] / 60)
    for cell in cells:
        if cell.kind == "NUM" and 5 <= cell.value <= 180:
            return int(cell.value)
    return None


def _equipment(parsed: Said) -> tuple[tuple[Equipment, ...], tuple[Equipment, ...]]:
    without: list[Equipment] = []
    only: list[Equipment] = []
    mode = ""
    marks = sorted((*parsed.spans.get("NOTHAVE", ()), *parsed.spans.get("HAVE", ())), key=lambda span: span.start)
    for span in parsed.spans.get("KIT", ()):
        mode = _mode(parsed, marks, span) or mode or "have"
        found = [cast("Equipment", word) for word in span.value.split("+")]
        target = without if mode == "not" else only
        target.extend(word for word in found if word not in target)
    return tuple(without), tuple(only)


def _mode(parsed: Said, marks: Sequence[Span], kit: Span) -> str:
    """Whether a piece of equipment is missing or at hand: the nearest word before it, or right behind it, tells."""
    nots = parsed.spans.get("NOTHAVE", ())
    behind = [span for span in nots if 0 <= span.start - kit.end <= 2 and parsed.words[span.start] in _BEHIND]
    if behind:
        return "not"
    before = [span for span in marks if span.end <= kit.start]
    if not before:
        return ""
    last = before[-1]
    stop = any(word in {".", ";"} for word in parsed.words[last.end : kit.start])
    return "" if stop else "not" if last in nots else "have"


_BEHIND = frozenset({"taken", "missing", "broken", "in", "unavailable", "occupied", "out", "is", "are", "all", "isnt"})
