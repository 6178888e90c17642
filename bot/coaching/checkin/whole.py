"""What a message says of the whole workout and the day: effort, minutes, sleep, body mass, run, feel, form, status."""

from collections.abc import Sequence
from typing import cast

from bot.coaching.athlete import Unit
from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.grammar import Item, Qty
from bot.coaching.checkin.text import Text
from bot.coaching.report import Bodyweight, Feel, RunReport, Status

_MILE = 1.609344
_NOT_SESSION = frozenset(
    """sleep slept knee knees shin hip ankle achilles foot calf calves back shoulder form technique weather morning evening night luck food run running ran jog bike ride coffee music gym
    idea news week day job work breakfast lunch dinner evening afternoon legs leg quads hamstrings glutes hamstring pain hardly km miles mile 5k 10k pace""".split()
)


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
            if item.kind in {"REST", "TEMPO"}:
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


def sleep(text: Text, clauses: Sequence[Clause]) -> float | None:
    """Hours slept."""
    for clause in clauses:
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
    return Bodyweight(value=_plain(qty.value), unit=stated)


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


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
        if at + 1 < len(clauses) and (distance is None or time is None):
            more_distance, more_time = _continued(text, clauses[at + 1], distance, time)
            distance, time = distance or more_distance, time or more_time
        km, seconds = km if km is not None else distance, seconds or time
        if _parkrun(text, clause) and km is None:
            km = 5.0
    if not told or (km is None and seconds is None):
        return None
    return RunReport(km=None if km is None else _plain(round(km, 2)), minutes=_run_minutes(seconds, km))


def _parkrun(text: Text, clause: Clause) -> bool:
    words = text.words[clause.start : clause.end]
    return "parkrun" in words or any(pair == ("park", "run") for pair in zip(words, words[1:], strict=False))


def _is_run(text: Text, clause: Clause) -> bool:
    distance = [item for item in clause.of("chain") if len(item.qtys) == 1 and item.qtys[0].unit in {"km", "mi", "k"}]
    if clause.names and not any(name.text == "hill_running" for name in clause.names):
        first = clause.names[0].start
        ran = [span for span in clause.spans(text, "RAN") if span.start < first]
        return bool(ran) and any(item.qtys[0].unit in {"km", "mi"} and item.start < first for item in distance)
    if any(item.qtys[0].unit in {"km", "mi"} for item in distance):
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
    return _plain(round(minutes, 2))


def minutes(left: Sequence[Item], clauses: Sequence[Clause]) -> int | None:
    """The duration of the workout: a time that belongs to no exercise."""
    found: list[tuple[bool, float]] = []
    unbound = {id(item) for item in left}
    for clause in clauses:
        took = any(item.kind == "TOOK" for item in clause.items)
        strange = sum(1 for item in clause.items if item.kind == "WORD" and not item.known) >= 2
        for item in clause.items:
            if item.used or item.kind != "chain" or len(item.qtys) != 1 or id(item) not in unbound:
                continue
            qty = item.qtys[0]
            value = _minutes_of(qty, took)
            if not took and (strange or (value or 0) < 5):
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
    said: list[float] = []
    for clause in clauses:
        for item in clause.of("effort"):
            if 1 <= (item.value or 0) <= 10:
                said.append(item.value or 0)
    if not said:
        said = list(rated[-1:])
    if not said:
        scores = [item for clause in clauses for item in clause.of("score") if 1 <= (item.value or 0) <= 10]
        for item in scores:
            item.used = True
        said = [item.value or 0 for item in scores[:1]]
    return _plain(said[-1]) if said else None


def feel(text: Text, clauses: Sequence[Clause]) -> Feel | None:
    """Easy, good or hard; of contradicting words the last counts."""
    found: Feel | None = None
    masked = list(text.words)
    for hit in text.hits:
        masked[hit.start : hit.end] = ["\0"] * (hit.end - hit.start)
    for clause in clauses:
        for span in clause.spans(text, "FEEL"):
            if not _about_something_else(text, clause, span, masked):
                found = cast("Feel", _turned(text, span))
    return found


def _turned(text: Text, span: Span) -> str:
    before = text.words[max(0, span.start - 3) : span.start]
    if {"not", "wasnt", "isnt", "didnt", "never", "nothing"} & set(before):
        return {"hard": "easy", "easy": "hard", "good": "hard"}[span.value]
    return span.value


