"""Clearance comes before training with the conditions of R28: asked about when mentioned, never assumed."""

import re
from dataclasses import replace

from bot.coaching.runner import Dialog
from bot.conversation.commands import Room, action
from bot.conversation.render import bold, button, command_button, keyboard, paragraphs, toast
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, Reply

CONDITIONS = {
    "pregnancy": N_("pregnancy"),
    "postpartum": N_("the first 12 weeks after a birth"),
    "heart": N_("heart disease"),
    "osteoporosis": N_("osteoporosis"),
    "surgery": N_("surgery in the last six months"),
}
"""The conditions of R28 by the word kept in `Athlete.conditions`."""

_CONDITION_WORDS = (
    ("pregnancy", r"\b(?:pregnant|pregnancy|expecting (?:a|our|my) (?:baby|child)|\w+ trimester)\b"),
    ("postpartum", r"\b(?:post-?partum|gave birth|just had (?:a|my|our) baby|c-section|caesarean|cesarean)\b"),
    ("heart", r"\b(?:heart (?:disease|condition|failure|attack|surgery|problem)|cardiac|cardiomyopathy|pacemaker)\b"),
    ("osteoporosis", r"\b(?:osteoporosis|osteoporotic)\b"),
    ("surgery", r"\b(?:surgery|operated on|had an operation|my operation)\b"),
)
_NOT_ME = re.compile(
    r"\b(?:no|not|never|isn't|wasn't|ain't|without|she|her|he|his|years? ago|if i|"
    r"my (?:wife|partner|girlfriend|sister|mum|mom|mother|dad|father|friend|husband|brother|boss|coach|daughter))\b"
)


def condition_in(text: str) -> str | None:
    """The condition of R28 those words may name about the runner; negations and other people are not it."""
    low = text.lower()
    for name, pattern in _CONDITION_WORDS:
        match = re.search(pattern, low)
        if match and not _NOT_ME.search(_clause(low, match.start(), match.end())):
            return name
    return None


def condition_asked(turn: Turn, condition: str) -> Outcome:
    """A condition was mentioned in passing: whether it is theirs, before anything changes."""
    if condition in turn.runner.athlete.conditions:
        reply = clearance_reply(turn, edit=False, about="clearance")
        return Outcome(runner=turn.runner, replies=(reply,))
    text = paragraphs(
        _("Thanks for telling me. You mention {condition}.").format(condition=_(CONDITIONS[condition])),
        _(
            "Strength work is often fine and good then, but a clinician who knows you has to say so first. "
            "Until then I'd plan no exercises. Is this about you, now?"
        ),
    )
    rows = keyboard((button(_("Yes, that's me"), "condition", condition), button(_("No"), "conditionno")))
    choices = [action("condition", condition), action("conditionno")]
    runner = replace(
        turn.runner,
        dialog=Dialog(question="condition", data={"condition": condition, "choices": choices}, since=turn.now),
    )
    return Outcome(runner=runner, replies=(Reply(text=text, buttons=rows),))


def condition_yes(turn: Turn, args: str) -> Outcome:
    """It is theirs: kept where health notes may be kept, and clearance comes first (R28)."""
    if args not in CONDITIONS:
        return settled(turn)
    runner = replace(turn.runner, dialog=None)
    if not runner.health_consent:
        text = paragraphs(
            _clearance(),
            _("You asked me not to keep health notes, so I don't. Please hold off until you're cleared."),
        )
        return Outcome(runner=runner, replies=(Reply(text=text, edit=tapped(turn)),))
    conditions = tuple(dict.fromkeys((*runner.athlete.conditions, args)))
    runner = replace(runner, athlete=replace(runner.athlete, conditions=conditions, cleared=False), guided=None)
    told = replace(turn, runner=runner)
    reply = clearance_reply(told, edit=tapped(turn), about="clearance")
    return Outcome(runner=runner, replies=(reply,), change=_("a condition that needs clearance"), cancel=("timer",))


def condition_no(turn: Turn, _args: str) -> Outcome:
    """It is not about them: nothing changes."""
    reply = Reply(text=_("All right, nothing changes."), buttons=today_button(), edit=tapped(turn))
    return Outcome(runner=replace(turn.runner, dialog=None), replies=(reply,))


def condition_answer(turn: Turn, text: str) -> Outcome | None:
    """Yes or no in words to whether a condition is theirs."""
    word = text.lower().strip(" .!")
    dialog = turn.runner.dialog
    condition = str(dialog.data.get("condition", "")) if dialog else ""
    if word.split(",")[0].split(" ")[0] in {"yes", "y", "yeah", "yep", "me", "ja", "si"}:
        return condition_yes(turn, condition)
    return condition_no(turn, "") if word.split(",")[0].split(" ")[0] in {"no", "n", "nope", "nein"} else None


def clearance_reply(turn: Turn, *, edit: bool, about: str) -> Reply:
    """What stands in place of training until a clinician has cleared the runner (R28)."""
    named = [_(CONDITIONS[each]) for each in turn.runner.athlete.conditions if each in CONDITIONS]
    told = _("You told me about: {conditions}.").format(conditions=", ".join(named)) if named else None
    rows = keyboard(
        (button(_("I have been cleared"), "cleared"),), (command_button(_("Health settings"), "settings", "health"),)
    )
    return Reply(text=paragraphs(_clearance(), told), buttons=rows, edit=edit, about=about)


def _clearance() -> str:
    return paragraphs(
        bold(_("First a word from your doctor or midwife.")),
        _(
            "With what you told me, strength training often does good, but someone who knows your case has to clear it "
            "first. Ask what you may lift and what to leave out. I'll be here."
        ),
    )


def _clause(text: str, start: int, end: int) -> str:
    """The part of a sentence around a match, between full stops, commas and "but"."""
    before = max(text.rfind(mark, 0, start) for mark in (".", ",", ";", "!", "?", "\n", " but "))
    after = [at for at in (text.find(mark, end) for mark in (".", ";", "!", "\n")) if at >= 0]
    return text[before + 1 : min(after, default=len(text))]


def settled(turn: Turn) -> Outcome:
    """There is nothing open any more that the button was about."""
    text = _("That is settled already. /today shows where you are.")
    return Outcome(runner=turn.runner, replies=(toast(text) if tapped(turn) else Reply(text=text),))


def today_button() -> Keyboard:
    """The way back to today."""
    return keyboard((command_button(_("Today"), "today"),))


def tapped(turn: Turn) -> bool:
    """Whether it was a tap, so that its message is edited."""
    return turn.inbound.tap is not None


ROOM = Room(
    taps={"condition": condition_yes, "conditionno": condition_no},
    questions={"condition": condition_answer},
)
