"""When a weekly table is next due, right across clock changes. Pure: the instant to start from is a parameter."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

DAY: Final = timedelta(days=1)
LOOK_BACK_DAYS: Final = 2
LOOK_AHEAD_DAYS: Final = 9
SETTLED_DAYS: Final = 2


def instant(day: date, minute: int, zone: tzinfo) -> datetime:
    """The UTC instant of a wall time, `minute` minutes after midnight of `day` in `zone`.

    A wall time that the clock jumps over is later by the jump (02:30 → 03:30); one that comes twice is the first.
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)
    return wall.astimezone(UTC)


def next_due(
    weekly: tuple[int | None, ...], overrides: Mapping[date, int | None], zone: tzinfo, after: datetime
) -> datetime | None:
    """The first instant after `after` (aware) that the table asks for, in UTC; None where it never does.

    `weekly` holds a minute of the local day for each weekday, Monday first, None = off; `overrides` replace it on
    single dates. Days that the zone's calendar leaves out fall on the day after, like any other jump of the clock.
    """
    today = after.astimezone(zone).date()
    earliest: datetime | None = None
    for day in _days(weekly, overrides, today):
        minute = overrides[day] if day in overrides else weekly[day.weekday()]
        if minute is None:
            continue
        due = instant(day, minute, zone)
        if due > after and (earliest is None or due < earliest):
            earliest = due
        if earliest is not None and day > earliest.astimezone(zone).date() + SETTLED_DAYS * DAY:
            break
    return earliest


def _days(weekly: tuple[int | None, ...], overrides: Mapping[date, int | None], today: date) -> list[date]:
    """The days that can hold the next instant, in order: the coming weeks while overrides blank them, and overrides."""
    first = today - LOOK_BACK_DAYS * DAY
    ahead = sorted(day for day in overrides if day >= first)
    if all(minute is None for minute in weekly):
        return ahead
    blanked = sum(overrides[day] is None for day in ahead)
    last = today + (LOOK_AHEAD_DAYS + 7 * blanked) * DAY
    count = (last - first).days + 1
    return sorted({first + offset * DAY for offset in range(count)} | set(ahead))
