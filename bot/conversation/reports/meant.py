"""What the words around a "done" make of it: a run alone, or fewer sets than were prescribed."""

import re
from dataclasses import replace

from bot.coaching.report import Reading, RunReport
from bot.coaching.session import Session
from bot.conversation.reports import filing
from bot.conversation.turn import Turn

_RUN = re.compile(r"\b(?:runs?|ran|running|jog(?:ged|ging)?|intervals|parkrun|miles)\b|\d ?(?:k|km|mi|miles?)\b")
_BESIDE = re.compile(r"\b(?:before|after|ahead of|despite)\b[^,;.]*")
_GYM = re.compile(
    r"\b(?:gym|sessions?|workouts?|lift(?:s|ed|ing)?|strength|weights|sets?|exercises?|everything|mobility|routine)\b"
)
_DONE = re.compile(r"\b(?:did|done|finished|completed?|nailed|smashed)\b|✓|✅")
_PARTS = re.compile(r"[,;+\n]|\.(?!\d)|\band\b|\bthen\b|\bbut\b|\bplus\b|\balso\b")
_NUMBERS = {"one": 1, "a single": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_SETS_OF_ALL = re.compile(
    r"\b(?P<n>[1-9]|one|a single|two|three|four|five) (?:(?!warm)\w+ )?sets? (?:of |for |on |in )?"
    r"(?:everything|each|all|every (?:exercise|one|lift))\b(?! (?:side|leg|arm))"
)
_FILLING = 2
"""Words around the count that tell nothing more, as in "but only"."""
_SET = re.compile(r"^\W*(?:i )?(?:did |a )?set (?:of )?(?=\d+ ?[x×] ?\d)", re.IGNORECASE)


def plainly(text: str) -> str:
    """The text without a leading "set" before sets × reps, which would name the fourth set of "set 4x8"."""
    return _SET.sub("", text)


def meant(turn: Turn, reading: Reading, session: Session | None, text: str) -> Reading:
    """The reading with a "done" that was said of a run off the session, and a count of sets said of all on each."""
    low = text.lower()
    if reading.status == "skipped" or reading.entries:
        return reading
    if reading.status == "done" and not reading.omitted and _of_the_run(low):
        return replace(reading, status=None, run=reading.run or RunReport())
    return _counted(turn, reading, session, low)


def _of_the_run(text: str) -> bool:
    """Whether each part of the text that says something is done, or names the gym, is about a run."""
    parts = [_BESIDE.sub("", part) for part in _PARTS.split(text)]
    done = [part for part in parts if _DONE.search(part)]
    return bool(done) and not _GYM.search(text) and all(_RUN.search(part) for part in done)


def _counted(turn: Turn, reading: Reading, session: Session | None, text: str) -> Reading:
    said = _SETS_OF_ALL.search(text)
    told = reading.status is not None or _DONE.search(text)
    if said is None or session is None or not told:
        return reading
    count = _NUMBERS.get(said["n"]) or int(said["n"])
    entries = tuple(
        replace(whole, sets=whole.sets[:1] * count)
        for whole in (filing.as_prescribed(turn, item) for item in session.exercises)
        if whole.exercise not in reading.omitted
    )
    spoken = len(said[0].split()) + _FILLING
    note = reading.note if len(reading.note.split()) > spoken else ""
    return replace(reading, status=reading.status or "done", entries=entries, note=note)
