"""The half of a unit of work that sends: what waits to go out, taking it in order, and how it ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncTransaction

from bot.coaching.reminding import ANSWERABLE, ENOUGH, may_be_left_out
from bot.coaching.runner import Runner
from bot.messages import ChatRef, Inbound, Reply
from bot.store import jobs, outgoing, pace, people, turns
from bot.store.outgoing import PRIORITY, State
from bot.store.pace import Back, Granted
from bot.store.people import ChatRow
from bot.store.tables import athletes
from bot.store.tables_delivery import reminders
from bot.store.turns import Claimed, Next, Queued, Ready


class SendingWork:
    """What the inbox, the sender and the tick do with messages to send, in one transaction, at one instant."""

    _connection: AsyncConnection
    _to_wake: dict[int, int]
    now: datetime

    async def add_replies(
        self, chat: ChatRow, athlete_id: int | None, replies: Sequence[Reply], inbound: Inbound | None = None
    ) -> None:
        """Queue replies in order; of a tap, `edit` replaces the message that was tapped."""
        await outgoing.add(
            self._connection, replies, chat_id=chat.id, athlete_id=athlete_id, now=self.now, inbound=inbound
        )
        if at_once := [PRIORITY[reply.kind] for reply in replies if not reply.after_s]:
            self._to_wake[chat.id] = min(self._to_wake.get(chat.id, at_once[0]), *at_once)

    async def wake(self) -> None:
        """Have the chats sent to that were written to: the last statements, as a tick holds reminders before jobs."""
        await jobs.enqueue(self._connection, self._to_wake)

    async def cancel(self, athlete_id: int, keys: Sequence[str]) -> None:
        """Drop what still waits under these keys."""
        await outgoing.cancel(self._connection, athlete_id, keys)

    # whose turn it is

    async def claim_chat(self, chat_id: int, owner: str, ttl: timedelta) -> Claimed | None:
        """Make this sender the only one for the chat for a while; None where another one is, or the chat is gone."""
        return await turns.claim_chat(self._connection, chat_id, owner, now=self.now, until=self.now + ttl)

    async def release_chat(self, chat_id: int, owner: str, paced_until: datetime | None = None) -> None:
        """Let another sender have the chat, to send to it from then on."""
        await turns.release_chat(self._connection, chat_id, owner, now=self.now, paced_until=paced_until)

    async def pace_chat(self, chat_id: int, until: datetime) -> None:
        """Nothing goes to the chat before then."""
        await turns.pace_chat(self._connection, chat_id, self.now, until)

    async def ready_chats(self, channels: Sequence[str], owner: str, limit: int) -> list[Ready]:
        """Chats with something due and no other sender, the most urgent first."""
        return await turns.ready(self._connection, channels, owner, self.now, limit)

    async def next_of(self, chat_id: int) -> Next | None:
        """What the chat waits for next; None where nothing is due."""
        return await turns.next_of(self._connection, chat_id, self.now)

    async def first_of(self, chat_id: int) -> Queued | None:
        """The row of the chat that goes first."""
        return await turns.first_of(self._connection, chat_id, self.now)

    async def next_send_at(self) -> datetime | None:
        """When the next row that still waits may be sent."""
        return await turns.next_at(self._connection, self.now)

    # jobs, where several machines send

    async def sweep(self, channels: Sequence[str], held_for: timedelta = jobs.HELD_FOR) -> int:
        """Have every chat sent to that has something due and no job; how many."""
        return await jobs.sweep(self._connection, channels, self.now, held_for)

    async def finish_job(self, handed: jobs.Handed) -> None:
        """End a chat's job; look after it in the same transaction whether something is left."""
        await jobs.finish(self._connection, handed)

    async def savepoint(self) -> AsyncTransaction:
        """From here on what is done may be rolled back alone."""
        return await self._connection.begin_nested()

    async def hand_out(self, chat_id: int, priority: int, after: timedelta = timedelta(0)) -> None:
        """Have the chat sent to, not before `after` has passed."""
        await jobs.enqueue(self._connection, {chat_id: priority}, after=after)

    async def held_jobs(self) -> list[jobs.Held]:
        """The chats whose job broke and waits to be tried again."""
        return await jobs.held(self._connection)

    # pace, where several machines send

    async def prepare_slots(self, channel: str, overall: int) -> None:
        """See to it that the channel has so many slots."""
        await pace.prepare(self._connection, channel, overall)

    async def exchange_slots(
        self,
        channel: str,
        taker: str,
        *,
        back: Sequence[Back],
        wants: int,
        ahead_s: float,
        lease_s: float,
        hold_s: float,
    ) -> Granted:
        """Give slots back and take others."""
        times = {"ahead_s": ahead_s, "lease_s": lease_s, "hold_s": hold_s}
        return await pace.exchange(self._connection, channel, taker, back=back, wants=wants, **times)

    async def next_due_at(self) -> datetime | None:
        """When the next reminder is due."""
        due: datetime | None = (await self._connection.execute(select(func.min(reminders.c.due_at)))).scalar()
        return due

    async def shown(self, ref: ChatRef, most: int = 10) -> list[tuple[str, Reply]]:
        """The newest messages of a chat with buttons that may still be tapped: (message id, reply), oldest first."""
        chat = await people.find_chat(self._connection, ref)
        return [] if chat is None else await outgoing.shown(self._connection, chat.id, most)

    async def expire(self) -> int:
        """Record as expired what waits and is of no use any more."""
        return await outgoing.expire(self._connection, self.now)

    async def rendered(self, queued: Queued, reply: Reply) -> None:
        """Keep what a reminder says."""
        await outgoing.rendered(self._connection, queued.id, reply)

    async def edit_target(self, queued: Queued) -> str | None:
        """The platform's id of the message this one replaces; None where it is to be a new one."""
        if queued.edit_of is None:
            return queued.edit_message_id
        return await outgoing.sent_as(self._connection, queued.chat_id, queued.edit_of) or queued.edit_message_id

    async def shows(self, queued: Queued, message_id: str, reply: Reply) -> bool:
        """Whether the message is known to look like that already, so that an edit would change nothing."""
        return await outgoing.shows(self._connection, queued.chat_id, message_id, reply)

    async def send_begun(self, queued: Queued) -> None:
        """From now on it may have arrived."""
        await outgoing.begun(self._connection, queued.id, self.now)

    async def send_ended(
        self,
        queued: Queued,
        state: State,
        *,
        reason: str | None = None,
        message_id: str | None = None,
        unknown: bool = False,
    ) -> None:
        """The row has come to its end."""
        await outgoing.ended(
            self._connection,
            queued.id,
            state=state,
            now=self.now,
            reason=reason,
            message_id=message_id,
            unknown=unknown,
        )
        if state == "sent" and queued.reminder_id is not None and queued.reminder_kind in ANSWERABLE:
            sent = update(reminders).where(reminders.c.id == queued.reminder_id).values(sent_at=self.now)
            await self._connection.execute(sent)

    async def put_off(self, queued: Queued, until: datetime, reason: str, *, unknown: bool = False) -> None:
        """Try again then."""
        await outgoing.put_off(self._connection, queued.id, now=self.now, until=until, reason=reason, unknown=unknown)

    async def switch_off(self, queued: Queued, reason: str) -> None:
        """Nothing more goes to this chat until it writes."""
        gone = (queued.chat_id, queued.athlete_id)
        await outgoing.close_chat(self._connection, *gone, now=self.now, reason=reason)

    async def chat_left(self, ref: ChatRef, reason: str) -> None:
        """The platform says that the chat is closed to us: nothing more goes to it until it writes."""
        if (chat := await people.find_chat(self._connection, ref)) is not None:
            gone = (chat.id, chat.athlete_id)
            await outgoing.close_chat(self._connection, *gone, now=self.now, reason=reason)

    async def reckon_ignored(self, queued: Queued, runner: Runner) -> Runner:
        """The runner, with the last reminder of this kind counted as ignored where nothing came back since."""
        query = (
            select(reminders.c.sent_at, athletes.c.last_said_at)
            .join(athletes, athletes.c.id == reminders.c.athlete_id)
            .where(reminders.c.id == queued.reminder_id)
        )
        row = (await self._connection.execute(query)).first()
        if row is None or row.sent_at is None:
            return runner
        mine = update(reminders).where(reminders.c.id == queued.reminder_id)
        await self._connection.execute(mine.values(sent_at=None))
        if row.last_said_at is not None and row.last_said_at >= row.sent_at:
            return runner
        count = runner.reminders.ignored_in_a_row + 1
        if count == ENOUGH:
            await self._thin(runner.id, left_out=False)
        return replace(runner, reminders=replace(runner.reminders, ignored_in_a_row=count, sparse=count >= ENOUGH))

    async def left_out(self, queued: Queued, runner: Runner) -> bool:
        """Whether this one is not sent: from three ignored in a row every second one of those worth sending."""
        kind, due = queued.reminder_kind, queued.due_at
        if not runner.reminders.sparse or kind is None or due is None:
            return False
        if not may_be_left_out(runner, kind, due.astimezone(ZoneInfo(runner.zone or "UTC")).date()):
            return False
        query = select(reminders.c.thinned).where(reminders.c.id == queued.reminder_id)
        before = bool((await self._connection.execute(query)).scalar())
        await self._thin(runner.id, left_out=not before)
        return not before

    async def _thin(self, athlete_id: int, *, left_out: bool) -> None:
        """Remember whether the last one was left out, whatever its kind."""
        theirs = update(reminders).where(reminders.c.athlete_id == athlete_id)
        await self._connection.execute(theirs.values(thinned=left_out))
