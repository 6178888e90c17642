"""What the reader understood of settings in words, as the values the runner's profile holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from bot.coaching.athlete import GymDay, Phase, RecentSet, Run, RunType
from bot.conversation.render import converted
from bot.conversation.turn import Turn

LIMIT = 4096
PHASE_WORDS: tuple[tuple[tuple[str, ...], Phase], ...] = (
    (("off season", "off-season", "offseason", "off phase", "no race"), "off"),
    (("base",), "base"),
    (("race prep", "prep", "build", "peak"), "prep"),
    (("taper",), "taper"),
    (("recovery", "recovering", "just raced"), "recovery"),
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
USUAL_MINUTES: dict[RunType, int] = {"easy": 45, "hard": 60, "long": 90}
MINUTES_A_KM: dict[RunType, float] = {"easy": 6.5, "hard": 6, "long": 6.5}
MILE_KM = 1.609344
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_O_CLOCK = (
    r"(?! past\b)(?! (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b(?! (?:of )?[a-z]{3}))"
)
"""Not followed by an hour: "half six" is half past six, "half 6 June" a race."""
RACE_WORDS = re.compile(
    rf"\b(race|races|racing|marathon|half{_O_CLOCK}|ultra|\d+ ?k(?:m)?|parkrun)\b|\bin \d+ (weeks?|wks?|months?)\b"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}(?:st|nd|rd|th)?\.?(?: of)? " + _MONTH + r"\b|\b" + _MONTH + r" \d"
    r"|^\W*\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\W*$",
    re.IGNORECASE,
)
"""Words that speak of a race: a number by itself is no date of one."""
_PAST_OR_WEEKLY = re.compile(
    r"\b(ran|did|done|finished|was|raced|move[ds]?|easy|tempo|long|instead|every)\b", re.IGNORECASE
)
_DAY = (
    r"(?:today|tonight|tomorrow|yesterday|this|next|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?)"
)
_NO_RUNS = re.compile(
    r"(?:\b(?:not|no longer|never|don'?t|do not|stopped|can'?t) (?:currently |really |even |actually )?run(?:ning)?\b"
    r"(?! (?:much|well|fast|far|hard|long|more|out|into|a lot|on|in|off|so))|\bno (?:more )?(?:runs|running)\b)"
    rf"(?!.*\b{_DAY}\b)",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"\b(\d{1,4}(?:[.,]\d{1,2})?)\s*-?\s*(k|km|kms|kilomet\w+|mi|miles?|m)\b", re.IGNORECASE)
_OFF = re.compile(r"^\W*(no|none|off|never)\b|\bturn (?:it )?off\b", re.IGNORECASE)
_CLOCK = r"(?P<h{0}>\d{{1,2}})(?:[:.h](?P<m{0}>\d\d))? ?(?P<half{0}>[ap]\.?m\b)?"
_START = re.compile(
    r"\b(?:start(?:s|ing)?|gun)(?: (?:time|is|(?P<at>at)))*:? " + _CLOCK.format(1) + r"(?![\d.:/-]*\d)"
    r"|(?<![\d.:/-])\b" + _CLOCK.format(2) + r" (?:o'?clock )?(?:start|gun)\b(?! time)",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?<![\d.:/-])(?P<h>\d{1,2})(?::(?P<m>\d\d)(?![:\d])| ?(?=[ap]m\b)) ?(?P<half>[ap]m\b)?", re.IGNORECASE
)
_GOAL = re.compile(r"\b(?:sub|under|below|goal|target|aim\w*|hop\w+|want\w*|pb|pr|finish\w*|faster)\b", re.IGNORECASE)
EARLIEST_START_H = 5
"""A bare time before that, behind a race, is how long the runner hopes to take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """A race in words: its day and length where said; `none` where the words say there is none."""

    day: date | None = None
    km: float | None = None
    none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifts:
    """Known lifts in the runner's unit; both empty where they know none."""

    one_rm: dict[str, float]
    sets: tuple[RecentSet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A pause in words; `until` is the day they are back."""

    reason: Literal["ill", "holiday", "injury", "other"]
    until: date | None


def no_runs(text: str) -> bool:
    """Whether the words say that the runner does not run at all; one day without a run is not that."""
    return _NO_RUNS.search(text[:LIMIT].replace("’", "'")) is not None


def runs(turn: Turn, text: str) -> tuple[Run, ...] | None:
    """The weekly runs some words list, () for none, the usual where they leave it open; else None."""
    if no_runs(text):
        return ()
    found = turn.content.reader.runs(text[:LIMIT])
    if found is None:
        return None
    return tuple(
        Run(
            weekday=DAYS.index(run.day),
            type=run.type,
            time=run.time or time(7),
            minutes=_minutes(run.minutes, run.km, run.type),
        )
        for run in found.runs
    )


def _minutes(said: float | None, km: float | None, kind: RunType) -> int:
    if said:
        return round(said)
    return max(10, round(km * MINUTES_A_KM[kind])) if km else USUAL_MINUTES[kind]


def rows(value: object) -> list[Run]:
    """Runs from rows of (weekday, type, HH:MM, minutes), as dialogs and invitations keep them; others are left out."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [run for row in value if (run := _row(row)) is not None]


def _row(row: object) -> Run | None:
    if not isinstance(row, Sequence) or len(row) != 4:
        return None
    day, kind, at, long = row
    return Run(weekday=int(day), type=kind, time=time.fromisoformat(at), minutes=int(long))


def gym(turn: Turn, text: str, usual: time) -> tuple[GymDay, ...] | None:
    """The gym days some words list; a day without a time gets the one they name, else `usual`."""
    if re.search(r"\b(any|every|all) ?days?\b|^\W*whenever\W*$", text, re.IGNORECASE):
        at = clock(turn, re.sub(r"\b(any|every|all) ?days?\b", " ", text, flags=re.IGNORECASE))
        return tuple(GymDay(weekday=day, time=at if isinstance(at, time) else usual) for day in range(7))
    found = turn.content.reader.gym(text[:LIMIT])
    if found is None:
        return None
    said = [day.time for day in found.gym if day.time]
    rest = said[-1] if len(set(said)) == 1 else usual
    return tuple(GymDay(weekday=DAYS.index(day.day), time=day.time or rest) for day in found.gym)


def race(turn: Turn, text: str) -> Race | None:
    """The race some words name, or that there is none; None where they speak of no race."""
    found = turn.content.reader.race(text[:LIMIT], turn.today)
    if found is None:
        return None
    return Race(day=found.race, km=found.race_km, none=found.race is None and found.race_km is None)


def race_start(text: str) -> time | None:
    """The start in the words of a race: "9:15 start", "starts at 10am", "6 June 9:15"; a hoped-for time is none."""
    named = _START.search(text[:LIMIT])
    if named:
        which = "1" if named.group("h1") else "2"
        hour, minute, half = (named.group(part + which) for part in ("h", "m", "half"))
        return _wall(hour, minute, half) if minute or half or named.group("at") else None
    bare = None if _GOAL.search(text) else _AT.search(text[:LIMIT])
    at = bare and _wall(bare.group("h"), bare.group("m"), bare.group("half"))
    return at if at and at.hour >= EARLIEST_START_H else None


def _wall(hour: str, minute: str | None, half: str | None) -> time | None:
    h, m = int(hour), int(minute or 0)
    if half and h <= 12:
        h = h % 12 + (12 if half.lower().startswith("p") else 0)
    return time(h, m) if h < 24 and m < 60 else None


def race_ahead(turn: Turn, text: str) -> bool:
    """Whether the words tell of a race to come: its day and its distance, and nothing of a run done or moved."""
    if not RACE_WORDS.search(text) or _PAST_OR_WEEKLY.search(text):
        return False
    found = race(turn, text)
    return found is not None and found.km is not None and found.day is not None and found.day > turn.today


def distance(text: str) -> float | None:
    """A race's length in km: "50 km", "10 miles", "half marathon"; None where none is named."""
    low = text.lower()
    if "half" in low:
        return 21.1
    if "marathon" in low and "ultra" not in low:
        return 42.2
    found = _DISTANCE.search(text)
    if not found:
        return None
    count, unit = float(found.group(1).replace(",", ".")), found.group(2).lower()
    return round(count * MILE_KM, 1) if unit.startswith("m") else count


def clock(turn: Turn, text: str) -> time | Literal["off"] | None:
    """A time of day in words, "off", or None where the words are neither."""
    found = turn.content.reader.time(text[:LIMIT])
    return None if found is None else found.time or "off"


def lifts(turn: Turn, text: str) -> Lifts | None:
    """The lifts some words list, in the runner's unit; both empty for "no idea"; None where they list none."""
    unit = turn.runner.athlete.unit
    found = turn.content.reader.lifts(text[:LIMIT], unit)
    if found is None:
        return None

    def mine(load: float) -> float:
        return load if found.unit == unit else round(converted(load, found.unit, unit), 1)

    sets = tuple(
        RecentSet(
            exercise=each.exercise, load=mine(each.load), reps=each.reps, rir=2 if each.rir is None else round(each.rir)
        )
        for each in found.sets
    )
    return Lifts(one_rm={lift: mine(load) for lift, load in found.one_rm.items()}, sets=sets)


def away(turn: Turn, text: str) -> Away | None:
    """The pause some words announce; None where they announce none."""
    found = turn.content.reader.absence(text[:LIMIT], turn.today)
    return None if found is None else Away(reason=found.reason, until=found.until)
