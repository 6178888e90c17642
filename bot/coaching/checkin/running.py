"""A run that a message reports: kilometres and minutes."""

from collections.abc import Sequence

from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.grammar import Qty
from bot.coaching.checkin.text import Text
from bot.coaching.report import RunReport

_MILE = 1.609344


def run(text: Text, clauses: Sequence[Clause]) -> RunReport | None:
    """A run: kilometres (miles turned to kilometres) and minutes."""
    km: float | None = None
    seconds: Qty | None = None
    told = False
    for at, clause in enumerate(clauses):
        if not _is_run(text, clause):
            continue
        told = True
        distance, time = _figures(clause)
        time = time or _bare_minutes(text, clause, distance)
        if at + 1 < len(clauses) and (distance is None or time is None):
            more_distance, more_time = _continued(text, clauses[at + 1], distance, time)
            distance, time = distance or more_distance, time or more_time
        km, seconds = km if km is not None else distance, seconds or time
        if _parkrun(text, clause) and km is None:
            km = 5.0
    if not told or (km is None and seconds is None):
        return None
    return RunReport(km=None if km is None else plain(round(km, 2)), minutes=_run_minutes(seconds, km))


def _parkrun(text: Text, clause: Clause) -> bool:
    return "parkrun" in " ".join(text.words[clause.start : clause.end]).replace("park run", "parkrun").split()


_NO_RUN = frozenset(
    {
        "walked",
        "walk",
        "walking",
        "cycled",
        "cycling",
        "bike",
        "biked",
        "rode",
        "swam",
        "swimming",
        "hiked",
        "hike",
        "rowed",
        "drove",
    }
)


def _is_run(text: Text, clause: Clause) -> bool:
    if _NO_RUN & set(text.words[clause.start : clause.end]):
        return False
    distance = [item for item in clause.of("chain") if len(item.qtys) == 1 and item.qtys[0].unit in {"km", "mi", "k"}]
    if clause.names and not any(name.text == "hill_running" for name in clause.names):
        first = clause.names[0].start
        ran = [span for span in clause.spans(text, "RAN") if span.start < first]
        return bool(ran) and any(item.qtys[0].unit in {"km", "mi"} and item.start < first for item in distance)
    if any(item.qtys[0].unit in {"km", "mi"} for item in distance):
        return not _planned(text, clause)
    timed = any(len(item.qtys) == 1 and item.qtys[0].spoken in {"clock", "hms", "MIN"} for item in clause.of("chain"))
    if distance and timed and not clause.spans(text, "FOREIGN"):
        return not _planned(text, clause)
    ran = clause.spans(text, "RAN")
    return bool(ran) and not _planned(text, clause) and not _out_of_time(text, ran)


def _out_of_time(text: Text, ran: Sequence[Span]) -> bool:
    return all(text.words[span.end : span.end + 2] in (["out", "of"], ["late", ""]) for span in ran)


def _planned(text: Text, clause: Clause) -> bool:
    words = set(text.words[clause.start : clause.end])
    return bool(
        words
        & {
            "tomorrow",
            "before",
            "next",
            "will",
            "upcoming",
            "planned",
            "plan",
            "planning",
            "goal",
            "target",
            "sunday's",
            "race",
            "gonna",
        }
    )


def _figures(clause: Clause) -> tuple[float | None, Qty | None]:
    km: float | None = None
    time: Qty | None = None
    for item in clause.of("chain"):
        for qty in item.qtys if len(item.qtys) <= 2 else ():
            if qty.unit in {"km", "mi", "k"} and km is None and qty.low is None:
                km = qty.value * (_MILE if qty.unit == "mi" else 1)
                item.used = True
            elif qty.unit == "s" and time is None:
                time = qty
                item.used = True
            elif qty.unit == "m" and km is None and qty.value >= 1000:
                km = qty.value / 1000
                item.used = True
    return km, time


def _bare_minutes(text: Text, clause: Clause, km: float | None) -> Qty | None:
    """ "ran 5k in 30": minutes, where the pace can be true."""
    for item in clause.of("chain"):
        qty = item.qtys[0]
        bare = len(item.qtys) == 1 and qty.unit == "" and not qty.list_ and qty.low is None
        if km and bare and item.start and text.words[item.start - 1] == "in" and 2.4 <= qty.value / km <= 20:
            item.used = True
            return Qty(qty.value * 60, "s", spoken="MIN")
    return None


def _continued(text: Text, clause: Clause, km: float | None, time: Qty | None) -> tuple[float | None, Qty | None]:
    """Figures of the run behind a comma: "ran 5k, 27 min"."""
    only = all(item.kind in {"chain", "WORD", "TOOK", "AT", "score", "effort", "rpe"} for item in clause.items)
    first = next((item for item in clause.items if item.kind != "WORD"), None)
    if not only or clause.sep not in {"COMMA", "AND", "DASH"} or first is None or first.kind != "chain":
        return None, None
    if clause.has(text, "SLEPT") or any(len(item.qtys) > 1 for item in clause.of("chain")):
        return None, None
    qty = first.qtys[0]
    gym = {"gym", "session", "workout", "total", "strength", "lifting"} & set(text.words[clause.start : clause.end])
    if gym or (qty.unit == "s" and time is not None) or (qty.unit in {"km", "mi", "k"} and km is not None):
        return None, None
    return _figures(clause) if qty.unit in {"s", "km", "mi", "k"} else (None, None)


def _run_minutes(time: Qty | None, km: float | None) -> float | None:
    """Minutes; a clock time that would give an impossible pace is h:mm."""
    if time is None:
        return None
    minutes = time.value / 60
    if time.spoken == "clock" and ((km and minutes / km < 2.4) or (km is None and minutes < 5)):
        minutes = time.value
    return plain(round(minutes, 2))


def plain(value: float) -> float:
    """A whole number as an integer."""
    return int(value) if value == int(value) else value
