"""What the invariants look at: a week as it was planned and lived, with what came before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.coaching.athlete import Athlete, Log, Working
from bot.coaching.report import Report
from bot.coaching.session import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedDay:
    """One planned day with all it was planned from.

    `report` is what the runner said of it; `lifted` holds, by exercise, the heaviest load reported in the 28 days
    before (athlete's unit), `gap` the days since the last strength session, None before the first; both reckoned by
    the simulation itself. `after` are R21's states once the report is taken in, empty without a report.
    """

    athlete: Athlete
    log: Log
    day: Day
    report: Report | None = None
    lifted: Mapping[str, float] = field(default_factory=dict)
    gap: int | None = None
    after: Mapping[str, Working] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        """Whether the strength session was done, at least in part."""
        return was_done(self.report)


def was_done(report: Report | None) -> bool:
    """Whether a strength session was done, at least in part."""
    return report is not None and report.session is not None and report.reading.status in {"done", "partial"}


Days = tuple[LivedDay | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What came before a week.

    `labels` are the blocks planned since the profile last changed, `trained` those of the weeks with a session done
    (None for the others), latest last; `prep_sets` the sets of the last full prep week; `efforts` those of the
    latest sessions.
    """

    labels: tuple[str | None, ...] = ()
    trained: tuple[str | None, ...] = ()
    prep_sets: int | None = None
    efforts: tuple[tuple[date, float | None], ...] = ()


@dataclass(frozen=True, kw_only=True)
class LivedWeek:
    """Seven days from `monday`, None before the plan's start. `replanned_on` is R36's weekday, None in a calm week."""

    monday: date
    days: Days
    past: Past
    replanned_on: int | None = None

    @cached_property
    def planned(self) -> tuple[LivedDay, ...]:
        """The days of the plan, in order."""
        return tuple(day for day in self.days if day is not None)
