"""Settings told without being asked: in words, by a shared location; what is doubtful is asked first."""

import re
from dataclasses import replace

from bot.coaching.runner import Dialog
from bot.conversation.commands import Room
from bot.conversation.meeting import heard, onboarding
from bot.conversation.meeting.asking import (
    NOTHING,
    purpose_of,
    with_runner,
)
from bot.conversation.meeting.everything import RUN_WORDS
from bot.conversation.meeting.places import zone_at
from bot.conversation.meeting.questions import QUESTIONS
from bot.conversation.meeting.questions.days import set_runs
from bot.conversation.meeting.questions.kit import kit_in, set_kit
from bot.conversation.meeting.questions.place import SHARE, set_zone, share_tapped
from bot.conversation.meeting.settings import NAMES, changed, named, opened
from bot.conversation.render import button, command_button, keyboard
from bot.conversation.training.moves import move, moved_in_words
from bot.conversation.training.skipping import no_run
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Reply

WHICH = "which"
_NO_RACE = r"\b(?:cancel|drop|forget|scrap)\w* (?:my|the) race\b|\brace (?:is|was|got|has been) (?:off|cancel\w*)\b"
_RACE_START = r"\b(?:my|the) race starts?\b.*\d|\brace start\b.*\d"
_PASSING: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (question, re.compile(words, re.IGNORECASE))
    for question, words in (
        ("health", r"^\W*(?:i'?m|i am|i turned|i'?ve turned) \d\d(?: now| years old|\W)*$"),
        ("zone", r"\b(?:moved to|i'?m (?:now )?in|i am (?:now )?in|living in|i live in|arrived in)\b"),
        ("experience", r"^\W*(?:i'?m |i am |now )?(?:an? )?(?:beginner|novice|intermediate|advanced)\b"),
        (
            "phase",
            r"^\W*(?:i'?m (?:in )?|switch to )?(?:the )?(?:off[- ]?season|base|race prep|taper)(?: phase| now|\W)*$",
        ),
        ("body", r"\b(?:use|switch to|change to) (?:pounds|lbs?|kgs?|kilo\w*|miles|km|metric|imperial)\b"),
        ("races", _NO_RACE),
        ("races", _RACE_START),
        ("reminders", r"\breminders?\b|\bremind me\b"),
    )
)
"""Settings told in passing, by the words that give them away."""
_HELLO = re.compile(
    r"^\W*(?:hi|hello|hey|hiya|yo|moin|good (?:morning|evening|afternoon|day|night))\b[\w\s]{0,12}\W*$", re.IGNORECASE
)
_THANKS = re.compile(
    r"^\W*(?:thanks?|thank you|thx|ty|cheers|ok|okay|k|cool|great|nice|perfect|got it|good|fine|super)\b"
    r"[\w\s,]{0,20}\W*$",
    re.IGNORECASE,
)
_LIFT_NOW = re.compile(
    r"^\W*(?:dead ?lift|(?:back )?squat|rdl|hip thrust|press)\b.*\b\d+ ?(?:kg|lbs?)? now\W*$", re.IGNORECASE
)
_KM = re.compile(r"\b\d+ ?k(?:m)?\b", re.IGNORECASE)
_GOT = re.compile(
    r"\bi(?:'ve)? (?:just |now )?(?:got|bought|own|ordered)\b(?: myself)?(?! (?:to|it|in|no|only)\b)", re.IGNORECASE
)
_GONE = re.compile(r"\b(?:sold|gave away|got rid of|no longer have|broke) (?:my|the|a)\b", re.IGNORECASE)
_FROM_NOW_ON = re.compile(r"\b(?:from now on|permanently|for good)\b", re.IGNORECASE)
_STOP = re.compile(
    r"^\W*(?:stop|unsubscribe|quit|leave me alone|go away|shut up|forget me)\b[\w\s]{0,20}\W*$", re.IGNORECASE
)
_WHICH = {
    "move": r"\b(this week|move|only this)\b",
    "add": r"\b(add|every week|too|also)\b",
    "runs": r"\b(runs?|running|all|only)\b",
    "gym": r"\b(gym|strength|lift\w*)\b",
}
_SHORT = 8
_EVERYDAY = frozenset({"session", "minutes", "week", "notes", "times", "strength", "run", "weights", "lift", "body"})
"""Words that start many a report: alone they do not name a setting."""


