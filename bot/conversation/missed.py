"""Where a session that was left out still fits in its week (R24, R36)."""

from dataclasses import replace
from datetime import date

from bot.coaching.runner import Runner, WeekChoice
from bot.coaching.session import Day
from bot.conversation import plan
from bot.conversation.turn import Turn


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
