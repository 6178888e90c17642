"""A wrong rule does not go unnoticed: each planted fault breaks at least one invariant within a few athletes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pytest

from bot.coaching import (
    advice,
    day,
    history,
    lifts,
    load,
    periodization,
    prescription,
    reminding,
    scheme,
    situation,
    week,
)
from bot.coaching.exercise import Catalogue, Exercise
from bot.coaching.progression import NO_GAP, Next
from bot.coaching.safety import PAINLESS
from bot.coaching.situation import Situation
from bot.coaching.week import Placed
from bot.simulation.coverage import Coverage, check_coverage
from bot.simulation.lived import LivedWeek
from bot.simulation.tally import Tally
from bot.simulation.walk import Walk
from tests.simulation.planting import planted

ATHLETES = 60
WEEKS = 52
SEED = 7


@dataclass(frozen=True)
class Fault:
    """A rule gone wrong: what is put in place of `name` in `where`, given what was there; `breaks` is who notices.

    `first` is the athlete to begin with, where those before are known never to meet the rule.
    """

    rule: str
    says: str
    where: Any
    name: str
    wrong: Callable[[Any], Any]
    breaks: set[str]
    first: int = 0


def _with(value: Any) -> Callable[[Any], Any]:
    return lambda _real: value


def _answering(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The real answer, changed."""
    return lambda real: lambda *args, **named: change(real(*args, **named))


def _first_of(days: dict[int, Any], kind: str) -> dict[int, Placed]:
    return {next(number for number in range(7) if number not in days): Placed(type=kind)}


def _all_pairs(_real: Any) -> Any:
    def best_pair(runs: Any, tiers: Any, pairs: Any) -> Any:
        return min(((a, b) for a, b in pairs if a < b), key=lambda pair: pair[1] - pair[0], default=None)

    return best_pair


def _heavier(load_now: float | None, _target: int | None, within: Any, _effort: Any) -> Next:
    return Next(load=None if load_now is None else load_now + 40, target=within.low, outcome="rise")


def _as_intermediate(real: Any) -> Any:
    return lambda kind, plan, athlete: real(kind, plan, replace(athlete, experience="intermediate", age=30))


def _by_percent(real: Any) -> Any:
    def scheme_of(*args: Any) -> Any:
        found = real(*args)
        return replace(found, percent=found.percent and found.percent + 30)

    return scheme_of


def _mixed(_real: Any) -> Any:
    def about(*_args: Any) -> Iterator[str]:
        yield "Take a mixed grip when it gets heavy."

    return about


def _all_day_evening(real: Any) -> Any:
    return lambda athlete: dict.fromkeys(real(athlete), 18 * 60)


def _usual_runs(real: Any) -> Any:
    return lambda athlete, log, monday, left: real(athlete, replace(log, runs_this_week=None), monday, left)


