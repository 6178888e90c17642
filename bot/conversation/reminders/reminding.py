"""What the coach says by itself, worded when it is sent: the table of reminders, and why one is not worth sending."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.coaching.reminding import ReminderPlan, send_at
from bot.coaching.runner import ReminderKind
from bot.coaching.session import Day
from bot.conversation.commands import Room
from bot.conversation.health import pain, safety
from bot.conversation.meeting import onboarding
from bot.conversation.reminders import ahead, before_run
from bot.conversation.render import button, clock, keyboard, lines, paragraphs, toast
from bot.conversation.screen import dropped
from bot.conversation.training import day as day_room
from bot.conversation.training import guided, plan
from bot.conversation.training.card import run_line
from bot.conversation.training.plan import day_of
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Reply, escape

LATE = timedelta(minutes=20)
"""From here on a reminder says that it is late."""
MORNING_HOURS = timedelta(hours=6)
NOON = time(12, 0)
ASKS_OF_FLAGS: frozenset[ReminderKind] = frozenset({"morning", "evening", "week"})
"""The kinds in whose place a standing warning sign is asked about, once a week (R27)."""
TOLD_SPARSE = "sparse"
"""The notice (Runner.notices_seen) that fewer reminders come; forgotten once the runner has answered."""

Words = Callable[[Turn, datetime], Outcome]


def remind(turn: Turn, kind: ReminderKind, due_local: datetime) -> Outcome:
    """A reminder of that kind, due at `due_local` on the runner's clock; `Outcome.dropped` says why it isn't sent."""
    closed = _closed(turn, kind, due_local)
    if closed is not None:
        return closed
    outcome = _KINDS[kind](turn, due_local)
    if outcome.dropped is not None or not outcome.replies:
        return outcome
    return _sparser(_as_reminder(turn, outcome, kind, due_local))


def _closed(turn: Turn, kind: ReminderKind, due_local: datetime) -> Outcome | None:
    """Nothing is sent before consent, while a warning sign or a missing clearance stands, or on days away."""
    if turn.runner.consented_at is None:
        return dropped(turn, "no consent yet")
    if not turn.runner.onboarded:
        return dropped(turn, "the first meeting is not over")
    put_off = kind in {"morning", "evening"} and (turn.runner.snoozed_to or turn.now) > turn.now
    if put_off or plan.absence_on(turn.runner, due_local.date()) is not None:
        return dropped(turn, "put off" if put_off else "paused")
    if turn.runner.flag is not None:
        return _about_flag(turn) if kind in ASKS_OF_FLAGS else dropped(turn, "a red flag stands")
    if safety.standing(turn) and kind != "question":
        return dropped(turn, "a clinician's clearance is missing")
    return None


def _about_flag(turn: Turn) -> Outcome:
    """Once a week, how it stands with a prompt flag (R27)."""
    question = safety.weekly_question(turn)
    if question is None:
        return dropped(turn, "a red flag stands")
    return Outcome(runner=safety.asked(turn.runner, turn), replies=(replace(question, kind="reminder"),))


def _as_reminder(turn: Turn, outcome: Outcome, kind: ReminderKind, due_local: datetime) -> Outcome:
    """The outcome's messages as reminders, the first with an apology where it is late."""
    first, *rest = outcome.replies
    text = first.text
    if _late(turn, kind, due_local):
        sorry = _("I couldn't write at {time}, so this comes late.").format(time=clock(due_local.time()))
        text = paragraphs(sorry, text)
    replies = (replace(first, text=text), *rest)
    quiet = _quiet(turn)
    return replace(
        outcome, replies=tuple(replace(reply, kind="reminder", edit=False, silent=quiet) for reply in replies)
    )


def _late(turn: Turn, kind: ReminderKind, due_local: datetime) -> bool:
    """Whether it comes later than its time, or than the end of the quiet hours that held it."""
    shape = ReminderPlan(kind=kind, quiet=None if kind in {"activation", "snooze"} else _quiet_hours(turn))
    assert due_local.tzinfo is not None, "a due instant is aware"
    return turn.now - send_at(shape, due_local, due_local.tzinfo) > LATE


