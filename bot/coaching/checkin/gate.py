"""From cells to the terminals of the grammar: durations, ranges and scores joined, words that need a number checked."""

from collections.abc import Sequence

from bot.coaching.checkin.cells import Cell
from bot.coaching.checkin.fuse import fused

_NUMERIC = frozenset({"NUM", "RANGE", "LIST", "DUR"})
_UNITS = frozenset({"KG", "LB", "EM", "METRE", "KM", "MILE", "KAY", "REPS", "SETS", "STEPS", "PCT"})
_BEFORE = frozenset({"RPE", "RIR", "EFFORT", "SLEPT", "WEIGHED"})
_SHORT_SIDE = frozenset({"es", "e", "el", "a", "ps", "p", "pl", "ea", "l", "by", "for"})
_WEAK = frozenset({"had", "left", "leaving", "with", "i", "was", "still", "could"})


class Gate:
    """One pass over the cells; what stands alone where it needs a number becomes a plain word."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._in = _repeated(_homophones(fused(cells)))
        self._out: list[Cell] = []

    def terminals(self) -> list[Cell]:
        """The cells as the grammar takes them."""
        cells = self._in
        opened = 0
        for at, cell in enumerate(cells):
            if cell.kind == "OPEN":
                opened = len(self._out)
            elif cell.kind == "CLOSE":
                _drop_aside(self._out[opened:])
            if cell.kind in {"FILL", "COLON", "OPEN", "CLOSE"}:
                continue
            before = self._out[-1] if self._out else None
            self._out.append(self._checked(cell, before, _next(cells, at)))
        return self._out

    def _checked(self, cell: Cell, before: Cell | None, following: Sequence[Cell]) -> Cell:
        after = following[0] if following else None
        numeric_before = before is not None and before.kind in _NUMERIC
        numeric_after = after is not None and after.kind in _NUMERIC
        if cell.text == "no" and self._corrects(before, following):
            cell.kind = "CORR"
        elif cell.kind == "WORKSETS" and numeric_before:
            cell.kind = "SETS"
        elif cell.kind in _UNITS:
            return cell if numeric_before else _prefix(cell, after)
        elif cell.kind in _BEFORE:
            return self._rated(cell, before, following)
        elif cell.kind in {"X", "OF", "FOR"}:
            return self._link(cell, before, after)
        else:
            check = _CHECKS.get(cell.kind)
            if check is not None and not check(cell, before, following, numeric_before, numeric_after):
                return _plain(cell)
        return cell

    def _corrects(self, before: Cell | None, following: Sequence[Cell]) -> bool:
        """Whether "no" takes a number back: "80 kg... no, 85"."""
        measured = before is not None and (
            before.kind in _NUMERIC or before.kind in _UNITS or before.kind in {"COMMA", "DASH", "STOP"}
        )
        if not measured or not any(cell.kind in _NUMERIC for cell in self._out):
            return False
        ahead = following[1:2] if following and following[0].kind in {"COMMA", "DASH"} else following[:1]
        return bool(ahead) and ahead[0].kind in {"NUM", "DUR"}

    def _link(self, cell: Cell, before: Cell | None, after: Cell | None) -> Cell:
        ahead = after is not None and after.kind in _NUMERIC
        behind = before is not None and (before.kind in _NUMERIC or before.kind in _UNITS)
        if ahead and (behind or (cell.kind == "X" and cell.text in {"x", "*"})):
            return cell
        if cell.kind == "X" and behind and before is not None and before.kind == "NUM" and cell.text == "x":
            cell.kind = "SETS"
            return cell
        return _plain(cell)

    def _rated(self, cell: Cell, before: Cell | None, following: Sequence[Cell]) -> Cell:
        """A word such as "rpe" goes before its number or behind it; alone it is a plain word."""
        after = following[0] if following else None
        if after is not None and cell.kind == "EFFORT" and after.kind == "RPE":
            following = following[1:]
            after = following[0] if following else None
        ahead = after is not None and _rates(cell, after, following)
        behind = before is not None and _rates(cell, before, ())
        if ahead and behind and before is not None and after is not None:
            ahead = bool(after.values) and not (bool(before.values) and before.value <= 10 < after.value)
            if cell.kind == "SLEPT":
                ahead = after.kind == "DUR" or before.kind != "DUR"
        if ahead:
            return cell
        if behind:
            cell.kind += "_P"
            return cell
        return _plain(cell)


def _drop_aside(cells: Sequence[Cell]) -> None:
    """A warm-up in brackets is no work."""
    if any(cell.kind == "WARMUP" for cell in cells):
        for cell in cells:
            _plain(cell)


def _rates(cell: Cell, number: Cell, following: Sequence[Cell]) -> bool:
    if cell.kind in {"SLEPT", "WEIGHED"}:
        return number.kind in {"NUM", "DUR", "RANGE"} or (cell.kind == "WEIGHED" and number.kind in {"KG", "LB"})
    if number.kind == "RATIO":
        return cell.kind in {"RPE", "EFFORT"}
    if number.kind not in {"NUM", "RANGE", "LIST"} or max(number.values) > 10:
        return False
    behind = [c.kind for c in following[1:2]]
    return not behind or behind[0] not in {"X", "SETS", "REPS", "KG", "LB", "KM", "MILE", "OF"}


def _plain(cell: Cell) -> Cell:
    cell.kind = "WORD"
    cell.known = True
    return cell


def _prefix(cell: Cell, after: Cell | None) -> Cell:
    """ "set 1" numbers a set; "sets: 4, reps: 6" name what follows."""
    if after is None or after.kind != "NUM" or cell.kind not in {"SETS", "REPS"} or cell.text in {"r", "st"}:
        return _plain(cell)
    cell.kind = "SETNO" if cell.text in {"set", "round"} else cell.kind + "_PRE"
    return cell


def _next(cells: Sequence[Cell], at: int) -> Sequence[Cell]:
    """The next three cells that are no mere filling."""
    found: list[Cell] = []
    for index in range(at + 1, min(at + 9, len(cells))):
        if cells[index].kind not in {"FILL", "COLON", "OPEN", "CLOSE"}:
            found.append(cells[index])
            if len(found) == 3:
                break
    return found


def _side(cell: Cell, before: Cell | None, _following: Sequence[Cell], number: bool, _after: bool) -> bool:
    if cell.text not in _SHORT_SIDE:
        return True
    return number or (before is not None and before.kind in {"REPS", "KG", "LB", "METRE", "EM", "STEPS"})


def _tank(cell: Cell, before: Cell | None, following: Sequence[Cell], number: bool, _after: bool) -> bool:
    if not number and not (before is not None and before.kind in {"REPS", "MORE"}):
        return False
    if cell.text != "left" or cell.end - cell.start > 1:
        return True
    return not following or following[0].kind not in {"WORD", "NAME", "SIDE"} or not following[0].known


def _could(cell: Cell, _before: Cell | None, following: Sequence[Cell], _number: bool, after: bool) -> bool:
    if not after or following[0].kind not in {"NUM", "RANGE"}:
        return False
    more = any(each.kind in {"MORE", "TANK"} for each in following[1:3])
    return more or cell.text not in _WEAK or (cell.text == "could" and cell.end - cell.start > 1)


def _more(_cell: Cell, _before: Cell | None, _following: Sequence[Cell], number: bool, _after: bool) -> bool:
    return number


def _numbered(_cell: Cell, _before: Cell | None, following: Sequence[Cell], number: bool, after: bool) -> bool:
    return after and not number and following[0].kind in {"NUM", "RANGE"}


def _pair(_cell: Cell, _before: Cell | None, _following: Sequence[Cell], _number: bool, after: bool) -> bool:
    return after


def _each(_cell: Cell, before: Cell | None, _following: Sequence[Cell], number: bool, _after: bool) -> bool:
    return number or (before is not None and before.kind in {*_UNITS, "BELLS", "BELL", "SIDE"})


def _ampm(_cell: Cell, _before: Cell | None, _following: Sequence[Cell], number: bool, _after: bool) -> bool:
    return number


def _at(_cell: Cell, _before: Cell | None, following: Sequence[Cell], _number: bool, _after: bool) -> bool:
    return bool(following) and (following[0].kind in _NUMERIC or following[0].kind in {"PAIR", "RATIO"})


_CHECKS = {
    "AT": _at,
    "SIDE": _side,
    "TANK": _tank,
    "COULD": _could,
    "MORE": _more,
    "PAIR": _pair,
    "PLATES": _more,
    "SETNO": _numbered,
    "EACH": _each,
    "AMPM": _ampm,
}


def _repeated(cells: list[Cell]) -> list[Cell]:
    """ "40 metres four times" is 40 metres × 4."""
    for at in range(2, len(cells)):
        if cells[at].kind != "X":
            continue
        cell, number, before = cells[at], cells[at - 1], cells[at - 2]
        counted = before.kind == "DUR" or before.kind in {"METRE", "EM", "REPS", "STEPS", "SETS"}
        after = cells[at + 1].kind if at + 1 < len(cells) else ""
        if cell.text == "times" and number.kind == "NUM" and counted and after not in _NUMERIC:
            cells[at - 1] = Cell("X", number.start, number.start, text="x")
            cells[at] = Cell("NUM", number.start, cell.end, number.values, extra="spoken")
    return cells


def _homophones(cells: list[Cell]) -> list[Cell]:
    """Dictation hears numbers as other words: "for by six", "to in the tank", "three by ate"."""
    for at, cell in enumerate(cells):
        after = cells[at + 1].kind if at + 1 < len(cells) else ""
        before = cells[at - 1].kind if at else ""
        said: float | None = None
        if (
            cell.text in {"for", "four", "fore"}
            and cell.kind != "NUM"
            and after in {"X", "SETS"}
            and before not in _NUMERIC
        ):
            said = 4.0
        elif cell.text in {"to", "too"} and (after in {"TANK", "X"} or (after == "SETS" and before not in _NUMERIC)):
            said = 2.0
        elif cell.text == "ate" and before in {"X", "OF", "FOR"}:
            said = 8.0
        if said is not None:
            cells[at] = Cell("NUM", cell.start, cell.end, (said,), extra="spoken")
    return cells