def _about_something_else(text: Text, clause: Clause, span: Span, masked: Sequence[str]) -> bool:
    """Whether a word such as "good" or "heavy" is not said of the workout."""
    if clause.has(text, "FORM", "FORMOK") or _of_run(text, clause, span):
        return True
    if span.end - span.start > 1 and text.words[span.start] not in {
        "not",
        "wasnt",
        "so",
        "very",
        "really",
        "too",
        "pretty",
        "super",
    }:
        return False
    before = span.start - 1
    while before >= clause.start and masked[before] in _ADVERBS:
        before -= 1
    after = masked[span.end] if span.end < clause.end else ""
    subject = masked[before] if before >= clause.start else ""
    if subject in _NOT_SESSION or after in _NOT_SESSION:
        return True
    told = subject in _SUBJECTS or not subject.isalpha() or not subject.isascii() or _is_word_of(clause, before)
    ends = after in _ENDS or not after.isalpha() or not after.isascii()
    return not (told and ends)


def _of_run(text: Text, clause: Clause, span: Span) -> bool:
    """Whether the word is said of a run: "easy 8k run", "ran 12k easy"."""
    ran = clause.spans(text, "RAN")
    felt = {"felt", "feel", "was", "feeling"} & set(text.words[max(0, span.start - 3) : span.start])
    return any(span.end <= each.start for each in ran) or (bool(ran) and not felt)


def _is_word_of(clause: Clause, at: int) -> bool:
    """Whether the word there belongs to a measure or a mark: "3x12 @ 60 kg hard"."""
    return any(item.start <= at < item.end and (item.kind != "WORD" or item.known) for item in clause.items)


_ADVERBS = frozenset(
    """felt feel feels feeling was is were are went a bit little really very pretty so too quite super still just all kind of sort somewhat rather fairly absolutely totally honestly actually
    surprisingly seriously proper properly bloody fucking damn freaking way extremely incredibly slightly got getting been that this felt mega ultra hella dead
    lil tad again always mostly generally in not wasnt isnt didnt never nothing""".split()
)
_SUBJECTS = frozenset(
    """um uh ended ending end started began begin wow man god gosh jeez phew damn it everything session workout today whole thing one sets set weight weights training gym lift lifting exercises and but ok okay well yes yeah overall lifts i me am im
    everyting day which reps rep effort strength felt done finished complete last first second both them they these those lot stuff yep super overall entire rest end bar
    hm hmm oh lol haha though tho then yesterday morning evening tonight night what body hour minutes min""".split()
)
_ENDS = frozenset(
    """um uh tbh ngl today session workout one stuff going effort day overall but though tho and lol haha me again yesterday tonight work enough on with for at the as in this now so i man mate actually really
    time throughout by to than out till until especially after first then all sets felt sesh training bro honestly thanks thank first feeling yeah because cause""".split()
)


def form_slipped(text: Text) -> bool:
    """Whether the runner says that the form broke down."""
    fine = text.of("FORMOK")
    for span in text.of("FORM"):
        covered = any(other.start <= span.start and span.end <= other.end for other in fine)
        before = text.words[max(0, span.start - 3) : span.start]
        denied = {"no", "never", "not", "without", "didnt", "before", "wasnt", "if", "until", "till", "stopped"} & set(
            before
        )
        if not covered and not denied:
            return True
    return any(word in _FORM_WORDS and _went_bad(text.words, at) for at, word in enumerate(text.words))


_FORM_WORDS = frozenset({"form", "technique"})
_BAD = frozenset(
    """ropey ropy sloppy messy bad ugly shaky worse terrible awful poor rubbish dodgy crap shit suffered suffering faded loose wobbly iffy questionable deteriorated deteriorating
    slipped slipping slip broke breaking broken fell falling lost losing went gone collapsed crumbled failed failing disintegrated ragged scrappy horrible sketchy janky declined dropped sagged slid""".split()
)
_FORM_DENIED = frozenset(
    "no never not without didnt before wasnt if until till stopped isnt hardly nothing good held holding solid great fine".split()
)


def _went_bad(words: Sequence[str], at: int) -> bool:
    """Whether the form named here went bad within the next words."""
    for index in range(at + 1, min(at + 8, len(words))):
        if words[index] in _FORM_DENIED or words[index] in {".", ",", ";", "\n"}:
            return False
        if words[index] in _BAD:
            return not _FORM_DENIED & set(words[max(0, at - 3) : at])
    return False


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
