"""When a reminder is next due, in every zone of the tz database and across its clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.coaching.calendar import instant, next_due

DAILY_7 = (420,) * 7
NEVER = (None,) * 7


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_next_morning_is_due_on_the_runners_own_clock() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert next_due(DAILY_7, {}, berlin, at("2027-01-05T05:59:59")) == at("2027-01-05T06:00:00")
    assert next_due(DAILY_7, {}, berlin, at("2027-01-05T06:00:00")) == at("2027-01-06T06:00:00")


def test_a_wall_time_the_clock_jumps_over_is_later_by_the_jump() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    due = next_due((150,) * 7, {}, berlin, at("2027-03-27T12:00:00"))
    assert due is not None
    assert due.astimezone(berlin).strftime("%d %H:%M") == "28 03:30"


def test_a_wall_time_that_comes_twice_is_due_once_the_first_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = next_due((150,) * 7, {}, berlin, at("2027-10-30T12:00:00"))
    assert first == at("2027-10-31T00:30:00")
    assert next_due((150,) * 7, {}, berlin, first) == at("2027-11-01T01:30:00")


def test_midnight_is_never_skipped_where_the_clock_changes_at_midnight() -> None:
    santiago = ZoneInfo("America/Santiago")
    after, seen = at("2027-09-01T12:00:00"), []
    for _ in range(10):
        due = next_due((0,) * 7, {}, santiago, after)
        assert due is not None
        seen.append(due.astimezone(santiago).date())
        after = due
    assert seen == [seen[0] + timedelta(days=offset) for offset in range(10)]


def test_a_day_off_and_a_moved_day_replace_the_table() -> None:
    overrides = {date(2027, 1, 6): None, date(2027, 1, 7): 600}
    after = at("2027-01-05T08:00:00")
    assert next_due(DAILY_7, overrides, UTC, after) == at("2027-01-07T10:00:00")


def test_an_empty_table_is_never_due_but_for_its_overrides() -> None:
    after = at("2027-01-05T08:00:00")
    assert next_due(NEVER, {}, UTC, after) is None
    assert next_due(NEVER, {date(2027, 6, 6): 480, date(2026, 6, 6): 480}, UTC, after) == at("2027-06-06T08:00:00")


def test_a_weekly_reminder_blanked_for_weeks_comes_after_them() -> None:
    sunday = (*(None,) * 6, 1080)
    away = {date(2027, 1, 10) + timedelta(days=7 * week): None for week in range(5)}
    assert next_due(sunday, away, UTC, at("2027-01-05T08:00:00")) == at("2027-02-14T18:00:00")


def offset_changes(zone: ZoneInfo, first: datetime, days: int) -> list[datetime]:
    """The days in which the zone's offset from UTC changes."""
    found = []
    for number in range(days):
        noon = first + timedelta(days=number)
        if noon.astimezone(zone).utcoffset() != (noon + timedelta(days=1)).astimezone(zone).utcoffset():
            found.append(noon)
    return found


def brute(minute: int, zone: ZoneInfo, after: datetime) -> datetime:
    """The first due instant by trying every day around."""
    today = after.astimezone(zone).date()
    candidates = (instant(today + timedelta(days=offset), minute, zone) for offset in range(-4, 6))
    return min(each for each in candidates if each > after)


@pytest.mark.parametrize("name", sorted(available_timezones()))
def test_every_zone_is_right_around_its_clock_changes(name: str) -> None:
    zone = ZoneInfo(name)
    for noon in offset_changes(zone, at("2026-12-31T12:00:00"), 400):
        for minute in (0, 30, 90, 150, 180, 420, 1439):
            after = noon - timedelta(days=1)
            for _ in range(3):
                due = next_due((minute,) * 7, {}, zone, after)
                assert due == brute(minute, zone, after)
                assert due is not None
                wall = due.astimezone(zone)
                exact = wall.hour * 60 + wall.minute == minute
                skipped = not exact and instant(wall.date(), minute, zone) == due
                assert exact or skipped or wall.hour * 60 + wall.minute < minute
                after = due


def test_samoa_without_its_thirtieth_of_december_is_reminded_once_a_day() -> None:
    apia = ZoneInfo("Pacific/Apia")
    after, seen = at("2011-12-29T00:00:00"), []
    for _ in range(4):
        due = next_due(DAILY_7, {}, apia, after)
        assert due is not None
        seen.append(due.astimezone(apia).date().isoformat())
        after = due
    assert seen == ["2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]
