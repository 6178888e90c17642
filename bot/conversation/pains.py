"""Pain as it stands on a day, folded from everything a runner said of it (R26)."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.coaching.athlete import Area, Pain
from bot.coaching.runner import PainEntry

STANDS_FOR = timedelta(days=14)
"""How long a pain nobody spoke of again is taken to be there."""

SERIOUS = 6
PAIN = 3
CHECK_INS = 3


def pain_on(entries: Iterable[PainEntry], day: date) -> tuple[Pain, ...]:
    """The pains of `day`: the last word on each area, raised to 6 where R26 says so; 0–2 is normal and left out.

    Worse the next morning, or 3 and more at three check-ins in a row, counts as 6 until it is 0–2 again.
    """
    by_area: dict[Area, list[PainEntry]] = {}
    for entry in entries:
        if entry.day <= day:
            by_area.setdefault(entry.area, []).append(entry)
    found = []
    for area, said in by_area.items():
        score = _score(said)
        if score >= PAIN and day - said[-1].day <= STANDS_FOR:
            found.append(Pain(area=area, score=score))
    return tuple(found)


def worse_next_morning(entries: Iterable[PainEntry], area: Area) -> bool:
    """Whether the last word on that area is a next morning's and higher than the one before it."""
    said = [entry for entry in entries if entry.area == area]
    return len(said) > 1 and said[-1].follow_up and said[-1].score > said[-2].score


def _score(said: list[PainEntry]) -> int:
    """The last score, or 6 where it got worse overnight or has stayed for three check-ins."""
    running = 0
    raised = False
    before: PainEntry | None = None
    for entry in said:
        running = running + 1 if entry.score >= PAIN else 0
        worse = entry.follow_up and before is not None and entry.score > before.score
        raised = running > 0 and (raised or worse or running >= CHECK_INS)
        before = entry
    last = said[-1].score
    return max(last, SERIOUS) if raised else last
