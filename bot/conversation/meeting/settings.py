"""Every setting, changed by a tap or in words: the hub, and what a change does to the week."""

import re
from dataclasses import replace
from datetime import timedelta

from rapidfuzz import fuzz, process

from bot.coaching.runner import Runner
from bot.coaching.session import Day
from bot.conversation.commands import Command, Room
from bot.conversation.meeting import onboarding
from bot.conversation.meeting.asking import (
    NOTHING,
    Draft,
    Frame,
    Question,
    Step,
    draft_of,
    in_place,
    purpose_of,
    screen,
    with_runner,
)
from bot.conversation.meeting.questions import QUESTIONS, SETTINGS
from bot.conversation.meeting.questions.season import disagreement, follow_date
from bot.conversation.render import bold, button, clip, command_button, grid, keyboard, lines, paragraphs, weekday
from bot.conversation.training import plan
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Button, Keyboard, Reply, escape

NAMES: dict[str, tuple[str, ...]] = {
    "phase": ("phase", "season"),
    "races": ("races", "race", "tune-up", "tuneup"),
    "runs": ("runs", "run", "running"),
    "gym": ("gym", "strength"),
    "equipment": ("equipment", "kit", "gear"),
    "experience": ("experience", "level"),
    "body": ("units", "unit", "weight", "mass", "body", "bodyweight"),
    "lifts": ("lifts", "lift", "1rm", "maxes"),
    "zone": ("zone", "timezone", "city", "location", "time zone"),
    "reminders": ("reminders", "reminder", "times"),
    "quiet": ("quiet", "quiet hours"),
    "activation": ("activation", "circuit"),
    "week_style": ("week style", "style", "week"),
    "mileage": ("high mileage", "mileage"),
    "longest": ("longest session", "longest", "session", "minutes", "duration"),
    "health": ("health", "conditions", "notes", "clearance"),
    "figure": ("figures", "figure", "skin"),
    "language": ("language", "lang"),
}
_BY_NAME = {name: key for key, names in NAMES.items() for name in names}
_LONGEST_FIRST = sorted(_BY_NAME, key=len, reverse=True)
_REMINDER = re.compile(r"(?:mornings?|workouts?|evenings?|check[ -]?ins?|sundays?|week ahead)\b", re.IGNORECASE)
"""A reminder by its own name: `/settings morning 6:30` sets that one."""
_NEAR = 80
_TOUCHES_WEEK = frozenset(
    {"phase", "races", "runs", "gym", "equipment", "experience", "lifts", "week_style", "mileage", "longest", "body"}
)
JUST_NOW = timedelta(minutes=30)


# -- the hub -----------------------------------------------------------------------------------------------------------


def settings(turn: Turn, args: str) -> Outcome:
    """`/settings`, `/settings gym`, `/settings gym Mon Thu 18:30`."""
    words = args.strip()
    if not words:
        return hub(turn)
    key, rest = ("reminders", words) if _REMINDER.match(words) else named(words)
    if key is None:
        return hub(turn, above=_("I have no setting called “{name}”. These are all:").format(name=clip(words, 40)))
    question = QUESTIONS[key]
    if not rest:
        return opened(turn, question)
    step = question.read(turn, NOTHING, rest)
    return changed(turn, question, step) if step else opened(turn, question, above=_unread(question, rest))


