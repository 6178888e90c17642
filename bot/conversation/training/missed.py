"""What was missed: where a session left out still fits in its week (R36), how the way back looks (R24)."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coaching.runner import Runner, WeekChoice
from bot.coaching.session import Day
from bot.conversation.render import days as in_days
from bot.conversation.training import plan
from bot.conversation.turn import Turn
from bot.conversation.words import _


def moved_to(turn: Turn, runner: Runner, before: Day) -> date | None:
    """The later day of this week that a placement without `before`'s day gives its session to."""
    if before.session is None:
        return None
    again = replace(turn, runner=replanned(runner, before.date))
    monday = plan.monday_of(before.date)
    standing = {(each.date, each.session.type) for each in plan.week_of(turn, monday) if each and each.session}
    for each in plan.week_of(again, monday):
        if each is None or each.date <= before.date or each.session is None:
            continue
        if each.session.type == before.session.type and (each.date, each.session.type) not in standing:
            return each.date
    return None


def replanned(runner: Runner, missed: date) -> Runner:
    """The runner with this week placed again from the day after `missed`."""
    if missed.weekday() == 6:
        return runner
    monday = plan.monday_of(missed)
    known = plan.week_choice_of(runner, missed)
    again = WeekChoice(
        monday=monday, runs=known.runs if known else runner.athlete.runs, replan_from=missed.weekday() + 1
    )
    others = tuple(choice for choice in runner.week_choices if choice.monday != monday)
    return replace(runner, week_choices=(*others, again))


def ramp(turn: Turn, back: date) -> str:
    """How the first session from `back` on looks (R24), by the days without lifting until then."""
    gone = _days_off(turn, back)
    if gone < 8:
        return _("We go on where we were.")
    if gone < 15:
        text = _("After {days} without lifting we start 10 % lighter.")
    elif gone < 29:
        text = _("After {days} without lifting we start 20 % lighter, with at most two sets of each.")
    else:
        text = _("After {days} without lifting we start 30 % lighter, with at most two sets of each.")
    return text.format(days=in_days(gone))


def _days_off(turn: Turn, back: date) -> int:
    """Days from the last strength session to the first one from `back` on."""
    for ahead in range(8):
        day = max(back, turn.runner.athlete.start) + timedelta(days=ahead)
        if plan.day_of(turn, day).session is not None:
            return plan.log_of(turn, day).days_since_strength or 0
    return 0
