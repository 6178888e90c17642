"""Who is turned away for being too fast, and who is not."""

from datetime import UTC, datetime, timedelta

from bot.channels.flood import Flood

NOW = datetime(2027, 1, 5, 7, tzinfo=UTC)


def said(flood: Flood, count: int, *, every_s: float = 0, came_every_s: float = 0, first: int = 1) -> list[str]:
    """What becomes of so many messages of one person."""
    return [
        flood.verdict(
            "7",
            first + number,
            at=NOW + timedelta(seconds=number * every_s),
            now=NOW + timedelta(seconds=number * came_every_s),
        )
        for number in range(count)
    ]


def test_sixty_at_once_are_taken_then_one_is_told_and_the_rest_dropped():
    assert said(Flood(), 70) == ["take"] * 60 + ["tell"] + ["drop"] * 9


def test_one_a_second_is_never_too_fast():
    assert set(said(Flood(), 200, every_s=1, came_every_s=1)) == {"take"}


def test_what_was_written_over_an_hour_and_comes_at_once_is_no_flood():
    assert set(said(Flood(), 120, every_s=30)) == {"take"}


def test_a_clock_that_stands_still_on_one_side_is_no_flood_either():
    assert set(said(Flood(), 120, came_every_s=1)) == {"take"}


def test_taps_between_messages_give_no_more_than_their_time():
    flood = Flood()
    taken = [flood.verdict("7", number, at=NOW - timedelta(seconds=number % 2), now=NOW) for number in range(100)]
    assert taken.count("take") <= 61


def test_it_is_told_once_a_minute():
    flood = Flood(burst=1, per_s=0)
    verdicts = [flood.verdict("7", number, at=NOW, now=NOW + timedelta(seconds=10 * number)) for number in range(14)]
    assert [number for number, verdict in enumerate(verdicts) if verdict == "tell"] == [1, 7, 13]


def test_an_update_offered_again_costs_nothing():
    flood = Flood()
    assert said(flood, 15) == ["take"] * 15
    assert said(flood, 15) == ["take"] * 15
    assert said(flood, 5, first=16) == ["take"] * 5


def test_others_are_not_held_up():
    flood = Flood(burst=1, per_s=0)
    said(flood, 5)
    assert flood.verdict("8", 99, at=NOW, now=NOW) == "take"


def test_people_are_forgotten_in_the_end():
    flood = Flood(burst=1, per_s=0)
    for who in range(10_001):
        flood.verdict(str(who), who, at=NOW, now=NOW)
    assert flood.verdict("0", 20_000, at=NOW, now=NOW) == "take"
