"""The sender where several machines send: PgQueuer hands it chats, and it drains each in order."""

import asyncio
import logging
from datetime import timedelta
from typing import Unpack

from bot.outbox.delivery import Delivery, Means, Tally
from bot.outbox.pace import Slot
from bot.outbox.shared_pace import SharedSlots
from bot.store import Handed, Jobs, Next, StoreError, UnitOfWork

log = logging.getLogger(__name__)

AT_ONCE = 16
SWEEP_S = 1.0
AGAIN_S = 0.2
EXPIRE_S = 30.0
URGENT = -1


class Worker:
    """Sends for the channels it is handed, together with any number of others on the same PostgreSQL.

    `run` works until cancelled: what is being sent then is brought to its end, the rest is given back. Every `sweep_s`
    it looks for what has no job; a job that broke is tried again after `held_for`.
    """

    def __init__(self, *, sweep_s: float = SWEEP_S, held_for: timedelta | None = None, **means: Unpack[Means]) -> None:
        self._delivery = Delivery(**means)
        self._database = means["database"]
        self._clock = means["clock"]
        self._sweep_s = sweep_s
        self._held_for = {} if held_for is None else {"held_for": held_for}
        self._stop = asyncio.Event()
        self._active: set[int] = set()
        self._slots = {
            name: SharedSlots(
                database=self._database, channel=name, rate=rate, clock=self._clock, owner=self._delivery.owner
            )
            for name, rate in self._delivery.rates.items()
            if name in self._delivery.channels
        }

    @property
    def owner(self) -> str:
        """This sender's name."""
        return self._delivery.owner

    @property
    def tally(self) -> Tally:
        """What it has done."""
        return self._delivery.tally

    async def run(self) -> None:
        """Work until cancelled. A database that is away is waited for."""
        work = asyncio.create_task(self._work(), name="jobs")
        try:
            await asyncio.shield(work)
        finally:
            self._stop.set()
            for slots in self._slots.values():
                slots.close()
            await work

    async def _work(self) -> None:
        beside = [asyncio.create_task(slots.run(), name="pace") for slots in self._slots.values()]
        sweeping = asyncio.create_task(self._sweep(), name="sweep")
        jobs = Jobs(self._database.engine, self._handle, at_once=AT_ONCE)
        try:
            await jobs.run(self._stop)
            await asyncio.gather(*beside)  # what this process held of the pace goes back to the others
        finally:
            for task in (sweeping, *beside):
                task.cancel()

    async def finish(self) -> None:
        """Nothing more is on its way once `run` has returned."""

    def wake(self) -> None:
        """The database wakes its workers by itself."""

    def hold(self, channel: str, seconds: float) -> None:
        """The platform wants silence from everybody for so long."""
        if channel in self._slots:
            self._slots[channel].hold(seconds)

    async def slot(self, channel: str, urgency: int) -> Slot | None:
        """A slot; None where this worker stops."""
        if self._stop.is_set():
            return None
        if channel in self._slots:
            return await self._slots[channel].take(urgency)
        return Slot(None, lambda _slot, _used: None)

    async def _handle(self, handed: Handed) -> bool:
        """Send what the chat waits for; False where this worker stops before the end."""
        if handed.chat_id in self._active:  # a job taken for dead that is not: this one comes again
            await asyncio.sleep(AGAIN_S)
            return False
        self._active.add(handed.chat_id)
        try:
            return await self._drain(handed)
        finally:
            self._active.discard(handed.chat_id)

    async def _drain(self, handed: Handed) -> bool:
        turn = _Turn(self, handed)
        if len(self._delivery.channels) == 1:  # it has something for this one, or ends with the first step
            channel, priority = next(iter(self._delivery.channels)), handed.priority
        elif (following := await self._end(turn)) is None:
            return True
        else:
            channel, priority = following.chat.channel, following.priority
        while channel in self._delivery.channels:
            if (slot := await self.slot(channel, priority)) is None:
                return False
            step = await self._delivery.step(handed.chat_id, slot, turn)
            if step.over or step.taken:
                break  # taken: by a worker that was believed dead; the sweep comes back to what is left then
            if (following := await self._end(turn)) is None:
                break
            priority = following.priority
        return True

    async def _end(self, turn: "_Turn") -> Next | None:
        """End the job, unless something is due, which is then returned."""
        async with self._database.begin(self._clock.now(), "finish") as work:
            await work.release_chat(turn.handed.chat_id, self.owner)
            return await turn.ends(work, turn.handed.chat_id)

    async def _sweep(self) -> None:
        """Every second: hand out what is due and has no job; every half a minute: expire what is of no use.

        A sweep that takes long, with a hundred thousand rows due, leaves the database four times as long to others.
        """
        loop = asyncio.get_running_loop()
        expired_at = loop.time() - EXPIRE_S
        while True:
            began = loop.time()
            try:
                if loop.time() - expired_at >= EXPIRE_S:
                    expired_at = loop.time()
                    async with self._database.begin(self._clock.now(), "expire") as work:
                        await work.expire()
                async with self._database.begin(self._clock.now(), "sweep") as work:
                    await work.sweep(sorted(self._delivery.channels), **self._held_for)
            except StoreError as error:
                log.error("the sweep waits: %s", error)  # noqa: TRY400 - the sentence is all there is to know
            except Exception:
                log.exception("the sweep broke; it is tried again")
            await asyncio.sleep(max(self._sweep_s, 4 * (loop.time() - began)))


class _Turn:
    """One job: a chat that was handed to a worker."""

    def __init__(self, worker: Worker, handed: Handed) -> None:
        self.handed = handed
        self._worker = worker

    async def another(self, channel: str) -> Slot | None:
        """One more slot for a message that costs several, before all others."""
        return await self._worker.slot(channel, URGENT)

    def hold(self, channel: str, seconds: float) -> None:
        """The platform wants silence from everybody for so long."""
        self._worker.hold(channel, seconds)

    async def ends(self, work: UnitOfWork, chat_id: int) -> Next | None:
        """What is due for the chat; where that is nothing the job is at an end, and is put anew where the chat waits.

        The job goes before the last look: whoever writes a row for the chat meanwhile waits for that and sees to a job
        of its own; what was written before is seen.
        """
        following = await work.next_of(chat_id)
        if following is not None and following.free_at is None:
            return following
        before = await work.savepoint()
        await work.finish_job(self.handed)
        following = await work.next_of(chat_id)
        if following is not None and following.free_at is None:
            await before.rollback()
            return following
        if following is not None and following.free_at is not None:
            await work.hand_out(chat_id, following.priority, following.free_at - work.now)
        return None
