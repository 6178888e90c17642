"""The welcome: who the coach is and is not, who hosts it, consent, and the codes people come with."""

import re
from dataclasses import replace

from bot.coaching.runner import Dialog, Runner
from bot.conversation.commands import Command, Room
from bot.conversation.meeting import heard, onboarding
from bot.conversation.meeting.asking import (
    in_place,
    with_runner,
)
from bot.conversation.personal import chats
from bot.conversation.render import (
    bold,
    button,
    command_button,
    italic,
    keyboard,
    lines,
    paragraphs,
    toast,
)
from bot.conversation.turn import CodeUsed, Effect, Outcome, Result, Turn, UseCode
from bot.conversation.words import N_, _, languages
from bot.messages import Reply, escape

BEFORE_CONSENT: frozenset[str] = frozenset({"consent"})
CONSENT = "consent"
_YES = re.compile(
    r"^\W*(yes|y|yep|yeah|ok|okay|sure|agree|agreed|i agree|i do|accept|start|let'?s go|go|fine|alright)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(no|n|nope|never|refuse|decline|i don'?t|disagree|no thanks)\b", re.IGNORECASE)


def begin(turn: Turn, text: str) -> Outcome:
    """`/start` and whatever is written before consent: the welcome; a yes or no to it; a code from a link."""
    runner = turn.runner
    if runner.consented_at is not None:
        return chats.link(turn, text) if chats.is_code(text) else onboarding.resume(turn)
    if turn.inbound.text and turn.inbound.text.startswith("/start") and text:
        return Outcome(runner=runner, effect=UseCode(code=text.strip().upper()))
    asked = runner.dialog is not None and runner.dialog.question == CONSENT
    if not asked and not turn.host.open_to_all and not runner.admin:
        text = _("I coach by invitation here. Ask {host} for a code, then write it: /start CODE")
        return onboarding.say(turn, Reply(text=text.format(host=escape(turn.host.name))))
    if asked and _NO.match(text):
        return decline(turn)
    if asked and _YES.match(text):
        return consent(turn)
    return welcome(turn, waiting=asked and bool(text))


def welcome(turn: Turn, *, waiting: bool = False, above: str = "") -> Outcome:
    """Who the coach is and is not, who hosts it, and the question for consent."""
    tag = turn.inbound.language or ""
    spoken = next((each for each in (tag, tag.partition("-")[0]) if each in languages()), turn.runner.language)
    runner = replace(turn.runner, language=spoken)
    choices = [button(_("Yes, let's start"), CONSENT, "yes"), button(_("No, thanks"), CONSENT, "no")]
    keys = keyboard([choices[0]], [choices[1], command_button(_("Privacy in full"), "privacy")])
    data = {"choices": [each.action for row in keys for each in row]}
    first = (
        _("First I need your yes to this. Then tell me all of that again, in one message if you like.")
        if waiting
        else ""
    )
    text = paragraphs(
        above,
        italic(first) if first else None,
        lines(
            bold(_("Hi, I'm your strength coach.")),
            _(
                "I plan the gym work around your runs: what to lift, how much, on which day. I send it in the morning, "
                "take your report in plain words and adjust."
            ),
        ),
        _(
            "I'm not a doctor or physio and I don't diagnose. With chest pain, fainting or anything that frightens "
            "you, call your local emergency number, not me."
        ),
        _(
            "I'm hosted by {host}, who can see what is stored: your answers, plans and reports. Nobody else gets it, "
            "and /delete erases all of it, any time."
        ).format(host=escape(turn.host.name)),
        _("May I store your training data to coach you? It takes about two minutes to start."),
    )
    runner = replace(runner, dialog=Dialog(question=CONSENT, data=data))
    return Outcome(runner=runner, replies=(Reply(text=text, buttons=keys, key="ask"),))


def consent_tapped(turn: Turn, args: str) -> Outcome:
    """Yes or no to the welcome's question."""
    if turn.runner.consented_at is not None:
        return onboarding.say(turn, toast(_("You've said yes already. /start shows where we are.")))
    return consent(turn) if args == "yes" else decline(turn)


def consent(turn: Turn) -> Outcome:
    """The runner agreed that training data is stored."""
    name = " ".join(turn.inbound.sender_name.split())[:80]
    runner = replace(turn.runner, consented_at=turn.now, name=name or turn.runner.name, dialog=None)
    return onboarding.ask_next(
        with_runner(turn, runner), above=_("Thank you! Everything can be changed later in /settings.")
    )


def decline(turn: Turn) -> Outcome:
    """The runner said no: nothing is kept."""
    text = _("That's all right; nothing is stored. If you change your mind, /start is all it takes.")
    reply = Reply(text=text, edit=in_place(turn), buttons=keyboard([command_button(_("Start after all"), "start")]))
    return Outcome(runner=replace(turn.runner, dialog=None), replies=(reply,))


def code_used(turn: Turn, _effect: Effect, result: Result) -> Outcome:
    """A code was used: this chat now belongs to its runner, or an invitation's runs are filled in."""
    if not isinstance(result, CodeUsed):
        above = _("That code is unknown, used or too old. Ask for a new one; we can start without it.")
        if turn.runner.consented_at is None:
            return welcome(turn, above=above)
        return onboarding.say(turn, Reply(text=_("That code is unknown, used or too old. Ask for a new one.")))
    if result.purpose == "link":
        text = _("Linked. This chat and your other one now share one plan and one log.")
        return Outcome(runner=result.runner, replies=(Reply(text=text, buttons=onboarding.today_row()),))
    runner = prefilled(result.runner, result.payload.get("runs"))
    above = _("You've been invited, and your club's runs are filled in already.") if runner.athlete.runs else ""
    changed = with_runner(turn, runner)
    if runner.consented_at is not None:
        return onboarding.say(
            changed, Reply(text=above or _("You're in already. /today has your day."), buttons=onboarding.today_row())
        )
    return welcome(changed, above=above)


def prefilled(runner: Runner, words: object) -> Runner:
    """The runner with an invitation's runs, rows of (weekday, type, HH:MM, minutes), where they have none."""
    runs = heard.rows(words)
    if not runs or runner.athlete.runs:
        return runner
    return replace(runner, athlete=replace(runner.athlete, runs=tuple(runs), runs_given=True))


def _consent_answer(turn: Turn, text: str) -> Outcome | None:
    return begin(turn, text)


ROOM = Room(
    commands=(
        Command(
            name="start",
            handler=begin,
            does=N_("start, or go on where we were"),
            before_start=True,
            aliases=("begin",),
        ),
    ),
    taps={CONSENT: consent_tapped},
    questions={CONSENT: _consent_answer},
    results={"UseCode": code_used},
)
