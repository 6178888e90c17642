"""Sunday's look at the week ahead: what is new in it (block, phase, lighter week, race) and the seven days."""

from datetime import date, timedelta

from bot.coaching.session import Day
from bot.conversation.render import bold, button, day_month, keyboard, lines, near_day, paragraphs
from bot.conversation.training import plan
from bot.conversation.training.moves import runs_of
from bot.conversation.training.season import race_name
from bot.conversation.training.week import day_lines, phase_line
from bot.conversation.turn import Turn
from bot.conversation.words import _, ngettext
from bot.messages import Keyboard, escape

WEEK = timedelta(days=7)


def news(turn: Turn, monday: date) -> str | None:
    """The week from `monday` with what changes in it; None where the plan has not begun by then."""
    days = [day for day in plan.week_of(turn, monday) if day is not None]
    if not days:
        return None
    before = [day for day in plan.week_of(turn, monday - WEEK) if day is not None]
    head = bold(_("The week ahead, from {day}").format(day=day_month(monday)))
    return paragraphs(
        lines(head, phase_line(turn, days[-1])),
        changes(turn, before[-1] if before else None, days[-1], days),
        "\n".join(day_lines(turn, day) for day in days),
    )


def changes(turn: Turn, was: Day | None, now: Day, days: list[Day]) -> str:
    """What is different from the week before, a line each."""
    return lines(_race(turn, days), _phase(turn, was, now), _block(turn, was, now), _deload(was, now))


def _race(turn: Turn, days: list[Day]) -> str | None:
    race = next((day.date for day in days if day.run == "race"), None)
    if race is None:
        return None
    main = race == turn.runner.athlete.race
    name = race_name(turn.runner.athlete.race_km) if main else _("Tune-up race")
    return _("🏁 Race week: {race}, {day}.").format(race=name, day=near_day(race, turn.today))


def _phase(turn: Turn, was: Day | None, now: Day) -> str | None:
    if was is None or was.phase == now.phase:
        return None
    entry = turn.content.phase(now.phase)
    count = ngettext("{n} strength session a week", "{n} strength sessions a week", entry.sessions)
    times = count.format(n=entry.sessions) if entry.sessions else _("no lifting")
    return _("New phase: {name}, {count}. {text}").format(name=bold(entry.name), count=times, text=escape(entry.text))


def _block(turn: Turn, was: Day | None, now: Day) -> str | None:
    if now.block is None or (was is not None and was.block == now.block):
        return None
    entry = turn.content.block(now.block)
    return _("New block: {name}. {text}").format(name=bold(entry.name), text=escape(entry.text))


def _deload(was: Day | None, now: Day) -> str | None:
    if now.deload:
        return _("A lighter week: half the sets and a tenth less weight, so that the work can sink in.")
    if was is not None and was.deload and was.block == now.block:
        return _("The lighter week is over: full sets again.")
    return None


def buttons(turn: Turn, monday: date) -> Keyboard:
    """Same runs, other runs, the week."""
    runs = (button(_("Same runs"), "sameruns", monday), button(_("Change runs"), "changeruns", monday))
    return keyboard(runs if runs_of(turn.runner, monday) else (), (button(_("Week"), "week", monday),))
