"""Red flags and clearance come first (R27, R28): calm words, no diagnosis, no exercise until they are settled."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.coaching.athlete import RedFlag
from bot.coaching.report import Reading
from bot.coaching.runner import Absence, Dialog, FlagState, Runner
from bot.coaching.session import Day
from bot.conversation.commands import Room, action
from bot.conversation.render import bold, button, clip, command_button, keyboard, near_day, paragraphs, quote, toast
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, Reply

ASK_AGAIN = timedelta(days=7)
KEPT_WORDS = 300

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
_MISREAD = re.compile(
    r"\b(?:misread|misunderst\w+|jok(?:e|ing)|kidding|not what i meant|didn'?t mean|wrong|typo|mistake)\b"
)
_CLEARED = re.compile(r"\b(?:clear(?:ed|ance)|all clear|doctor (?:says?|said)|physio (?:says?|said)|ok from)\b")


def flagged(turn: Turn, reading: Reading, text: str) -> Outcome:
    """A red flag was read: it stands from now on, exercise stops, and the runner is referred (R27)."""
    assert reading.red_flag is not None
    runner = turn.runner
    kept = " ".join(text.split())[:KEPT_WORDS] if runner.health_consent else ""
    known = runner.flag
    kind: RedFlag = "emergency" if known and known.kind == "emergency" else reading.red_flag
    flag = FlagState(kind=kind, since=known.since if known else turn.today, words=kept, last_asked=turn.today)
    runner = replace(runner, flag=flag, guided=None)
    runner = _listening(turn, runner)
    return Outcome(
        runner=runner,
        replies=(_flag_reply(turn, flag, edit=False),),
        change=_("a warning sign"),
        cancel=("timer",),
    )


def referral(turn: Turn, day: Day) -> Reply:
    """What stands in place of a session while a red flag or an uncleared condition does; no exercise (R27, R28)."""
    edit = turn.inbound.tap is not None
    if turn.runner.flag is not None:
        return _flag_reply(turn, turn.runner.flag, edit=edit)
    return _clearance_reply(turn, edit=edit, about=f"session:{day.date}")


def weekly_question(turn: Turn) -> Reply | None:
    """The question a prompt flag is followed up with once a week; None where it is not time (R27)."""
    flag = turn.runner.flag
    if flag is None or flag.kind != "prompt" or turn.today - (flag.last_asked or flag.since) < ASK_AGAIN:
        return None
    text = _(
        "A week ago I paused your training because of a warning sign. Has a doctor or physio looked at it? "
        "I'd rather wait than guess."
    )
    return Reply(text=text, buttons=_flag_buttons(), about="flag")


def asked(runner: Runner, turn: Turn) -> Runner:
    """The runner after the weekly question was put."""
    return replace(runner, flag=replace(runner.flag, last_asked=turn.today)) if runner.flag else runner


def misread(turn: Turn, _args: str) -> Outcome:
    """The runner says a flag was misread: asked once more before it goes (R27)."""
    flag = turn.runner.flag
    if flag is None:
        return _settled(turn)
    runner = replace(turn.runner, flag=replace(flag, denied_once=True))
    text = paragraphs(
        _("Sorry if I got that wrong. Let me ask once more, because it matters:"),
        _SIGNS[flag.kind](),
        _("Is it true that none of this is the case for you?"),
    )
    rows = keyboard((button(_("None of it, misread"), "misread2"),), (button(_("Some of it is true"), "flagstays"),))
    return Outcome(runner=runner, replies=(Reply(text=text, buttons=rows, edit=_tapped(turn), about="flag"),))


def misread_again(turn: Turn, _args: str) -> Outcome:
    """The second no: the flag is gone, training goes on."""
    flag = turn.runner.flag
    if flag is None:
        return _settled(turn)
    if not flag.denied_once:
        return misread(turn, "")
    runner = replace(turn.runner, flag=None, dialog=_without_flag_dialog(turn.runner))
    text = _("Good to hear, then I misread it. Training goes on as planned.")
    reply = Reply(text=text, buttons=_today_button(), edit=_tapped(turn))
    return Outcome(runner=runner, replies=(reply,), change=_("a warning sign that was misread"))


def stays(turn: Turn, _args: str) -> Outcome:
    """Part of it is true: the flag stands."""
    flag = turn.runner.flag
    if flag is None:
        return _settled(turn)
    flag = replace(flag, denied_once=False)
    return Outcome(runner=replace(turn.runner, flag=flag), replies=(_flag_reply(turn, flag, edit=_tapped(turn)),))


def cleared(turn: Turn, _args: str) -> Outcome:
    """A clinician cleared the runner: training comes back, gently after a longer stop (R24, R27, R28)."""
    runner = turn.runner
    if runner.flag is None and (not runner.athlete.conditions or runner.athlete.cleared):
        return _settled(turn)
    text = _("I'm glad you had that looked at. Welcome back.")
    if runner.flag is not None:
        since = runner.flag.since
        if since < turn.today:
            pause = Absence(reason="injury", since=since, until=turn.today)
            runner = replace(runner, absences=(*runner.absences, pause))
            text += " " + _("After {n} days off, loads start lower and climb again.").format(
                n=(turn.today - since).days
            )
        runner = replace(runner, flag=None, dialog=_without_flag_dialog(runner))
    else:
        runner = replace(runner, athlete=replace(runner.athlete, cleared=True))
        text += " " + _("If your doctor or midwife gave you limits, theirs come before mine.")
    reply = Reply(text=text, buttons=_today_button(), edit=_tapped(turn))
    return Outcome(runner=runner, replies=(reply,), change=_("a clinician's clearance"))


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
        reply = _clearance_reply(turn, edit=False, about="clearance")
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
        return _settled(turn)
    runner = replace(turn.runner, dialog=None)
    if not runner.health_consent:
        text = paragraphs(
            _clearance(),
            _("You asked me not to keep health notes, so I don't. Please hold off until you're cleared."),
        )
        return Outcome(runner=runner, replies=(Reply(text=text, edit=_tapped(turn)),))
    conditions = tuple(dict.fromkeys((*runner.athlete.conditions, args)))
    runner = replace(runner, athlete=replace(runner.athlete, conditions=conditions, cleared=False), guided=None)
    told = replace(turn, runner=runner)
    reply = _clearance_reply(told, edit=_tapped(turn), about="clearance")
    return Outcome(runner=runner, replies=(reply,), change=_("a condition that needs clearance"), cancel=("timer",))


def condition_no(turn: Turn, _args: str) -> Outcome:
    """It is not about them: nothing changes."""
    reply = Reply(text=_("All right, nothing changes."), buttons=_today_button(), edit=_tapped(turn))
    return Outcome(runner=replace(turn.runner, dialog=None), replies=(reply,))


def condition_answer(turn: Turn, text: str) -> Outcome | None:
    """Yes or no in words to whether a condition is theirs."""
    word = text.lower().strip(" .!")
    dialog = turn.runner.dialog
    condition = str(dialog.data.get("condition", "")) if dialog else ""
    if word.split(",")[0].split(" ")[0] in {"yes", "y", "yeah", "yep", "me", "ja", "si"}:
        return condition_yes(turn, condition)
    return condition_no(turn, "") if word.split(",")[0].split(" ")[0] in {"no", "n", "nope", "nein"} else None


def flag_answer(turn: Turn, text: str) -> Outcome | None:
    """Words after a referral: misread, or cleared; anything else is no answer to it."""
    if turn.runner.flag is None:
        return None
    low = text.lower()
    if _MISREAD.search(low):
        return misread_again(turn, "") if turn.runner.flag.denied_once else misread(turn, "")
    return cleared(turn, "") if _CLEARED.search(low) and not re.search(r"\bnot\b|n't\b", low) else None


def _flag_reply(turn: Turn, flag: FlagState, *, edit: bool) -> Reply:
    words = quote(clip(flag.words, KEPT_WORDS)) if flag.words else None
    since = None
    if flag.since != turn.today:
        since = _("This has stood since {day}.").format(day=near_day(flag.since, turn.today))
    body = _emergency() if flag.kind == "emergency" else _prompt()
    return Reply(text=paragraphs(body, words, since), buttons=_flag_buttons(), edit=edit, about="flag")


def _clearance_reply(turn: Turn, *, edit: bool, about: str) -> Reply:
    named = [_(CONDITIONS[each]) for each in turn.runner.athlete.conditions if each in CONDITIONS]
    told = _("You told me about: {conditions}.").format(conditions=", ".join(named)) if named else None
    rows = keyboard(
        (button(_("I have been cleared"), "cleared"),), (command_button(_("Health settings"), "settings", "health"),)
    )
    return Reply(text=paragraphs(_clearance(), told), buttons=rows, edit=edit, about=about)


def _emergency() -> str:
    return paragraphs(
        bold(_("Please stop and get medical help now.")),
        _(
            "Call your local emergency number, or ask someone near you to. What you describe can be serious, and I'm a "
            "training coach in a chat: I can't judge it."
        ),
        _("No training until a clinician has cleared you. Everything you logged stays."),
    )


def _prompt() -> str:
    return paragraphs(
        bold(_("Please have that looked at before you train on.")),
        _(
            "What you describe belongs in front of a doctor or physio, within the next days rather than weeks. If it "
            "gets worse quickly, call your local emergency number. It may well be harmless, but I can't tell from here."
        ),
        _("Until it is cleared I won't plan exercises or ask about workouts. Please don't run on it either."),
    )


def _clearance() -> str:
    return paragraphs(
        bold(_("First a word from your doctor or midwife.")),
        _(
            "With what you told me, strength training often does good, but someone who knows your case has to clear it "
            "first. Ask what you may lift and what to leave out. I'll be here."
        ),
    )


def _emergency_signs() -> str:
    return _(
        "chest pain · fainting or nearly · unusual breathlessness · numbness around the saddle area or a change of "
        "bladder or bowel · one calf swollen or hot · a sudden severe headache · dark urine after extreme soreness"
    )


def _prompt_signs() -> str:
    return _(
        "bone pain at night or at rest · one spot on a bone that hurts to press · pain on hopping · a leg that can't "
        "bear weight · a pop and then weakness · spreading numbness · dizziness · a locked or swollen joint · fever · "
        "no period for three months"
    )


_SIGNS = {"emergency": _emergency_signs, "prompt": _prompt_signs}


def _flag_buttons() -> Keyboard:
    return keyboard(
        (button(_("That's not what I meant"), "misread"),), (button(_("A clinician cleared me"), "cleared"),)
    )


def _listening(turn: Turn, runner: Runner) -> Runner:
    data = {"choices": [action("misread"), action("cleared")]}
    return replace(runner, dialog=Dialog(question="flag", data=data, since=turn.now))


def _without_flag_dialog(runner: Runner) -> Dialog | None:
    return None if runner.dialog and runner.dialog.question == "flag" else runner.dialog


def _settled(turn: Turn) -> Outcome:
    text = _("That is settled already. /today shows where you are.")
    return Outcome(runner=turn.runner, replies=(toast(text) if _tapped(turn) else Reply(text=text),))


def _today_button() -> Keyboard:
    return keyboard((command_button(_("Today"), "today"),))


def _tapped(turn: Turn) -> bool:
    return turn.inbound.tap is not None


def _clause(text: str, start: int, end: int) -> str:
    """The part of a sentence around a match, between full stops, commas and "but"."""
    before = max(text.rfind(mark, 0, start) for mark in (".", ",", ";", "!", "?", "\n", " but "))
    after = [at for at in (text.find(mark, end) for mark in (".", ";", "!", "\n")) if at >= 0]
    return text[before + 1 : min(after, default=len(text))]


def standing(turn: Turn) -> bool:
    """Whether a flag or an uncleared condition holds training back today."""
    athlete = turn.runner.athlete
    return turn.runner.flag is not None or bool(athlete.conditions and not athlete.cleared)


ROOM = Room(
    taps={
        "misread": misread,
        "misread2": misread_again,
        "flagstays": stays,
        "cleared": cleared,
        "condition": condition_yes,
        "conditionno": condition_no,
    },
    questions={"flag": flag_answer, "condition": condition_answer},
)
