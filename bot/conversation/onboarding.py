"""The first meeting: who the coach is, consent, one safety question, and nine short questions in any order."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.coaching.runner import Dialog, Runner
from bot.conversation import day, heard
from bot.conversation.asking import (
    NOTHING,
    Draft,
    Frame,
    Purpose,
    Question,
    Step,
    draft_of,
    in_place,
    purpose_of,
    screen,
    with_runner,
)
from bot.conversation.commands import Command, Room
from bot.conversation.everything import taken
from bot.conversation.questions import MEETING, NOTES, QUESTIONS, SAFETY
from bot.conversation.render import (
    bold,
    button,
    clip,
    command_button,
    italic,
    keyboard,
    lines,
    listed,
    paragraphs,
    toast,
)
from bot.conversation.season import season_text
from bot.conversation.turn import CodeUsed, Effect, Outcome, Result, Turn, UseCode
from bot.conversation.words import N_, _, languages, ngettext
from bot.messages import Button, Keyboard, Reply, escape

ORDER: tuple[Question, ...] = (NOTES, SAFETY, *MEETING)
ENOUGH = frozenset({"phase", "equipment", "zone"})
BEFORE_CONSENT: frozenset[str] = frozenset({"consent"})
CONSENT = "consent"
_STANDS_FOR = {"races": "phase"}
_YES = re.compile(
    r"^\W*(yes|y|yep|yeah|ok|okay|sure|agree|agreed|i agree|i do|accept|start|let'?s go|go|fine|alright)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(no|n|nope|never|refuse|decline|i don'?t|disagree|no thanks)\b", re.IGNORECASE)
_BACK = re.compile(r"^\W*(go )?back\W*$", re.IGNORECASE)
_SKIP = re.compile(r"^\W*(skip( (it|this))?|next|later|pass|don'?t know|dunno|idk|whatever|default)\W*$", re.IGNORECASE)
_NOW = re.compile(r"^\W*(start( now)?|let'?s go|go|begin)\W*$", re.IGNORECASE)


# -- welcome and consent -----------------------------------------------------------------------------------------------


def begin(turn: Turn, text: str) -> Outcome:
    """`/start` and whatever is written before consent: the welcome; a yes or no to it; a code from a link."""
    runner = turn.runner
    if runner.consented_at is not None:
        return resume(turn)
    if turn.inbound.text and turn.inbound.text.startswith("/start") and text:
        return Outcome(runner=runner, effect=UseCode(code=text.strip().upper()))
    asked = runner.dialog is not None and runner.dialog.question == CONSENT
    if not asked and not turn.host.open_to_all and not runner.admin:
        text = _("I coach by invitation here. Ask {host} for a code, then write it: /start CODE")
        return _say(turn, Reply(text=text.format(host=escape(turn.host.name))))
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
        return _say(turn, toast(_("You've said yes already. /start shows where we are.")))
    return consent(turn) if args == "yes" else decline(turn)


def consent(turn: Turn) -> Outcome:
    """The runner agreed that training data is stored."""
    name = " ".join(turn.inbound.sender_name.split())[:80]
    runner = replace(turn.runner, consented_at=turn.now, name=name or turn.runner.name, dialog=None)
    return ask_next(with_runner(turn, runner), above=_("Thank you! Everything can be changed later in /settings."))


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
        return _say(turn, Reply(text=_("That code is unknown, used or too old. Ask for a new one.")))
    if result.purpose == "link":
        text = _("Linked. This chat and your other one now share one plan and one log.")
        return Outcome(runner=result.runner, replies=(Reply(text=text, buttons=_today_row()),))
    runner = prefilled(result.runner, result.payload.get("runs"))
    above = _("You've been invited, and your club's runs are filled in already.") if runner.athlete.runs else ""
    changed = with_runner(turn, runner)
    if runner.consented_at is not None:
        return _say(changed, Reply(text=above or _("You're in already. /today has your day."), buttons=_today_row()))
    return welcome(changed, above=above)


def prefilled(runner: Runner, words: object) -> Runner:
    """The runner with an invitation's runs, rows of (weekday, type, HH:MM, minutes), where they have none."""
    runs = heard.rows(words)
    if not runs or runner.athlete.runs:
        return runner
    return replace(runner, athlete=replace(runner.athlete, runs=tuple(runs), runs_given=True))


# -- the questions -----------------------------------------------------------------------------------------------------


def missing(runner: Runner) -> tuple[Question, ...]:
    """The questions that are open, in their order."""
    return tuple(question for question in ORDER if question.id not in runner.answered)


def resume(turn: Turn) -> Outcome:
    """`/start` once more: where we are."""
    left = missing(turn.runner)
    if not left and turn.runner.onboarded:
        text = _("We're all set. /today has your day, /settings changes anything, /help shows the way.")
        return _say(turn, Reply(text=text, buttons=_today_row()))
    if turn.runner.onboarded:
        outcome = daily(turn)
        return outcome or _say(turn, Reply(text=_("We're all set."), buttons=_today_row()))
    return ask_next(turn)


