"""What was said of a pain over the days, and what it counts as on one of them (R26)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.coaching.athlete import Area, Pain
from bot.coaching.report import PainReport
from bot.coaching.safety import SOME_PAIN, STRONG_PAIN

STANDS_FOR: Final = timedelta(days=14)
CHECK_INS: Final = 3
UNSCORED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PainSpell:
    """The pain of one area: the last score, when it was said, how many check-ins in a row had it at 3 or more.

    `grew`: it was worse the next morning. That and three check-ins count as 6 until the pain is 0–2 again.
    """

    area: Area
    day: date
    score: int
    check_ins: int
    grew: bool = False

    @property
    def counts_as(self) -> int:
        """R26: the score that the plan goes by."""
        return max(self.score, STRONG_PAIN) if self.grew or self.check_ins >= CHECK_INS else self.score


def with_pain(spells: Sequence[PainSpell], day: date, said: Sequence[PainReport]) -> tuple[PainSpell, ...]:
    """The spells after a check-in of `day`; of an area named twice, left and right, the worse counts."""
    worst: dict[Area, int] = {}
    for each in said:
        score = UNSCORED if each.score is None else each.score
        worst[each.area] = max(worst.get(each.area, 0), score)
    known = {spell.area: spell for spell in spells}
    for area, score in worst.items():
        known[area] = _after_check_in(known.get(area), area, day, score)
    return tuple(known.values())


def _after_check_in(before: PainSpell | None, area: Area, day: date, score: int) -> PainSpell:
    """One more check-in on an area."""
    fresh = PainSpell(area=area, day=day, score=score, check_ins=1 if score >= SOME_PAIN else 0)
    if before is None or score < SOME_PAIN or day - before.day > STANDS_FOR:
        return fresh
    worse = day == before.day + timedelta(days=1) and score > before.score
    return replace(fresh, check_ins=before.check_ins + 1, grew=before.grew or worse)


def pain_now(spells: Sequence[PainSpell], day: date) -> tuple[Pain, ...]:
    """The pains that stand on `day`: of 3 or more, and spoken of in the last two weeks."""
    return tuple(
        Pain(area=spell.area, score=spell.counts_as)
        for spell in spells
        if spell.score >= SOME_PAIN and day - spell.day <= STANDS_FOR
    )
