"""Pasted tables: columns are read by their headings and written out as lines of a report."""

import re
from collections.abc import Sequence

_COLUMNS = {
    "name": "exercise, ex, exer, lifts, lift, movement, name, exercises, what, move",
    "date": "date, day",
    "index": "set #, set no, set number, set",
    "sets": "sets",
    "reps": "reps, rep, reps/time",
    "load": "weight, load, wt",
    "kg": "kg, kgs, weight (kg), load (kg), kilos, weight kg, load kg",
    "lb": "lb, lbs, weight (lb), weight (lbs), load (lb), load (lbs), pounds, weight lb, weight lbs",
    "rpe": "rpe",
    "rir": "rir",
    "time": "time, duration, distance",
    "s": "sec, secs, seconds, s, time (s), hold, hold (s)",
    "note": "notes, note, comment, comments, rest, #, no, nr, order, tempo, side",
    "m": "metres",
}
"""What a column holds → the headings people give it."""

_HEADINGS = {heading.strip(): column for column, headings in _COLUMNS.items() for heading in headings.split(",")}
_SIGNS = ("|", "\t", ";", ",")
_RULE = re.compile(r"[\s|:+=-]+")


def spelled_out(raw: str) -> str:
    """The text with every table in it written as lines: "RDL 4 sets x 6 reps 80 kg rpe 8"."""
    if "\n" not in raw:
        return raw
    lines = raw.split("\n")
    done: list[str] = []
    at = 0
    while at < len(lines):
        table = _heading(lines[at])
        if table is None:
            done.append(lines[at])
            at += 1
            continue
        at += 1
        while at < len(lines):
            row = _row(lines[at], *table)
            if row is None:
                break
            done.extend([row] if row else [])
            at += 1
    return "\n".join(done)


def _heading(line: str) -> tuple[str, list[str]] | None:
    """The sign that parts the columns, and what each column holds."""
    for sign in (*_SIGNS, "  ", " "):
        cells = _cells(line, sign)
        columns = [_HEADINGS.get(cell.lower().rstrip(":")) for cell in cells]
        known = [column for column in columns if column]
        enough = len(known) == len(columns) >= 2 and bool({"sets", "reps", "load", "kg", "lb"} & set(known))
        if enough and ("name" in known or len(known) >= 3):
            return sign, [column or "note" for column in columns]
    return None


def _cells(line: str, sign: str) -> list[str]:
    if sign == " ":
        return line.split()
    parts = (
        re.split(r" {2,}", line.strip()) if sign == "  " else line.strip().strip("|" if sign == "|" else "").split(sign)
    )
    return [part.strip() for part in parts]


def _row(line: str, sign: str, columns: Sequence[str]) -> str | None:
    """A row as a line; "" for a rule between rows; None where the table ends."""
    if line.strip() and _RULE.fullmatch(line.strip()):
        return ""
    cells = _aligned(line, sign, columns)
    if len(cells) < 2 or len(cells) > len(columns):
        return None
    told = {
        column: cell for column, cell in zip(columns, cells, strict=False) if cell and cell not in {"-", "–", "—", "/"}
    }
    if "sets" not in columns and "index" not in columns and "reps" not in told:
        return None
    if not any(char.isdigit() for column, cell in told.items() if column != "name" for char in cell):
        return None
    return _line(told)


def _aligned(line: str, sign: str, columns: Sequence[str]) -> list[str]:
    cells = _cells(line, sign)
    if sign != " " or not columns or columns[0] != "name" or len(cells) <= len(columns):
        return cells
    extra = len(cells) - len(columns) + 1
    return [" ".join(cells[:extra]), *cells[extra:]]


def _line(told: dict[str, str]) -> str:
    name = " ".join(filter(None, (told.get("date"), told.get("name", "set 1:"))))
    work = told.get("reps", "")
    if not work:
        work = _with(told.get("s", ""), " s") or _with(told.get("m", ""), " m") or told.get("time", "")
    elif work.replace(".", "").isdigit() and "name" in told:
        work += " reps" if "sets" in told and work.isdigit() else ""
    sets = told.get("sets", "")
    done = f"{sets} x {work}" if sets and work else work or _with(sets, " sets")
    load = _with(told.get("kg", ""), " kg") or _with(told.get("lb", ""), " lb") or told.get("load", "")
    said = f" at {load}" if load[:1].isdigit() else f" {load}"
    rated = _with(told.get("rpe", ""), "", " rpe ") + _with(told.get("rir", ""), "", " rir ")
    return f"{name} {done}{said if load else ''}{rated}"


def _with(cell: str, behind: str, before: str = "") -> str:
    """A cell of a number with its unit, which it may hold already."""
    if not cell:
        return ""
    plain = cell[-1].isdigit() or not behind
    return f"{before}{cell}{behind if plain else ''}"
