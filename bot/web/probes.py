"""What a process says of itself to whoever watches it: whether it is ready, and its figures."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.clock import Clock
from bot.meters import Meters
from bot.reminders import last_tick
from bot.store import Database, StoreError, require_schema
from bot.store.vitals import answers, vitals

TICK_S = 60
"""A tick is due every second; without one for a minute reminders are late."""
LOOK_S = 3
"""A database that takes longer to answer is not ready."""
FRESH_S = 1
SCHEMA_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: whether it is as it should be, and what there is to say of it."""

    ok: bool
    says: str


Checks = Mapping[str, Check]


class Probes:
    """Looks at the database for /readyz and /metrics; however often it is asked, once a second at the most.

    `ticks`: whether this process is one of those that let reminders fall due; without a tick it is then not ready.
    """

    def __init__(self, *, database: Database, clock: Clock, meters: Meters, ticks: bool) -> None:
        self._database = database
        self._clock = clock
        self._meters = meters
        self._ticks = ticks
        self._lock = asyncio.Lock()
        self._checks: Checks = {}
        self._checked_at = self._schema_at = self._gauged_at = -math.inf

    async def ready(self) -> Checks:
        """Every check by its name; those that the failure of an earlier one leaves no room for are left out."""
        async with self._lock:
            if _seconds() - self._checked_at > FRESH_S:
                self._checks = await self._look()
                self._checked_at = _seconds()
            return self._checks

    async def metrics(self) -> bytes:
        """Everything that is counted, the database's part as it is now; NaN where it does not answer."""
        async with self._lock:
            if _seconds() - self._gauged_at > FRESH_S:
                await self._gauge()
                self._gauged_at = _seconds()
        return self._meters.text()

    async def _look(self) -> Checks:
        checks: dict[str, Check] = {}
        for name, look in (("database", self._database_answers), ("schema", self._schema), ("tick", self._tick)):
            checks[name] = await _judged(look)
            if not checks[name].ok:
                break
        return checks

    async def _database_answers(self) -> Check:
        await self._database.look(answers)
        return Check(ok=True, says="answers")

    async def _schema(self) -> Check:
        if _seconds() - self._schema_at > SCHEMA_S:  # reading the migrations takes a while, and they seldom change
            await require_schema(self._database)
            self._schema_at = _seconds()
        return Check(ok=True, says="of this version")

    async def _tick(self) -> Check:
        age_s = await self._tick_age_s()
        if math.isnan(age_s):
            return Check(ok=not self._ticks, says="none yet")
        return Check(ok=age_s < TICK_S or not self._ticks, says=f"{age_s:.0f} s ago")

    async def _tick_age_s(self) -> float:
        at = await last_tick(self._database)
        return math.nan if at is None else max(0.0, (self._clock.now() - at).total_seconds())

    async def _gauge(self) -> None:
        meters, now = self._meters, self._clock.now()
        try:
            async with asyncio.timeout(LOOK_S):
                found = await self._database.look(partial(vitals, now=now))
                tick_age_s = await self._tick_age_s()
        except (StoreError, TimeoutError):
            meters.database_up.set(0)
            for gauge in (meters.pending, meters.oldest_unsent_s, meters.tick_age_s):
                gauge.set(math.nan)
            return
        meters.database_up.set(1)
        meters.pending.set(found.pending)
        meters.oldest_unsent_s.set(0 if found.oldest_at is None else (now - found.oldest_at).total_seconds())
        meters.tick_age_s.set(tick_age_s)


async def _judged(look: Callable[[], Awaitable[Check]]) -> Check:
    try:
        async with asyncio.timeout(LOOK_S):
            return await look()
    except StoreError as error:
        return Check(ok=False, says=str(error))
    except TimeoutError:
        return Check(ok=False, says=f"no answer within {LOOK_S} s")


def _seconds() -> float:
    return asyncio.get_running_loop().time()
