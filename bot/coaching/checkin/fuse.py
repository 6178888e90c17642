"""Numbers joined to what they say together: clock times, ranges, scores, lists and durations."""

from collections.abc import Sequence

from bot.coaching.checkin.cells import Cell

_SECONDS = {"SEC": 1, "MIN": 60, "HOUR": 3600}
_MAX_LIST = 30


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
    if at and cells[at - 1].kind in {"RPE", "RIR"} and (rated := _rated_each(cells, at)) is not None:
        return rated
    if at + 2 < len(cells) and cells[at + 2].kind == "SLASH" and (each := _each_in_kilos(cells, at)) is not None:
        return each
    for join in (_clock, _score, _slashed, _range):
        found = join(cells, at)
        if found is not None:
            return found
    return cell, at + 1


def _is(cells: Sequence[Cell], at: int, kind: str, *, glued: bool = False) -> bool:
    return at < len(cells) and cells[at].kind == kind and (not glued or cells[at].extra == "glued")


def _clock(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    if (
        not (_is(cells, at + 1, "COLON", glued=True) and _is(cells, at + 2, "NUM", glued=True))
        or cells[at + 1].text != ":"
    ):
        return None
    first, second = cells[at].value, cells[at + 2].value
    if second >= 60 or first >= 1000 or second != int(second) or first != int(first):
        return None
    if _is(cells, at + 3, "COLON", glued=True) and _is(cells, at + 4, "NUM", glued=True) and cells[at + 4].value < 60:
        seconds = first * 3600 + second * 60 + cells[at + 4].value
        return Cell("DUR", cells[at].start, cells[at + 4].end, (seconds,), unit="hms"), at + 5
    if _is(cells, at + 3, "COMMA", glued=True) and _is(cells, at + 4, "NUM", glued=True):
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
    if said in (["out", "of"], ["from", "10"], ["on", "10"]):
        return at + 3 if said[0] == "out" else at + 2
    return None


def _slashed(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """`12/12/10` and `12-12-10`: a list."""
    for sign in ("SLASH", "DASH", "PLUS"):
        values = [cells[at].value]
        end = at + 1
        spaced = sign == "SLASH" and _is(cells, at + 3, sign) and _is(cells, at + 4, "NUM")
        tight = not spaced
        while (
            _is(cells, end, sign, glued=tight) and _is(cells, end + 1, "NUM", glued=tight) and len(values) < _MAX_LIST
        ):
            values.append(cells[end + 1].value)
            end += 2
        if sign == "SLASH" and at + 3 < len(cells) and cells[at + 1].kind == sign and _two_loads(cells, at, values):
            values, end = [values[0], cells[at + 2].value], at + 3
        falling = len(values) == 2 and values[0] >= values[1]
        if len(values) > (1 if sign == "SLASH" else 2) or (sign == "DASH" and falling):
            return Cell("LIST", cells[at].start, cells[end - 1].end, tuple(values), unit=sign), end
    return None


def _rated_each(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """`rpe 6, 7, 8`: a rating for each of three sets or more."""
    end = at + 1
    while _is(cells, end, "COMMA") and _is(cells, end + 1, "NUM") and cells[end + 1].value <= 10:
        end += 2
    after = cells[end].kind if end < len(cells) else "NL"
    if end < at + 5 or after not in {"NL", "BLANK", "STOP", "COMMA", "THEN", "AND", "CLOSE"}:
        return None
    values = tuple(cell.value for cell in cells[at:end:2])
    return Cell("LIST", cells[at].start, cells[end - 1].end, values, unit="COMMA"), end


def _two_loads(cells: Sequence[Cell], at: int, glued: Sequence[float]) -> bool:
    """`16 / 18 kg`."""
    if len(glued) > 1 or not _is(cells, at + 2, "NUM"):
        return False
    return cells[at + 3].kind in {"KG", "LB"} and 0.5 <= cells[at].value / max(cells[at + 2].value, 1) <= 2


def _each_in_kilos(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """`55kg/60kg`: a list that carries its unit each time; the last unit is left to stand behind it."""
    values = [cells[at].value]
    end = at + 1
    while end + 2 < len(cells) and cells[end].kind in {"KG", "LB"} and cells[end + 1].kind == "SLASH":
        if not (_is(cells, end + 2, "NUM") and _is(cells, end + 3, cells[end].kind)):
            break
        values.append(cells[end + 2].value)
        end += 3
    far = len(values) < 2 or max(values) > 1.6 * min(values) or _is(cells, end + 1, "X")
    return None if far else (Cell("LIST", cells[at].start, cells[end - 1].end, tuple(values), unit="SLASH"), end)


def _range(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """`8-10`, "8 to 10", "60 or 65"."""
    middle = at + 2 if at + 1 < len(cells) and _passed(cells[at + 1]) else at + 1
    if middle + 1 >= len(cells) or not _between(cells, at, middle):
        return None
    last = middle + 1
    while (
        last < len(cells) - 1
        and cells[last].kind == "FILL"
        and cells[last].text in {"the", "maybe", "like", "a", "was", "it"}
    ):
        last += 1
    if not _is(cells, last, "NUM"):
        return None
    low, high = cells[at].value, cells[last].value
    link = cells[middle]
    tight = link.kind != "DASH" or middle > at + 1 or (link.extra == "glued" and cells[last].extra == "glued")
    further = cells[last + 1].kind if last + 1 < len(cells) else ""
    spaced = not tight and at > 0 and cells[at - 1].kind == "X" and further not in {"X", "KG", "LB"} and high <= 2 * low
    out_of = _out_of(cells, last)
    if out_of is not None and _is(cells, out_of, "NUM") and cells[out_of].value == 10 and low < high <= 10:
        return Cell("RATIO", cells[at].start, cells[out_of].end, (high,)), out_of + 1
    if low >= high or not (tight or spaced) or (link.kind != "OR" and further in {"X", "SLASH"}):
        return None
    if link.kind == "TO" and high > 4 * max(low, 1):
        return None
    return Cell("RANGE", cells[at].start, cells[last].end, (low, high), extra=link.kind), last + 1


def _passed(cell: Cell) -> bool:
    """Whether the first of two guesses may carry its own unit: "55 kg or 60 kg", "20s or 22s", "5ish or 6"."""
    return cell.kind in {"KG", "LB", "SEC", "MIN"} or cell.text == "ish"


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
        if worded is None and cell.kind == "NUM" and at + 3 < len(cells) and cells[at + 1].kind == "EM":
            worded = _short_minutes(cells, at)
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


def _short_minutes(cells: Sequence[Cell], at: int) -> tuple[Cell, int] | None:
    """`1m30s`: here m is minutes."""
    if not (_is(cells, at, "NUM") and _is(cells, at + 1, "EM", glued=True) and _is(cells, at + 2, "NUM", glued=True)):
        return None
    if not _is(cells, at + 3, "SEC") or cells[at + 2].value >= 60:
        return None
    seconds = cells[at].value * 60 + cells[at + 2].value
    return Cell("DUR", cells[at].start, cells[at + 3].end, (seconds,), unit="MIN"), at + 4


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
