"""How a workout went: easy, good or hard, and whether the form slipped."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Sequence
from typing import cast

from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.text import Text
from bot.coaching.report import Feel

_NOT_SESSION = frozenset(
    """
        sleep slept knee knees shin hip ankle achilles foot calf calves back shoulder form technique weather morning
        evening night luck food run running ran jog bike ride coffee music gym idea news week day job work breakfast
        lunch dinner evening afternoon legs leg quads hamstrings glutes hamstring pain hardly km miles mile 5k 10k
        pace
    """.split()
)


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
    """
        felt feel feels feeling was is were are went a bit little really very pretty so too quite super still just
        all kind of sort somewhat rather fairly absolutely totally honestly actually surprisingly seriously proper
        properly bloody fucking damn freaking way extremely incredibly slightly got getting been that this felt mega
        ultra hella dead lil tad again always mostly generally in not wasnt isnt didnt never nothing
    """.split()
)


_SUBJECTS = frozenset(
    """
        um uh ended ending end started began begin wow man god gosh jeez phew damn it everything session workout
        today whole thing one sets set weight weights training gym lift lifting exercises and but ok okay well yes
        yeah overall lifts i me am im everyting day which reps rep effort strength felt done finished complete last
        first second both them they these those lot stuff yep super overall entire rest end bar hm hmm oh lol haha
        though tho then yesterday morning evening tonight night what body hour minutes min
    """.split()
)


_ENDS = frozenset(
    """
        um uh tbh ngl today session workout one stuff going effort day overall but though tho and lol haha me again
        yesterday tonight work enough on with for at the as in this now so i man mate actually really time
        throughout by to than out till until especially after first then all sets felt sesh training bro honestly
        thanks thank first feeling yeah because cause
    """.split()
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
    """
        ropey ropy sloppy messy bad ugly shaky worse terrible awful poor rubbish dodgy crap shit suffered suffering
        faded loose wobbly iffy questionable deteriorated deteriorating slipped slipping slip broke breaking broken
        fell falling lost losing went gone collapsed crumbled failed failing disintegrated ragged scrappy horrible
        sketchy janky declined dropped sagged slid
    """.split()
)


_FORM_DENIED = frozenset(
    """
    no never not without didnt before wasnt if until till stopped isnt hardly nothing good held holding solid
    great fine
    """.split()
)


def _went_bad(words: Sequence[str], at: int) -> bool:
    """Whether the form named here went bad within the next words."""
    for index in range(at + 1, min(at + 8, len(words))):
        if words[index] in _FORM_DENIED or words[index] in {".", ",", ";", "\n"}:
            return False
        if words[index] in _BAD:
            return not _FORM_DENIED & set(words[max(0, at - 3) : at])
    return False
