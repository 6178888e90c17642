"""The runs and races around one week, as placement needs them (R2, R6, R7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Final, Literal

from bot.coaching.athlete import Athlete, Log, Run

DayKind = Literal["race", "long", "hard", "easy"]

DAY_MINUTES: Final = 24 * 60
KEY: Final[frozenset[str]] = frozenset({"hard", "long", "race"})
NEAR: Final = range(-7, 14)
RANK: Final[Mapping[str, int]] = {"long": 0, "hard": 1, "easy": 2}


def minute_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRuns:
    """The runs of one weekday: what type they give it, the earliest hard or long start and the last hard run's end.

    Minutes since midnight. R7: of several runs long, then hard, then easy gives the type.
    """

    kind: DayKind | None = None
    key_start: int | None = None
    hard_end: int | None = None
    first_start: int | None = None

    @property
    def is_key(self) -> bool:
        """A hard, long or race day."""
        return self.key_start is not None


REST: Final = DayRuns()


def day_runs(runs: Iterable[Run]) -> DayRuns:
    """R7: several runs a day as one."""
    runs = tuple(runs)
    if not runs:
        return REST
    kind: DayKind = min((run.type for run in runs), key=lambda each: RANK[each])
    key = [minute_of(run.time) for run in runs if run.type != "easy"]
    hard = [minute_of(run.time) + run.minutes for run in runs if run.type == "hard"]
    return DayRuns(
        kind=kind,
        key_start=min(key, default=None),
        hard_end=max(hard, default=None),
        first_start=min(minute_of(run.time) for run in runs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The runs as seen from one week. Days are offsets from its Monday: −1 is the Sunday before, 7 the Monday after.

    `usual` and `this_week` hold seven weekdays; `races` the offsets of race days, tune-ups among them (R2), all
    started at `race_start`, from a week before to a week after: no rule looks further, and so most weeks of a runner
    are alike. `race` is the offset of the race the phases lead to; None where none counts (R31) or is so near.
    """

    usual: tuple[DayRuns, ...]
    this_week: tuple[DayRuns, ...]
    races: frozenset[int]
    race_start: int
    race: int | None
    minutes: int

    def on(self, day: int) -> DayRuns:
        """The runs of that day; a race replaces them (R7)."""
        if day in self.races:
            return DayRuns(kind="race", key_start=self.race_start, first_start=self.race_start)
        return self.this_week[day] if 0 <= day < len(self.this_week) else self.usual[day % 7]

    def is_before_race(self, day: int, within: int) -> bool:
        """Whether a race is at most `within` days away, counted from the day before it."""
        return any(0 < race - day <= within for race in self.races)


def running(athlete: Athlete, log: Log, monday: date, days_to_race: int | None) -> Running:
    """The runs around the week from `monday`; `log.runs_this_week` replaces the usual ones (R36)."""
    usual = _by_weekday(athlete.runs)
    runs = athlete.runs if log.runs_this_week is None else log.runs_this_week
    races = [(tune_up - monday).days for tune_up in athlete.tune_ups]
    if athlete.race is not None:
        races.append((athlete.race - monday).days)
    return Running(
        usual=usual,
        this_week=usual if runs is athlete.runs else _by_weekday(runs),
        races=frozenset(day for day in races if day in NEAR),
        race_start=minute_of(athlete.race_time),
        race=days_to_race if days_to_race is not None and days_to_race < NEAR.stop else None,
        minutes=sum(run.minutes for run in runs),
    )


@lru_cache(maxsize=256)
def _by_weekday(runs: tuple[Run, ...]) -> tuple[DayRuns, ...]:
    return tuple(day_runs(run for run in runs if run.weekday == day) for day in range(7))
