"""Several answers in one message: each clause goes to the question it answers, and what fits none is said so."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation.meeting import heard
from bot.conversation.meeting.asking import NOTHING, Question, Step, with_runner
from bot.conversation.meeting.places import zone_of
from bot.conversation.meeting.questions import MEETING
from bot.conversation.meeting.questions.body import experience_in
from bot.conversation.meeting.questions.kit import kit_in
from bot.conversation.meeting.questions.season import phase_in, set_race, start_of
from bot.conversation.turn import Turn

_CLAUSES = re.compile(r",(?!\d)|(?<!\d),|[;\n]|\.(?=\s|$)|\s\|\s|\band (?=i |my )", re.IGNORECASE)
_DAY = re.compile(
    r"\b(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(day|sday|nesday|rsday|urday)?s?\b"
    r"|\b(week|every ?|any ?|each ?|all ?)days?\b|\bdaily\b"
)
RUN_WORDS = re.compile(r"\b(run(s|ning)?|easy|hard|long|intervals?|tempo|track|threshold|hills?|speed|recovery|jog)\b")
_GYM = re.compile(r"\b(gym|strength|lifting|weights)\b(?=.*\d|.*\b(mon|tue|wed|thu|fri|sat|sun|any|every|week))")
_LIFT = re.compile(
    r"\b(dead ?lifts?|dl|squats?|hip thrusts?|rdls?|romanian|ohp|overhead press|pull-?ups?|chin-?ups?|1 ?rm)\b.*\d"
    r"|\bno (?:idea|lifts|maxes)\b"
)
_BODY = re.compile(
    r"\b\d{2,3}([.,]\d+)?\s*(kgs?|kilos?|lbs?|pounds?)\b|\b\d+ ?(st|stone)\b|\b(metric|imperial|weigh)\b"
)
_LONG = re.compile(r"\b\d+([.,]\d+)? ?(min\w*|m|h|hours?|k|km|mi|miles?)\b")
"""How long or how far: what is said of a run, never of a strength day."""
_REMIND = re.compile(r"\b(remind\w*|mornings? (at|\d)|evening (at|\d|off)|morning (at|\d|off))\b")
_NO_KIT = re.compile(r"\b(equipment|gear|kit|gym|body ?weight|weights|just me)\b")
_TIME = re.compile(r"^\W*(at )?\d{1,2}([:.h]\d\d)? ?(am|pm|h)?( ?\d+ ?(min|minutes|m|h|hours?))?\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a message answered: the questions, the sentences of what was understood, the changed runner, the rest."""

    turn: Turn
    ids: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def clauses_of(text: str) -> tuple[str, ...]:
    """The clauses of a message; a decimal comma is none."""
    return tuple(part.strip() for part in _CLAUSES.split(text) if part and part.strip())


def of_days(text: str) -> bool:
    """Whether the words name days of the week, and not the day it is somewhere now."""
    bare = text.lower()
    return _DAY.search(bare) is not None and not re.search(r"\b(here|now|today|it'?s|it is)\b", bare)


def kind_of(clause: str, before: str | None, answered: Collection[str] = ()) -> str | None:
    """The id of the question a clause answers.

    `before` is that of the clause before it, whose days may go on; bare days are those of strength once the runs are
    `answered`. Until then only how long or how far they are says that they are runs.
    """
    bare = clause.lower()
    day = _DAY.search(bare)
    if heard.no_runs(bare):
        return "runs"
    if _GYM.search(bare):
        return "gym"
    if day and RUN_WORDS.search(bare):
        return "runs"
    if day and not heard.RACE_WORDS.search(bare):
        return before if before in {"runs", "gym"} else _of_days(bare, answered)
    if _TIME.match(bare):
        return before if before in {"runs", "gym", "phase"} else None
    return "phase" if before == "phase" and heard.race_start(bare) else _kind_by_words(clause, bare)


def _of_days(bare: str, answered: Collection[str]) -> str | None:
    """Whose days these are where no word says it; None where they might be either's."""
    return "runs" if _LONG.search(bare) else "gym" if "runs" in answered else None


def _kind_by_words(clause: str, bare: str) -> str | None:
    for kind, words in (("lifts", _LIFT), ("reminders", _REMIND), ("phase", heard.RACE_WORDS), ("body", _BODY)):
        if words.search(bare):
            return kind
    if phase_in(clause):
        return "phase"
    if re.search(r"\b(beginner|begginer|beginer|novice|newbie|intermediate|advanced)\b|lifting for", bare):
        return "experience" if experience_in(bare) else None
    kit = kit_in(clause)
    if kit or (kit is not None and _NO_KIT.search(bare)):
        return "equipment"
    if len(bare.split()) <= 6 and zone_of(clause):
        return "zone"
    return None


def taken(turn: Turn, text: str, asked: str | None = None) -> Taken:
    """Every answer of the first meeting that the message holds, one after the other; `asked` is what is open."""
    parts: dict[str, list[str]] = {}
    left: list[str] = []
    before = asked
    given = {"runs"} if turn.runner.athlete.runs_given else set()
    clauses = clauses_of(text[: heard.LIMIT])
    listed = sum(bool(_DAY.search(clause.lower())) for clause in clauses) > 1 and RUN_WORDS.search(text.lower())
    for clause in clauses:
        kind = kind_of(clause, before, turn.runner.answered | given)
        if kind is None and listed and _DAY.search(clause.lower()):
            kind = "runs"
        if kind is None:
            left.append(clause)
            continue
        parts.setdefault(kind, []).append(clause)
        before = kind
    result = Taken(turn=turn, left=tuple(left))
    for question in MEETING:
        if question.id in parts:
            result = _with(result, question, ", ".join(parts[question.id]))
    return result


def _with(result: Taken, question: Question, words: str) -> Taken:
    step: Step | None = question.read(result.turn, NOTHING, words)
    if step and step.goto == "races" and isinstance(step.draft.get("race"), str):
        step = set_race(result.turn, date.fromisoformat(str(step.draft["race"])), None, start_of(step.draft))
    if step is None or not (step.done or step.warn or step.draft):
        return replace(result, left=(*result.left, words))
    warns = (*result.warns, step.warn) if step.warn else result.warns
    if not step.done:
        return replace(result, warns=warns, left=(*result.left, words) if not step.warn else result.left)
    return replace(
        result,
        turn=with_runner(result.turn, step.runner),
        ids=(*result.ids, question.id),
        says=(*result.says, step.says),
        warns=warns,
    )
