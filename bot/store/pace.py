"""A platform's pace, shared by every worker on one PostgreSQL: slots as rows, by the database's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection


def _sql(words: str) -> TextClause:
    """A statement in which NOW_US is the database's clock in microseconds, read anew at each place."""
    return text(words.replace("NOW_US", "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"))


# slot -1 is never taken: no other one is given out before it is free
_PREPARE = _sql(
    """INSERT INTO pace_slots (channel, slot, free_at)
    SELECT :channel, slot, 0 FROM generate_series(-1, :overall - 1) AS slot ON CONFLICT DO NOTHING"""
)
_FEWER = _sql("DELETE FROM pace_slots WHERE channel = :channel AND slot >= :overall")
_BACK = _sql(
    """UPDATE pace_slots SET free_at = NOW_US + back.free_in, taker = CASE WHEN back.kept THEN back.taker END
    FROM unnest(CAST(:slots AS int[]), CAST(:takers AS text[]), CAST(:free_in AS bigint[]), CAST(:kept AS bool[]))
        AS back (slot, taker, free_in, kept)
    WHERE pace_slots.channel = :channel AND pace_slots.slot = back.slot AND pace_slots.taker = back.taker"""
)
_SILENCE = _sql(
    "UPDATE pace_slots SET free_at = greatest(free_at, NOW_US + :hold) WHERE channel = :channel AND slot = -1"
)
_TAKE = _sql(
    """WITH silence AS (SELECT free_at FROM pace_slots WHERE channel = :channel AND slot = -1),
    free AS (
        SELECT slot, free_at FROM pace_slots
        WHERE channel = :channel AND slot >= 0 AND free_at <= NOW_US + :ahead
            AND (SELECT free_at FROM silence) <= NOW_US + :ahead
        ORDER BY free_at LIMIT :wants FOR UPDATE SKIP LOCKED
    )
    UPDATE pace_slots SET free_at = NOW_US + :lease, taker = :taker FROM free, silence
    WHERE pace_slots.channel = :channel AND pace_slots.slot = free.slot
    RETURNING pace_slots.slot, greatest(free.free_at, silence.free_at) - NOW_US"""
)
_NEXT = _sql(
    """SELECT greatest(min(free_at) FILTER (WHERE slot >= 0), max(free_at) FILTER (WHERE slot = -1)) - NOW_US
    FROM pace_slots WHERE channel = :channel"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """A slot given back, free in so many seconds; `kept`: it is still in use and held on to for so long."""

    slot: int
    taker: str
    free_in_s: float
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """Slots that are ours, each with the seconds until it opens; and when to ask again where more were wanted."""

    slots: tuple[tuple[int, float], ...]
    next_s: float


async def prepare(connection: AsyncConnection, channel: str, overall: int) -> None:
    """See to it that the channel has so many slots."""
    await connection.execute(_PREPARE, {"channel": channel, "overall": overall})
    await connection.execute(_FEWER, {"channel": channel, "overall": overall})


async def exchange(
    connection: AsyncConnection,
    channel: str,
    taker: str,
    *,
    back: Sequence[Back],
    wants: int,
    ahead_s: float,
    lease_s: float,
    hold_s: float,
) -> Granted:
    """Give slots back and take up to `wants` that are free or will be within `ahead_s`.

    A slot that is never given back is free again after `lease_s`: its taker died. `hold_s` silences the channel.
    """
    if back:
        given = {
            "slots": [one.slot for one in back],
            "takers": [one.taker for one in back],
            "free_in": [_us(one.free_in_s) for one in back],
            "kept": [one.kept for one in back],
        }
        await connection.execute(_BACK, {"channel": channel, **given})
    if hold_s > 0:
        await connection.execute(_SILENCE, {"channel": channel, "hold": _us(hold_s)})
    if not wants:
        return Granted(slots=(), next_s=0)
    asked = {"channel": channel, "taker": taker, "wants": wants, "ahead": _us(ahead_s), "lease": _us(lease_s)}
    rows = (await connection.execute(_TAKE, asked)).all()
    slots = tuple((slot, max(wait, 0) / 1e6) for slot, wait in rows)
    if len(slots) == wants:
        return Granted(slots=slots, next_s=0)
    next_us = (await connection.execute(_NEXT, {"channel": channel})).scalar() or 0
    return Granted(slots=slots, next_s=next_us / 1e6)


def _us(seconds: float) -> int:
    return round(seconds * 1_000_000)
