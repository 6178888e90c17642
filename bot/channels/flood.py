"""Who writes faster than anyone can: told once a minute and left out, before any work is done for it."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

BURST = 60
"""Nobody types so many at once; who comes back to a pile of buttons, or forwards a diary, may send them."""
PER_S = 1.0
TELL_EVERY = timedelta(minutes=1)
KNOWN = 10_000

Verdict = Literal["take", "tell", "drop"]


@dataclass(slots=True)
class _Bucket:
    """What one person has left; `last` is the newest update that was taken."""

    left: float
    at: datetime
    came_at: datetime
    last: int = -1
    told_at: datetime | None = None


class Flood:
    """A token bucket a person: `burst` messages at once, then `per_s` a second. In memory, for the last 10,000 people.

    Time passes between two messages as they were written or as they came, whichever is more: what waited for us while
    we were down is no flood.
    """

    def __init__(self, *, burst: int = BURST, per_s: float = PER_S) -> None:
        self._burst = burst
        self._per_s = per_s
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def verdict(self, who: str, update_id: int, *, at: datetime, now: datetime) -> Verdict:
        """Whether to take what was written `at` and came `now`; where not, whether it is time to say so.

        One that is offered again costs nothing.
        """
        bucket = self._buckets.get(who)
        if bucket is None:
            bucket = self._buckets[who] = _Bucket(left=self._burst, at=at, came_at=now)
            if len(self._buckets) > KNOWN:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(who)
        if update_id <= bucket.last:
            return "take"
        passed = max(at - bucket.at, now - bucket.came_at, timedelta(0))
        bucket.left = min(self._burst, bucket.left + passed.total_seconds() * self._per_s)
        bucket.at, bucket.came_at = max(at, bucket.at), now
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.last = update_id
            return "take"
        if bucket.told_at is None or not timedelta(0) <= now - bucket.told_at < TELL_EVERY:
            bucket.told_at = now
            return "tell"
        return "drop"
