"""Whether a workout was done, done in part or skipped."""

from collections.abc import Sequence

from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.text import Text
from bot.coaching.report import Status


def status(text: Text, clauses: Sequence[Clause], entries: bool, omitted: bool, foreign: bool) -> Status | None:
    """Done, partial or skipped; None where the text says nothing of it."""
    said: set[str] = set()
    for clause in clauses:
        for span in clause.spans(text, "STATUS"):
            if _counts(text, clause, span):
                said.add(span.value)
    if omitted:
        return "partial"
    if "partial" in said:
        return "partial"
    if "skipped" in said:
        return "partial" if entries else "skipped"
    return "done" if "done" in said or entries or foreign else None


def _counts(text: Text, clause: Clause, span: Span) -> bool:
    """Whether a word such as "skip" or "done" is about the workout."""
    words = text.words
    before = set(words[max(clause.start, span.start - 2) : span.start])
    after = words[span.end : span.end + 2]
    if span.value == "done":
        if before & {
            "not",
            "havent",
            "hasnt",
            "wasnt",
            "isnt",
            "will",
            "ill",
            "couldnt",
            "could",
            "nearly",
            "tomorrow",
            "almost",
            "need",
            "be",
            "never",
            "didnt",
            "should",
            "if",
            "when",
            "cant",
            "to",
            "once",
        }:
            return False
        return not (words[span.start] == "did" and span.end - span.start == 1)
    if span.value == "skipped":
        named = any(item.kind in {"NAME", "FOREIGN"} and item.start >= span.start for item in clause.items)
        short = words[span.start] in {"skipped", "skip", "skipping", "skiped"} and span.end - span.start == 1
        sets = after[:1] and after[0] in {
            "rope",
            "set",
            "sets",
            "last",
            "one",
            "a",
            "two",
            "breakfast",
            "lunch",
            "dinner",
            "warm",
            "warmup",
            "the",
        }
        if short and (named or (sets and after != ["the", "gym"]) or clause.names):
            return False
        return not before & {"didnt", "not", "never", "wont", "dont", "nearly", "almost"} or span.end - span.start > 1
    return True
