"""Health: whether notes may be kept, age under 18, and the conditions that need a clinician's word first (R28)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.coaching.athlete import Athlete
from bot.coaching.runner import Runner
from bot.conversation.meeting.asking import Draft, Question, Step, again, pick, ticked
from bot.conversation.meeting.questions.kit import LOADS, UNDISCLOSED
from bot.conversation.render import bold, keyboard, lines, listed, paragraphs
from bot.conversation.turn import Turn
from bot.conversation.words import N_, _
from bot.messages import Button, Keyboard

MINOR = "minor"
MINOR_AGE = 17
YOUNGEST, OLDEST = 8, 110
CONDITIONS: Mapping[str, str] = {
    "pregnancy": N_("Pregnant"),
    "postpartum": N_("Gave birth in the last 12 weeks"),
    "heart": N_("Heart disease"),
    "osteoporosis": N_("Osteoporosis"),
    "surgery": N_("Surgery in the last 6 months"),
}
_SAID = {
    "pregnancy": re.compile(r"\b(pregnan\w*|expecting)\b"),
    "postpartum": re.compile(r"\b(postpartum|post-partum|postnatal|birth|newborn|c-section)\b"),
    "heart": re.compile(r"\b(heart|cardiac|cardio ?myopathy|arrhythmia|stent)\b"),
    "osteoporosis": re.compile(r"\b(osteoporosis|osteopenia|brittle bones?)\b"),
    "surgery": re.compile(r"\b(surger\w*|operation|operated|post-?op)\b"),
}
_AGE = re.compile(
    r"\b(?:i'?m|i am|aged?)\s*(?P<said>\d{1,2})\b|\b(?P<years>\d{1,2})\s*(?:years?|yrs?|yo|y/o)\b"
    r"|(?:^|[,;.(])\s*(?P<alone>\d{1,2})\s*(?=$|[,;.)])"
)
_NONE = re.compile(r"^\W*(none|no|nope|nothing|none of (?:these|those|them|the above)|not? me|all good|healthy|fine)\b")
_SILENT = re.compile(r"\b(rather not|prefer not|won'?t say|not (?:telling|say\w*)|skip|refuse|no comment|private)\b")
_YES = re.compile(r"\b(yes|yep|yeah|ok|okay|sure|keep|agree|allow|fine|y)\b")
_NO = re.compile(r"\b(no|nope|don'?t(?! know)|do not(?! know)|never|refuse|without|n)\b")


# -- consent to notes --------------------------------------------------------------------------------------------------


def _ask_notes(_turn: Turn, _draft: Draft) -> str:
    return _(
        "May I keep notes on your health: pain you report and where, and conditions that change the plan? They make "
        "me ease off the right exercises for as long as it takes. If not, what you tell me counts for that day only "
        "and is cut from what is stored. You can change this any time."
    )


def _notes_choices(_turn: Turn, _draft: Draft) -> Keyboard:
    return keyboard([pick(_("Yes, keep them"), "notes", "yes"), pick(_("No, don't keep them"), "notes", "no")])


def _tap_notes(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    return set_notes(turn, keep=arg == "yes") if arg in {"yes", "no"} else None


def _read_notes(turn: Turn, _draft: Draft, text: str) -> Step | None:
    bare = text.lower()
    if len(bare) > 60:
        return None
    if _NO.search(bare):
        return set_notes(turn, keep=False)
    return set_notes(turn, keep=True) if _YES.search(bare) else None


def set_notes(turn: Turn, *, keep: bool) -> Step:
    """The runner with health notes kept or not; refusing clears the notes there are, and withholds their conditions."""
    if keep:
        return Step(runner=replace(turn.runner, health_consent=True), says=_("Health notes: kept"))
    runner = replace(turn.runner, health_consent=False, pains=())
    if runner.athlete.conditions:
        runner = _bodyweight_only(replace(runner, athlete=replace(runner.athlete, conditions=(), cleared=False)))
    return Step(runner=runner, says=_("Health notes: not kept"))


def notes_words(turn: Turn) -> str:
    """Whether notes are kept."""
    return _("kept") if turn.runner.health_consent else _("not kept")


# -- conditions --------------------------------------------------------------------------------------------------------


def _drafted(turn: Turn, draft: Draft) -> set[str]:
    chosen = draft.get("chosen")
    if isinstance(chosen, Sequence):
        return {each for each in chosen if each == MINOR or each in CONDITIONS}
    athlete = turn.runner.athlete
    return {*athlete.conditions, *((MINOR,) if athlete.is_minor else ())} & {MINOR, *CONDITIONS}


def _ask_conditions(_turn: Turn, draft: Draft) -> str:
    if draft.get("keep"):
        return _(
            "To act on that I have to remember it, and you asked me not to keep health notes. Shall I keep this one? "
            "If not, I plan bodyweight work only."
        )
    return lines(
        _("One safety question, then we train. Does any of this apply to you?"),
        _("With a condition, a clinician's OK comes first; under 18, I plan as for a beginner, with an adult around."),
    )


def _condition_choices(turn: Turn, draft: Draft) -> Keyboard:
    if draft.get("keep"):
        return keyboard(
            [pick(_("Keep this note"), "conditions", "keep"), pick(_("Bodyweight only"), "conditions", "silent")]
        )
    chosen = _drafted(turn, draft)
    minor = pick(ticked(_("Under 18"), on=MINOR in chosen), "conditions", "toggle", MINOR)
    rows: list[list[Button]] = [
        [pick(ticked(_(name), on=key in chosen), "conditions", "toggle", key)] for key, name in CONDITIONS.items()
    ]
    end = [pick(_("Continue"), "conditions", "ok")] if chosen else [pick(_("None of these"), "conditions", "none")]
    return keyboard(end, [minor], *rows, [pick(_("Rather not say"), "conditions", "silent")])


def _tap_conditions(turn: Turn, draft: Draft, arg: str) -> Step | None:
    what, _bar, key = arg.partition("|")
    chosen = _drafted(turn, draft)
    if what == "none":
        return set_conditions(turn, set(), keep=False)
    if what == "silent":
        return withhold(turn)
    if what == "toggle" and (key == MINOR or key in CONDITIONS):
        return again(turn, {"chosen": sorted(chosen ^ {key})})
    if what in {"ok", "keep"}:
        return set_conditions(turn, chosen, keep=what == "keep")
    return None


def _read_conditions(turn: Turn, draft: Draft, text: str) -> Step | None:
    bare = text.lower().replace("’", "'")
    if draft.get("keep"):
        return set_conditions(turn, _drafted(turn, draft), keep=True) if _YES.search(bare) else withhold(turn)
    chosen = {key for key, words in _SAID.items() if words.search(bare)}
    age = _age_in(bare)
    if re.search(r"\b(under ?18|minor|underage|teen\w*)\b", bare) or (age is not None and age < 18):
        chosen.add(MINOR)
    if _SILENT.search(bare):
        return withhold(turn)
    if not chosen and age is None and not _NONE.search(bare):
        return None
    if _NONE.search(bare) and not re.search(r"\bbut\b|\bexcept\b", bare):
        chosen &= {MINOR}
    elif age is not None and not chosen - {MINOR}:
        chosen |= set(turn.runner.athlete.conditions)
    return set_conditions(turn, chosen, keep=False, age=age)


def _age_in(bare: str) -> int | None:
    found = _AGE.search(re.sub(r"\bunder 18\b|\b\d+ (?:weeks?|months?|days?)\b", " ", bare))
    age = int(found[found.lastgroup or 0]) if found else None
    return age if age is not None and YOUNGEST <= age <= OLDEST else None


def set_conditions(turn: Turn, chosen: set[str], *, keep: bool, age: int | None = None) -> Step:
    """The runner with those conditions and that age (R28). A condition is kept only where notes may be."""
    conditions = tuple(key for key in CONDITIONS if key in chosen)
    runner = turn.runner
    if conditions and not runner.health_consent and not keep:
        return again(turn, {"chosen": sorted(chosen), "keep": True})
    if conditions:
        runner = replace(runner, health_consent=True)
    known = runner.athlete.age
    grown = None if known is not None and known < 18 else known
    years = age if age is not None else (known if runner.athlete.is_minor else MINOR_AGE) if MINOR in chosen else grown
    new = set(conditions) - set(runner.athlete.conditions)
    cleared = runner.athlete.cleared and not new
    athlete = replace(runner.athlete, conditions=conditions, cleared=cleared, age=years)
    runner = replace(runner, athlete=athlete, answered=runner.answered - {UNDISCLOSED})
    changed = replace(turn, runner=runner)
    return Step(runner=runner, says=_("Safety: {words}").format(words=conditions_words(changed)), warn=advice(athlete))


def withhold(turn: Turn) -> Step:
    """The runner who would rather not say: bodyweight work only (R28)."""
    runner = _bodyweight_only(replace(turn.runner, athlete=replace(turn.runner.athlete, conditions=(), cleared=False)))
    warn = _("That's fine. I plan bodyweight work only, no weights. /settings health changes it.")
    says = _("Safety: {words}").format(words=conditions_words(replace(turn, runner=runner)))
    return Step(runner=runner, says=says, warn=warn)


def _bodyweight_only(runner: Runner) -> Runner:
    athlete = replace(runner.athlete, equipment=runner.athlete.equipment - LOADS)
    return replace(runner, athlete=athlete, answered=runner.answered | {UNDISCLOSED})


def advice(athlete: Athlete) -> str:
    """What a condition or an age under 18 means for the plan (R28); empty where neither holds."""
    minor = _("Under 18: please train with an adult around; I plan as for a beginner, technique first.")
    clinician = _(
        "Before any strength work, please get a clinician's OK. Until you tell me you have it I plan no exercises, but "
        "I'm here for everything else. /settings health has the button."
    )
    return paragraphs(
        minor if athlete.is_minor else None, clinician if athlete.conditions and not athlete.cleared else None
    )


def conditions_words(turn: Turn) -> str:
    """`none of the conditions`, `surgery in the last 6 months, cleared by a clinician`."""
    runner = turn.runner
    if UNDISCLOSED in runner.answered:
        return _("rather not say, bodyweight only")
    named = [_(CONDITIONS[key]).lower() for key in runner.athlete.conditions if key in CONDITIONS]
    if runner.athlete.is_minor:
        named.insert(0, _("under 18"))
    if not named:
        return _("none of these")
    cleared = _(", cleared by a clinician") if runner.athlete.conditions and runner.athlete.cleared else ""
    return listed(named) + cleared


# -- the setting that holds both ---------------------------------------------------------------------------------------


def _ask_health(turn: Turn, _draft: Draft) -> str:
    known = lines(
        _("{title}: {words}").format(title=bold(_("Notes")), words=notes_words(turn)),
        _("{title}: {words}").format(title=bold(_("Safety")), words=conditions_words(turn)),
    )
    return paragraphs(known, advice(turn.runner.athlete))


def _health_choices(turn: Turn, _draft: Draft) -> Keyboard:
    athlete = turn.runner.athlete
    cleared = pick(_("A clinician has cleared me"), "health", "cleared")
    return keyboard(
        [cleared] if athlete.conditions and not athlete.cleared else [],
        [
            pick(_("Don't keep notes"), "health", "drop")
            if turn.runner.health_consent
            else pick(_("Keep notes"), "health", "keep"),
            pick(_("Safety question"), "health", "ask"),
        ],
    )


def _tap_health(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    if arg in {"keep", "drop"}:
        return set_notes(turn, keep=arg == "keep")
    if arg == "ask":
        return Step(runner=turn.runner, done=False, goto="conditions")
    return clear(turn) if arg == "cleared" else None


def clear(turn: Turn) -> Step:
    """A clinician has said yes (R28)."""
    runner = replace(turn.runner, athlete=replace(turn.runner.athlete, cleared=True))
    return Step(runner=runner, says=_("A clinician has cleared you"))


def _read_health(turn: Turn, draft: Draft, text: str) -> Step | None:
    bare = text.lower()
    if re.search(r"\bclear(?:ed|ance)\b", bare) and not re.search(r"\bnot\b|n't\b", bare):
        return clear(turn)
    if "note" in bare:
        return _read_notes(turn, draft, text)
    return _read_conditions(turn, {}, text)


NOTES = Question(
    id="notes",
    title=N_("Health notes"),
    hint=N_("Write yes or no."),
    ask=_ask_notes,
    choices=_notes_choices,
    tap=_tap_notes,
    read=_read_notes,
    value=notes_words,
)
SAFETY = Question(
    id="conditions",
    title=N_("Before we start"),
    hint=N_("Write “none of these”, your age if you're under 18, or the condition."),
    ask=_ask_conditions,
    choices=_condition_choices,
    tap=_tap_conditions,
    read=_read_conditions,
    value=conditions_words,
)
HEALTH = Question(
    id="health",
    title=N_("Health"),
    hint=N_("Write “cleared”, “keep notes”, “don't keep notes”, or a condition."),
    ask=_ask_health,
    choices=_health_choices,
    tap=_tap_health,
    read=_read_health,
    value=lambda turn: _("notes {notes}; {conditions}").format(
        notes=notes_words(turn), conditions=conditions_words(turn)
    ),
    shows_now=False,
)
