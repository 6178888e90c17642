"""Known lifts in words: "deadlift 120, squat 80x5" (R19)."""

from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.athlete import Unit
from bot.coaching.checkin.grammar import Item, Qty
from bot.coaching.checkin.plantext import said
from bot.coaching.checkin.text import Taker
from bot.coaching.checkin.values import SaidLifts, SaidSet
from bot.coaching.exercise import Catalogue

_LOADS = frozenset({"kg", "lb", "k"})
MOST_REPS = 12


def lifts(text: str, unit: Unit, taker: Taker, catalogue: Catalogue) -> SaidLifts | None:
    """Best singles and recent sets; a bare number is a single, weight × reps a set; None where none is spoken of."""
    items = [
        item
        for item in taker.take(text).items
        if item.kind in {"NAME", "FOREIGN", "chain", "rir", "COMMA", "NL", "AND", "STOP", "rpe"}
    ]
    stated: Unit = _unit(items, unit)
    one_rm: dict[str, float] = {}
    sets: list[SaidSet] = []
    for name, measures in _by_name(items):
        exercise = taker.names.resolve(name, None)
        if exercise is None or not catalogue[exercise].loadable:
            continue
        load, reps, rir = _numbers(measures)
        if load is None:
            continue
        if reps is None or reps <= 1:
            one_rm[exercise] = _plain(load)
        else:
            sets.append(SaidSet(exercise=exercise, load=_plain(load), reps=int(reps), rir=rir))
    understood = bool(one_rm or sets) or said(text).has("NOIDEA")
    return SaidLifts(one_rm=one_rm, sets=tuple(sets), unit=stated) if understood else None


def _unit(items: Sequence[Item], default: Unit) -> Unit:
    units = {qty.unit for item in items for qty in item.qtys}
    return "lb" if "lb" in units else "kg" if units & {"kg", "k"} else default


def _by_name(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Each name with its numbers, whether they stand behind it or before it."""
    first = next((item for item in items if item.kind in {"NAME", "chain"}), None)
    before = first is not None and first.kind == "chain"
    found: list[tuple[str, list[Item]]] = []
    waiting: list[Item] = []
    for item in items:
        if item.kind in {"NAME", "FOREIGN"}:
            found.append((item.text if item.kind == "NAME" else "", waiting if before else []))
            waiting = []
        elif item.kind in {"chain", "rir"}:
            if before or not found:
                waiting.append(item)
            else:
                found[-1][1].append(item)
    if before and found and waiting:
        found[-1][1].extend(waiting)
    return [(name, measures) for name, measures in found if name]


def _numbers(measures: Sequence[Item]) -> tuple[float | None, float | None, float | None]:
    load: float | None = None
    reps: float | None = None
    rir: float | None = None
    measures = _sets_apart(measures)
    for item in measures:
        if item.kind == "rir":
            rir = item.value
            continue
        given_load, given_reps = _of_chain(item, load)
        load = load if load is not None else given_load
        reps = reps if reps is not None else given_reps
    return load, reps, rir


def _sets_apart(measures: Sequence[Item]) -> Sequence[Item]:
    """ "5x5 100": sets × reps, then the weight; without the sets it reads like "100 x 5"."""
    chains = [item for item in measures if item.kind == "chain"]
    if len(chains) != 2 or len(chains[0].qtys) != 2 or len(chains[1].qtys) != 1 or chains[1].lead in {"for", "x"}:
        return measures
    counts, weight = chains[0].qtys, chains[1].qtys[0]
    if any(qty.unit or qty.value > MOST_REPS for qty in counts) or not (
        weight.unit in _LOADS or weight.value > MOST_REPS
    ):
        return measures
    apart = replace(chains[0], qtys=(weight, replace(counts[1], unit="reps")))
    return [apart, *(item for item in measures if item.kind != "chain")]


def _of_chain(item: Item, known: float | None) -> tuple[float | None, float | None]:
    qtys = [qty for qty in item.qtys if qty.unit in {"", "kg", "lb", "k", "reps"}]
    if not qtys:
        return None, None
    if len(qtys) == 1:
        return _single(qtys[0], item.lead, known)
    loads = [qty for qty in qtys if qty.unit in _LOADS]
    rest = [qty for qty in qtys if qty not in loads]
    if loads:
        return loads[0].value, rest[-1].value if rest else None
    if len(qtys) == 2:
        big, small = max(qtys, key=_value), min(qtys, key=_value)
        return big.value, small.value
    return max(qtys, key=_value).value, sorted(qtys, key=_value)[1].value


def _value(qty: Qty) -> float:
    return qty.value


def _single(qty: Qty, lead: str, known: float | None) -> tuple[float | None, float | None]:
    if qty.unit == "reps" or lead in {"for", "x"} or (known is not None and qty.unit == "" and qty.value <= 12):
        return None, qty.value
    return qty.value, None


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value
