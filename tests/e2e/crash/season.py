"""Days of a season under fire: runners report, reminders fall due, processes are killed and started again."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.faults import POINTS
from bot.store import Database
from bot.store.tables_delivery import outbox, reminders
from tests.e2e.crash.audit import Verdict, audit, due_until
from tests.e2e.crash.platform import Accepted, FaultyApi
from tests.e2e.crash.processes import Fleet, Process
from tests.fakes.bot_api import TOKEN

FAILS = "receive.before_commit=error@1"
"""Makes a try at an update fail, so that counting it can be cut short."""
PATIENCE_S = 3
SETTLED_S = 180
STANDS_STILL_S = 0.5
"""A process that stood still for so long stands for others that did for seconds."""
DAY = timedelta(minutes=8)
"""Longer than the kills of a day take, shorter than any two hours of reminders are apart."""
OFTEN = {
    "receive": (1, 2, 3),
    "tick": (1, 2),
    "sweep": (1, 2),
    "lease": (1,),
    "expire": (1,),
    "failed": (1,),
    "other": (1,),
}
"""At which pass a process is killed that has just started; at other points:"""
AGAIN_AND_AGAIN = (1, 2, 3, 7)
PASSED = {
    "sqlite": {"all": "receive failed pick sent send tick expire lease other"},
    "postgresql": {
        "web": "receive failed",
        "worker": "pick sent send tick expire pace sweep finish",
    },
}
"""What a process passes in the seconds it lives, by engine and role."""


def shots(engine: str, role: str) -> list[str]:
    """The points that a process passes, as what to kill it with: each at its first pass and at later ones."""
    found = []
    for point in sorted(POINTS):
        room = point.partition(".")[0]
        if room in PASSED[engine][role].split():
            first = f"{FAILS}, " if room == "failed" else ""
            found += [f"{first}{point}=kill@{number}" for number in OFTEN.get(room, AGAIN_AND_AGAIN)]
    return found


@dataclass
class Season:
    """Runs of the bot, a process for each of `roles`, on a database and against a platform; `run` ends with the audit.

    `env` has the settings of a role that are its own.
    """

    folder: Path
    database: Database
    url: str
    api: FaultyApi
    fleet: Fleet
    chats: int
    roles: Sequence[str] = ("all",)
    env: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seed: int = 1
    today: datetime = datetime(2027, 1, 5, 5, 40, tzinfo=UTC)
    kills: int = 0
    slowest_s: float = 0
    at_points: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    due: list[tuple[int, datetime]] = field(default_factory=list)
    unfinished: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._rng = random.Random(self.seed)
        self._shots: dict[str, list[str]] = {role: [] for role in self.roles}
        self._spoke: dict[int, date] = {}
        self._began = time.monotonic()

    def __str__(self) -> str:
        rooms = Counter(shot.rpartition(", ")[2].partition(".")[0] for shot in self.at_points.elements())
        return f"{self.kills} kills ({', '.join(f'{much} {room}' for room, much in sorted(rooms.items()))})"

    async def run(self, kills: int, *, a_day: int = 6) -> Verdict:
        """Kill so often; then let everything settle, and compare."""
        watching = asyncio.create_task(self._watch(), name="watch")
        try:
            while self.kills < kills:
                await self._day(min(a_day, kills - self.kills))
        finally:
            watching.cancel()
        await self.fleet_down()
        return await self.audit(self.database, self.api.ledger)

    async def audit(self, database: Database, ledger: Sequence[Accepted]) -> Verdict:
        """The rows of a database against a ledger, and against what was said and fell due in this season."""
        return await audit(
            database,
            said=self.said,
            updates=len(self.said),
            due=self.due,
            ledger=ledger,
            unfinished=self.unfinished,
            stood_still=self.slowest_s >= STANDS_STILL_S,
        )

    async def _watch(self) -> None:
        """How long this process itself stood still at the most: by that one can tell how busy the machine is."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.1)
            self.slowest_s = max(self.slowest_s, time.monotonic() - before - 0.1)

    # one day: the next hour at which reminders fall due

    async def _day(self, kills: int) -> None:
        first = await self.database.look(lambda c: c.execute(select(func.min(reminders.c.due_at))).scalar())
        self.today = max(first, self.today) - timedelta(seconds=self._rng.uniform(-0.5, 3))
        self._began = time.monotonic()
        self.due += await due_until(self.database, self.today + DAY)
        speaking = asyncio.create_task(self._speak(kills), name="runners")
        firing = [asyncio.create_task(self._under_fire(role, share)) for role, share in self._shares(kills)]
        try:
            await asyncio.gather(speaking, *firing)
            await self._settle()
        finally:
            for task in (speaking, *firing):
                task.cancel()
        self.today = self.now

    @property
    def now(self) -> datetime:
        """The wall time of the processes."""
        return self.today + timedelta(seconds=time.monotonic() - self._began)

    def _shares(self, kills: int) -> list[tuple[str, int]]:
        """How often each role is killed."""
        shares = Counter(self._rng.choice(self.roles) for _ in range(kills))
        return [(f"{role} {number}", shares.get(role, 0)) for number, role in enumerate(self.roles)]

    async def _speak(self, kills: int) -> None:
        """Some reports for every kill, over the time that the kills take; nobody reports twice on one day."""
        day = (self.today + timedelta(hours=1)).date()
        for _ in range(round(1.5 * kills)):
            silent = [chat for chat in range(1, self.chats + 1) if self._spoke.get(chat) != day]
            if not silent:
                return
            chat = self._rng.choice(silent)
            self._spoke[chat] = day
            self.said.append(f"back squat 3x5 {40 + len(self.said) * 0.25:g}kg, all good")
            await self.api.say(self.said[-1], chat_id=chat)
            await asyncio.sleep(self._rng.uniform(0, 1))

    async def _under_fire(self, role: str, kills: int) -> None:
        """A process of the role, killed so often, each time in a new way, and replaced."""
        for _ in range(kills):
            shot = self._next_shot(role.partition(" ")[0])
            process = await self._start(role, shot)
            if shot:
                ended = await process.worked(1.5, at_least_s=PATIENCE_S)
            else:
                ended = await process.worked(self._rng.uniform(0, 1.2), at_most_s=PATIENCE_S)
            if ended is None:
                shot = ""
            status = await process.kill()
            assert status == -9, f"{role} ended by itself ({status}): {self.fleet.errors()[-800:]}"
            self.kills += 1
            self.at_points[shot or "any instant"] += 1
            await self._note_unfinished()
        await self._start(role, "")

    def _next_shot(self, role: str) -> str:
        """Three kills in four at a point, each in its turn; the others at any instant."""
        if self._rng.random() < 0.25:
            return ""
        if not self._shots[role]:
            self._shots[role] = shots("sqlite" if self.database.sqlite else "postgresql", role)
            self._rng.shuffle(self._shots[role])
        return self._shots[role].pop()

    async def _start(self, role: str, shot: str) -> Process:
        ahead = (self.now - datetime.now(UTC)).total_seconds()
        name = role.partition(" ")[0]
        env = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": self.api.url, "DATABASE_URL": self.url}
        return await self.fleet.start(
            *("run", "--role", name), ahead_s=ahead, failpoints=shot, **env, **self.env.get(name, {})
        )

    async def _note_unfinished(self) -> None:
        """The rows whose sends a kill has cut short."""
        begun = select(outbox.c.id).where(outbox.c.state == "pending", outbox.c.sending_at.is_not(None))
        self.unfinished.update(await self.database.look(lambda c: list(c.execute(begun).scalars())))

    async def _settle(self) -> None:
        """Everything acknowledged, everything due claimed, every row ended; the processes end then."""
        until = time.monotonic() + SETTLED_S
        while waits := await self._waits():
            assert time.monotonic() < until, f"it does not settle: {waits}; {self.fleet.errors()[-1500:]}"
            await asyncio.sleep(0.1)
        await self.fleet_down()

    async def _waits(self) -> str:
        """What is still to be done; empty where nothing is."""
        if self.api.updates:
            return f"{len(self.api.updates)} updates"
        if due := await due_until(self.database, self.now):
            return f"{len(due)} reminders"
        pending = select(func.count()).select_from(outbox).where(outbox.c.state == "pending")
        count = await self.database.look(lambda c: c.execute(pending).scalar())
        return f"{count} rows" if count else ""

    async def fleet_down(self) -> None:
        """Every process ends."""
        for process in self.fleet.alive:
            await process.kill()