def _quiet(turn: Turn) -> bool:
    """Whether these are quiet hours: what keeps its time even then (the circuit, a snooze) makes no sound."""
    local = turn.local
    assert local.tzinfo is not None, "a runner's hour is aware"
    return send_at(ReminderPlan(kind="morning", quiet=_quiet_hours(turn)), local, local.tzinfo) > local


def _quiet_hours(turn: Turn) -> tuple[int, int]:
    kept = turn.runner.reminders
    return kept.quiet_from.hour * 60 + kept.quiet_from.minute, kept.quiet_to.hour * 60 + kept.quiet_to.minute


def _sparser(outcome: Outcome) -> Outcome:
    """After three that nobody answered only every second one is sent; the first of those says so, once."""
    runner = outcome.runner
    told = TOLD_SPARSE in runner.notices_seen
    if told == runner.reminders.sparse:
        return outcome
    if told:
        return replace(outcome, runner=replace(runner, notices_seen=runner.notices_seen - {TOLD_SPARSE}))
    said = _("My last messages went unanswered, so I'll only send every second one until I hear from you.")
    *before, last = outcome.replies
    replies = (*before, replace(last, text=paragraphs(last.text, said)))
    return replace(outcome, runner=replace(runner, notices_seen=runner.notices_seen | {TOLD_SPARSE}), replies=replies)


def _settled(turn: Turn, day: date) -> str | None:
    """Why a day's session need not be spoken of any more."""
    if not plan.started(turn.runner, day):
        return "before the plan starts"
    report = plan.report_on(turn.runner, day)
    if report is not None:
        return "skipped" if report.reading.status == "skipped" else "done"
    if plan.chosen(turn.runner, day).skipped:
        return "skipped"
    guided = turn.runner.guided
    return "under way" if guided is not None and guided.day == day else None


def _morning(turn: Turn, due_local: datetime) -> Outcome:
    """Today's session or routine as a card; on other days one line about mobility."""
    day = due_local.date()
    if turn.runner.reminders.morning is None:
        return dropped(turn, "off")
    if day != turn.today or turn.now - due_local > MORNING_HOURS:
        return dropped(turn, "too late")
    settled = _settled(turn, day)
    if settled is not None:
        return dropped(turn, settled)
    turn, left_open = guided.settled(turn)
    planned = day_of(turn, day)
    if planned.session is None and planned.routine is None:
        return _mobility_only(turn, planned)
    return _card(turn, planned, first=left_open)


def _card(turn: Turn, planned: Day, first: str | None = None) -> Outcome:
    reply, seen = day_room.card(turn, planned.date, first=first)
    reply = replace(reply, buttons=day_room.reminder_buttons(turn, planned))
    return Outcome(runner=replace(turn.runner, notices_seen=seen), replies=(reply,))


def _mobility_only(turn: Turn, planned: Day) -> Outcome:
    if not turn.runner.reminders.mobility_days:
        return dropped(turn, "off")
    if not planned.mobility:
        return dropped(turn, "nothing is due")
    if planned.run == "race":
        text = _("Race day. Nothing to lift; I'll send your activation in time. Enjoy it.")
    else:
        resting = _("No run today: with pain this strong, let your legs rest.")
        text = lines(
            resting if plan.rests_legs(turn.runner, planned.date) else run_line(turn.runner, planned),
            _("Nothing to lift today, just 10–15 min of mobility when it suits you."),
        )
    rows = keyboard((button(_("Mobility"), "mob", planned.date), button(_("No such messages"), "mobdays", "off")))
    return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=rows, key=f"day:{planned.date}"),))


def mobility_days(turn: Turn, args: str) -> Outcome:
    """Tapped: messages on mobility-only days go off, or on again."""
    on = args == "on"
    kept = turn.runner.reminders
    if kept.mobility_days == on:
        return Outcome(runner=turn.runner, replies=(toast(_("That's how it is already.")),))
    runner = replace(turn.runner, reminders=replace(kept, mobility_days=on))
    if on:
        said = _("I'll write on mobility-only days again.")
    else:
        said = _("All right: no messages on days with only mobility. The routine is still under /mobility.")
    other = button(_("Turn them on again"), "mobdays", "on") if not on else None
    reply = Reply(text=said, buttons=keyboard((other,)), edit=True)
    return Outcome(runner=runner, replies=(reply,), change=_("messages on mobility-only days"))