def ask_next(turn: Turn, *, above: str = "") -> Outcome:
    """The first open question; the end of the meeting where none is left."""
    left = missing(turn.runner)
    if not left:
        return finish(turn, above=above)
    return ask(turn, left[0], "setup", above=above)


def ask(turn: Turn, question: Question, purpose: Purpose, *, draft: Draft = NOTHING, above: str = "") -> Outcome:
    """One question's screen, with the way back, on and out."""
    frame = Frame(above=above, mark=_mark(question, purpose), nav=_nav(turn.runner, question, purpose))
    runner, reply = screen(turn, question, purpose, draft, frame)
    return Outcome(runner=runner, replies=(reply,))


def _asked_for(question: Question) -> Question:
    """The question of the meeting a question stands for: the race's screen belongs to the season."""
    return QUESTIONS[_STANDS_FOR.get(question.id, question.id)]


def _mark(question: Question, purpose: Purpose) -> str:
    base = _asked_for(question)
    return f"{MEETING.index(base) + 1}/{len(MEETING)}" if purpose == "setup" and base in MEETING else ""


def _nav(runner: Runner, question: Question, purpose: Purpose) -> Keyboard:
    if question not in ORDER and question.id not in _STANDS_FOR:
        return ()
    if purpose == "daily":
        return keyboard([_step_button(_("Skip"), "skip", question), _step_button(_("Not now"), "later", question)])
    at = ORDER.index(_asked_for(question))
    back = _step_button(_("‹ Back"), "back", question) if at > 0 else None
    known = question.id in runner.answered
    skip = _step_button(_("Keep ›") if known else _("Skip ›"), "skip", question) if question in MEETING else None
    return keyboard([back, skip], [_step_button(_("Start now"), "now", question) if may_start(runner) else None])


def _step_button(label: str, what: str, question: Question) -> Button:
    return button(label, "nav", what, question.id)


def may_start(runner: Runner) -> bool:
    """Whether enough is known to train today, and something is still open."""
    return runner.answered >= ENOUGH and not runner.onboarded and bool(missing(runner))


def moved(turn: Turn, args: str) -> Outcome:
    """Back, Skip, Start now and Not now."""
    what, _bar, name = args.partition("|")
    dialog = turn.runner.dialog
    if dialog is None or dialog.question != name or name not in QUESTIONS:
        return stale(turn)
    return go(turn, what, QUESTIONS[name])


def go(turn: Turn, what: str, question: Question) -> Outcome:
    """Where a step leads from the open question."""
    purpose = purpose_of(turn.runner) or "setup"
    if what == "now" and may_start(turn.runner):
        return finish(turn)
    if what == "later":
        runner = replace(turn.runner, dialog=None)
        return Outcome(runner=runner, replies=(Reply(text=_("All right, I'll ask another day."), edit=in_place(turn)),))
    if what == "back":
        at = 0 if question.id in _STANDS_FOR else -1
        previous = ORDER[max(0, ORDER.index(_asked_for(question)) + at)]
        return ask(turn, previous, purpose)
    if what == "skip" and _asked_for(question) in MEETING:
        base = _asked_for(question)
        runner = replace(turn.runner, answered=turn.runner.answered | {base.id})
        value = base.value(turn)
        step = Step(runner=runner, says=_("{title}: {value}").format(title=_(base.title), value=value))
        return answered(turn, base, step, skipped=True)
    return ask(turn, question, purpose, draft=draft_of(turn.runner))


def stale(turn: Turn) -> Outcome:
    """A tap on a question that is not open any more, explained."""
    dialog = turn.runner.dialog
    if dialog is not None and dialog.question in QUESTIONS and not turn.runner.onboarded:
        title = _(QUESTIONS[dialog.question].title)
        text = _("That question is behind us. Open now: {title}. Everything can be changed in /settings.")
        return _say(turn, toast(text.format(title=title)))
    return _say(turn, toast(_("That question is closed. /settings changes it any time.")))


def answered(turn: Turn, question: Question, step: Step, *, skipped: bool = False) -> Outcome:
    """What follows an answer in the first meeting: the next question, or the same one while it is not done."""
    purpose = purpose_of(turn.runner) or "setup"
    if step.goto:
        return ask(with_runner(turn, step.runner), QUESTIONS[step.goto], purpose, draft=step.draft)
    if not step.done:
        outcome = ask(with_runner(turn, step.runner), question, purpose, draft=step.draft, above=escape(step.warn))
        return replace(outcome, change=step.says if step.runner != turn.runner else None)
    base = _asked_for(question)
    runner = replace(step.runner, answered=step.runner.answered | {base.id}, dialog=None)
    said = lines(f"✓ {escape(step.says)}" if step.says else None, escape(step.warn) if step.warn else None)
    changed = with_runner(turn, runner)
    outcome = one_less(changed, said) if purpose == "daily" else ask_next(changed, above=said)
    return replace(outcome, change=None if skipped else step.says or None)


