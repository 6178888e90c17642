"""What a message says of the whole workout and of the day: effort, minutes, sleep, body mass."""

from collections.abc import Sequence

from bot.coaching.athlete import Unit
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.grammar import Item, Qty
from bot.coaching.checkin.running import plain
from bot.coaching.checkin.text import Text
from bot.coaching.report import Bodyweight


def sleep(text: Text, clauses: Sequence[Clause]) -> float | None:
    """Hours slept."""
    slept = False
    for clause in clauses:
        first = clause.items[0] if clause.items else None
        if slept and first is not None and first.kind == "chain" and first.qtys[0].spoken == "HOUR":
            first.used = True
            return _hours(first.qtys[0])
        slept = clause.has(text, "SLEPT")
        for item in clause.of("slept"):
            item.used = True
            hours = _hours(item.qtys[0])
            if hours is not None:
                return hours
        near = clause.has(text, "SLEPT")
        last_night = (
            "night" in text.words[clause.start : clause.end] and "last" in text.words[clause.start : clause.end]
        )
        for item in clause.of("chain"):
            timed = len(item.qtys) == 1 and item.qtys[0].spoken == "HOUR"
            if timed and (near or (last_night and not clause.names and item.qtys[0].value >= 3 * 3600)):
                item.used = True
                return _hours(item.qtys[0])
            if (
                near
                and len(item.qtys) == 1
                and item.qtys[0].unit == ""
                and item.qtys[0].value <= 14
                and not clause.names
            ):
                item.used = True
                return item.qtys[0].value
    return None


def _hours(qty: Qty) -> float | None:
    if qty.unit == "s":
        hours = qty.value / 3600 if qty.spoken != "clock" else qty.value / 60
    elif qty.unit == "":
        hours = qty.value
    else:
        return None
    return round(hours, 2) if 0 <= hours <= 24 else None


def bodyweight(text: Text, clauses: Sequence[Clause], unit: Unit) -> Bodyweight | None:
    """A body mass stated."""
    for clause in clauses:
        for item in clause.of("weighed"):
            found = _mass(item.qtys[0], unit)
            if found:
                item.used = True
                return found
        if clause.names:
            continue
        weighs = (
            _weight_today(text, clause)
            or clause.has(text, "WEIGHED")
            or any(item.kind == "BW" for item in clause.items)
        )
        for item in clause.of("chain"):
            if weighs and len(item.qtys) == 1 and item.lead in {"", "at"} and item.qtys[0].value >= 30:
                found = _mass(item.qtys[0], unit)
                if found:
                    _use_all(clause, item)
                    return found
    return None


def _weight_today(text: Text, clause: Clause) -> bool:
    """ "weight 71.4 kg this morning" is the runner's own; "weight: 80 kg" under an exercise is not."""
    words = text.words[clause.start : clause.end]
    stated = any(len(item.qtys) == 1 and item.qtys[0].unit in {"kg", "lb"} for item in clause.of("chain"))
    if stated and "this" in words and "morning" in words:
        return True
    return "weight" in words and bool(
        {"morning", "today", "woke", "breakfast", "scale"} & set(words) or clause.sentence == 0 == clause.start
    )


def _use_all(clause: Clause, item: Item) -> None:
    item.used = True
    for mark in clause.of("BW"):
        mark.used = True


def _mass(qty: Qty, unit: Unit) -> Bodyweight | None:
    if qty.unit not in {"kg", "lb", "k", ""} or not 25 <= qty.value <= 700:
        return None
    stated: Unit = "lb" if qty.unit == "lb" else "kg" if qty.unit else unit
    return Bodyweight(value=plain(qty.value), unit=stated)


def minutes(left: Sequence[Item], clauses: Sequence[Clause]) -> int | None:
    """The duration of the workout: a time that belongs to no exercise."""
    found: list[tuple[bool, float]] = []
    unbound = {id(item) for item in left}
    for clause in clauses:
        took = any(item.kind == "TOOK" for item in clause.items)
        strange = sum(1 for item in clause.items if item.kind == "WORD" and not item.known) >= 2
        strange = strange or any(item.kind == "FOREIGN" for item in clause.items)
        for item in clause.items:
            if item.used or item.kind != "chain" or len(item.qtys) != 1 or id(item) not in unbound:
                continue
            qty = item.qtys[0]
            value = _minutes_of(qty, took)
            if not took and (strange or not 5 <= (value or 0) <= 240):
                continue
            if value is not None and (took or qty.low is None):
                found.append((took, value))
    for wanted in (True, False):
        for took, value in found:
            if took is wanted:
                return int(value + 0.5)
    return None


def _minutes_of(qty: Qty, took: bool) -> float | None:
    if qty.unit == "s" and not qty.bells:
        if qty.spoken == "SEC":
            return None
        value = qty.value / 60
        if qty.spoken == "clock":
            if not took:
                return None
            value = qty.value if value < 5 else value
        return value if 1 <= value <= 600 else None
    if qty.unit == "m?" and qty.value >= 5:
        return qty.value
    if took and qty.unit == "" and 5 <= qty.value <= 240 and not qty.list_:
        return qty.value
    return None


def effort(clauses: Sequence[Clause], rated: Sequence[float]) -> float | None:
    """The session's RPE: said as effort, as a bare score, or as an RPE that stands apart."""
    told = [item for clause in clauses for item in clause.of("effort")]
    said = [item.value or 0.0 for item in told if 1 <= (item.value or 0) <= 10]
    if not said:
        said = list(rated[-1:])
    if not said:
        scores = [item for clause in clauses for item in clause.of("score") if 1 <= (item.value or 0) <= 10]
        for item in scores:
            item.used = True
        said = [item.value or 0 for item in scores[:1]]
    return plain(said[-1]) if said else None
