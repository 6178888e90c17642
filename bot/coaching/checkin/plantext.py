"""A schedule or a setting in words, taken apart: days, types, times of day, durations and distances in order."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import Literal

from bot.coaching.checkin.cells import Cell, CellMaker, Span
from bot.coaching.checkin.english import COMMON
from bot.coaching.checkin.fuse import fused
from bot.coaching.checkin.planwords import KINDS, plan_lexicon
from bot.coaching.checkin.scan import LIMIT, Piece, fold, scan
from bot.coaching.checkin.spelling import Speller

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_SPELT = frozenset(
    """
        monday tuesday wednesday thursday friday saturday sunday weekdays weekend intervals interval tempo threshold
        recovery marathon january february april august september october november december minutes evening morning
        afternoon barbell dumbbells kettlebell cancelled holiday vacation injured deadlift
    """.split()
)


@dataclass(slots=True)
class Said:
    """One message about a plan; `cells` with times of day joined to cells of kind TIME."""

    pieces: list[Piece]
    words: list[str]
    spans: dict[str, list[Span]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)

    def has(self, kind: str) -> bool:
        """Whether a phrase of the kind was said."""
        return bool(self.spans.get(kind))


@cache
def _speller() -> Speller:
    return Speller(_SPELT, frozenset(plan_lexicon().words | COMMON))


def said(raw: str, clock: Literal["usual", "loose", "none"] = "usual") -> Said:
    """The message taken apart; `clock` says how readily numbers are times: "loose" where a time was asked for."""
    pieces = scan(fold(raw[:LIMIT]))
    known = plan_lexicon().words
    words = [
        piece.text if piece.kind != "word" or piece.text in known else _speller().correct(piece.text)
        for piece in pieces
    ]
    spans = plan_lexicon().spans(words)
    cells = fused(CellMaker(pieces, words, (), spans, _RANK).cells())
    cells = [_letter(cells, at) for at in range(len(cells))]
    return Said(pieces, words, spans, cells if clock == "none" else _with_times(cells, clock == "loose"))


def _letter(cells: list[Cell], at: int) -> Cell:
    """A single letter for a day is none right behind a number: "60m"."""
    cell = cells[at]
    if cell.kind == "DAYNAME" and len(cell.text) == 1 and at and cells[at - 1].kind == "NUM":
        cell.kind = "METRE"
    return cell


def _with_times(cells: list[Cell], loose: bool) -> list[Cell]:
    done: list[Cell] = []
    at = 0
    while at < len(cells):
        found = _time(cells, at, done) or (_dotted(cells, at) if loose else None)
        if found is None:
            done.append(cells[at])
            at += 1
            continue
        hour, minute, end = found
        half, end = _half_of_day(cells, end, at)
        hour = _in_day(hour, half)
        done.append(Cell("TIME", cells[at].start, cells[end - 1].end, (hour * 60 + minute,)))
        at = end
    return done


def time_of(cell: Cell) -> time:
    """The time of day of a TIME cell."""
    minutes = int(cell.value) % 1440
    return time(minutes // 60, minutes % 60)


def _kind(cells: list[Cell], at: int) -> str:
    return cells[at].kind if 0 <= at < len(cells) else ""


def _time(cells: list[Cell], at: int, done: list[Cell]) -> tuple[int, int, int] | None:
    cell = cells[at]
    if cell.kind == "NOON":
        return int(cell.said) // 100, 0, at + 1
    for find in (_worded, _clocked, _hour_alone):
        found = find(cells, at, done)
        if found is not None and found[0] < 25 and found[1] < 60:
            return found
    return None


def _worded(cells: list[Cell], at: int, _done: list[Cell]) -> tuple[int, int, int] | None:
    """ "half past six", "quarter to seven", "ten past six"."""
    kind = cells[at].kind
    if kind in {"HALFPAST", "QUARTERPAST", "QUARTERTO"} and _is_hour(cells, at + 1):
        hour = int(cells[at + 1].value)
        shift = {"HALFPAST": 30, "QUARTERPAST": 15, "QUARTERTO": -15}[kind]
        total = hour * 60 + shift
        return total // 60, total % 60, at + 2
    small = kind == "NUM" and cells[at].value in {5, 10, 20, 25}
    if small and _kind(cells, at + 1) == "PASTTO" and _is_hour(cells, at + 2):
        sign = 1 if cells[at + 1].said == "past" else -1
        total = int(cells[at + 2].value) * 60 + sign * int(cells[at].value)
        return total // 60, total % 60, at + 3
    return None


def _is_hour(cells: list[Cell], at: int) -> bool:
    return _kind(cells, at) == "NUM" and cells[at].value <= 24 and cells[at].value == int(cells[at].value)


def _clocked(cells: list[Cell], at: int, done: list[Cell]) -> tuple[int, int, int] | None:
    """`7:30`, `7.30am`, `18h30`, `0730`, "seven thirty"."""
    cell = cells[at]
    if cell.kind == "DUR":
        return _from_duration(cells, at, done)
    if cell.kind != "NUM":
        return None
    half_next = _kind(cells, at + 1) in {"AM", "PM"}
    before = done[-1].kind if done else ""
    text_value = cell.value
    if text_value != int(text_value) and (half_next or before in {"AT", "DAYNAME", "TYPE", "DAYSET"}):
        minute = round((text_value - int(text_value)) * 100)
        return (
            (int(text_value), minute, at + 1)
            if text_value < 25 and minute in {0, 15, 20, 30, 40, 45, 50, 10, 5}
            else None
        )
    if (
        100 <= text_value <= 2400
        and text_value % 100 < 60
        and text_value == int(text_value)
        and _unit(cells, at + 1) is None
    ):
        return int(text_value) // 100, int(text_value) % 100, at + 1
    minutes = _kind(cells, at + 1) == "NUM" and cells[at + 1].value in {15, 30, 45, 10, 20, 40, 50}
    spoken = minutes and (cell.extra == "spoken" or _kind(cells, at + 2) in {"AM", "PM"})
    if spoken and text_value <= 24 and _unit(cells, at + 2) is None:
        return int(text_value), int(cells[at + 1].value), at + 2
    return None


def _from_duration(cells: list[Cell], at: int, done: list[Cell]) -> tuple[int, int, int] | None:
    cell = cells[at]
    minutes = int(cell.value // 60)
    if cell.unit == "clock":
        timed = any(each.kind == "TIME" for each in _since_day(done))
        if timed and minutes < 5 and _kind(cells, at + 1) not in {"AM", "PM"}:
            return None
        return minutes, int(cell.value % 60), at + 1
    if cell.unit == "HOUR" and cell.value >= 5 * 3600 and cell.value <= 24 * 3600 and _kind(cells, at + 1) != "RUNWORD":
        text = cells[at].start
        return int(cell.value // 3600), int(cell.value % 3600 // 60), at + 1 if text >= 0 else at
    return None


def _dotted(cells: list[Cell], at: int) -> tuple[int, int, int] | None:
    """`19.45`, where a time was asked for."""
    cell = cells[at]
    if cell.kind != "NUM" or cell.value == int(cell.value) or cell.value >= 24:
        return None
    minute = round((cell.value - int(cell.value)) * 100)
    return (int(cell.value), minute, at + 1) if minute < 60 else None


def _since_day(done: list[Cell]) -> list[Cell]:
    for index in range(len(done) - 1, -1, -1):
        if done[index].kind in {"DAYNAME", "DAYSET", "COMMA", "NL"}:
            return done[index:]
    return done


def _unit(cells: list[Cell], at: int) -> str | None:
    kind = _kind(cells, at)
    return (
        kind if kind in {"KM", "MILE", "MIN", "HOUR", "KG", "LB", "METRE", "WEEKS", "DAYS", "MONTHS", "SLASH"} else None
    )


def _hour_alone(cells: list[Cell], at: int, done: list[Cell]) -> tuple[int, int, int] | None:
    """`7am`, "at 7", "7 o'clock"."""
    if (
        not _is_hour(cells, at)
        or _unit(cells, at + 1) is not None
        or _kind(cells, at + 1) in {"NTH", "MONTHNAME", "TYPE", "DIST"}
    ):
        return None
    if _kind(cells, at + 1) in {"AM", "PM", "OCLOCK"}:
        return int(cells[at].value), 0, at + 1
    before = [each for each in done if each.kind != "FILL"]
    if before and before[-1].kind == "AT" and _kind(cells, at + 1) != "SLASH":
        return int(cells[at].value), 0, at + 1
    return None


def _half_of_day(cells: list[Cell], at: int, start: int) -> tuple[str, int]:
    """Morning or evening, said behind the time or just before it."""
    half = ""
    while _kind(cells, at) in {"OCLOCK", "AM", "PM"}:
        half = cells[at].kind if cells[at].kind != "OCLOCK" else half
        at += 1
    if not half:
        for back in range(start - 1, max(-1, start - 4), -1):
            if cells[back].kind in {"AM", "PM"}:
                return cells[back].kind, at
            if cells[back].kind not in {"AT", "FILL", "WORD"}:
                break
    return half, at


def _in_day(hour: int, half: str) -> int:
    if half == "PM" and hour < 12:
        return hour + 12
    if half == "AM" and hour == 12:
        return 0
    return hour
