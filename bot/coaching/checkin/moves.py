"""Runs that move this week: "intervals moved to Thursday", "swap Tue and Thu", "long run is off" (R36)."""

import itertools
from collections.abc import Sequence
from typing import cast

from bot.coaching.athlete import RunType
from bot.coaching.checkin.cells import Cell
from bot.coaching.checkin.plantext import Said, said
from bot.coaching.checkin.values import DAYS, SaidMove, SaidMoves

_PARTS = frozenset({"COMMA", "NL", "BLANK", "STOP", "AND"})


def moves(text: str) -> SaidMoves | None:
    """The moves, in the order said; None where the text speaks of no run that moves."""
    parsed = said(text)
    swapped = _swap(parsed)
    if swapped:
        return SaidMoves(moves=swapped)
    found = [_move(parsed, part) for part in _clauses(parsed, parsed.cells)]
    made = tuple(move for move in found if move is not None)
    return SaidMoves(moves=made) if made else None


def _swap(parsed: Said) -> tuple[SaidMove, ...]:
    """ "swap Tuesday and Thursday", "switch the long run with Tuesday's intervals"."""
    if not parsed.has("SWAP"):
        return ()
    days = [cell for cell in parsed.cells if cell.kind == "DAYNAME"]
    joined = any(cell.kind == "AND" or cell.text in {"with", "for"} for cell in parsed.cells)
    moving = any(cell.kind == "TO" for cell in parsed.cells)
    if len(days) != 2 or not joined or moving:
        return ()
    one, other = (int(day.said) for day in days)
    types = _types_by_day(parsed.cells)
    return (
        SaidMove(type=types.get(one), start=DAYS[one], to=DAYS[other]),
        SaidMove(type=types.get(other), start=DAYS[other], to=DAYS[one]),
    )


def _types_by_day(cells: Sequence[Cell]) -> dict[int, RunType]:
    found: dict[int, RunType] = {}
    named = [cell for cell in cells if cell.kind in {"DAYNAME", "TYPE"}]
    for one, other in itertools.pairwise(named):
        if one.kind == "DAYNAME" and other.kind == "TYPE":
            found[int(one.said)] = cast("RunType", other.said)
    return found


def _clauses(parsed: Said, cells: Sequence[Cell]) -> list[list[Cell]]:
    parts: list[list[Cell]] = [[]]
    for cell in cells:
        if cell.kind in _PARTS:
            parts.append([])
        else:
            parts[-1].append(cell)
    whole: list[list[Cell]] = []
    for part in parts:
        speaks = any(cell.kind in {"DAYNAME", "TYPE", "RUNWORD", "DIST"} for cell in part)
        complete = bool(whole) and any(cell.kind in {"DAYNAME", "TYPE"} for cell in whole[-1])
        anew = speaks and _own_move(parsed, part)
        if whole and (not speaks or not complete or not anew):
            whole[-1].extend(part)
        else:
            whole.append(part)
    return whole


def _own_move(parsed: Said, part: Sequence[Cell]) -> bool:
    """Whether a clause speaks of another run than the one before it."""
    start, end = part[0].start, part[-1].end
    dated = any(cell.kind == "DAYNAME" for cell in part)
    named = any(cell.kind in {"TYPE", "RUNWORD"} for cell in part)
    if not dated:
        return named and not _within(parsed, "BECOMES", start, end)
    verbs = _within(parsed, "MOVED", start, end) or _within(parsed, "CANCEL", start, end)
    return named or bool(verbs)


def _move(parsed: Said, cells: Sequence[Cell]) -> SaidMove | None:
    start, end = (cells[0].start, cells[-1].end) if cells else (0, 0)
    types = [cell for cell in cells if cell.kind == "TYPE"]
    days = [cell for cell in cells if cell.kind == "DAYNAME"]
    if not types and not days and not any(cell.kind == "RUNWORD" for cell in cells):
        return None
    cancelled = _cancelled(parsed, start, end, days)
    becomes = _becomes(parsed, start, end, types)
    kept = [cell for cell in types if cell is not becomes]
    kind = _strongest(kept)
    from_day, to = _from_to(parsed, cells, days, cancelled)
    gone = cancelled and len(days) < 2
    return SaidMove(
        type=kind,
        start=None if from_day is None else DAYS[from_day],
        to=None if to is None or gone else DAYS[to],
        becomes=cast("RunType", becomes.said) if becomes is not None else None,
    )


def _strongest(types: Sequence[Cell]) -> RunType | None:
    order = ("easy", "long", "hard")
    said_types = [cell.said for cell in types]
    return cast("RunType", max(said_types, key=order.index)) if said_types else None


def _within(parsed: Said, kind: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in parsed.spans.get(kind, ()) if start <= span.start < end]


def _cancelled(parsed: Said, start: int, end: int, days: Sequence[Cell]) -> bool:
    cancels = _within(parsed, "CANCEL", start, end)
    moved = [
        span
        for span in _within(parsed, "MOVED", start, end)
        if parsed.words[span[0]] not in {"do", "doing", "is", "will", "going", "happening"}
    ]
    return bool(cancels) and not (
        moved and len(days) >= 1 and any(cell.kind == "DAYNAME" for cell in days) and len(days) > 1
    )


def _becomes(parsed: Said, start: int, end: int, types: Sequence[Cell]) -> Cell | None:
    """The type a run turns into: the last of two types, or the one behind "becomes" where the day names the run."""
    marks = _within(parsed, "BECOMES", start, end)
    instead = _within(parsed, "INSTEAD", start, end) + _within(parsed, "INSTEADEND", start, end)
    if len(types) >= 2 and types[0].said != types[-1].said:
        for mark in _within(parsed, "INSTEAD", start, end):
            if types[0].start < mark[0] < types[-1].start:
                return types[0]
        return types[-1] if marks or instead else None
    if len(types) == 1 and any(mark_end <= types[0].start <= mark_end + 2 for _start, mark_end in marks):
        return types[0]
    return None


def _from_to(
    parsed: Said, cells: Sequence[Cell], days: Sequence[Cell], cancelled: bool
) -> tuple[int | None, int | None]:
    if not days:
        return None, None
    numbers = [int(day.said) for day in days]
    if len(days) == 1:
        return (None, numbers[0]) if _is_target(cells, days[0]) and not cancelled else (numbers[0], None)
    for start, _end in _within(parsed, "INSTEAD", cells[0].start, cells[-1].end):
        if days[0].start < start < days[1].start:
            return numbers[1], numbers[0]
    from_at = next((at for at, cell in enumerate(cells) if cell.kind == "FROM"), None)
    if from_at is not None:
        named = [day for day in days if day.start > cells[from_at].start]
        if named and named[0] is days[1] and _is_target(cells, days[0]):
            return numbers[1], numbers[0]
    return numbers[0], numbers[1]


def _is_target(cells: Sequence[Cell], day: Cell) -> bool:
    """Whether a day is where a run goes: "to Thursday", "on Thursday", and not "Thursday's run"."""
    at = next(index for index, cell in enumerate(cells) if cell is day)
    before = [cell for cell in cells[:at] if cell.kind != "FILL"]
    after = [cell for cell in cells[at + 1 :] if cell.kind != "FILL"]
    if before and (
        before[-1].kind in {"TO", "AT"} or before[-1].text in {"on", "till", "until", "for", "this", "next"}
    ):
        return True
    return (
        bool(before)
        and not (after and after[0].kind in {"TYPE", "RUNWORD"})
        and any(cell.kind in {"TYPE", "RUNWORD"} for cell in before)
    )
