"""The day a report is about: "yesterday", "on Tuesday", "2 days ago", a date; else the day it is sent."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.text import Text

_SHORT = frozenset({"sat", "sun", "mo", "mon", "fri", "wed", "thu", "tue"})


def report_day(text: Text, clauses: Sequence[Clause], today: date) -> date:
    """The latest day named that is not after `today`; a day of something else (sleep, a plan) does not count."""
    for clause in clauses:
        found = _in_clause(text, clause, today)
        if found is not None:
            return found
    return today


def _in_clause(text: Text, clause: Clause, today: date) -> date | None:
    if clause.has(text, "SLEPT") or any(item.kind == "slept" for item in clause.items):
        return None
    iso = _iso(text, clause, today)
    if iso is not None:
        return iso
    ago = _ago(text, clause, today)
    if ago is not None:
        return ago
    named = sorted((*clause.spans(text, "DAY"), *clause.spans(text, "WEEKDAY")), key=lambda span: (span.start, -span.end))
    for span in named:
        found = _day(text, clause, span, today)
        if found is not None:
            return found
    return _month_day(text, clause, today)


def _day(text: Text, clause: Clause, span: Span, today: date) -> date | None:
    before = text.words[span.start - 1] if span.start else ""
    if _other(text, span):
        return None
    if span.value == "today":
        return today
    if span.value.startswith("-"):
        return None if before == "since" else today + timedelta(days=int(span.value))
    if not _is_weekday(text, clause, span):
        return None
    back = (today.weekday() - int(span.value)) % 7
    if back == 0 and before == "last":
        back = 7
    return today - timedelta(days=back)


def _other(text: Text, span: Span) -> bool:
    """Whether a day is one to come, or a beginning or an end of something."""
    words = text.words[max(0, span.start - 4) : span.start]
    if any(word in {"since", "until", "till", "next", "before", "by", "every", "from", "til"} for word in words[-2:]):
        return True
    ahead = {"see", "tomorrow", "will", "ill", "going", "gonna", "planning", "plan", "race", "rest", "coming", "upcoming", "for", "than"}
    return any(word in ahead for word in words) or text.words[span.end : span.end + 1] in (["race"], ["plan"])


def _is_weekday(text: Text, clause: Clause, span: Span) -> bool:
    """Short forms are also words ("sat", "sun"): they count with "on" or a sign beside them, or at the beginning."""
    word = text.words[span.start]
    if word not in _SHORT:
        return True
    before = text.words[span.start - 1] if span.start else ""
    after = text.pieces[span.end].text if span.end < len(text.pieces) else ""
    if before in {"on", "last", "this", "from"} or span.start == clause.start:
        return word not in {"sat", "sun"} or before != "" or after not in {"in", "on", "down", "at", "through"}
    return word not in {"sat", "sun", "mo"} and before != "the"


def _iso(text: Text, clause: Clause, today: date) -> date | None:
    for piece in text.pieces[clause.start : clause.end]:
        if piece.kind == "date":
            try:
                found = date.fromisoformat(piece.text)
            except ValueError:
                return None
            return found if found <= today else None
    return None


def _ago(text: Text, clause: Clause, today: date) -> date | None:
    for span in clause.spans(text, "AGO"):
        for item in clause.items:
            if item.kind == "chain" and item.end == span.start and item.qtys[-1].unit == "" and item.qtys[-1].value <= 60:
                item.used = True
                return today - timedelta(days=int(item.qtys[-1].value))
        if span.start and text.words[span.start - 1] in {"couple", "of"}:
            return today - timedelta(days=2)
        if span.start and text.words[span.start - 1] in {"a", "one"}:
            return today - timedelta(days=1)
    return None


def _month_day(text: Text, clause: Clause, today: date) -> date | None:
    """"5 Jan", "January 5th": the latest such day."""
    for span in clause.spans(text, "MONTH"):
        for item in clause.items:
            beside = item.kind == "chain" and len(item.qtys) == 1 and (item.end == span.start or item.start == span.end)
            if beside and item.qtys[0].unit == "" and 1 <= item.qtys[0].value <= 31:
                found = _latest(int(span.value), int(item.qtys[0].value), today)
                if found is not None:
                    item.used = True
                    return found
    return None


def _latest(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None
