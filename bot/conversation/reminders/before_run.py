"""The activation before a run, announced so that it ends as the run starts (R33, R34)."""

from datetime import datetime, time, timedelta

from bot.coaching.reminding import FULL_CIRCUIT, RACE_LEAD, SHORT_CIRCUIT, SPARE
from bot.coaching.session import Day
from bot.conversation.render import bold, bullets, button, clock, keyboard, lines, paragraphs
from bot.conversation.screen import dropped
from bot.conversation.training import circuits, plan
from bot.conversation.training.card import item_line, run_of
from bot.conversation.training.plan import day_of
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Reply


def activation(turn: Turn, due_local: datetime) -> Outcome:
    """The circuit before the run it was due for, so that it ends as the run starts."""
    if not turn.runner.reminders.activation:
        return dropped(turn, "off")
    planned = _run_day(turn, due_local)
    start = _start(turn, planned) if planned is not None else None
    if planned is None or start is None or not planned.activation:
        return dropped(turn, "nothing is due")
    settled = _settled(turn, planned)
    if settled is not None:
        return dropped(turn, settled)
    starts_at = datetime.combine(planned.date, start, tzinfo=turn.local.tzinfo)
    if turn.now >= starts_at:
        return dropped(turn, "too late")
    return _circuit(turn, planned, start, (starts_at - turn.now) / timedelta(minutes=1))


def _settled(turn: Turn, planned: Day) -> str | None:
    """Why the run needs no activation."""
    if plan.chosen(turn.runner, planned.date).activation_off:
        return "the run is off"
    if plan.rests_legs(turn.runner, planned.date) and planned.run != "race":
        return "no run is advised"
    return "done" if any(tick.day == planned.date for tick in turn.runner.run_ticks) else None


def _run_day(turn: Turn, due_local: datetime) -> Day | None:
    """The day of the run that is announced: the next day's where it starts just after midnight."""
    lead = SPARE + (FULL_CIRCUIT if turn.runner.circuit == "full" else SHORT_CIRCUIT)
    days = [(due_local + timedelta(minutes=minutes)).date() for minutes in (RACE_LEAD, lead)]
    planned = [day_of(turn, day) for day in days if plan.started(turn.runner, day)]
    race = next((each for each in planned if each.run == "race"), None)
    return race or (planned[-1] if planned else None)


def _start(turn: Turn, planned: Day) -> time | None:
    if planned.run == "race":
        return turn.runner.athlete.race_time
    run = run_of(turn.runner, planned)
    return run.time if run is not None else None


def _circuit(turn: Turn, planned: Day, start: time, minutes_left: float) -> Outcome:
    full = turn.runner.circuit == "full" and minutes_left >= FULL_CIRCUIT
    length = "full" if full else "short"
    items = circuits.circuit(turn, "act", length, planned.date)
    minutes = FULL_CIRCUIT if full else SHORT_CIRCUIT
    head = _("Activation, {n} min").format(n=minutes)
    when = _("Your race starts at {time}.") if planned.run == "race" else _("Your run starts at {time}.")
    text = paragraphs(
        lines(bold(head), when.format(time=clock(start))), bullets(item_line(turn.content, each) for each in items)
    )
    shorter = button(_("Short version"), "act", "short") if full else None
    off = button(_("Run's off"), "runoff", planned.date) if planned.run != "race" else None
    rows = keyboard(
        (button(_("Start with timer"), "step", "act", length, 0), button(_("Done"), "circuitdone", "act")),
        (shorter, off),
    )
    return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=rows, key="circuit"),))
