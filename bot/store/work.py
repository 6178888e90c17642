"""One transaction's worth of work: the runner of a chat, what changed about them, and what is to be said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.athlete import Athlete, Working
from bot.coaching.reminding import reminder_plans
from bot.coaching.report import Report
from bot.coaching.runner import Dialog, Runner
from bot.messages import ChatRef, Inbound
from bot.store import checkins, intake, leases, outgoing, people, planning
from bot.store.cache import Cache, Known
from bot.store.checkins import Source
from bot.store.codec import dump, load
from bot.store.journal import replaced, restored
from bot.store.leases import Lease
from bot.store.people import ChatRow, Purpose, Used
from bot.store.rows import LISTINGS, Columns, Listing, Row, person, person_row
from bot.store.sending import SendingWork
from bot.store.tables import athletes, changes
from bot.store.tables_delivery import outbox

WINDOW = timedelta(weeks=26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A chat, whose it is, and whether it wrote for the first time."""

    chat: ChatRow
    runner: Runner
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Everything ever reported, oldest first, what no longer stands of it, the chats, and the changes made."""

    reports: tuple[Report, ...]
    withdrawn: tuple[Report, ...]
    chats: tuple[ChatRef, ...]
    changes: tuple[tuple[datetime, str], ...]


class UnitOfWork(SendingWork):
    """What can be done in one transaction, at one instant. Hands out coaching values, never rows."""

    def __init__(self, connection: AsyncConnection, now: datetime, cache: Cache, *, holds: bool = True) -> None:
        self._holds = holds
        self._connection = connection
        self._cache = cache
        self._to_wake = {}
        self.now = now
        self.seen: dict[int, Known] = {}
        self._versions: dict[int, int] = {}

    # who

    async def contact(
        self, ref: ChatRef, *, name: str = "", language: str | None = None, claim: tuple[str, timedelta] | None = None
    ) -> Contact:
        """The runner who writes from this chat now, made at first contact; reminders go to this chat from now on.

        `claim` is a sender and how long what the chat is to be told is left to it.
        """
        chat = await people.chat_written(self._connection, ref, self.now)
        first = chat.athlete_id is None
        if chat.athlete_id is None:
            runner = await self._new_runner(name, language or "en")
            await people.belongs_to(self._connection, chat.id, runner.id)
            chat = replace(chat, athlete_id=runner.id)
        else:
            runner = await self.runner(chat.athlete_id)
        until = None if claim is None else (claim[0], self.now + claim[1])
        await people.wrote(self._connection, chat, self.now, until)
        return Contact(chat=chat, runner=runner, first=first)

    async def runner_of(self, ref: ChatRef) -> Runner:
        """The runner of the chat, made at first contact."""
        return (await self.contact(ref)).runner

    async def known(self, ref: ChatRef) -> ChatRow | None:
        """The chat, where it ever wrote."""
        return await people.find_chat(self._connection, ref)

    async def runner(self, athlete_id: int, *, whole: bool = False) -> Runner:
        """The runner as stored, with the reports of the last 26 weeks, or `whole` with all. KeyError: there is none."""
        version = await self._version(athlete_id)
        since = None if whole else self._window_start
        if since is not None and (known := self._cache.get(athlete_id, version, since)):
            return known
        query = select(athletes).where(athletes.c.id == athlete_id)
        runner = person((await self._connection.execute(query)).mappings().one())
        for listing in LISTINGS:
            runner = listing.put(runner, await self._rows(listing, athlete_id))
        runner = replace(runner, reports=await checkins.standing(self._connection, athlete_id, since))
        if since is not None:
            self.seen[athlete_id] = Known(version=version, since=since, runner=runner)
        return runner

    async def _version(self, athlete_id: int) -> int:
        """The version of the runner, who is then held until the end of the transaction. KeyError: there is none."""
        query = select(athletes.c.version).where(athletes.c.id == athlete_id)
        if self._holds:
            query = query.with_for_update(key_share=True)
        version: int | None = (await self._connection.execute(query)).scalar()
        if version is None:
            raise KeyError(athlete_id)
        self._versions[athlete_id] = version
        return version

    @property
    def _window_start(self) -> date:
        return (self.now - WINDOW).date()

    async def _rows(self, listing: Listing, athlete_id: int) -> Sequence[Columns]:
        table = listing.table
        query = select(table).where(table.c.athlete_id == athlete_id)
        if "position" in table.c:
            query = query.order_by(table.c.position)
        return (await self._connection.execute(query)).mappings().all()

    async def _new_runner(self, name: str, language: str) -> Runner:
        runner = Runner(id=0, athlete=Athlete(start=self.now.date()), name=name, language=language)
        row = {**person_row(runner), "version": 1, "created_at": self.now}
        number = (await self._connection.execute(insert(athletes).values(row).returning(athletes.c.id))).scalar_one()
        runner = replace(runner, id=number)
        self._versions[number] = 1
        for listing in LISTINGS:
            await self._write_rows(listing, number, [], listing.rows(runner))
        self.seen[number] = Known(version=1, since=self._window_start, runner=runner)
        return runner

    # what changed

    async def save(
        self, before: Runner, after: Runner, change: str | None = None, *, source: Source | None = None
    ) -> None:
        """Write the difference, keep what it replaced for `undo` where `change` says what it was, plan reminders anew.

        `source` is the runner's message that new reports come from.
        """
        if change is not None and (back := replaced(before, after)):
            row = {"athlete_id": after.id, "at": self.now, "says": change, "replaced": back}
            await self._connection.execute(insert(changes).values(row))
        await self._write(before, after, source)

    async def _write(self, before: Runner, after: Runner, source: Source | None = None) -> None:
        if before == after:
            return
        old, new = person_row(before), person_row(after)
        different = {name: value for name, value in new.items() if value != old[name]}
        mine = update(athletes).where(athletes.c.id == after.id)
        await self._connection.execute(mine.values(version=athletes.c.version + 1, **different))
        for listing in LISTINGS:
            await self._write_rows(listing, after.id, listing.rows(before), listing.rows(after))
        if before.reports != after.reports:
            await checkins.write(self._connection, after.id, before.reports, after.reports, now=self.now, source=source)
        if after.health_consent is False and before.health_consent is not False:
            await checkins.forget_health(self._connection, after.id)
        await self._plan(before, after)
        self._remember(before, after)

    def _remember(self, before: Runner, after: Runner) -> None:
        """Keep the runner as written for the next message; where reports moved or were cut, they are read again."""
        version = self._versions.get(after.id)
        self.seen.pop(after.id, None)
        if version is None:
            return
        self._versions[after.id] = version + 1
        if before.reports == after.reports and before.health_consent == after.health_consent:
            dialog = load(Dialog | None, dump(Dialog | None, after.dialog))
            runner = replace(after, dialog=dialog)
            self.seen[after.id] = Known(version=version + 1, since=self._window_start, runner=runner)

    async def _write_rows(self, listing: Listing, athlete_id: int, before: Sequence[Row], after: Sequence[Row]) -> None:
        if before == after:
            return
        table = listing.table
        keys = [column.name for column in table.primary_key if column.name != "athlete_id"]
        old = {tuple(row[key] for key in keys): row for row in before}
        new = {tuple(row[key] for key in keys): row for row in after}
        for key in old.keys() | new.keys():
            where = [table.c.athlete_id == athlete_id]
            where += (table.c[name] == value for name, value in zip(keys, key, strict=True))
            if key not in new:
                await self._connection.execute(delete(table).where(*where))
            elif key in old and old[key] != new[key]:
                await self._connection.execute(update(table).where(*where).values(new[key]))
        fresh = [{**row, "athlete_id": athlete_id} for key, row in new.items() if key not in old]
        if fresh:
            await self._connection.execute(insert(table), fresh)

    async def _plan(self, before: Runner, after: Runner) -> None:
        plans = reminder_plans(after, self.now)
        if plans != reminder_plans(before, self.now) or before.zone != after.zone:
            await planning.plan(self._connection, after.id, plans, after.zone, self.now)

    async def undo(self, athlete_id: int) -> tuple[str, Runner] | None:
        """Bring back what the newest change replaced: its sentence, and the runner then. None: nothing is left."""
        query = (
            select(changes)
            .where(changes.c.athlete_id == athlete_id, changes.c.undone_at.is_(None))
            .order_by(changes.c.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).mappings().first()
        if row is None:
            return None
        now = await self.runner(athlete_id, whole=True)
        back = restored(now, row["replaced"])
        await self._write(now, back)
        undone = update(changes).where(changes.c.id == row["id"]).values(undone_at=self.now)
        await self._connection.execute(undone)
        return row["says"], await self.runner(athlete_id)

    async def set_working(self, athlete_id: int, working: Mapping[str, Working]) -> None:
        """Replace the working loads (R21) by those the history now leads to."""
        await checkins.write_working(self._connection, athlete_id, working)

    async def history(self, athlete_id: int) -> Past:
        """Everything ever reported and changed."""
        said = select(changes.c.at, changes.c.says).where(changes.c.athlete_id == athlete_id).order_by(changes.c.id)
        return Past(
            reports=await checkins.standing(self._connection, athlete_id, None),
            withdrawn=await checkins.withdrawn(self._connection, athlete_id),
            chats=tuple(chat.ref for chat in await people.chats_of(self._connection, athlete_id)),
            changes=tuple((at, says) for at, says in (await self._connection.execute(said))),
        )

    # codes, links, being forgotten

    async def make_code(self, athlete_id: int, purpose: Purpose, payload: Mapping[str, object]) -> str:
        """A code another chat (link) or another person (invite) can use once."""
        return await people.make_code(self._connection, athlete_id, purpose, payload, self.now)

    async def use_code(self, code: str, chat: ChatRow) -> Used | None:
        """Use a code from this chat; None where it is unknown, used, expired or the runner's own."""
        return await people.use_code(self._connection, code, chat, self.now)

    async def unlink(self, chat: ChatRow) -> int:
        """Detach the chat from its runner; how many chats they have left."""
        return await people.unlink(self._connection, chat)

    async def erase(self, chat: ChatRow) -> None:
        """Delete the chat's runner and everything that hangs on them."""
        await people.erase(self._connection, chat)

    # what came in

    async def receipt(self, channel: str, update_id: str) -> bool:
        """Sign for an update; False where it was signed for before."""
        return await intake.receipt(self._connection, channel, update_id, self.now)

    async def failed(self, inbound: Inbound, error: str, *, enough: int) -> bool:
        """Note that an update could not be handled; True where it is set aside, after `enough` tries."""
        return await intake.failed(self._connection, inbound, error, self.now, enough=enough)

    async def settled(self, inbound: Inbound) -> None:
        """An update that failed before has been handled after all."""
        await intake.settled(self._connection, inbound)

    async def replied_about(self, chat: ChatRow, message_id: str) -> str | None:
        """What a message in the chat is about: one of ours by what it was sent about, one of theirs by its report."""
        ours = await outgoing.about(self._connection, chat.id, message_id)
        return ours or await self.report_of_message(chat, message_id)

    async def report_of_message(self, chat: ChatRow, message_id: str) -> str | None:
        """The report a message of the runner's became, as `report:17`."""
        return await checkins.of_message(self._connection, Source(chat_id=chat.id, message_id=message_id))

    # who may

    async def lease(self, name: str, owner: str, ttl: timedelta) -> Lease:
        """Take a lease or hold it longer; `mine` says whether it worked."""
        return await leases.take(self._connection, name, owner, ttl, self.now)

    async def give_back(self, name: str, owner: str) -> None:
        """Let the next one have the lease at once."""
        await leases.give_back(self._connection, name, owner)

    async def prune(self, keep: timedelta = timedelta(days=30), most: int = 1000) -> bool:
        """Forget receipts, sent rows and codes older than that, and chats nobody writes from; True: there is more."""
        return await intake.prune(self._connection, self.now, keep, most)

    async def counts(self) -> dict[str, int]:
        """How many rows of the outbox are in each state."""
        from_outbox = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        return dict((await self._connection.execute(from_outbox)).all())