def named(words: str) -> tuple[str | None, str]:
    """The setting a text starts with, tolerant of a typo, and what stands behind it."""
    low = words.lower()
    for name in _LONGEST_FIRST:
        found = re.match(rf"{re.escape(name)}\b[\s:=]*(?:to |is |at )?", low)
        if found:
            return _BY_NAME[name], words[found.end() :].strip()
    first, _space, rest = words.partition(" ")
    near = process.extractOne(first.lower(), list(_BY_NAME), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return (_BY_NAME[near[0]], rest.strip()) if near else (None, words)


def is_name(word: str) -> bool:
    """Whether a word is a setting's own name, as written: `reminders`, `quiet hours`."""
    return word in _BY_NAME


def hub(turn: Turn, *, above: str = "") -> Outcome:
    """All settings with their values, and a button each."""
    rows = [f"{bold(_(each.title))}: {clip(each.value(turn), 110)}" for each in SETTINGS]
    text = paragraphs(
        above,
        lines(bold(_("Settings")), *rows),
        _("Tap one, or write it: /settings gym Mon Thu 18:30"),
    )
    buttons = grid((button(_(each.title), "set", each.id) for each in SETTINGS), 2)
    runner = closed(turn.runner)
    return Outcome(runner=runner, replies=(Reply(text=text, buttons=buttons, edit=in_place(turn), key="ask"),))


def closed(runner: Runner) -> Runner:
    """The runner without an open question of /settings; one of the first meeting stays open."""
    return replace(runner, dialog=None) if purpose_of(runner) == "settings" else runner


def set_tapped(turn: Turn, args: str) -> Outcome:
    """A setting was chosen in the hub, or the hub itself."""
    return opened(turn, QUESTIONS[args]) if args in QUESTIONS else hub(turn)


def opened(turn: Turn, question: Question, *, draft: Draft = NOTHING, above: str = "") -> Outcome:
    """One setting's screen."""
    nav = keyboard([button(_("‹ Settings"), "set")])
    runner, reply = screen(turn, question, "settings", draft, Frame(above=above, nav=nav))
    return Outcome(runner=runner, replies=(reply,))


def _unread(question: Question, text: str) -> str:
    unread = _("I couldn't read “{text}” here.").format(text=clip(text, 60))
    return lines(unread, escape(_(question.hint)))


# -- answers -----------------------------------------------------------------------------------------------------------


def picked(turn: Turn, args: str) -> Outcome:
    """A choice was tapped on a question's screen, in the first meeting or here."""
    name, _bar, arg = args.partition("|")
    dialog = turn.runner.dialog
    if dialog is None or dialog.question != name or name not in QUESTIONS:
        return onboarding.stale(turn)
    question = QUESTIONS[name]
    try:
        step = question.tap(turn, draft_of(turn.runner), arg)
    except ValueError:  # a button's argument that no screen of today makes
        step = None
    if step is None:
        return onboarding.stale(turn)
    if purpose_of(turn.runner) == "settings":
        return changed(turn, question, step)
    return onboarding.answered(turn, question, step)


def worded(turn: Turn, text: str) -> Outcome | None:
    """The open question's answer in words, in the first meeting or here; None where it is none."""
    dialog = turn.runner.dialog
    if dialog is None or dialog.question not in QUESTIONS or not text:
        return None
    question = QUESTIONS[dialog.question]
    if purpose_of(turn.runner) != "settings":
        return onboarding.worded(turn, question, text)
    if re.fullmatch(r"\W*(back|settings)\W*", text.lower()):
        return hub(turn)
    step = question.read(turn, draft_of(turn.runner), text)
    return changed(turn, question, step) if step else None


def changed(turn: Turn, question: Question, step: Step) -> Outcome:
    """What follows a change: the same screen while it is not done, else what it changes, with Undo."""
    if step.goto:
        return opened(with_runner(turn, step.runner), QUESTIONS[step.goto], draft=step.draft)
    then = with_runner(turn, step.runner)
    sentence = step.says if step.runner != turn.runner else None
    if not step.done:
        outcome = opened(then, question, draft=step.draft, above=escape(step.warn))
        return replace(outcome, change=sentence)
    then = with_runner(turn, closed(step.runner))
    if not then.runner.onboarded:
        return onboarding.several(then, (question.id,), (step.says,), (step.warn,) if step.warn else ())
    return replace(confirmed(turn, then, question, step), change=sentence)


def confirmed(before: Turn, after: Turn, question: Question, step: Step) -> Outcome:
    """The sentence that says what changed, and what it does to this week."""
    same = before.runner.athlete == after.runner.athlete
    effect = "" if same or question.id not in _TOUCHES_WEEK else week_change(before, after)
    text = paragraphs(f"✓ {escape(step.says)}", escape(step.warn) if step.warn else None, effect)
    clash = question.id in {"phase", "races"} and disagreement(after) is not None
    buttons: Keyboard = keyboard(
        [button(_("Follow the race date"), "follow")] if clash else [],
        [command_button(_("Undo"), "undo"), button(_("‹ Settings"), "set"), _today()],
    )
    reply = Reply(text=text, buttons=buttons, edit=in_place(after), key="ask")
    return Outcome(runner=after.runner, replies=(reply,))


def _today() -> Button:
    return command_button(_("Today"), "today")


def follow(turn: Turn, _args: str) -> Outcome:
    """The offered switch of R31: the phase follows the race date."""
    return changed(turn, QUESTIONS["phase"], follow_date(turn))


def week_change(before: Turn, after: Turn) -> str:
    """How the rest of this week looks before and after a change, in a line; the loads where only they change."""
    monday = plan.monday_of(after.today)
    old, new = plan.week_of(before, monday), plan.week_of(after, monday)
    rest = range(after.today.weekday(), 7)
    was, now = (", ".join(_placed(after, days[at]) for at in rest if _placed(after, days[at])) for days in (old, new))
    if was != now:
        text = _("Rest of this week: {now}. Before: {was}.")
        return text.format(now=now or _("no strength session"), was=was or _("no strength session"))
    if any(_contents(old[at]) != _contents(new[at]) for at in rest):
        return _("The days stay; exercises or loads change with it from today.")
    return _("This week stays as it is.")


def _placed(turn: Turn, day: Day | None) -> str:
    if day is None or day.session is None:
        return ""
    name = escape(turn.content.session(day.session.type).name)
    return f"{weekday(day.date.weekday())} {name}"


def _contents(day: Day | None) -> object:
    return day and day.session and day.session.exercises


def again(turn: Turn, text: str) -> Outcome | None:
    """The open setting once more, where `text` was no answer to it; None where none was opened just now."""
    dialog = turn.runner.dialog
    if dialog is None or dialog.question not in QUESTIONS:
        return None
    if purpose_of(turn.runner) != "settings":
        return None if turn.runner.onboarded else onboarding.again(turn, text)
    if dialog.since is None or turn.now - dialog.since > JUST_NOW:
        return None
    question = QUESTIONS[dialog.question]
    return opened(turn, question, draft=draft_of(turn.runner), above=_unread(question, text))


ROOM = Room(
    commands=(
        Command(
            name="settings",
            handler=settings,
            does=N_("change anything I know about you"),
            example="gym Mon Thu 18:30",
            aliases=("setting", "options", "config", "profile", "preferences"),
        ),
    ),
    taps={"q": picked, "set": set_tapped, "follow": follow},
    questions=dict.fromkeys(QUESTIONS, worded),
)
