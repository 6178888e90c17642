"""What a report does to the next load and target (R21), and a gap to the first session after it (R24)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.progression import Effort, Range, comeback, progress


def after(
    load: float | None, target: int | None, work: tuple[int, ...], rir: float | None = None, **more: object
) -> tuple[float | None, int]:
    said = {key: more.pop(key) for key in ("too_hard", "form_slipped", "failed_before") if key in more}
    within = Range(**{"low": 6, "high": 8, "implement": None if load is None else "barbell", **more})
    following = progress(load, target, within, Effort(work=work, rir=rir, **said))
    return following.load, following.target


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (after(60, 7, (7, 7, 7, 7), 2, too_hard=True), (52.5, 6)),
        (after(60, 8, (8, 8, 5), 3), (52.5, 6)),
        (after(60, 7, (7, 6), 2), (60, 7)),
        (after(60, 7, (7, 7), 0), (60, 7)),
        (after(60, 7, (7, 7), 3, form_slipped=True), (60, 7)),
        (after(60, 7, (7, 6), 2, failed_before=True), (55, 6)),
        (after(60, 7, (7, 7), 1), (60, 7)),
        (after(60, 7, (7, 7), 1, failed_before=True), (60, 7)),
        (after(100, 7, (7, 7), 4), (105, 6)),
        (after(60, 6, (6, 6), 5), (62.5, 6)),
        (after(60, 7, (7, 7), 2), (60, 8)),
        (after(60, 7, (7, 7)), (60, 8)),
        (after(60, 8, (9, 8), 3), (62.5, 6)),
        (after(60, None, (6, 6), 2), (60, 7)),
        (after(60, 12, (8, 8), 2), (60, 7)),
        (after(20, 6, (2, 2)), (20, 6)),
        (after(135, 8, (8, 8), 2, unit="lb"), (140, 6)),
    ],
)
def test_each_case_of_the_rule_with_a_barbell(case: tuple[float, int], expected: tuple[float, int]) -> None:
    assert case == expected


@pytest.mark.parametrize(
    ("implement", "unit", "load", "expected"),
    [
        ("dumbbells", "kg", 20, 24),
        ("dumbbells", "lb", 40, 50),
        ("ham_machine", "kg", 30, 35),
        ("kettlebell", "kg", 12, 16),
        ("kettlebell", "lb", 35, 44),
        ("plate", "kg", 5, 10),
        ("plate", "lb", 10, 20),
    ],
)
def test_a_full_range_adds_one_step_of_the_implement(implement: str, unit: str, load: float, expected: float) -> None:
    assert after(load, 8, (8, 8), 2, implement=implement, unit=unit) == (expected, 6)


def test_the_heaviest_bell_stays_and_is_done_to_the_top() -> None:
    assert after(32, 8, (8, 8), 2, implement="kettlebell") == (32, 8)
    assert after(32, 6, (6, 6), 4, implement="kettlebell") == (32, 8)


def test_a_lighter_bell_or_pair_is_never_below_the_smallest() -> None:
    assert after(4, 6, (1, 1), implement="kettlebell") == (4, 6)
    assert after(4, 6, (1, 1), implement="dumbbells") == (4, 6)
    assert after(16, 6, (1, 1), implement="kettlebell") == (12, 6)


def test_without_load_much_left_is_one_repetition_more() -> None:
    assert after(None, 7, (7, 7), 5) == (None, 8)
    assert after(None, 8, (8, 8), 2) == (None, 8)
    assert after(None, 8, (5, 5), 2) == (None, 6)


@pytest.mark.parametrize(
    ("target", "work", "expected"),
    [(30, (30, 30), 35), (43, (45, 45), 45), (45, (45, 45), 45), (40, (35, 40), 40), (45, (30, 45), 30)],
)
def test_timed_work_goes_in_fives(target: int, work: tuple[int, ...], expected: int) -> None:
    assert after(None, target, work, 2, low=30, high=45, unit_of_work="seconds") == (None, expected)


def test_a_second_or_two_short_is_no_miss() -> None:
    assert after(None, 35, (33, 35), 2, low=30, high=45, unit_of_work="seconds") == (None, 40)


@given(
    load=st.integers(8, 120).map(lambda steps: steps * 2.5),
    target=st.integers(6, 8),
    work=st.lists(st.integers(0, 12), min_size=1, max_size=5).map(tuple),
    rir=st.none() | st.integers(0, 10),
    failed=st.booleans(),
)
def test_a_barbell_never_jumps_more_than_a_step_or_a_twentieth(
    load: float, target: int, work: tuple[int, ...], rir: int | None, failed: bool
) -> None:
    following, aim = after(load, target, work, rir, failed_before=failed)
    assert following is not None
    assert 6 <= aim <= 8
    assert following >= 20
    assert following % 2.5 == 0
    assert following <= max(load + 2.5, load * 1.05)


@pytest.mark.parametrize(
    ("days", "factor", "sets"),
    [
        (None, 1, None),
        (7, 1, None),
        (8, Fraction(9, 10), None),
        (14, Fraction(9, 10), None),
        (15, Fraction(8, 10), 2),
        (28, Fraction(8, 10), 2),
        (29, Fraction(7, 10), 2),
    ],
)
def test_a_gap_makes_the_first_session_lighter(days: int | None, factor: Fraction, sets: int | None) -> None:
    back = comeback(days)
    assert (back.load_factor, back.most_sets) == (factor, sets)
