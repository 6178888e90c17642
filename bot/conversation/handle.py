"""Where every message goes: one order of routing for all rooms and channels. A room is added to ROOMS, nowhere else."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.coaching.runner import ReminderKind
from bot.conversation import asked, helping
from bot.conversation.commands import Command, Room, effect_name
from bot.conversation.health import clearance, pain, safety
from bot.conversation.meeting import onboarding, settings, told, welcome
from bot.conversation.personal import account, away, chats, data
from bot.conversation.reading import advice
from bot.conversation.reminders import reminding
from bot.conversation.render import clip, command_button, keyboard, toast
from bot.conversation.reports import fix, progress, report
from bot.conversation.training import adjust, circuits, day, guided, plan, promotion, skipping, week
from bot.conversation.turn import Effect, Outcome, Result, Turn
from bot.conversation.words import _, speaking
from bot.messages import TEXT_LIMIT, Inbound, Reply

T = TypeVar("T")

ROOMS: tuple[Room, ...] = (
    day.ROOM,
    skipping.ROOM,
    adjust.ROOM,
    circuits.ROOM,
    report.ROOM,
    fix.ROOM,
    guided.ROOM,
    pain.ROOM,
    safety.ROOM,
    clearance.ROOM,
    promotion.ROOM,
    week.ROOM,
    away.ROOM,
    progress.ROOM,
    welcome.ROOM,
    onboarding.ROOM,
    settings.ROOM,
    told.ROOM,
    account.ROOM,
    chats.ROOM,
    data.ROOM,
    advice.ROOM,
    reminding.ROOM,
)
"""Every room, in the order of /help."""

_EVERY: tuple[Room, ...] = (*ROOMS, helping.room(ROOMS))

COMMANDS: tuple[Command, ...] = tuple(command for room in _EVERY for command in room.commands)


def _merged(tables: Iterable[Mapping[str, T] | None]) -> dict[str, T]:
    """All tables as one; ValueError where two rooms claim one name."""
    merged: dict[str, T] = {}
    for table in tables:
        for name, value in (table or {}).items():
            if name in merged:
                msg = f"two rooms of the conversation answer to {name!r}"
                raise ValueError(msg)
            merged[name] = value
    return merged


_COMMANDS = _merged(dict.fromkeys((command.name, *command.aliases), command) for command in COMMANDS)
_TAPS = _merged(room.taps for room in _EVERY)
_QUESTIONS = _merged(room.questions for room in _EVERY)
_INTENTS = _merged(room.intents for room in _EVERY)
_RESULTS = _merged(room.results for room in _EVERY)
_FIRST = tuple(room.first for room in _EVERY if room.first)
_EDITED = tuple(room.edited for room in _EVERY if room.edited)
_LAST = tuple(room.last for room in _EVERY if room.last)
_REMIND = tuple(room.remind for room in _EVERY if room.remind)

_COMMAND = re.compile(r"^/(\w+)(?:@\w+)?(?:\s+(.*))?$", re.DOTALL)
_ABOUT_PLAN = (
    ("week", re.compile(r"^\W*(?:what|when|which)\b.*\b(?:tomorrow|this week|next (?:session|workout|gym)|week)\b")),
    ("today", re.compile(r"^\W*what(?:'?s| is| do| should| have)\b.*\b(?:today|now|next)\b")),
    ("season", re.compile(r"^\W*(?:when|how (?:long|many weeks))\b.*\b(?:race|taper|season|deload)\b")),
)
"""Questions in words that a command answers."""
_IN_DOUBT = re.compile(r"\d ?(?:kgs?|lbs?)? (?:or|maybe) \d")
"""A load between two is no known lift but a report that asks."""
_ANYTIME = frozenset({"cancel", "help", "undo"})
"""Bare words that are these commands even while a question is open."""


def handle(turn: Turn) -> Outcome:
    """What one message of the runner leads to."""
    with speaking(turn.runner.language):
        return _route(_noticed(turn))


def after(turn: Turn, effect: Effect, result: Result) -> Outcome:
    """The rest of the outcome once the store has carried out `effect`; `turn.runner` is the runner as they are now."""
    with speaking(turn.runner.language):
        return _RESULTS[effect_name(effect)](turn, effect, result)


def remind(turn: Turn, kind: ReminderKind, due_local: datetime) -> Outcome:
    """A reminder of that kind as it reads now; `Outcome.dropped` says why it is not worth sending."""
    with speaking(turn.runner.language):
        for render in _REMIND:
            return render(turn, kind, due_local)
        return Outcome(runner=turn.runner, dropped="no room renders reminders")


def _noticed(turn: Turn) -> Turn:
    """Whoever writes or taps is not ignoring the reminders any more."""
    reminders = turn.runner.reminders
    if not reminders.ignored_in_a_row and not reminders.sparse:
        return turn
    return replace(turn, runner=replace(turn.runner, reminders=replace(reminders, ignored_in_a_row=0, sparse=False)))


def _route(turn: Turn) -> Outcome:
    inbound = turn.inbound
    if inbound.edited:
        return _edited(turn, inbound.text or "")
    if inbound.tap is not None:
        return tapped(turn, inbound.tap)
    if inbound.location is not None or inbound.document is not None:
        return _attached(turn, inbound)
    return _said(turn, (inbound.text or "").strip())


def _edited(turn: Turn, text: str) -> Outcome:
    for take in (*_FIRST, *_EDITED) if turn.runner.consented_at else ():
        outcome = take(turn, text)
        if outcome is not None:
            return outcome
    return Outcome(runner=turn.runner)


def tapped(turn: Turn, tap: str) -> Outcome:
    """A tapped button; one that is not known any more is explained."""
    version, _bar, rest = tap.partition("|")
    verb, _bar, args = rest.partition("|")
    if verb == "cmd":
        name, _bar, args = args.partition("|")
        return _command(turn, name, args)
    take = _TAPS.get(verb) if version == "1" else None
    if take is None:
        return _say(turn, toast(_("That button is from an older version. /help shows what there is now.")))
    if turn.runner.consented_at is None and verb not in welcome.BEFORE_CONSENT:
        return welcome.begin(turn, "")
    return take(turn, args)


def _attached(turn: Turn, inbound: Inbound) -> Outcome:
    if turn.runner.consented_at is None:
        return welcome.begin(turn, "")
    if inbound.location is not None:
        return told.located(turn, *inbound.location)
    return data.received(turn)


def _said(turn: Turn, text: str) -> Outcome:
    command = _COMMAND.match(text[:TEXT_LIMIT])
    free = (command.group(2) or "") if command else text
    flagged = _flagged(turn, free)
    if flagged is not None:
        return flagged
    if command:
        return _command(turn, command.group(1), command.group(2) or "")
    return _worded(turn, text)


def _flagged(turn: Turn, text: str) -> Outcome | None:
    """A red flag comes before everything else, also before consent; then it is answered and nothing is kept."""
    if not text:
        return None
    for take in _FIRST:
        outcome = take(turn, text)
        if outcome is not None and turn.runner.consented_at is not None:
            return outcome
        if outcome is not None and outcome.runner.flag is not None:
            return replace(outcome, runner=turn.runner, change=None)
    return None


def _command(turn: Turn, name: str, args: str) -> Outcome:
    command = _COMMANDS.get(name.lower())
    if command is None or (command.admin and not turn.runner.admin):
        return _unknown(turn, name, args)
    if turn.runner.consented_at is None and not command.before_start:
        return welcome.begin(turn, "")
    if command.name == "today" and turn.runner.consented_at is not None and not turn.runner.onboarded:
        return onboarding.start_now(turn)
    return command.handler(turn, args.strip())


def _unknown(turn: Turn, name: str, args: str) -> Outcome:
    if turn.runner.onboarded and settings.is_name(name.lower()):
        return settings.settings(turn, f"{name} {args}")
    text = _("I don't know /{name}. Did you mean one of these?").format(name=clip(name, 32))
    return _say(turn, Reply(text=text, buttons=helping.nearest_buttons(COMMANDS, name)))


def _worded(turn: Turn, text: str) -> Outcome:
    bare = text.lower().strip(" .!")
    if bare in _ANYTIME:
        return _command(turn, bare, "")
    outcome = _numbered(turn, text) or _answered(turn, text)
    if outcome is not None:
        return outcome
    if bare == "start" and _session_open(turn):
        return guided.begin(turn, "")
    if bare in _COMMANDS:
        return _command(turn, bare, "")
    if not text:
        ways = keyboard((command_button(_("Today"), "today"), command_button(_("Help"), "help")))
        return _say(turn, Reply(text=_("That message was empty for me. Just write what you did."), buttons=ways))
    return asked.answered(turn, text) or _unasked(turn, text)


def _session_open(turn: Turn) -> bool:
    """Whether a session of today waits for its start."""
    runner, today = turn.runner, turn.today
    if not (runner.onboarded and plan.started(runner, today)) or plan.report_on(runner, today) is not None:
        return False
    return plan.today_of(turn).session is not None


def _answered(turn: Turn, text: str) -> Outcome | None:
    """The open question's answer in words; before consent there is only one question."""
    if turn.runner.consented_at is None:
        return welcome.begin(turn, text)
    answer = _QUESTIONS.get(turn.runner.dialog.question) if turn.runner.dialog else None
    return answer(turn, text) if answer else None


