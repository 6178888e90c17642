"""The first meeting after the yes: one safety question and nine short questions in any order, then one a day."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.coaching.runner import Runner
from bot.conversation.commands import Room
from bot.conversation.meeting import heard
from bot.conversation.meeting.asking import (
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
from bot.conversation.meeting.everything import of_days, taken
from bot.conversation.meeting.questions import MEETING, NOTES, QUESTIONS, SAFETY
from bot.conversation.render import (
    bold,
    button,
    clip,
    command_button,
    keyboard,
    lines,
    listed,
    paragraphs,
    toast,
)
from bot.conversation.training import day
from bot.conversation.training.season import season_text
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _, ngettext
from bot.messages import Button, Keyboard, Reply, escape

ORDER: tuple[Question, ...] = (NOTES, SAFETY, *MEETING)
ENOUGH = frozenset({"conditions", "phase", "equipment", "zone"})
_TAKE_ANY_TIME = frozenset({"zone", "reminders"})
_NEVER_A_TIME = frozenset({"lifts", "phase", "body", "experience"})
_STANDS_FOR = {"races": "phase"}
_BACK = re.compile(r"^\W*(go )?back\W*$", re.IGNORECASE)
_SKIP = re.compile(r"^\W*(skip( (it|this))?|next|later|pass|don'?t know|dunno|idk|whatever|default)\W*$", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*(?:what|why|how|who|when|where|which|can|could|may|do|does|is|are|should|will|would)\b.*\?\W*$"
    r"|^\W*(?:how|why|should i|is it|do i|can i)\b.*\w\s+\w",
    re.IGNORECASE | re.DOTALL,
)
_NOW = re.compile(r"^\W*(start( now)?|let'?s go|go|begin)\W*$", re.IGNORECASE)


def missing(runner: Runner) -> tuple[Question, ...]:
    """The questions that are open, in their order."""
    return tuple(question for question in ORDER if question.id not in runner.answered)


def resume(turn: Turn) -> Outcome:
    """`/start` once more: where we are."""
    left = missing(turn.runner)
    if not left and turn.runner.onboarded:
        text = _("We're all set. /today has your day, /settings changes anything, /help shows the way.")
        return say(turn, Reply(text=text, buttons=today_row()))
    if turn.runner.onboarded:
        outcome = daily(turn)
        return outcome or say(turn, Reply(text=_("We're all set."), buttons=today_row()))
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
        return say(turn, toast(text.format(title=title)))
    return say(turn, toast(_("That question is closed. /settings changes it any time.")))


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


def asked_back(turn: Turn, outcome: Outcome) -> Outcome:
    """What answers a question of theirs, and the first meeting's own open question below it."""
    below = again(turn, "") if not turn.runner.onboarded else None
    return replace(below, replies=(*outcome.replies, *below.replies)) if below else outcome


def worded(turn: Turn, question: Question, text: str) -> Outcome | None:
    """An answer in words: a step, several answers at once, or this question's; None where it is none of them."""
    for words, what in ((_BACK, "back"), (_SKIP, "skip")):
        if words.match(text):
            return go(turn, what, question)
    if _NOW.match(text) and purpose_of(turn.runner) == "setup":
        return start_now(turn)
    if _no_answer(turn, question, text):
        return None
    found = taken(turn, text, question.id)
    if len(found.ids) > 1 or (found.ids and (heard.no_runs(text) or _elsewhere(question, text, found.ids[0]))):
        return several(found.turn, found.ids, found.says, found.warns, found.left)
    misread = question.id == "zone" and of_days(text)
    step = None if misread else question.read(turn, draft_of(turn.runner), text)
    if step is None and found.ids:
        return several(found.turn, found.ids, found.says, found.warns, found.left)
    return answered(turn, question, step) if step is not None else None


def _elsewhere(question: Question, text: str, answers: str) -> bool:
    """Whether the words answer another question, though the open one would take a time or a number out of them."""
    if question.id == answers or question.id not in _TAKE_ANY_TIME:
        return False
    return of_days(text) if question.id == "zone" else answers in _NEVER_A_TIME


def asks(text: str) -> bool:
    """Whether the words are a question."""
    return _ASKS.match(text[:500]) is not None


def _no_answer(turn: Turn, question: Question, text: str) -> bool:
    """A question back, or a pain to act on first: no answer, whatever numbers are in it."""
    if asks(text):
        return True
    reader = turn.content.reader
    return question is not SAFETY and bool(reader.checkin(text, turn.runner.athlete.unit, turn.today, None).pain)


def start_now(turn: Turn) -> Outcome:
    """Today's workout with usual answers for the rest; where too little is known for that, what is still needed."""
    needed = [_(each.title).lower() for each in missing(turn.runner) if each.id in ENOUGH and each is not SAFETY]
    if not ENOUGH - turn.runner.answered:
        return finish(turn)
    first = listed(needed) or _("one safety question")
    return ask_next(turn, above=_("First {questions}, then I show you today.").format(questions=first))


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
    return say(turn, Reply(text=text, edit=in_place(turn), buttons=today_row()))


def today_row() -> Keyboard:
    """The way to the day and to the settings."""
    return keyboard([command_button(_("Today"), "today"), command_button(_("Settings"), "settings")])


def say(turn: Turn, *replies: Reply) -> Outcome:
    """Only words: nothing changes."""
    return Outcome(runner=turn.runner, replies=replies)


ROOM = Room(taps={"nav": moved})
