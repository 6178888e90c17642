"""One set, repetition or step of load more or less: what − and + do to a reported exercise."""

from dataclasses import replace
from fractions import Fraction

from bot.coaching import load as loads
from bot.coaching.athlete import Unit
from bot.coaching.exercise import Equipment
from bot.coaching.report import Entry, SetEntry
from bot.coaching.session import Prescription

SECONDS = 5
MOST_SETS = 20


def nudged(unit: Unit, entry: Entry, what: str, item: Prescription | None) -> Entry:
    """The entry with one more or less of `what`: `+set`, `-amount`, `+load`; unchanged where it can't go on."""
    sign, kind = what[:1], what[1:]
    up = sign == "+"
    if kind == "set":
        if up and 0 < len(entry.sets) < MOST_SETS:
            return replace(entry, sets=(*entry.sets, entry.sets[-1]))
        return replace(entry, sets=entry.sets[:-1]) if not up and len(entry.sets) > 1 else entry
    if kind == "load":
        return replace(entry, sets=tuple(_heavier(unit, one, item, up=up) for one in entry.sets))
    return replace(entry, sets=tuple(_more(one, up=up) for one in entry.sets))


def _more(one: SetEntry, *, up: bool) -> SetEntry:
    if one.reps is not None:
        return replace(one, reps=max(one.reps + (1 if up else -1), 1))
    if one.seconds is not None:
        return replace(one, seconds=max(one.seconds + (SECONDS if up else -SECONDS), SECONDS))
    if one.metres is not None:
        return replace(one, metres=max(one.metres + (SECONDS if up else -SECONDS), SECONDS))
    return one


def _heavier(usual: Unit, one: SetEntry, item: Prescription | None, *, up: bool) -> SetEntry:
    if not one.load or item is None or item.implement is None:
        return one
    unit = one.unit or usual
    then = stepped(one.load, item.implement, unit, up=up)
    return replace(one, load=then) if then is not None else one


def stepped(load: float, implement: Equipment, unit: Unit, *, up: bool) -> float | None:
    """The next load the implement can have, above or below; None where there is none (R20, R21)."""
    now = loads.exact(load)
    then = loads.step_up(now, implement, unit) if up else loads.round_down(now - Fraction(1, 100), implement, unit)
    return float(then) if then is not None else None
