"""The coming weeks as an iCalendar (RFC 5545): runs, strength sessions, routines and races, at the runner's times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.coaching.athlete import Run
from bot.coaching.exercise import Catalogue
from bot.coaching.runner import Runner
from bot.coaching.session import Day, Prescription, Session

_LINE = 75
_DEFAULT_GYM = time(18, 0)
_RACE_MINUTES = 120
NAMES: Mapping[str, str] = {
    "easy": "Easy run",
    "hard": "Hard run",
    "long": "Long run",
    "race": "Race",
    "B": "Recovery routine",
    "F": "Mobility routine",
}
"""What events are called where the caller has no better words: runs by type, sessions and routines by theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    uid: str
    start: datetime
    minutes: int
    title: str
    text: str = ""


def calendar(
    runner: Runner, days: tuple[Day, ...], *, catalogue: Catalogue, now: datetime, names: Mapping[str, str] = NAMES
) -> str:
    """`days` as a calendar. Instants are in UTC, so that every program shows them right; a UID never changes.

    `names` are the titles in the runner's words, by run type (`hard`, `race`), session or routine type (`A`, `B`).
    """
    known = {**NAMES, **names}
    zone = ZoneInfo(runner.zone or "UTC")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Strongstride//Training//EN", "X-WR-CALNAME:Strongstride"]
    for day in days:
        for event in (*_runs(runner, day, zone, known), *_strength(runner, day, zone, catalogue, known)):
            lines += [
                "BEGIN:VEVENT",
                f"UID:{event.uid}@strongstride",
                f"DTSTAMP:{_stamp(now)}",
                f"DTSTART:{_stamp(event.start)}",
                f"DTEND:{_stamp(event.start + timedelta(minutes=event.minutes))}",
                f"SUMMARY:{_escaped(event.title)}",
                *([f"DESCRIPTION:{_escaped(event.text)}"] if event.text else []),
                "END:VEVENT",
            ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def _runs(runner: Runner, day: Day, zone: ZoneInfo, names: Mapping[str, str]) -> Iterator[_Event]:
    if day.run == "race":
        start = _at(day.date, runner.athlete.race_time, zone)
        yield _Event(uid=f"{day.date}-race", start=start, minutes=_RACE_MINUTES, title=names["race"])
        return
    for number, run in enumerate(_runs_on(runner, day.date)):
        start = _at(day.date, run.time, zone)
        yield _Event(uid=f"{day.date}-run-{number}", start=start, minutes=run.minutes, title=names[run.type])


def _runs_on(runner: Runner, day: date) -> list[Run]:
    """That day's runs, with what was moved this week (R36)."""
    monday = day - timedelta(days=day.weekday())
    runs = next((week.runs for week in runner.week_choices if week.monday == monday), runner.athlete.runs)
    return sorted((run for run in runs if run.weekday == day.weekday()), key=lambda run: run.time)


def _strength(
    runner: Runner, day: Day, zone: ZoneInfo, catalogue: Catalogue, names: Mapping[str, str]
) -> Iterator[_Event]:
    gym = next((gym.time for gym in runner.athlete.gym if gym.weekday == day.date.weekday()), _DEFAULT_GYM)
    start = _at(day.date, gym, zone)
    if day.session is not None:
        minutes = day.session.minutes
        text = _contents(day.session, runner, catalogue)
        kind = day.session.type
        title = names.get(kind, f"Strength {kind}")
        yield _Event(uid=f"{day.date}-strength", start=start, minutes=minutes, title=title, text=text)
    elif day.routine is not None:
        yield _Event(uid=f"{day.date}-routine", start=start, minutes=20, title=names[day.routine])


def _contents(session: Session, runner: Runner, catalogue: Catalogue) -> str:
    return "\n".join(_line(item, runner, catalogue) for item in session.exercises)


def _line(item: Prescription, runner: Runner, catalogue: Catalogue) -> str:
    amount = f"{item.low}–{item.high}" if item.high != item.low else str(item.low)
    unit = "" if item.unit_of_work == "reps" else f" {item.unit_of_work}"
    load = "" if item.load is None else f" @ {item.load:g} {runner.athlete.unit}"
    name = catalogue[item.exercise].name if item.exercise in catalogue else item.exercise
    return f"{name} {item.sets}×{amount}{unit}{load}"


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, none cut within a character, as RFC 5545 asks."""
    pieces: list[str] = []
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > _LINE:
            pieces.append(piece)
            piece = " "
        piece += sign
    pieces.append(piece)
    return "".join(f"{part}\r\n" for part in pieces)
