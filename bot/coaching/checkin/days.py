"""The day a report is about: "yesterday", "on Tuesday", "2 days ago", a date; else the day it is sent."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.text import Text

_SHORT = frozenset({"sat", "sun", "mo", "mon", "fri", "wed", "thu", "tue"})


def report_day(text: Text, clauses: Sequence[Clause], today: date) -> date:
    """The day named nearest before what is reported, else the first named; a day of something else does not count."""
    named = [(at, found) for at, clause in enumerate(clauses) if (found := _in_clause(text, clause, today)) is not None]
    if not named:
        return today
    reported = [at for at, clause in enumerate(clauses) if clause.names or clause.has(text, "STATUS")]
    before = [found for at, found in named if reported and at <= reported[0]]
    return before[-1] if before else named[0][1]


def _in_clause(text: Text, clause: Clause, today: date) -> date | None:
    if clause.has(text, "SLEPT") or any(item.kind == "slept" for item in clause.items):
        return None
    iso = _iso(text, clause, today)
    if iso is not None:
        return iso
    ago = _ago(text, clause, today)
    if ago is not None:
        return ago
    named = sorted(
        (*clause.spans(text, "DAY"), *clause.spans(text, "WEEKDAY")), key=lambda span: (span.start, -span.end)
    )
    names = clause.names
    found = [(span, day) for span in named if (day := _day(text, clause, span, today)) is not None]
    early = [day for span, day in found if not names or span.start < names[0].start]
    if found:
        return early[-1] if early else found[0][1]
    return _month_day(text, clause, today) or _dotted(text, clause, today)


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
    numbers = [at for at, word in enumerate(words) if word[:1].isdigit()]
    words = words[numbers[-1] :] if numbers else words
    if any(word in {"since", "until", "till", "next", "before", "by", "every", "from", "til"} for word in words[-2:]):
        return True
    ahead = {
        "see",
        "tomorrow",
        "will",
        "ill",
        "going",
        "gonna",
        "planning",
        "plan",
        "race",
        "rest",
        "coming",
        "upcoming",
        "for",
        "than",
    }
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
            if (
                item.kind == "chain"
                and item.end == span.start
                and item.qtys[-1].unit == ""
                and item.qtys[-1].value <= 60
            ):
                item.used = True
                return today - timedelta(days=int(item.qtys[-1].value))
        if span.start and text.words[span.start - 1] in {"couple", "of"}:
            return today - timedelta(days=2)
        if span.start and text.words[span.start - 1] in {"a", "one"}:
            return today - timedelta(days=1)
    return None


def _month_day(text: Text, clause: Clause, today: date) -> date | None:
    """ "5 Jan", "January 5th": the latest such day."""
    for span in clause.spans(text, "MONTH"):
        for item in clause.items:
            beside = item.kind == "chain" and len(item.qtys) == 1 and (item.end == span.start or item.start == span.end)
            if beside and item.qtys[0].unit == "" and 1 <= item.qtys[0].value <= 31:
                found = _latest(int(span.value), int(item.qtys[0].value), today)
                if found is not None:
                    item.used = True
                    return found
    return None


def _dotted(text: Text, clause: Clause, today: date) -> date | None:
    """ "the 12.6.": day and month."""
    for item in clause.items:
        if item.kind != "chain" or len(item.qtys) != 1 or item.qtys[0].unit or item.start == 0:
            continue
        piece = text.pieces[item.start if item.lead == "" else item.end - 1]
        before = text.words[item.start - 1]
        after = text.pieces[item.end].text if item.end < len(text.pieces) else ""
        day, _, month = piece.text.partition(".")
        dated = (
            before in {"the", "on", "from", "of", "dated", "for"}
            and after in {".", ":"}
            and day.isdigit()
            and month.isdigit()
        )
        if dated and 1 <= int(month[:3]) <= 12 and 1 <= int(day[:3]) <= 31:
            found = _latest(int(month), int(day), today)
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
