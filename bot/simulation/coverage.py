"""I21: every exercise of the article appears somewhere, over all athletes."""

from datetime import date, timedelta
from typing import Final

from bot.coaching.athlete import EVERYTHING, NO_LOG, Athlete, GymDay, Run
from bot.coaching.day import week_for
from bot.coaching.exercise import Catalogue, Equipment
from bot.coaching.session import Day
from bot.simulation.tally import Tally

ROUTINES: Final = {
    "B": ("foam_rolling", "hip_mobility_drills", "glute_bridge", "clamshell"),
    "F": ("dynamic_stretch", "yoga_flow", "ankle_mobility_drills", "banded_lateral_walk"),
}
SHOWN_FROM: Final = date(2027, 1, 4)
SHOWN_WEEKS: Final = 40


class Coverage:
    """The exercises seen so far."""

    __slots__ = ("seen",)

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def see(self, day: Day, athlete: Athlete) -> None:
        """Take in a day: its session with what follows it (R17), its routine (R11), mobility and activation."""
        if day.session is not None:
            self.seen.update(each.exercise for each in day.session.exercises)
            self.seen.add("foam_rolling" if "roller" in athlete.equipment else "static_stretching")
        if day.routine is not None:
            self.seen.update(ROUTINES[day.routine])
        self.seen.update(day.mobility)
        self.seen.update(day.activation)


def showcase() -> tuple[Athlete, ...]:
    """A handful of athletes whose plans together hold the whole article."""
    runs = (Run(weekday=1, type="hard", minutes=60), Run(weekday=6, type="long", minutes=90))
    gym = tuple(GymDay(weekday=day) for day in range(7))
    base = Athlete(start=SHOWN_FROM, runs=runs, gym=gym, gym_given=True, equipment=EVERYTHING)
    race = SHOWN_FROM + timedelta(days=200)
    free: frozenset[Equipment] = frozenset({"bands", "pullup_bar", "bench", "plate", "anchor"})
    return (
        Athlete(start=SHOWN_FROM, runs=runs, gym=gym, race=race, pull_ups=15, experience="advanced"),
        Athlete(start=SHOWN_FROM, runs=runs, gym=gym, race=race, experience="beginner"),
        Athlete(start=SHOWN_FROM, runs=runs, gym=gym, experience="advanced", equipment=free, phase="base"),
        base,
        Athlete(start=SHOWN_FROM),
    )


def check_coverage(catalogue: Catalogue, coverage: Coverage, tally: Tally) -> None:
    """I21: where few athletes were simulated, those of the showcase are planned as well."""
    due = sorted(each.id for each in catalogue.exercises.values() if each.in_article and each.pattern != "run")
    if not coverage.seen.issuperset(due):
        for athlete in showcase():
            for number in range(SHOWN_WEEKS):
                for day in week_for(catalogue, athlete, NO_LOG, SHOWN_FROM + timedelta(days=7 * number)):
                    if day is not None:
                        coverage.see(day, athlete)
    for name in due:
        tally.check("I21", SHOWN_FROM, f"{name} appears nowhere", holds=name in coverage.seen)
