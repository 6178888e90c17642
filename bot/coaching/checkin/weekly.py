"""Weekly runs and gym days in words: "Tue hard 7:00 60min, Sun long 8am 2h", "gym Mon and Thu after work at 6"."""

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import cast

from bot.coaching.athlete import RunType
from bot.coaching.checkin.cells import Cell
from bot.coaching.checkin.plantext import said, time_of
from bot.coaching.checkin.values import DAYS, SaidGym, SaidGymDay, SaidRun, SaidRuns

_MILE = 1.609344
_JOINS = frozenset({"AND", "DASH", "PLUS", "SLASH"})
_PARTS = frozenset({"COMMA", "NL", "BLANK", "STOP", "AND", "PLUS", "DASH", "SLASH"})


@dataclass(slots=True)
class _Entry:
    """Some days, and what was said of the run on them."""

    days: list[int] = field(default_factory=list)
    type: RunType | None = None
    time: datetime.time | None = None
    minutes: int | None = None
    km: float | None = None
    off: bool = False
    others: bool = False
    all: bool = False
    same_time: bool = False
    typed_first: bool = False

    @property
    def described(self) -> bool:
        """Whether anything but the days was said."""
        return self.off or any(each is not None for each in (self.type, self.time, self.minutes, self.km))

    def fill(self, other: "_Entry") -> None:
        """Take what is missing from another."""
        self.type = self.type or other.type
        self.time = self.time or other.time
        self.minutes = self.minutes if self.minutes is not None else other.minutes
        self.km = self.km if self.km is not None else other.km


def runs(text: str) -> SaidRuns | None:
    """The weekly runs; a run without a type is easy, the latest word on a day counts; None where none is spoken of."""
    parsed = said(text)
    entries = _entries(parsed.cells)
    days: dict[int, SaidRun] = {}
    for entry in entries:
        for day in entry.days:
            if entry.off:
                days.pop(day, None)
            else:
                days[day] = SaidRun(
                    day=DAYS[day], type=entry.type or "easy", time=entry.time, minutes=entry.minutes, km=entry.km
                )
    understood = bool(entries) and any(entry.days for entry in entries)
    none = parsed.has("NORACE") or parsed.has("OFF") or parsed.has("NONE")
    return SaidRuns(runs=tuple(days[day] for day in sorted(days))) if understood or none else None


def gym(text: str) -> SaidGym | None:
    """The gym days; None where none is spoken of."""
    parsed = said(text)
    entries = _entries(parsed.cells)
    days: dict[int, time | None] = {}
    for entry in entries:
        for day in entry.days:
            if entry.off and not entry.time:
                days.pop(day, None)
            else:
                days[day] = entry.time
    understood = any(entry.days for entry in entries) or parsed.has("NONE")
    made = tuple(SaidGymDay(day=DAYS[day], time=days[day]) for day in sorted(days))
    return SaidGym(gym=made) if understood else None


def _entries(cells: Sequence[Cell]) -> list[_Entry]:
    """All entries, with what was said for all of them filled in."""
    raw = [entry for part in _clauses(cells) for entry in _of_clause(part)]
    merged = _merged(raw)
    common = [entry for entry in merged if not entry.days and entry.described]
    dated = [entry for entry in merged if entry.days or entry.others]
    taken = {day for entry in dated for day in entry.days}
    for entry in dated:
        if entry.others and entry.type is not None and not entry.days:
            entry.days = [day for day in range(7) if day not in taken]
        for each in common:
            if not entry.off and each.all:
                entry.fill(each)
    for before, entry in itertools.pairwise(dated):
        if entry.same_time:
            entry.time = entry.time or before.time
        if (
            entry.days
            and entry.type is None
            and entry.time is not None
            and before.type == "hard"
            and before.typed_first
        ):
            entry.type = before.type
    return dated


