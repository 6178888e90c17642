"""Exercises left out: "all but the calf raises", "skipped the plank", "no nordics", "step-ups skipped"."""

from collections.abc import Sequence

from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.grammar import Item
from bot.coaching.checkin.text import Text

_LOOSE = frozenset(
    {
        "no",
        "minus",
        "less",
        "zero",
        "without",
        "wo",
        "not",
        "sans",
        "left",
        "missed",
        "gave",
        "leave",
        "avoiding",
        "barring",
        "dont",
    }
)


def left_out(text: Text, clauses: Sequence[Clause]) -> list[Item]:
    """The names (as items) that the text says were left out, in its order."""
    found: list[Item] = []
    going = False
    for at, clause in enumerate(clauses):
        leaving = _leaving(text, clause)
        if clause.sep not in {"COMMA", "AND", "PLUS"} or not _bare(clause):
            going = False
        for name in clause.names:
            behind = [span for span in leaving if span.end <= name.start and _adjoining(clause, span, name)]
            if (
                (behind or going) and not _has_data(clause, name) and not _data_next(clauses, at, clause, name)
            ) or _not_done(text, clause, name):
                found.append(name)
        going = bool(found) and bool(clause.names) and clause.names[-1] in found and not _trailing(clause)
    return found


def _leaving(text: Text, clause: Clause) -> list[Span]:
    spans = [*clause.spans(text, "EXCEPT"), *clause.spans(text, "SKIPX")]
    words = text.words
    kept = []
    for span in spans:
        after = words[span.end : span.end + 3]
        before = words[span.start - 1] if span.start else ""
        part = bool(
            {"last", "set", "sets", "one", "rep", "reps", "weight", "weights", "warm", "rest", "break", "pain"}
            & set(after)
        )
        if not part and before not in {"didnt", "never", "dont"}:
            kept.append(span)
    return kept


def _adjoining(clause: Clause, span: Span, name: Item) -> bool:
    """Whether nothing of weight stands between the words of leaving out and the name."""
    between = [item for item in clause.items if span.end <= item.start < name.start]
    return (
        all(item.kind in {"WORD", "NAME", "SIDE", "FOREIGN", "OF", "TO", "OR", "FOR"} for item in between)
        and len(between) < 5
    )


def _bare(clause: Clause) -> bool:
    """Whether a clause is little more than a name, so that a list of names goes on in it."""
    before = []
    for item in clause.items:
        if item.kind == "NAME":
            break
        before.append(item)
    return bool(clause.names) and len([item for item in before if not item.known]) == 0 and len(before) <= 2


def _has_data(clause: Clause, name: Item) -> bool:
    """Whether sets of its own follow the name, or stand before it without words of leaving out between."""
    for item in clause.items:
        if item.start >= name.end:
            if item.kind == "NAME":
                return False
            if item.kind in {"chain", "rpe"} and _work(item):
                return True
    return False


def _work(item: Item) -> bool:
    if item.kind != "chain":
        return True
    return len(item.qtys) > 1 or item.qtys[0].unit in {"reps", "sets", "kg", "lb"} or bool(item.qtys[0].list_)


def _data_next(clauses: Sequence[Clause], at: int, clause: Clause, name: Item) -> bool:
    """Whether the next clause is nothing but sets: "no nordics..., 3x5" would report them."""
    if clause.names[-1] is not name or at + 1 >= len(clauses):
        return False
    following = clauses[at + 1]
    if following.sep != "COMMA" or following.names or not following.items:
        return False
    first = following.items[0]
    return first.kind == "chain" and len(first.qtys) > 1


def _not_done(text: Text, clause: Clause, name: Item) -> bool:
    """ "step-ups skipped", "plank: not done"."""
    if _has_data(clause, name):
        return False
    for span in clause.spans(text, "NOTDONE"):
        between = [item for item in clause.items if name.end <= item.start < span.start]
        behind = (
            span.start >= name.end
            and all(item.kind in {"WORD", "NAME"} and item.known for item in between)
            and len(between) <= 3
        )
        after = text.words[span.end : span.end + 2]
        if behind and not {
            "pain",
            "issues",
            "problem",
            "problems",
            "trouble",
            "niggles",
            "set",
            "last",
            "weight",
            "reps",
        } & set(after):
            return True
    return False


def _trailing(clause: Clause) -> bool:
    """Whether the clause goes on with something else behind its last name."""
    last = clause.names[-1]
    return any(item.start >= last.end and item.kind == "WORD" and not item.known for item in clause.items)
