"""The invariants' own reckoning of the calendar: kind of day, phase, sessions due, how heavy a day may be.

Written from docs/rules.md alone; it shares no code with the coach, so that both would have to be wrong alike.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from bot.coaching.athlete import Athlete, Log, Run

HEAVY: Final = frozenset({"A", "D", "A2", "D2", "M"})
DEMANDING: Final = frozenset({"hard", "long", "race"})
DAY_MINUTES: Final = 1440


@dataclass(frozen=True, slots=True)
class Running:
    """One day's running: its kind, when its first hard or long run (or race) starts, when its last hard run ends."""

    kind: str | None = None
    key_start: int | None = None
    hard_end: int | None = None


NO_RUN: Final = Running()


@lru_cache(maxsize=256)
def running_table(runs: tuple[Run, ...]) -> tuple[Running, ...]:
    """The seven weekdays of a running table."""
    return tuple(_running([run for run in runs if run.weekday == day]) for day in range(7))


def _running(runs: list[Run]) -> Running:
    if not runs:
        return NO_RUN
    kinds = {run.type for run in runs}
    kind = next(name for name in ("long", "hard", "easy") if name in kinds)
    starts = [run.time.hour * 60 + run.time.minute for run in runs if run.type in DEMANDING]
    ends = [run.time.hour * 60 + run.time.minute + run.minutes for run in runs if run.type == "hard"]
    return Running(kind, min(starts, default=None), max(ends, default=None))


def is_new_to_lifting(athlete: Athlete) -> bool:
    """R28 and R29: a beginner by answer, or under 18."""
    return athlete.experience == "beginner" or (athlete.age is not None and athlete.age < 18)


def phase_of(athlete: Athlete, monday: date) -> str:
    """R2 and R31."""
    since = athlete.phase_since or athlete.start
    declared_monday = since - timedelta(days=since.weekday())
    if athlete.phase is None or monday < declared_monday:
        return phase_by_race(athlete, monday)
    ran_out = athlete.phase == "taper" and monday >= declared_monday + timedelta(days=14)
    return "off" if ran_out and race_in(athlete, monday) is None else athlete.phase


def race_in(athlete: Athlete, monday: date) -> int | None:
    """R1: X, or None where no race counts any more (R31)."""
    if athlete.race is None:
        return None
    left = (athlete.race - monday).days
    kilometres = athlete.race_km
    rest = 7 if kilometres is None or 15 <= kilometres < 30 else 14 if kilometres >= 30 else 0
    return None if left < -rest else left


def phase_by_race(athlete: Athlete, monday: date) -> str:
    """R2: the phase by the race date."""
    left = race_in(athlete, monday)
    if left is None:
        return "off"
    if left < 0:
        return "recovery"
    is_short = athlete.race_km is not None and athlete.race_km < 15
    taper_to, prep_to = (6, 48) if is_short else (13, 55)
    if left <= taper_to:
        return "taper"
    return "prep" if left <= prep_to else "base"


class WeekFacts:
    """What the calendar says of one week, seen from one day's athlete and log. Days are offsets from Monday."""

    __slots__ = ("athlete", "gym", "is_adaptive", "monday", "phase", "race", "races", "runs", "this_week", "usual")

    def __init__(self, athlete: Athlete, log: Log, monday: date) -> None:
        self.athlete = athlete
        self.monday = monday
        self.runs = athlete.runs if log.runs_this_week is None else log.runs_this_week
        self.usual = running_table(athlete.runs)
        self.this_week = running_table(self.runs)
        self.races = {(day - monday).days for day in athlete.tune_ups}
        if athlete.race is not None:
            self.races.add((athlete.race - monday).days)
        self.phase = phase_of(athlete, monday)
        self.race = race_in(athlete, monday)
        self.gym = {day.weekday: day.time.hour * 60 + day.time.minute for day in reversed(athlete.gym)}
        style = athlete.week_style or ("article" if athlete.gave_no_days else "adaptive")
        self.is_adaptive = style == "adaptive" or self.phase not in {"base", "off"}

    def kind(self, day: int) -> str | None:
        """Race, long, hard, easy, or None on a day without a run."""
        if day in self.races:
            return "race"
        return self.this_week[day].kind if 0 <= day < 7 else self.usual[day % 7].kind

    def key_start(self, day: int) -> int | None:
        """Minutes since midnight of the first hard or long run or the race."""
        if day in self.races:
            return self.athlete.race_time.hour * 60 + self.athlete.race_time.minute
        return self.this_week[day].key_start if 0 <= day < 7 else self.usual[day % 7].key_start

    def race_within(self, day: int, days: int) -> bool:
        """Whether a race comes in the next `days` days."""
        return any(day < race <= day + days for race in self.races)

    def hours_to_key_run(self, day: int) -> float | None:
        """Hours from the gym's opening to the next day's or later hard, long or race start; None within a week none."""
        gym = self.gym.get(day)
        if gym is None:
            return None
        for ahead in range(1, 8):
            start = self.key_start(day + ahead)
            if start is not None:
                return (ahead * DAY_MINUTES + start - gym) / 60
        return None

    def tier(self, day: int) -> int | None:
        """R7."""
        gym = self.gym.get(day)
        kind = self.kind(day)
        if gym is None or kind in {"long", "race"}:
            return None
        if self.kind(day + 1) in DEMANDING or self.race_within(day, 3):
            return None
        if kind == "hard":
            end = self.this_week[day].hard_end
            return 0 if end is not None and gym - end >= 180 else None
        hours = self.hours_to_key_run(day)
        if hours is None or hours >= 48:
            return 1
        return 2 if hours >= 36 else None

    @property
    def sessions_due(self) -> int:
        """R3: n."""
        due = {"base": 3, "off": 3, "prep": 2, "taper": 1, "recovery": 0}[self.phase]
        if due < 2:
            return due
        minutes = sum(run.minutes for run in self.runs)
        if minutes >= 480:
            return 1
        return min(due, 2) if minutes >= 360 or self.athlete.high_mileage else due