def _clauses(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    part: list[Cell] = []
    for at, cell in enumerate(cells):
        if cell.kind in _PARTS and not _joins_days(cells, at):
            if part:
                yield part
            part = []
        else:
            part.append(cell)
    if part:
        yield part


def _joins_days(cells: Sequence[Cell], at: int) -> bool:
    """Whether a sign stands between two days: "Mon-Fri", "Mon + Tue", "Thursday and Friday"."""
    near = 0 < at < len(cells) - 1 and cells[at].kind in _JOINS
    return near and cells[at - 1].kind == "DAYNAME" and cells[at + 1].kind == "DAYNAME"


def _of_clause(cells: Sequence[Cell]) -> list[_Entry]:
    """The entries of one clause: a new one where a day follows what was said of another day."""
    entries = [_Entry()]
    excluded = False
    first = next((cell.kind for cell in cells if cell.kind in {"DAYNAME", "DAYSET"} or _describes(cell)), "")
    before_days = first not in {"DAYNAME", "DAYSET"}
    at = 0
    while at < len(cells):
        cell = cells[at]
        begin = at
        days, at = _days(cells, at)
        if days and excluded:
            entries[-1].days = [day for day in entries[-1].days if day not in days]
        elif days:
            if _anew(entries[-1], cells, begin, before_days):
                entries.append(_Entry())
            entries[-1].days.extend(day for day in days if day not in entries[-1].days)
        elif cell.kind == "EXCEPT":
            excluded = True
        elif before_days and entries[-1].days and cell.kind in {"TYPE", "OFF"} and _day_follows(cells, at):
            entries.append(_Entry())
            _describe(entries[-1], cells, begin)
        else:
            _describe(entries[-1], cells, begin)
    return entries


def _anew(entry: _Entry, cells: Sequence[Cell], at: int, before_days: bool) -> bool:
    """Whether another day begins an entry of its own."""
    if not entry.days:
        return False
    if not before_days:
        return entry.described
    before = cells[at - 2] if cells[at - 1].kind in _JOINS else cells[at - 1]
    return before.kind not in {"DAYNAME", "DAYSET"}


def _day_follows(cells: Sequence[Cell], at: int) -> bool:
    return any(cell.kind in {"DAYNAME", "DAYSET"} for cell in cells[at:])


def _describes(cell: Cell) -> bool:
    return cell.kind in {"TYPE", "TIME", "DUR", "OFF"}


def _days(cells: Sequence[Cell], at: int) -> tuple[list[int], int]:
    cell = cells[at]
    if cell.kind in {"DAYNAME", "DAYSET"} and at and cells[at - 1].text in {"till", "until", "til"}:
        return [], at + 1
    if cell.kind == "DAYSET":
        return [int(digit) for digit in cell.said], at + 1
    if cell.kind != "DAYNAME":
        return [], at + 1
    first = int(cell.said)
    if at + 2 < len(cells) and cells[at + 1].kind in {"DASH", "TO"} and cells[at + 2].kind == "DAYNAME":
        last = int(cells[at + 2].said)
        count = (last - first) % 7
        return [(first + step) % 7 for step in range(count + 1)], at + 3
    return [first], at + 1


def _describe(entry: _Entry, cells: Sequence[Cell], at: int) -> None:
    cell = cells[at]
    kind = cell.kind
    if kind == "TYPE":
        entry.typed_first = entry.typed_first or not entry.days
        entry.type = _stronger(entry.type, cast("RunType", cell.said))
    elif kind == "DIST":
        entry.type = entry.type or "easy"
    elif kind == "TIME":
        entry.time = entry.time or time_of(cell)
    elif kind == "DUR":
        seconds = cell.value * 60 if cell.unit == "clock" else cell.value
        entry.minutes = entry.minutes if entry.minutes is not None else round(seconds / 60)
    elif kind in {"NUM", "RANGE"}:
        _number(entry, cells, at)
    elif kind == "OFF":
        entry.off = entry.off or not entry.described
    else:
        _relate(entry, cell)


def _relate(entry: _Entry, cell: Cell) -> None:
    """What is said by way of other days: "the rest easy", "all at noon", "same time"."""
    if cell.kind == "OTHERDAYS":
        entry.others = True
        if cell.text == "rest" and cell.end - cell.start == 2:
            entry.type = "easy"
    elif cell.kind == "ALL":
        entry.all = True
    elif cell.kind == "SAMETIME":
        entry.same_time = True


def _stronger(known: RunType | None, new: RunType) -> RunType:
    """ "easy long run" is long; "long intervals" are hard."""
    order: tuple[RunType, ...] = ("easy", "long", "hard")
    if known is None:
        return new
    return max(known, new, key=order.index)


def _number(entry: _Entry, cells: Sequence[Cell], at: int) -> None:
    value = cells[at].values[-1]
    unit = cells[at + 1].kind if at + 1 < len(cells) else ""
    if unit in {"KM", "MILE"}:
        entry.km = round(value * (_MILE if unit == "MILE" else 1), 2)
        entry.km = int(entry.km) if entry.km == int(entry.km) else entry.km
    elif value >= 15 and value == int(value) and value <= 300 and unit not in {"NTH", "MONTHNAME", "X", "METRE"}:
        if entry.minutes is None and (entry.days or entry.type):
            entry.minutes = int(value)
    elif value == int(value) and 4 <= value <= 12 and entry.time is None and entry.days and unit not in {"X", "NTH"}:
        entry.time = time(int(value), 0)


def _merged(raw: Sequence[_Entry]) -> list[_Entry]:
    """Days alone join what is said after them; words without a day belong to the days before, else to those after."""
    merged: list[_Entry] = []
    waiting: list[int] = []
    ahead: _Entry | None = None
    for entry in raw:
        if not entry.days and not entry.others:
            ahead = _dayless(entry, merged, waiting, ahead)
            if ahead is None:
                waiting = []
            continue
        if entry.days and not entry.described and ahead is None:
            waiting.extend(entry.days)
            continue
        if entry.typed_first:
            _standing(waiting, merged)
        else:
            entry.days = [*waiting, *entry.days]
        waiting = []
        if ahead is not None and not entry.described:
            entry.fill(ahead)
            entry.off = ahead.off
        elif entry.described:
            ahead = None
        merged.append(entry)
    if waiting:
        merged.append(_Entry(days=waiting))
    return merged


def _standing(waiting: list[int], merged: list[_Entry]) -> None:
    """Days alone before "long Sunday" are not long: they go with "easy Tuesday" before them, or stand by themselves."""
    if waiting and merged and merged[-1].typed_first:
        merged[-1].days.extend(waiting)
    elif waiting:
        merged.append(_Entry(days=waiting))


def _dayless(entry: _Entry, merged: list[_Entry], waiting: list[int], ahead: _Entry | None) -> _Entry | None:
    """Where a description without a day goes; what it returns waits for days to follow."""
    if not entry.described:
        if waiting:
            merged.append(_Entry(days=list(waiting)))
        return None
    if entry.all:
        merged.extend([_Entry(days=list(waiting))] if waiting else [])
        merged.append(entry)
        return None
    if waiting:
        entry.days = list(waiting)
        merged.append(entry)
        return None
    if merged and merged[-1].days and not _clashes(merged[-1], entry):
        last = merged[-1]
        last.fill(entry)
        return ahead
    return entry


def _clashes(known: _Entry, new: _Entry) -> bool:
    return (new.type is not None and known.type is not None) or (new.time is not None and known.time is not None)