def _evening(turn: Turn, due_local: datetime) -> Outcome:
    """How today's session went, only where one was due and nothing was said."""
    day = due_local.date()
    if turn.runner.reminders.evening is None:
        return dropped(turn, "off")
    if day != turn.today:
        return dropped(turn, "too late")
    settled = _settled(turn, day)
    if settled is not None:
        return dropped(turn, settled)
    planned = day_of(turn, day)
    if planned.session is None:
        return dropped(turn, "nothing is due")
    name = escape(turn.content.session(planned.session.type).name)
    text = _("How did “{name}” go? Tap, or write what you did.").format(name=name)
    rows = keyboard(
        (
            button(_("Done"), "done", day),
            button(_("Partly"), "partly", day),
            button(_("Skipped"), "skipped", day),
        )
    )
    reply = Reply(text=text, buttons=rows, key=f"evening:{day}", about=f"session:{day}")
    return Outcome(runner=turn.runner, replies=(reply,))


def _pain(turn: Turn, due_local: datetime) -> Outcome:
    """The next morning's question after a pain, 0–10 (R26)."""
    if not turn.runner.reminders.pain_follow_up:
        return dropped(turn, "off")
    if turn.today != due_local.date() or turn.local.time() >= NOON:
        return dropped(turn, "too late")
    question = pain.follow_up_question(turn)
    if question is None:
        return dropped(turn, "answered")
    return Outcome(runner=pain.listening(turn), replies=(question,))


def _week(turn: Turn, due_local: datetime) -> Outcome:
    """The week ahead, with what changes."""
    day = due_local.date()
    if turn.runner.reminders.week is None:
        return dropped(turn, "off")
    if turn.now - due_local > timedelta(days=1):
        return dropped(turn, "too late")
    monday = day + timedelta(days=7 - day.weekday())
    text = ahead.news(turn, monday)
    if text is None:
        return dropped(turn, "before the plan starts")
    reply = Reply(text=text, buttons=ahead.buttons(turn, monday), key=f"week:{monday}", about=f"week:{monday}")
    return Outcome(runner=turn.runner, replies=(reply,))


def _snooze(turn: Turn, _due_local: datetime) -> Outcome:
    """What was put off comes back, if it is still open."""
    yesterday = turn.today - timedelta(days=1)
    settled = _settled(turn, turn.today)
    planned = day_of(turn, turn.today) if settled is None else None
    if planned is not None and planned.session is not None:
        return _card(turn, planned, first=_("As you asked, here it is again."))
    if _settled(turn, yesterday) is None and (missed := day_of(turn, yesterday)).session is not None:
        return _left_over(turn, missed)
    return dropped(turn, settled or "nothing is due")


def _left_over(turn: Turn, missed: Day) -> Outcome:
    assert missed.session is not None
    name = escape(turn.content.session(missed.session.type).name)
    text = _("As you asked: “{name}” from yesterday is still open. Shall I look for another day this week?").format(
        name=name
    )
    rows = keyboard(
        (button(_("Find a day"), "moveto", missed.date), button(_("Did it"), "done", missed.date)),
        (button(_("Let it go"), "skipped", missed.date),),
    )
    reply = Reply(text=text.format(name=name), buttons=rows, about=f"session:{missed.date}")
    return Outcome(runner=turn.runner, replies=(reply,))


def _question(turn: Turn, _due_local: datetime) -> Outcome:
    """One open question of the first meeting a day; none while another conversation is going on."""
    dialog = turn.runner.dialog
    if turn.runner.guided is not None or (dialog is not None and dialog.data.get("for") != "daily"):
        return dropped(turn, "busy with something else")
    return onboarding.daily(turn) or dropped(turn, "nothing is open")


_KINDS: dict[ReminderKind, Words] = {
    "morning": _morning,
    "activation": before_run.activation,
    "evening": _evening,
    "pain": _pain,
    "week": _week,
    "snooze": _snooze,
    "question": _question,
}

ROOM = Room(taps={"mobdays": mobility_days}, remind=remind)