FAULTS = (
    Fault("R1", "X is a week off", periodization, "days_to_race", _answering(lambda x: x and x + 7), {"I9"}),
    Fault(
        "R2",
        "prep begins four weeks late",
        periodization,
        "horizon",
        _answering(lambda found: replace(found, base_from=found.base_from - 28)),
        {"I9"},
    ),
    Fault("R3", "a session too many", week, "sessions_per_week", _answering(lambda n: n + 1), {"I1"}),
    Fault("R4", "blocks of eight weeks", periodization, "BLOCK_WEEKS", _with(8), {"I9"}),
    Fault("R5", "the deload comes in week three", periodization, "DELOAD_WEEK", _with(3), {"I12"}),
    Fault("R6", "every gym opens at 18:00", week, "gym_minutes", _all_day_evening, {"I2", "I3", "I1"}),
    Fault("R7", "any day is good", week, "heavy_tier", _with(lambda _runs, _gym, _day: 1), {"I2", "I3"}),
    Fault("R7", "36 hours are enough", week, "FULL_MINUTES", _with(36 * 60), {"I3"}),
    Fault("R7", "stacked within the hour", week, "STACK_MINUTES", _with(0), {"I3"}, first=7),
    Fault("R8", "two heavy days running", week, "best_pair", _all_pairs, {"I4"}),
    Fault(
        "R9", "U on the first free day", week, "_place_upper", _with(lambda _r, _g, p, _f: _first_of(p, "U")), {"I1"}
    ),
    Fault("R9", "U is forgotten", week, "_place_upper", _with(lambda *_: {}), {"I1"}),
    Fault("R10", "T on the eve", week, "_place_taper", _with(lambda *_: {5: Placed(type="T")}), {"I6"}),
    Fault("R11", "no routine", week, "_routines", _with(lambda *_: {}), {"I10"}),
    Fault("R12", "no daily mobility", day, "MOBILITY", _with(()), {"I10"}),
    Fault("R12", "half a circuit", day, "ACTIVATION", _with(("leg_swings",)), {"I11"}),
    Fault("R13", "no calves", scheme, "slot_names", _answering(lambda names: names[:3]), {"I7"}),
    Fault("R14", "any plank is a plank", scheme, "PLANK", lambda real: dict.fromkeys(real, "plank"), {"I21"}),
    Fault("R15", "thirty per cent too heavy", scheme, "scheme", _by_percent, {"I16"}),
    Fault("R16", "sets are never cut", prescription, "set_count", _with(lambda _setting, sets: sets), {"I12"}),
    Fault("R17", "to failure", prescription, "reserve", _with(lambda _setting: 0), {"I15"}),
    Fault("R18", "never cut to time", prescription, "fit_minutes", _with(lambda written, *_: list(written)), {"I13"}),
    Fault("R18", "sides are forgotten", prescription, "work_seconds", _with(lambda each: each.high), {"I13"}),
    Fault(
        "R19", "half as strong again", prescription, "one_rm", _answering(lambda m: m and m * Fraction(3, 2)), {"I16"}
    ),
    Fault("R20", "loads are not rounded", load, "round_down", _with(lambda wanted, *_: wanted), {"I16"}),
    Fault("R21", "forty more after anything", lifts, "progress", _with(_heavier), {"I5"}),
    Fault("R22", "no cap on rises", load, "most_allowed", _with(lambda highest, *_: highest * 3), {"I5"}),
    Fault(
        "R22",
        "as many rises as sessions",
        lifts,
        "_once_a_week",
        _with(lambda _r, _b, _l, _w, after: after),
        {"I5"},
        first=39,
    ),
    Fault("R23", "heavy after a short night", situation, "too_tired_for_heavy", _with(lambda _log: False), {"I2"}),
    Fault("R23", "nothing is too hard", history, "VERY_HARD", _with(11), {"I12"}),
    Fault("R24", "no gap counts", situation, "comeback", _with(lambda _days: NO_GAP), {"I5", "I12"}),
    Fault("R24", "nothing is missed", prescription, "MISSED_IN_A_ROW", _with(99), {"I12"}),
    Fault("R25", "everything fits", Exercise, "fits", _with(lambda _self, _kit: True), {"I8"}),
    Fault("R26", "nothing hurts", situation, "hurting", _with(lambda _pain: PAINLESS), {"I18"}),
    Fault("R27", "flags are waved away", day, "referral", _with(lambda _athlete, _log: None), {"I17"}, first=7),
    Fault("R28", "no clearance asked", day, "referral", _with(lambda _athlete, log: log.red_flag), {"I17"}, first=19),
    Fault("R29", "swings for beginners", scheme, "slot_names", _as_intermediate, {"I15"}, first=9),
    Fault("R30", "a mixed grip", advice, "_about_lifting", _mixed, {"I15"}),
    Fault("R31", "a declared phase is ignored", periodization, "is_declared", _with(lambda *_: False), {"I9"}),
    Fault("R31", "a taper that never ends", periodization, "taper_ran_out", _with(lambda *_: False), {"I9"}, first=16),
    Fault(
        "R32", "a day late", week, "place_article", _answering(lambda p: {(d + 1) % 7: s for d, s in p.items()}), {"I1"}
    ),
    Fault("R33", "before every run", day, "wants_activation", _with(lambda _athlete, run: run is not None), {"I11"}),
    Fault("R34", "the short circuit takes eight minutes", reminding, "SHORT_CIRCUIT", _with(8), {"I11"}, first=6),
    Fault(
        "R35", "the hotel has a bar", Situation, "equipment", _with(property(lambda now: now.athlete.equipment)), {"I8"}
    ),
    Fault(
        "R35", "an hour is an hour", Situation, "cap_minutes", _with(property(lambda n: n.athlete.minutes_cap)), {"I13"}
    ),
    Fault("R36", "a moved run is ignored", week, "running", _usual_runs, {"I19"}),
    Fault(
        "R36",
        "what is done is forgotten",
        week,
        "choices",
        _with(lambda *_: week.Choices(done={}, first_day=0)),
        {"I1", "I4"},
        first=30,
    ),
)


class Noticed(Exception):
    """Something broke: no need to look further."""


def _noticed(catalogue: Catalogue, fault: Fault) -> set[str]:
    """The invariants that break in the first week in which any does; I21 is asked of the showcase alone."""
    tally, coverage = Tally(), Coverage()

    def look(_week: LivedWeek) -> None:
        if tally.found:
            raise Noticed

    try:
        for number in range(fault.first, fault.first if fault.breaks == {"I21"} else fault.first + ATHLETES):
            Walk(catalogue, SEED, number, tally, coverage).weeks(WEEKS, look)
        check_coverage(catalogue, coverage, tally)
    except Noticed:
        pass
    return {key for key, count in tally.broken.items() if count}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}: {fault.says}")
def test_a_wrong_rule_breaks_an_invariant(fault: Fault, catalogue: Catalogue) -> None:
    with planted(fault.where, fault.name, fault.wrong(getattr(fault.where, fault.name))):
        assert _noticed(catalogue, fault) & fault.breaks


def test_every_rule_has_a_planted_fault() -> None:
    assert {fault.rule for fault in FAULTS} == {f"R{number}" for number in range(1, 37)}
