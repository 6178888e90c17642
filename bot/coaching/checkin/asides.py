"""What is no work though it has numbers: rests, tempo, and warm-up sets that are named so."""

from collections.abc import Sequence

from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.grammar import Item


def drop_asides(clauses: Sequence[Clause]) -> None:
    """Rests, tempo and named warm-up sets are no work; they stay in the note."""
    warming = False
    for at, clause in enumerate(clauses):
        warm = [item for item in clause.items if item.kind == "WARMUP"]
        if (
            clause.sep in {"THEN", "NL", "STOP", "BLANK"}
            or clause.names
            or any(item.kind == "WORKSETS" for item in clause.items)
        ):
            warming = False
        if warm:
            begins = clause.items[0] is warm[0] and clause.sep in {"NL", "BLANK", "STOP", ""}
            warming = _marked_later(clauses, at) or (begins and _more_lines(clauses, at))
        if warm or (warming and not any(item.kind == "WORKSETS" for item in clause.items)):
            _drop_warm_up(clause)
        for index, item in enumerate(clause.items):
            if item.kind in {"REST", "TEMPO"} and not any(
                qty.unit in {"km", "mi", "k"} for each in clause.items for qty in each.qtys
            ):
                _drop_beside(clause.items, index)


def _drop_warm_up(clause: Clause) -> None:
    """Its numbers are dropped, up to where the work sets begin."""
    for item in clause.items:
        if item.kind == "WORKSETS":
            return
        if item.kind in {"chain", "rpe", "setno", "BW", "BELLS", "SIDE"}:
            item.used = True


def _marked_later(clauses: Sequence[Clause], at: int) -> bool:
    """Whether the end of the warm-up is marked, so that it goes on over commas until there."""
    for clause in clauses[at + 1 :]:
        if clause.sep in {"NL", "STOP", "BLANK"} or clause.names:
            return False
        if clause.sep == "THEN" or any(item.kind == "WORKSETS" for item in clause.items):
            return True
    return False


def _more_lines(clauses: Sequence[Clause], at: int) -> bool:
    """Whether sets follow on a line of their own, so that the whole first line is the warm-up."""
    for clause in clauses[at + 1 :]:
        if clause.names:
            return False
        if clause.sep in {"NL", "BLANK"}:
            return any(item.kind == "chain" for item in clause.items)
    return False


def _drop_beside(items: Sequence[Item], at: int) -> None:
    for near in (at + 1, at - 1):
        if 0 <= near < len(items) and items[near].kind == "chain" and not items[near].used:
            qty = items[near].qtys[0]
            timed = len(items[near].qtys) == 1 and (
                qty.unit == "s" or (items[at].text == "tempo" and bool(qty.list_ or not qty.unit))
            )
            if timed or (items[at].text == "tempo" and near == at + 1):
                items[near].used = True
                return
