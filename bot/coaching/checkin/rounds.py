"""A circuit: "three rounds: 10 step-ups, 12 push-ups, 30 s plank" is three sets of each."""

from collections.abc import Sequence

from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.grammar import Item, Qty
from bot.coaching.checkin.text import Text

_ROUNDS = frozenset({"round", "rounds", "circuit", "circuits", "laps"})


def spread_rounds(text: Text, parts: Sequence[Clause]) -> None:
    """Gives each exercise of a circuit its count of sets, up to the end of the sentence or one with sets of its own."""
    count: Qty | None = None
    sentence = -1
    for clause in parts:
        if clause.sentence != sentence or clause.sep == "THEN":
            count, sentence = None, clause.sentence
        found = _rounds(text, clause)
        if found is not None:
            count = found
        elif count is not None and clause.names:
            if _counted(clause):
                count = None
                continue
            clause.items.insert(0, Item("chain", clause.start, clause.start, (Qty(count.value, "sets"),)))


def _rounds(text: Text, clause: Clause) -> Qty | None:
    for item in clause.of("chain"):
        said = _ROUNDS & set(text.words[item.start : item.end])
        if said and item.qtys[0].unit == "sets" and not item.qtys[0].list_ and item.qtys[0].low is None:
            return item.qtys[0]
    return None


def _counted(clause: Clause) -> bool:
    """Whether a clause says its own sets, or nothing that could be done in one."""
    chains = clause.of("chain")
    counts = any(len(item.qtys) > 1 or item.qtys[0].unit == "sets" or item.qtys[0].list_ for item in chains)
    return counts or not any(item.qtys[0].unit in {"", "reps", "s", "m"} for item in chains)
