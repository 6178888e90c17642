"""Putting off and pausing: a snooze of the reminder, holiday or illness until a date, and the way back."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.coaching.runner import Absence, AbsenceReason, Dialog, Runner
from bot.conversation.commands import Command, Room
from bot.conversation.meeting import heard
from bot.conversation.meeting.asking import in_place
from bot.conversation.render import button, clip, command_button, keyboard, lines, near_day, paragraphs
from bot.conversation.training import plan
from bot.conversation.training.missed import ramp
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import TEXT_LIMIT, Keyboard, Reply

TONIGHT = time(19, 0)
LATER = timedelta(hours=2)
LONGEST_SNOOZE = timedelta(days=7)
LONGEST_PAUSE = timedelta(days=366)
REASONS: tuple[tuple[AbsenceReason, str], ...] = (
    ("ill", N_("Ill")),
    ("holiday", N_("Holiday")),
    ("injury", N_("Injury")),
    ("other", N_("Something else")),
)
SPANS = ((3, N_("3 days")), (7, N_("1 week")), (14, N_("2 weeks")), (21, N_("3 weeks")))
_SPAN = re.compile(r"\b(\d{1,3})\s*(minutes?|mins?|m|hours?|hrs?|h|days?|d)\b|\b(an?|half an) hour\b", re.IGNORECASE)


def _say(turn: Turn, text: str, buttons: Keyboard = (), *, runner: Runner | None = None) -> Outcome:
    reply = Reply(text=text, buttons=buttons, edit=in_place(turn))
    return Outcome(runner=runner or turn.runner, replies=(reply,))


# -- snooze ------------------------------------------------------------------------------------------------------------


def snooze(turn: Turn, args: str) -> Outcome:
    """`/snooze 30 min`, `tonight`, `tomorrow`, `19:30`; without words, the choices."""
    if not args:
        return _say(turn, _("When shall I come back to you?"), _snooze_choices())
    at = snoozed_to(turn, args)
    if at is None:
        text = _("I couldn't read “{text}” as a time. Tap one, or write it like “45 min” or “19:30”.")
        return _say(turn, text.format(text=clip(args, 40)), _snooze_choices())
    runner = replace(turn.runner, snoozed_to=at)
    local = at.astimezone(ZoneInfo(runner.zone or "UTC"))
    when = f"{near_day(local.date(), turn.today)} {local:%H:%M}"
    return _say(
        turn, _("All right, I'll remind you {when}, if it isn't done by then.").format(when=when), runner=runner
    )


def _snooze_choices() -> Keyboard:
    return keyboard(
        [
            command_button(_("30 min"), "snooze", "30 min"),
            command_button(_("Tonight"), "snooze", "tonight"),
            command_button(_("Tomorrow"), "snooze", "tomorrow"),
        ]
    )


def snoozed_to(turn: Turn, words: str) -> datetime | None:
    """The instant some words put a reminder off to, at most a week ahead; None where they name none."""
    low = words.lower().strip()
    at: datetime | None = None
    if "tonight" in low or "evening" in low:
        at = wall(turn, turn.today, TONIGHT)
        at = at if at > turn.now else turn.now + LATER
    elif "tomorrow" in low:
        at = wall(turn, turn.today + timedelta(days=1), turn.runner.reminders.morning or time(7))
    elif span := _SPAN.search(low):
        at = turn.now + _length(span)
    else:
        clock = heard.clock(turn, low)
        if isinstance(clock, time):
            at = wall(turn, turn.today, clock)
            at = at if at > turn.now else wall(turn, turn.today + timedelta(days=1), clock)
    return at if at is not None and turn.now < at <= turn.now + LONGEST_SNOOZE else None


def _length(span: re.Match[str]) -> timedelta:
    if span.group(3):
        return timedelta(minutes=30) if span.group(3).startswith("half") else timedelta(hours=1)
    count, unit = int(span.group(1)), span.group(2)[0]
    return timedelta(minutes=count) if unit == "m" else timedelta(hours=count) if unit == "h" else timedelta(days=count)


def wall(turn: Turn, day: date, at: time) -> datetime:
    """A wall time of the runner as an instant; one that a clock change skips is moved on by the gap."""
    zone = ZoneInfo(turn.runner.zone or "UTC")
    instant = datetime.combine(day, at, tzinfo=zone)
    return instant.astimezone(ZoneInfo("UTC"))


# -- pause and resume --------------------------------------------------------------------------------------------------


def pause(turn: Turn, args: str) -> Outcome:
    """`/pause`, `/pause holiday until Monday`; by taps the reason, then how long."""
    if not args:
        away = plan.absence_on(turn.runner, turn.today)
        text = _("What is it? While you're away I plan nothing and write nothing.")
        if away is not None:
            text = paragraphs(_("You're paused {until}.").format(until=_until(away, turn.today)), text)
        return _say(turn, text, keyboard(*[[button(_(name), "pause", key)] for key, name in REASONS]))
    outcome = paused_in_words(turn, args)
    if outcome is not None:
        return outcome
    text = _("I couldn't read “{text}”. Write it like “ill until Monday” or “holiday for a week”, or tap.")
    reasons = keyboard(*[[button(_(name), "pause", key)] for key, name in REASONS])
    return _say(turn, text.format(text=clip(args, 60)), reasons)


def pause_tapped(turn: Turn, args: str) -> Outcome:
    """A reason was tapped, then a length."""
    key, _bar, span = args.partition("|")
    reason = next((each for each, _name in REASONS if each == key), None)
    if reason is None:
        return pause(turn, "")
    if not span:
        spans = [button(_(name), "pause", reason, count) for count, name in SPANS]
        text = _("For how long? You can also write it: “until Monday”, “until 14 January”.")
        rows = keyboard(spans[:2], spans[2:], [button(_("Until I say so"), "pause", reason, "open")])
        return _say(turn, text, rows, runner=_asking(turn, reason))
    until = turn.today + timedelta(days=int(span)) if span.isdecimal() and int(span) <= LONGEST_PAUSE.days else None
    return paused(turn, reason, until)


def _asking(turn: Turn, reason: AbsenceReason) -> Runner:
    """The runner asked how long they are away."""
    return replace(turn.runner, dialog=Dialog(question="pause", data={"reason": reason}, since=turn.now))


def pause_length(turn: Turn, text: str) -> Outcome | None:
    """How long, in words, after a reason was tapped; None where the words tell of something else."""
    told = turn.runner.dialog.data.get("reason") if turn.runner.dialog else None
    reason = next((each for each, _name in REASONS if each == told), None)
    away = heard.away(turn, text)
    if away is None or reason is None or turn.content.reader.intent(text[:TEXT_LIMIT], turn.today) == "checkin":
        return None
    return paused(turn, reason if away.reason == "other" else away.reason, away.until)


def paused_in_words(turn: Turn, text: str) -> Outcome | None:
    """ "Flu, back Monday": None where the words are no absence."""
    away = heard.away(turn, text)
    return None if away is None else paused(turn, away.reason, away.until)


def paused(turn: Turn, reason: AbsenceReason, until: date | None) -> Outcome:
    """The runner away from today until they are back."""
    if until is not None and not turn.today < until <= turn.today + LONGEST_PAUSE:
        text = _("The day you're back should be after today, and within a year. When is it?")
        return _say(turn, text, runner=_asking(turn, reason))
    now = plan.absence_on(turn.runner, turn.today)
    since = now.since if now else turn.today
    away = Absence(reason=reason, since=since, until=until)
    kept = tuple(each for each in turn.runner.absences if each is not now and each.since < turn.today)
    runner = replace(turn.runner, absences=(*kept, away), guided=None, snoozed_to=None, dialog=None)
    wish = {
        "ill": _("Get well. With a fever, please rest until it is gone."),
        "holiday": _("Enjoy it!"),
        "injury": _("Take the time it needs. If it doesn't settle, have a physio or doctor look at it."),
        "other": _("All right."),
    }[reason]
    text = lines(
        _("Paused {until}. No sessions, no reminders.").format(until=_until(away, turn.today)),
        wish,
        ramp(replace(turn, runner=runner), until) if until else _("/resume when you're back; I'll ease you in."),
    )
    rows = keyboard([command_button(_("I'm back"), "resume"), command_button(_("Undo"), "undo")])
    change = _("the pause {until}").format(until=_until(away, turn.today))
    return replace(_say(turn, text, rows, runner=runner), change=change, cancel=("timer",))


def _until(away: Absence, today: date) -> str:
    return _("until {day}").format(day=near_day(away.until, today)) if away.until else _("until you say so")


def resume(turn: Turn, _args: str) -> Outcome:
    """`/resume`: back from a pause, with the ramp explained."""
    away = plan.absence_on(turn.runner, turn.today)
    if away is None:
        coming = next((each for each in turn.runner.absences if each.since > turn.today), None)
        if coming is None:
            return _say(turn, _("You're not paused. /today has your day."), _today_row())
        kept = tuple(each for each in turn.runner.absences if each is not coming)
    else:
        others = tuple(each for each in turn.runner.absences if each is not away)
        kept = others if away.since == turn.today else (*others, replace(away, until=turn.today))
    runner = replace(turn.runner, absences=kept)
    text = lines(
        _("Welcome back!"), ramp(replace(turn, runner=runner), turn.today) if away and away.since < turn.today else None
    )
    return replace(_say(turn, text, _today_row(), runner=runner), change=_("the end of the pause"))


def _today_row() -> Keyboard:
    return keyboard([command_button(_("Today"), "today"), command_button(_("Week"), "week")])


ROOM = Room(
    commands=(
        Command(
            name="snooze", handler=snooze, does=N_("remind me later"), example="30 min", group="day", aliases=("later",)
        ),
        Command(name="pause", handler=pause, does=N_("holiday or illness"), example="ill until Monday", group="plan"),
        Command(name="resume", handler=resume, does=N_("back from a pause, eased in"), group="plan"),
    ),
    taps={"pause": pause_tapped},
    questions={"pause": pause_length},
    intents={"absence": paused_in_words},
)
