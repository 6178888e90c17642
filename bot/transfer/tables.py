"""A runner's log as CSV tables any spreadsheet opens."""

import csv
import io
from collections.abc import Iterable

from bot.coaching.exercise import Catalogue
from bot.coaching.report import Report

SETS = (
    *("date", "exercise", "name", "set", "reps", "seconds", "metres", "load", "unit"),
    *("per_side", "rpe", "rir", "report"),
)
CHECKINS = ("report", "date", "status", "effort", "feel", "minutes", "pain", "session", "words")


def sets_csv(reports: Iterable[Report], catalogue: Catalogue) -> str:
    """Every set, one a line, in the order done; load in the unit given beside it, 0 for bodyweight."""
    rows: list[tuple[object, ...]] = []
    for report in reports:
        for entry in report.reading.entries:
            name = catalogue[entry.exercise].name if entry.exercise in catalogue else entry.exercise
            rows.extend(
                (
                    *(report.day.isoformat(), entry.exercise, name, number),
                    *(done.reps, done.seconds, done.metres, done.load, done.unit),
                    *("yes" if entry.per_side else "no", entry.rpe, entry.rir, report.id),
                )
                for number, done in enumerate(entry.sets, start=1)
            )
    return _csv(SETS, rows)


def checkins_csv(reports: Iterable[Report]) -> str:
    """Every report, one a line, with the runner's own words."""
    rows: list[tuple[object, ...]] = []
    for report in reports:
        reading = report.reading
        pains = "; ".join(
            " ".join(str(part) for part in (pain.side, pain.area, pain.score) if part is not None)
            for pain in reading.pain
        )
        session = report.session.type if report.session else None
        rows.append(
            (
                *(report.id, report.day.isoformat(), reading.status, reading.effort, reading.feel),
                *(reading.minutes, pains, session, report.raw_text),
            )
        )
    return _csv(CHECKINS, rows)


def _csv(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """Text a spreadsheet would take for a formula is kept from running by a leading apostrophe."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return "" if value is None else value
