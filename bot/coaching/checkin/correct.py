"""Corrections: "no wait, 62.5" or "sorry, 4x12" takes the place of the value of its kind just before it."""

from collections.abc import Sequence

from bot.coaching.checkin.clauses import SEPARATORS
from bot.coaching.checkin.grammar import Item, Qty

_NUMBERED = frozenset({"chain", "rpe", "rir", "effort", "score", "slept", "weighed"})
_LOADS = frozenset({"kg", "lb", "k"})


def corrected(items: Sequence[Item]) -> list[Item]:
    """The items as they were meant."""
    done: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if item.kind == "NOT":
            at = _negated(items, at, done)
        elif item.kind != "CORR":
            done.append(item)
        else:
            at = _correction(items, at, done)
    return done


def _negated(items: Sequence[Item], at: int, done: list[Item]) -> int:
    """ "62.5 not 60": what is denied is dropped."""
    follows = at < len(items) and items[at].kind == "chain" and items[at].lead == ""
    if follows and any(item.kind == "chain" for item in done[-2:]):
        return at + 1
    return at


def _correction(items: Sequence[Item], at: int, done: list[Item]) -> int:
    start = at
    while at < len(items) and (items[at].kind in SEPARATORS - {"BLANK"} or items[at].kind in {"CORR", "WORD", "AT"}):
        if items[at].kind == "WORD" and not items[at].known:
            return start
        at += 1
    if at >= len(items):
        return at
    new = items[at]
    old = _corrects(new, done)
    if old is None:
        return start
    _replace(done, old, new)
    return at + 1


def _corrects(new: Item, done: Sequence[Item]) -> int | None:
    """Where the item stands that the new one corrects."""
    for index in range(len(done) - 1, -1, -1):
        if _alike(new, done[index]):
            return index
        if new.kind == "NAME" and done[index].kind in {"NL", "BLANK"}:
            return None
    return None


def _alike(new: Item, old: Item) -> bool:
    if new.kind != "chain":
        return new.kind == old.kind and new.kind in {*_NUMBERED, "NAME"}
    if old.kind not in _NUMBERED:
        return False
    if len(new.qtys) > 1:
        return old.kind == "chain" and len(old.qtys) > 1
    unit = new.qtys[0].unit
    if not unit:
        return not new.lead or _has_load(old) or old.kind == "chain"
    return _takes(old, unit)


def _takes(old: Item, unit: str) -> bool:
    """Whether an item holds a number that one with this unit corrects."""
    if unit in _LOADS:
        return _has_load(old) or old.kind == "weighed"
    if unit in {"reps", "sets"}:
        return old.kind == "chain" and (len(old.qtys) > 1 or old.qtys[0].unit == unit)
    return (unit == "s" and old.kind == "slept") or any(qty.unit == unit for qty in old.qtys)


def _has_load(old: Item) -> bool:
    return old.kind == "chain" and (
        old.lead in {"at", "pair"} or any(qty.unit in _LOADS for qty in old.qtys) or _bare(old)
    )


def _bare(old: Item) -> bool:
    return len(old.qtys) == 1 and old.qtys[0].unit == ""


def _replace(done: list[Item], at: int, new: Item) -> None:
    old = done[at]
    if new.kind != "chain" or len(new.qtys) > 1:
        new.lead = new.lead or old.lead
        done[at] = new
        return
    quantity = new.qtys[0]
    if old.kind in {"rpe", "rir", "effort", "score"}:
        old.value = quantity.value
        return
    qtys = list(old.qtys)
    place = _place(qtys, quantity)
    unit = quantity.unit or qtys[place].unit
    spoken = quantity.spoken or qtys[place].spoken
    value = quantity.value
    if not quantity.unit and qtys[place].unit == "s":
        value *= {"MIN": 60.0, "HOUR": 3600.0}.get(qtys[place].spoken, 1.0)
    qtys[place] = Qty(value, unit, quantity.low, quantity.list_, spoken, quantity.bells)
    old.qtys = tuple(qtys)


def _place(qtys: Sequence[Qty], new: Qty) -> int:
    """Which number of the old measure the new one stands for: the one with its unit, else the last."""
    same = [index for index, old in enumerate(qtys) if new.unit and old.unit == new.unit]
    if same:
        return same[-1]
    if new.unit == "sets":
        return 0
    if new.unit == "reps" and len(qtys) > 1:
        return 1
    return len(qtys) - 1