def _numbered(turn: Turn, text: str) -> Outcome | None:
    """The choice of the open question that a bare number names, where the channel has no taps."""
    choices = turn.runner.dialog.data.get("choices") if turn.runner.dialog else None
    bare = text.rstrip(".)")
    if not isinstance(choices, (list, tuple)) or not bare.isdecimal() or len(bare) > 2:
        return None
    at = int(bare) - 1
    return tapped(turn, str(choices[at])) if 0 <= at < len(choices) else None


def _unasked(turn: Turn, text: str) -> Outcome:
    """Words nobody asked for: a setting, a move, an absence, a report; else the nearest commands are shown."""
    intent = told.meant(turn, text) or turn.content.reader.intent(text[:TEXT_LIMIT], turn.today)
    if intent == "lifts" and _IN_DOUBT.search(text.lower()):
        intent = "checkin"
    take = _INTENTS.get(intent)
    outcome = take(turn, text) if take else None
    if outcome is not None:
        return outcome
    if intent == "none" and onboarding.asks(text):
        return onboarding.asked_back(turn, _of_the_plan(turn, text) or advice.asked(turn, text))
    again = settings.again(turn, text) if intent != "checkin" and text else None
    if again is not None:
        return again
    for last in _LAST:
        outcome = last(turn, text)
        if outcome is not None:
            return outcome
    return not_understood(turn, text)


def _of_the_plan(turn: Turn, text: str) -> Outcome | None:
    """A question that a command answers: today, the week, the season."""
    named = next((name for name, words in _ABOUT_PLAN if words.search(text.lower())), None)
    return _command(turn, named, "") if named and turn.runner.onboarded else None


def not_understood(turn: Turn, text: str) -> Outcome:
    """The two nearest commands, never silence."""
    word = (text.split() or [""])[0]
    says = _("I couldn't make sense of that. Did you mean one of these?")
    return _say(turn, Reply(text=says, buttons=helping.nearest_buttons(COMMANDS, word)))


def _say(turn: Turn, *replies: Reply) -> Outcome:
    return Outcome(runner=turn.runner, replies=replies)
