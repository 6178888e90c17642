"""The season ahead: the phases and blocks from one date to another, week by week (R1–R5)."""

from dataclasses import dataclass
from datetime import date

from bot.coaching.athlete import NO_LOG, Athlete, Log, Phase
from bot.coaching.periodization import WEEK, Frame, frame, monday_of
from bot.coaching.session import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Weeks in a row of one block of one phase; `block` is None in taper and recovery."""

    phase: Phase
    block: Block | None
    weeks: tuple[Frame, ...]

    @property
    def first(self) -> date:
        """Its first Monday."""
        return self.weeks[0].monday

    @property
    def last(self) -> date:
        """Its last Sunday."""
        return self.weeks[-1].monday + WEEK - date.resolution

    @property
    def deloads(self) -> tuple[date, ...]:
        """The Mondays of its deload weeks."""
        return tuple(week.monday for week in self.weeks if week.deload)


def season_for(athlete: Athlete, first: date, last: date, log: Log = NO_LOG) -> tuple[Stretch, ...]:
    """The stretches of the weeks from that of `first` to that of `last`, never before the plan's first week."""
    monday = max(monday_of(first), monday_of(athlete.start))
    stretches: list[list[Frame]] = []
    while monday <= last:
        week = frame(athlete, monday, log)
        if stretches and _goes_on(stretches[-1][-1], week):
            stretches[-1].append(week)
        else:
            stretches.append([week])
        monday += WEEK
    return tuple(Stretch(phase=weeks[0].phase, block=weeks[0].block, weeks=tuple(weeks)) for weeks in stretches)


def _goes_on(before: Frame, after: Frame) -> bool:
    """Whether the week still belongs to the stretch of the one before it."""
    same = (before.phase, before.block) == (after.phase, after.block)
    return same and after.week == before.week + 1