def unasked(question_id: str, turn: Turn, text: str) -> Outcome | None:
    """A setting told without being asked, as the reader took it."""
    question = QUESTIONS[question_id]
    step = question.read(turn, NOTHING, text)
    if step is None or not (step.done or step.warn or step.goto):
        return None
    return changed(turn, question, step)


def days_told(turn: Turn, text: str) -> Outcome | None:
    """Run days told without being asked. What would replace a week, or might be strength days, is asked about."""
    if heard.no_runs(text):
        return unasked("runs", turn, text)
    found = turn.content.reader.runs(text)
    if found is None:
        return None
    alone = len(found.runs) == 1 and len(turn.runner.athlete.runs) > 1
    if alone and found.runs[0].time is None and found.runs[0].minutes is None:
        moved = moved_in_words(turn, text)
        if moved is not None:
            return moved
    if alone and RUN_WORDS.search(text.lower()):
        says = _("One run: shall I move it this week, add it to every week, or is it all you run now?")
        offered = (("move", _("This week only")), ("add", _("Add to every week")), ("runs", _("My only run")))
        return _ask_which(turn, text, says, offered)
    if RUN_WORDS.search(text.lower()):
        return unasked("runs", turn, text)
    says = _("Are these the days of your runs, or those for strength work?")
    return _ask_which(turn, text, says, (("runs", _("My runs")), ("gym", _("My strength days"))))


def _ask_which(turn: Turn, text: str, says: str, offered: tuple[tuple[str, str], ...]) -> Outcome:
    """What some words are about, before anything changes."""
    keys = keyboard(*([button(label, WHICH, key)] for key, label in offered))
    choices = [each.action for row in keys for each in row]
    dialog = Dialog(question=WHICH, data={"text": text[:500], "choices": choices}, since=turn.now)
    return Outcome(runner=replace(turn.runner, dialog=dialog), replies=(Reply(text=says, buttons=keys),))


def which_tapped(turn: Turn, args: str) -> Outcome:
    """What the words that were kept are about."""
    dialog = turn.runner.dialog
    if dialog is None or dialog.question != WHICH or args not in _WHICH:
        return onboarding.stale(turn)
    told = with_runner(turn, replace(turn.runner, dialog=None))
    text = str(dialog.data.get("text", ""))
    if args == "move":
        return move(told, text)
    if args == "add":
        more = heard.runs(told, text) or ()
        days = {run.weekday for run in more}
        kept = tuple(run for run in told.runner.athlete.runs if run.weekday not in days)
        return changed(told, QUESTIONS["runs"], set_runs(told, (*kept, *more)))
    return unasked(args, told, text) or opened(told, QUESTIONS[args])


def which_said(turn: Turn, text: str) -> Outcome | None:
    """The same in words."""
    low = text.lower()
    dialog = turn.runner.dialog
    choices = str(dialog.data.get("choices")) if dialog else ""
    for key, words in _WHICH.items():
        if f"{WHICH}|{key}" in choices and re.search(words, low):
            return which_tapped(turn, key)
    return None


def by_name(turn: Turn, text: str) -> Outcome | None:
    """`units lb`, `zone: Lisbon`: a setting's name and its value, without a command."""
    first = re.split(r"[\s:=]", text.lower(), maxsplit=1)[0]
    key, rest = named(text)
    if key is None or first in _EVERYDAY or not any(name.split()[0] == first for name in NAMES[key]):
        return None
    if not rest or len(rest.split()) > _SHORT:
        return None
    step = QUESTIONS[key].read(turn, NOTHING, rest)
    return changed(turn, QUESTIONS[key], step) if step and step.done else None


def race_told(turn: Turn, text: str) -> Outcome | None:
    """A race told without being asked; a run of so many kilometres by itself is none."""
    return unasked("phase", turn, text) if heard.RACE_WORDS.search(_KM.sub(" ", text)) else None


