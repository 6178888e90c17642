"""Dates in words: "12 June", "in 10 weeks", "next Sunday", "6/6", "the first Sunday in May"."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.coaching.checkin.cells import Cell
from bot.coaching.checkin.plantext import Said


def find_date(parsed: Said, today: date) -> date | None:
    """The first date named, today or later where no year was said."""
    iso = _iso(parsed)
    if iso is not None:
        return iso
    cells = [cell for cell in parsed.cells if cell.kind not in {"FILL", "NTH", "OF", "AT"} and not _ordinal_end(cell)]
    for find in (_nth_weekday, _month_day, _numeric, _ahead, _weekday, _day_of_month):
        for at in range(len(cells)):
            found = find(cells, at, today)
            if found is not None:
                return found
    return None


def _ordinal_end(cell: Cell) -> bool:
    """The "th" of "20th", which by itself would be a Thursday."""
    return cell.text == "th" and cell.extra == "glued"


def _iso(parsed: Said) -> date | None:
    for piece in parsed.pieces:
        if piece.kind == "date":
            return _made(*(int(part) for part in piece.text.split("-")))
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _kind(cells: Sequence[Cell], at: int) -> str:
    return cells[at].kind if 0 <= at < len(cells) else ""


def _whole(cells: Sequence[Cell], at: int, low: int, high: int) -> int | None:
    if _kind(cells, at) == "ORD":
        value = float(cells[at].said)
    elif _kind(cells, at) == "NUM":
        value = cells[at].value
    else:
        return None
    return int(value) if low <= value <= high and value == int(value) else None


def _coming(month: int, day: int, today: date, year: int | None) -> date | None:
    if year is not None:
        return _made(year + 2000 if year < 100 else year, month, day)
    for ahead in range(9):
        found = _made(today.year + ahead, month, day)
        if found is not None and found >= today:
            return found
    return None


def _year(cells: Sequence[Cell], at: int) -> int | None:
    if _kind(cells, at) == "COMMA":
        at += 1
    return _whole(cells, at, 2020, 2100)


def _month_day(cells: Sequence[Cell], at: int, today: date) -> date | None:
    if _kind(cells, at) != "MONTHNAME":
        return None
    month = int(cells[at].said)
    day = _whole(cells, at - 1, 1, 31)
    if day is not None:
        return _coming(month, day, today, _year(cells, at + 1))
    day = _ordinal(cells, at - 1) or _whole(cells, at + 1, 1, 31)
    if day is not None:
        return _coming(month, day, today, _year(cells, at + 2))
    return None


def _ordinal(cells: Sequence[Cell], at: int) -> int | None:
    if _kind(cells, at) == "NTHWEEK":
        value = int(cells[at].said)
        return value if value > 0 else None
    return None


def _nth_weekday(cells: Sequence[Cell], at: int, today: date) -> date | None:
    """ "the first Sunday in May"."""
    named = _kind(cells, at) == "NTHWEEK" and _kind(cells, at + 1) == "DAYNAME"
    month_at = at + 3 if _kind(cells, at + 2) in {"IN", "TO"} else at + 2
    if not named or _kind(cells, month_at) != "MONTHNAME":
        return None
    which, weekday, month = int(cells[at].said), int(cells[at + 1].said), int(cells[month_at].said)
    for year in (today.year, today.year + 1):
        first = date(year, month, 1)
        days = [first + timedelta(days=step) for step in range(31)]
        fitting = [day for day in days if day.month == month and day.weekday() == weekday]
        found = fitting[which - 1 if which > 0 else -1]
        if found >= today:
            return found
    return None


def _numeric(cells: Sequence[Cell], at: int, today: date) -> date | None:
    """`6/6`, `12.6.2027`: the day first, unless there is no such month."""
    cell = cells[at]
    parts: tuple[float, ...] = ()
    if cell.kind == "LIST" and len(cell.values) in {2, 3}:
        parts = cell.values
    elif cell.kind == "RATIO":
        parts = (cell.value, 10)
    elif cell.kind == "NUM" and cell.value != int(cell.value) and cell.value < 32:
        whole, _, rest = f"{cell.value:g}".partition(".")
        parts = (float(whole), float(rest)) if 1 <= float(rest) <= 12 else ()
    if len(parts) < 2 or any(part != int(part) for part in parts):
        return None
    day, month = int(parts[0]), int(parts[1])
    if month > 12:
        day, month = month, day
    year = int(parts[2]) if len(parts) == 3 else None
    return _coming(month, day, today, year) if 1 <= month <= 12 else None


def _ahead(cells: Sequence[Cell], at: int, today: date) -> date | None:
    """ "in 10 weeks", "3 months away", "for a week", "10 days"."""
    kind = _kind(cells, at)
    if kind not in {"WEEKS", "DAYS", "MONTHS", "YEARS"}:
        return None
    count: float | None = cells[at - 1].value if _kind(cells, at - 1) == "NUM" else None
    if count is None:
        word = cells[at - 1].text if at else ""
        count = {"couple": 2.0, "few": 3.0, "fortnight": 2.0}.get(word, 1.0 if _alone(cells, at) else None)
    if count is None or count > 400:
        return None
    if kind == "MONTHS":
        return _months(today, int(count)) + timedelta(days=round((count - int(count)) * 30))
    if kind == "YEARS":
        return _months(today, int(count * 12))
    days = count * (7 if kind == "WEEKS" else 1)
    extra = _weekday_of(cells, at, today + timedelta(days=round(days)))
    return extra or today + timedelta(days=round(days))


def _alone(cells: Sequence[Cell], at: int) -> bool:
    """Whether "a week" is meant, the article being filling."""
    return _kind(cells, at - 1) in {"IN", "NEXTWORD", "FORSPAN", "UNTIL", ""} or cells[at - 1].text in {"for", "in"}


def _weekday_of(cells: Sequence[Cell], at: int, about: date) -> date | None:
    """ "Sunday in 3 weeks": that weekday of the week."""
    for near in (at + 1, at - 3, at - 4):
        if _kind(cells, near) == "DAYNAME":
            return about + timedelta(days=(int(cells[near].said) - about.weekday()) % 7 - (7 if near < at else 0) * 0)
    return None


def _months(day: date, count: int) -> date:
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    for last in range(day.day, 27, -1):
        found = _made(year, month, last)
        if found is not None:
            return found
    return date(year, month, min(day.day, 28))


def _weekday(cells: Sequence[Cell], at: int, today: date) -> date | None:
    """ "until Monday", "next Sunday": the next such day after today."""
    if _kind(cells, at) == "TODAYWORD":
        return today + timedelta(days=int(cells[at].said))
    if _kind(cells, at) != "DAYNAME":
        return None
    ahead = (int(cells[at].said) - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead)


def _day_of_month(cells: Sequence[Cell], at: int, today: date) -> date | None:
    """ "the 12th": the next day with that number; with a month beside it that has no such day ("31 Feb") it is none."""
    day = _whole(cells, at, 1, 31)
    if "MONTHNAME" in {_kind(cells, at - 1), _kind(cells, at + 1)}:
        return None
    if day is None or _kind(cells, at + 1) in {"KM", "MILE", "MIN", "HOUR", "WEEKS", "DAYS", "DIST", "METRE"}:
        return None
    for step in range(62):
        found = today + timedelta(days=step)
        if found.day == day:
            return found
    return None
