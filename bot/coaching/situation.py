"""All that one day is decided from: who, with what log, in which planned week, with which pain."""

from dataclasses import dataclass
from datetime import date

from bot.coaching.athlete import Athlete, Log
from bot.coaching.exercise import Catalogue, Equipment
from bot.coaching.progression import Comeback, comeback
from bot.coaching.safety import Hurting, hurting, too_tired_for_heavy
from bot.coaching.week import Placed, WeekPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One athlete on one day. `planned` is the session the week has for it, before pain and tiredness are asked."""

    catalogue: Catalogue
    athlete: Athlete
    log: Log
    plan: WeekPlan
    day: date
    pain: Hurting
    comeback: Comeback
    planned: Placed | None

    @property
    def weekday(self) -> int:
        """0 = Monday."""
        return (self.day - self.plan.frame.monday).days

    @property
    def equipment(self) -> frozenset[Equipment]:
        """R35: what there is to train with on the day."""
        today = self.log.equipment_today
        return self.athlete.equipment if today is None else today

    @property
    def cap_minutes(self) -> int:
        """R18 and R35: the longest the session may take."""
        today = self.log.minutes_today
        return self.athlete.minutes_cap if today is None else today

    @property
    def rests_instead(self) -> bool:
        """R23: a heavy session gives way to recovery after a short night or with very sore legs."""
        return self.planned is not None and self.planned.is_heavy and too_tired_for_heavy(self.log)

    @property
    def spares_legs(self) -> bool:
        """R26: a heavy session becomes U with strong pain in the lower limb or low back."""
        return self.planned is not None and self.planned.is_heavy and self.pain.rests_legs


def situation(catalogue: Catalogue, athlete: Athlete, log: Log, plan: WeekPlan, day: date) -> Situation:
    """The situation on one day of a planned week."""
    return Situation(
        catalogue=catalogue,
        athlete=athlete,
        log=log,
        plan=plan,
        day=day,
        pain=hurting(log.pain),
        comeback=comeback(log.days_since_strength),
        planned=plan.sessions.get((day - plan.frame.monday).days),
    )
