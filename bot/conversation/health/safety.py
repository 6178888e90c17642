"""Red flags come first (R27): calm words, no diagnosis, no exercise until they are settled."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.coaching.athlete import RedFlag
from bot.coaching.report import Reading
from bot.coaching.runner import Absence, Dialog, FlagState, Runner
from bot.coaching.session import Day
from bot.conversation.commands import Room, action
from bot.conversation.health.clearance import clearance_reply, settled, tapped, today_button
from bot.conversation.render import bold, button, clip, keyboard, near_day, paragraphs, quote
from bot.conversation.training import missed
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Keyboard, Reply

ASK_AGAIN = timedelta(days=7)
KEPT_WORDS = 300

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
    return clearance_reply(turn, edit=edit, about=f"session:{day.date}")


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
        return settled(turn)
    runner = replace(turn.runner, flag=replace(flag, denied_once=True))
    text = paragraphs(
        _("Sorry if I got that wrong. Let me ask once more, because it matters:"),
        _SIGNS[flag.kind](),
        _("Is it true that none of this is the case for you?"),
    )
    rows = keyboard((button(_("None of it, misread"), "misread2"),), (button(_("Some of it is true"), "flagstays"),))
    return Outcome(runner=runner, replies=(Reply(text=text, buttons=rows, edit=tapped(turn), about="flag"),))


def misread_again(turn: Turn, _args: str) -> Outcome:
    """The second no: the flag is gone, training goes on."""
    flag = turn.runner.flag
    if flag is None:
        return settled(turn)
    if not flag.denied_once:
        return misread(turn, "")
    runner = replace(turn.runner, flag=None, dialog=_without_flag_dialog(turn.runner))
    text = _("Good to hear, then I misread it. Training goes on as planned.")
    reply = Reply(text=text, buttons=today_button(), edit=tapped(turn))
    return Outcome(runner=runner, replies=(reply,), change=_("a warning sign that was misread"))


def stays(turn: Turn, _args: str) -> Outcome:
    """Part of it is true: the flag stands."""
    flag = turn.runner.flag
    if flag is None:
        return settled(turn)
    flag = replace(flag, denied_once=False)
    return Outcome(runner=replace(turn.runner, flag=flag), replies=(_flag_reply(turn, flag, edit=tapped(turn)),))


def cleared(turn: Turn, _args: str) -> Outcome:
    """A clinician cleared the runner: training comes back, gently after a longer stop (R24, R27, R28)."""
    runner = turn.runner
    if runner.flag is None and (not runner.athlete.conditions or runner.athlete.cleared):
        return settled(turn)
    text = _("I'm glad you had that looked at. Welcome back.")
    if runner.flag is not None:
        since = runner.flag.since
        if since < turn.today:
            pause = Absence(reason="injury", since=since, until=turn.today)
            runner = replace(runner, absences=(*runner.absences, pause))
        runner = replace(runner, flag=None, dialog=_without_flag_dialog(runner))
        text += " " + missed.ramp(replace(turn, runner=runner), turn.today)
    else:
        runner = replace(runner, athlete=replace(runner.athlete, cleared=True))
        text += " " + _("If your doctor or midwife gave you limits, theirs come before mine.")
    reply = Reply(text=text, buttons=today_button(), edit=tapped(turn))
    return Outcome(runner=runner, replies=(reply,), change=_("a clinician's clearance"))


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
    },
    questions={"flag": flag_answer},
)