def kit_told(turn: Turn, text: str) -> Outcome | None:
    """Equipment bought, sold or there from now on: for good, not for today."""
    mine = turn.runner.athlete.equipment
    if found := _GOT.search(text):
        kit = mine | (kit_in(text[found.end() :]) or frozenset())
    elif found := _GONE.search(text):
        kit = mine - (kit_in(text[found.end() :]) or frozenset())
    else:
        kit = kit_in(text) or mine
    return changed(turn, QUESTIONS["equipment"], set_kit(turn, kit)) if kit != mine else None


def meant(turn: Turn, text: str) -> str | None:
    """The intent of words the reader takes for less: a run off, no runs at all, a race, new kit; None: it decides."""
    if no_run(turn, text):
        return "norun"
    if heard.no_runs(text):
        return "runs"
    if heard.race_ahead(turn, text):
        return "race"
    if _LIFT_NOW.search(text):
        return "lifts"
    kit = turn.runner.onboarded and any(words.search(text) for words in (_GOT, _GONE, _FROM_NOW_ON))
    return "kit" if kit else None


def in_passing(turn: Turn, text: str) -> Outcome | None:
    """Words of no other intent: a setting by name or in passing, a hello, thanks, a wish to be left alone."""
    if turn.runner.guided is not None:
        return None
    return by_name(turn, text) or _setting_in(turn, text) or _courtesy(turn, text)


def _setting_in(turn: Turn, text: str) -> Outcome | None:
    if len(text.split()) > _SHORT:
        return None
    for name, given_away in _PASSING:
        if given_away.search(text):
            step = QUESTIONS[name].read(turn, NOTHING, "no race" if given_away.pattern == _NO_RACE else text)
            if step is not None and step.done:
                return changed(turn, QUESTIONS[name], step)
    return None


def _courtesy(turn: Turn, text: str) -> Outcome | None:
    if purpose_of(turn.runner) is not None:
        return None
    today = command_button(_("Today"), "today")
    if _STOP.match(text):
        says = _("Of course. /pause stops plans and reminders for a while, /delete forgets you. Or only the reminders:")
        ways = [command_button(_("Pause"), "pause"), button(_("Reminders"), "set", "reminders")]
        return onboarding.say(turn, Reply(text=says, buttons=keyboard(ways, [command_button(_("Delete"), "delete")])))
    for words, says in ((_HELLO, _("Hello! Your day is one tap away.")), (_THANKS, _("Any time!"))):
        if words.match(text):
            return onboarding.say(turn, Reply(text=says, buttons=keyboard([today])))
    return None


def _reminder_time(turn: Turn, text: str) -> Outcome | None:
    """A bare time is about reminders only where the words say so."""
    return (
        unasked("reminders", turn, text)
        if re.search(r"remind|morning|evening|check-?in|workout", text.lower())
        else None
    )


def located(turn: Turn, latitude: float, longitude: float) -> Outcome:
    """A shared location gives the time zone; the coordinates are not kept."""
    zone = zone_at(latitude, longitude)
    question = QUESTIONS["zone"]
    if zone is None:
        text = _("I can't tell the time zone from that place. Type your city, like “Kraków”.")
        return Outcome(runner=turn.runner, replies=(Reply(text=text, place="done"),))
    step = set_zone(turn, zone)
    dialog = turn.runner.dialog
    if not turn.runner.onboarded and dialog is not None and dialog.question == "zone":
        outcome = onboarding.answered(turn, question, step)
    else:
        outcome = changed(turn, question, step)
    forgotten = Reply(text=_("Thanks. I've looked up the time zone and forgotten the place."), place="done")
    return replace(outcome, replies=(forgotten, *outcome.replies))


ROOM = Room(
    taps={WHICH: which_tapped, SHARE: share_tapped},
    questions={WHICH: which_said},
    intents={
        "runs": days_told,
        "gym": lambda turn, text: unasked("gym", turn, text),
        "race": race_told,
        "kit": kit_told,
        "lifts": lambda turn, text: unasked("lifts", turn, text),
        "time": _reminder_time,
        "none": in_passing,
    },
)
