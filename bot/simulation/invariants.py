"""I1–I21 of docs/rules.md, section 4, over one lived week: named checks, each counted, none of the coach's own code.

Where each lives: the week's shape (I1–I4, I6, I7, I9, I19) in `placing`, the day's contents (I8, I10–I15, I17, I18) in
`doing`, loads (I5, I16) in `loading`; I20 is checked where the weeks are planned, I21 over all athletes (`coverage`).
"""

from bot.coaching.exercise import Catalogue
from bot.simulation import doing, loading, placing
from bot.simulation.facts import WeekFacts
from bot.simulation.lived import LivedWeek
from bot.simulation.tally import Tally


def check(catalogue: Catalogue, week: LivedWeek, tally: Tally) -> None:
    """Check a week in which at least one day belongs to the plan."""
    first = week.planned[0]
    facts = WeekFacts(first.athlete, first.log, week.monday)
    placing.check_week(catalogue, week, facts, tally)
    doing.check_deload(week, tally)
    loading.check_progress(week, tally)
    seen = first
    for lived in week.planned:
        if lived.athlete is not seen.athlete or lived.log.runs_this_week is not seen.log.runs_this_week:
            facts, seen = WeekFacts(lived.athlete, lived.log, week.monday), lived
        placing.check_day(lived, week.monday, facts, tally)
        doing.check_day(catalogue, lived, facts, tally)
        loading.check_day(catalogue, lived, tally)
    doing.check_routines(week, facts, tally)
