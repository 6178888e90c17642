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
    placing.check_week(catalogue, week, tally)
    doing.check_deload(week, tally)
    loading.check_progress(week, tally)
    facts: WeekFacts | None = None
    seen: tuple[int, int] | None = None
    for lived in week.planned:
        key = id(lived.athlete), id(lived.log.runs_this_week)
        if facts is None or key != seen:
            facts, seen = WeekFacts(lived.athlete, lived.log, week.monday), key
        placing.check_day(lived, week.monday, facts, tally)
        doing.check_day(catalogue, lived, facts, tally)
        loading.check_day(catalogue, lived, tally)
    if facts is not None:
        doing.check_routines(week, facts, tally)
