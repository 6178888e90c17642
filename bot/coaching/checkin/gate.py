"""From cells to the terminals of the grammar: durations, ranges and scores joined, words that need a number checked."""

from collections.abc import Sequence

from bot.coaching.checkin.cells import Cell

_NUMERIC = frozenset({"NUM", "RANGE", "LIST", "DUR"})
_UNITS = frozenset({"KG", "LB", "EM", "METRE", "KM", "MILE", "KAY", "REPS", "SETS", "STEPS", "PCT"})
_SECONDS = {"SEC": 1, "MIN": 60, "HOUR": 3600}
_BEFORE = frozenset({"RPE", "RIR", "EFFORT", "SLEPT", "WEIGHED"})
_SHORT_SIDE = frozenset({"es", "e", "el", "a", "ps", "p", "pl", "ea", "l", "by", "for"})
_MAX_LIST = 30
_WEAK = frozenset({"had", "left", "leaving", "with", "i", "was", "still", "could"})


class Gate:
    """One pass over the cells; what stands alone where it needs a number becomes a plain word."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._in = _homophones(fused(cells))
        self._out: list[Cell] = []

    def terminals(self) -> list[Cell]:
        """The cells as the grammar takes them."""
        cells = self._in
        for at, cell in enumerate(cells):
            if cell.kind in {"FILL", "COLON", "OPEN", "CLOSE"}:
                continue
            before = self._out[-1] if self._out else None
            self._out.append(self._checked(cell, before, _next(cells, at)))
        return self._out

    def _checked(self, cell: Cell, before: Cell | None, following: Sequence[Cell]) -> Cell:
        after = following[0] if following else None
        numeric_before = before is not None and before.kind in _NUMERIC
        numeric_after = after is not None and after.kind in _NUMERIC
        kind = cell.kind
        if cell.text == "no" and self._corrects(before, following):
            cell.kind = "CORR"
            return cell
        if kind == "WORKSETS" and numeric_before:
            cell.kind = "SETS"
            return cell
        if kind in _UNITS:
            return cell if numeric_before else _prefix(cell, after)
        if kind in _BEFORE:
            return self._rated(cell, before, following)
        if kind in {"X", "OF", "FOR"}:
            return self._link(cell, before, after)
        if kind == "AT":
            ahead = after is not None and (after.kind in _NUMERIC or after.kind in {"PAIR", "RATIO"})
            return cell if ahead else _plain(cell)
        check = _CHECKS.get(kind)
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
            ahead = not (before.value <= 10 < after.value)
            if cell.kind == "SLEPT":
                ahead = after.kind == "DUR" or before.kind != "DUR"
        if ahead:
            return cell
        if behind:
            cell.kind += "_P"
            return cell
        return _plain(cell)


def _rates(cell: Cell, number: Cell, following: Sequence[Cell]) -> bool:
    if cell.kind in {"SLEPT", "WEIGHED"}:
        return number.kind in {"NUM", "DUR", "RANGE"} or (cell.kind == "WEIGHED" and number.kind in {"KG", "LB"})
    if number.kind == "RATIO":
        return cell.kind in {"RPE", "EFFORT"}
    if number.kind not in {"NUM", "RANGE"} or number.value > 10:
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


def _numbered(_cell: Cell, before: Cell | None, following: Sequence[Cell], number: bool, after: bool) -> bool:
    return after and not number and following[0].kind in {"NUM", "RANGE"}


def _pair(_cell: Cell, _before: Cell | None, _following: Sequence[Cell], _number: bool, after: bool) -> bool:
    return after


def _each(_cell: Cell, before: Cell | None, _following: Sequence[Cell], number: bool, _after: bool) -> bool:
    return number or (before is not None and before.kind in {*_UNITS, "BELLS", "BELL", "SIDE"})


def _ampm(_cell: Cell, _before: Cell | None, _following: Sequence[Cell], number: bool, _after: bool) -> bool:
    return number


_CHECKS = {
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


def fused(cells: Sequence[Cell]) -> list[Cell]:
    """Numbers joined to clock times, ranges, scores, lists and durations."""
    done: list[Cell] = []
    at = 0
    while at < len(cells):
        cell, at = _joined(cells, at)
        done.append(cell)
    return _durations(done)


def _joined(cells: Sequence[Cell], at: int) -> tuple[Cell, int]:
    cell = cells[at]
    if cell.kind != "NUM":
        return cell, at + 1
    for join in (_clock, _score, _slashed, _range):
        found = join(cells, at)
        if found is not None:
            return found
    return cell, at + 1


def _is(cells: Sequence[Cell], at: int, kind: str, glued: bool = False) -> bool:
    return at < len(cells) and cells[at].kind == kind and (not glued or cells[at].extra == "glued")


def _clock(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    if not (_is(cells, at + 1, "COLON", True) and _is(cells, at + 2, "NUM", True)) or cells[at + 1].text != ":":
        return None
    first, second = cells[at].value, cells[at + 2].value
    if second >= 60 or first >= 1000 or second != int(second) or first != int(first):
        return None
    if _is(cells, at + 3, "COLON", True) and _is(cells, at + 4, "NUM", True) and cells[at + 4].value < 60:
        seconds = first * 3600 + second * 60 + cells[at + 4].value
        return Cell("DUR", cells[at].start, cells[at + 4].end, (seconds,), unit="hms"), at + 5
    if _is(cells, at + 3, "COMMA", True) and _is(cells, at + 4, "NUM", True):
        return None
    return Cell("DUR", cells[at].start, cells[at + 2].end, (first * 60 + second,), unit="clock"), at + 3


def _score(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """`8/10`, "8 out of 10"."""
    value = cells[at].value
    end = _out_of(cells, at)
    if end is None or not _is(cells, end, "NUM") or cells[end].value != 10 or value > 10:
        return None
    chained = _is(cells, end + 1, "SLASH") and _is(cells, end + 2, "NUM")
    if chained or (at >= 2 and cells[at - 1].kind == "SLASH" and cells[at - 2].kind in {"NUM", "LIST"}):
        return None
    return Cell("RATIO", cells[at].start, cells[end].end, (value,)), end + 1


def _out_of(cells: Sequence[Cell], at: int) -> int | None:
    if _is(cells, at + 1, "SLASH"):
        return at + 2
    said = [cell.text for cell in cells[at + 1 : at + 3]]
    if said == ["out", "of"] or said == ["from", "10"] or said == ["on", "10"]:
        return at + 3 if said[0] == "out" else at + 2
    return None


def _slashed(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """`12/12/10` and `12-12-10`: a list."""
    for sign in ("SLASH", "DASH", "PLUS"):
        values = [cells[at].value]
        end = at + 1
        while _is(cells, end, sign, True) and _is(cells, end + 1, "NUM", True) and len(values) < _MAX_LIST:
            values.append(cells[end + 1].value)
            end += 2
        falling = len(values) == 2 and values[0] >= values[1]
        if len(values) > (1 if sign == "SLASH" else 2) or (sign == "DASH" and falling):
            return Cell("LIST", cells[at].start, cells[end - 1].end, tuple(values), unit=sign), end
    return None


def _range(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """`8-10`, "8 to 10", "60 or 65"."""
    middle = at + 2 if _is(cells, at + 1, "KG") or _is(cells, at + 1, "LB") else at + 1
    if middle + 1 >= len(cells) or not _between(cells, at, middle):
        return None
    last = middle + 1
    while (
        last < len(cells) - 1 and cells[last].kind == "FILL" and cells[last].text in {"maybe", "like", "a", "was", "it"}
    ):
        last += 1
    if not _is(cells, last, "NUM"):
        return None
    low, high = cells[at].value, cells[last].value
    link = cells[middle]
    tight = link.kind != "DASH" or middle > at + 1 or (link.extra == "glued" and cells[last].extra == "glued")
    further = cells[last + 1].kind if last + 1 < len(cells) else ""
    spaced = not tight and at > 0 and cells[at - 1].kind == "X" and further not in {"X", "KG", "LB"} and high <= 2 * low
    if low >= high or not (tight or spaced) or (link.kind != "OR" and further in {"X", "SLASH"}):
        return None
    if link.kind == "TO" and high > 4 * max(low, 1):
        return None
    out_of = _out_of(cells, last)
    if out_of is not None and _is(cells, out_of, "NUM") and cells[out_of].value == 10 and high <= 10:
        return Cell("RATIO", cells[at].start, cells[out_of].end, (high,)), out_of + 1
    return Cell("RANGE", cells[at].start, cells[last].end, (low, high), extra=link.kind), last + 1


def _between(cells: Sequence[Cell], at: int, link: int) -> bool:
    """Whether the sign or word there joins two ends of a range or two guesses."""
    if cells[link].kind in {"DASH", "TO", "OR"}:
        return link == at + 1 or cells[link + 1].kind in {"NUM", "FILL"}
    if cells[link].kind == "AND":
        return any(cell.text in {"between", "btw", "betwen"} for cell in cells[max(0, at - 2) : at])
    guess = cells[link].text in {"maybe", "perhaps", "possibly"} and _is(cells, link + 1, "NUM")
    return guess and cells[link + 1].value <= 2 * cells[at].value


def _durations(cells: list[Cell]) -> list[Cell]:
    done: list[Cell] = []
    at = 0
    while at < len(cells):
        cell = cells[at]
        worded = _worded(cells, at)
        if worded is not None:
            cell, at = worded
        elif cell.kind in {"NUM", "LIST", "RANGE"} and at + 1 < len(cells) and cells[at + 1].kind in _SECONDS:
            cell, at = _timed(cells, at)
        else:
            at += 1
        if cell.kind in _SECONDS:
            cell.kind = "WORD"
            cell.known = True
        done.append(cell)
    return done


def _timed(cells: Sequence[Cell], at: int) -> tuple[Cell, int]:
    number, unit = cells[at], cells[at + 1]
    factor = _SECONDS[unit.kind]
    values = tuple(value * factor for value in number.values)
    extra = "s" if unit.text == "s" and unit.extra == "glued" else ""
    end = at + 2
    smaller = {"HOUR": 60, "MIN": 1}.get(unit.kind)
    if smaller and number.kind == "NUM":
        extra_seconds, end = _rest_of(cells, end, smaller)
        values = (values[0] + extra_seconds,)
    kind = "DUR" if number.kind == "NUM" else number.kind
    return Cell(kind, number.start, cells[end - 1].end, values, unit=unit.kind, extra=extra), end


def _rest_of(cells: Sequence[Cell], at: int, factor: int) -> tuple[float, int]:
    """The minutes behind hours, the seconds behind minutes: `1h10`, "1 h and 10 min", "an hour and a half"."""
    begin = at + 1 if _is(cells, at, "AND") else at
    said = [cell.text for cell in cells[begin : begin + 2]]
    if begin > at and said in (["a", "half"], ["a", "quarter"]):
        return (0.5 if said[1] == "half" else 0.25) * factor * 60, begin + 2
    if not _is(cells, begin, "NUM") or cells[begin].value >= 60:
        return 0.0, at
    unit = "MIN" if factor == 60 else "SEC"
    if _is(cells, begin + 1, unit):
        return cells[begin].value * factor, begin + 2
    if begin == at and cells[begin].extra == "glued" and not _is(cells, begin + 1, "X"):
        return cells[begin].value * factor, begin + 1
    return 0.0, at


def _worded(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """ "an hour", "half an hour", "a minute and a half"."""
    said = [cell.text for cell in cells[at : at + 4]]
    half = _HALVES.get(tuple(said[:3])) or _HALVES.get(tuple(said[:2]))
    if half:
        size = 3 if tuple(said[:3]) in _HALVES else 2
        return Cell("DUR", cells[at].start, cells[at + size - 1].end, (half[0],), unit=half[1]), at + size
    if said[0] in {"a", "an", "one", "another"} and len(cells) > at + 1 and cells[at + 1].kind in {"MIN", "HOUR"}:
        if said[1] not in {"minute", "hour", "min"}:
            return None
        unit = cells[at + 1].kind
        factor = _SECONDS[unit]
        more, end = _rest_of(cells, at + 2, factor // 60)
        return Cell("DUR", cells[at].start, cells[end - 1].end, (factor + more,), unit=unit), end
    return None


_HALVES: dict[tuple[str, ...], tuple[float, str]] = {
    ("half", "an", "hour"): (1800.0, "HOUR"),
    ("half", "a", "minute"): (30.0, "SEC"),
    ("half", "hour"): (1800.0, "HOUR"),
    ("half", "minute"): (30.0, "SEC"),
    ("quarter", "hour"): (900.0, "HOUR"),
}