def again(turn: Turn, text: str) -> Outcome | None:
    """The open question once more, where `text` was no answer to it."""
    dialog = turn.runner.dialog
    if dialog is None or dialog.question not in QUESTIONS or purpose_of(turn.runner) is None:
        return None
    question = QUESTIONS[dialog.question]
    above = lines(
        _("I couldn't read “{text}” as an answer.").format(text=clip(text, 60)) if text else None,
        escape(_(question.hint)),
    )
    return ask(turn, question, purpose_of(turn.runner) or "setup", draft=draft_of(turn.runner), above=above)


def worded(turn: Turn, question: Question, text: str) -> Outcome | None:
    """An answer in words: a step, several answers at once, or this question's; None where it is none of them."""
    for words, what in ((_BACK, "back"), (_SKIP, "skip")):
        if words.match(text):
            return go(turn, what, question)
    if _NOW.match(text) and may_start(turn.runner):
        return finish(turn)
    found = taken(turn, text)
    if len(found.ids) > 1:
        return several(found.turn, found.ids, found.says, found.warns, found.left)
    step = question.read(turn, draft_of(turn.runner), text)
    if step is not None:
        return answered(turn, question, step)
    if found.ids:
        return several(found.turn, found.ids, found.says, found.warns, found.left)
    return None


def several(
    turn: Turn, ids: Iterable[str], says: Iterable[str], warns: Iterable[str], left: Iterable[str] = ()
) -> Outcome:
    """Answers that were not asked for, echoed one a line, and the next open question."""
    runner = replace(turn.runner, answered=turn.runner.answered | set(ids), dialog=None)
    told = tuple(says)
    unread = listed(f"“{clip(part, 60)}”" for part in left)
    above = paragraphs(
        lines(*(f"✓ {escape(each)}" for each in told), *(escape(each) for each in warns)),
        _("I couldn't place {words}.").format(words=unread) if unread else None,
    )
    outcome = ask_next(with_runner(turn, runner), above=above)
    return replace(outcome, change="; ".join(told) or None)


# -- the end, and one question a day -----------------------------------------------------------------------------------


def finish(turn: Turn, *, above: str = "") -> Outcome:
    """The end of the meeting: the summary card, the season, and today's workout."""
    runner = replace(turn.runner, onboarded=True, dialog=None)
    if not turn.runner.onboarded:
        runner = replace(runner, athlete=replace(runner.athlete, start=turn.today))
    left = missing(runner)
    changed = with_runner(turn, runner)
    if left:
        count = ngettext(
            "{n} question is open: I'll ask it tomorrow, and plan with a usual answer until then.",
            "{n} questions are open: I'll ask one a day, and plan with usual answers until then.",
            len(left),
        ).format(n=len(left))
        card = paragraphs(above, lines(bold(_("Let's start!")), count))
    else:
        card = paragraphs(above, summary(changed))
    first = Reply(text=card, edit=in_place(turn), buttons=keyboard([command_button(_("Change something"), "settings")]))
    plain = replace(changed, inbound=replace(turn.inbound, tap=None))
    today = day.today(plain, "")
    return Outcome(runner=today.runner, replies=(first, Reply(text=season_text(plain)), *today.replies))


def summary(turn: Turn) -> str:
    """Everything the coach knows of the runner, a line each."""
    rows = [f"<b>{escape(_(each.title))}</b>: {escape(each.value(turn))}" for each in MEETING]
    return lines(bold(_("This is you")), *rows)


def daily(turn: Turn) -> Outcome | None:
    """The one open question of the day, for whoever started before all were answered; None where none is left."""
    left = missing(turn.runner)
    if not left or not turn.runner.onboarded:
        return None
    above = _("A question that is still open, so that the plan fits you better:")
    return ask(replace(turn, inbound=replace(turn.inbound, tap=None)), left[0], "daily", above=above)


def one_less(turn: Turn, said: str) -> Outcome:
    """After an answer of the day: what is left."""
    left = len(missing(turn.runner))
    if not left:
        text = paragraphs(said, _("That was the last one."), summary(turn))
    else:
        count = ngettext("{n} question is left, for another day.", "{n} questions are left, one a day.", left)
        text = paragraphs(said, count.format(n=left))
    return _say(turn, Reply(text=text, edit=in_place(turn), buttons=_today_row()))


def _today_row() -> Keyboard:
    return keyboard([command_button(_("Today"), "today"), command_button(_("Settings"), "settings")])


def _say(turn: Turn, *replies: Reply) -> Outcome:
    return Outcome(runner=turn.runner, replies=replies)


def _consent_answer(turn: Turn, text: str) -> Outcome | None:
    return begin(turn, text)


ROOM = Room(
    commands=(
        Command(
            name="start",
            handler=begin,
            does=N_("start, or go on where we were"),
            before_start=True,
            group="more",
            aliases=("begin",),
        ),
    ),
    taps={CONSENT: consent_tapped, "nav": moved},
    questions={CONSENT: _consent_answer},
    results={"UseCode": code_used},
)
