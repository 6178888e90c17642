"""Rows against the ledger: what was lost, what came twice, and whether each of these may be."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from sqlalchemy import select

from bot.store import Database
from bot.store.tables import changes, chats, checkins
from bot.store.tables_delivery import outbox, receipts, reminders, set_aside
from tests.e2e.crash.platform import Accepted

UNSURE = "may have arrived"


@dataclass(frozen=True, slots=True)
class Sent:
    """A row of the outbox, as far as the audit looks at it."""

    id: int
    chat_id: int
    state: str
    reason: str
    kind: str
    shown: str
    message_id: str | None
    unknowns: int
    reminder: tuple[int, datetime] | None


@dataclass
class Verdict:
    """What the audit found. `faults` must be empty; `doubles` and `given_up` are the window nobody can close.

    `taken_over` of the doubles came from processes that nobody killed: too slow, so that others sent for them.
    """

    faults: list[str] = field(default_factory=list)
    reports: int = 0
    reminders: int = 0
    sent: int = 0
    dropped: int = 0
    doubles: int = 0
    given_up: int = 0
    taken_over: int = 0

    def __str__(self) -> str:
        if self.faults:
            return "\n".join(self.faults[:20])
        return (
            f"{self.reports} reports, each counted once; {self.reminders} reminders, none lost; {self.sent} messages "
            f"sent, {self.dropped} dropped as not worth sending; in the unknown window {self.doubles} came twice "
            f"({self.taken_over} of a process that stood still), {self.given_up} were given up after they had arrived"
        )


async def rows(database: Database) -> list[Sent]:
    """Every row of the outbox."""
    columns = [outbox.c[name] for name in ("id", "state", "reason", "kind", "reply", "message_id", "unknowns")]
    query = select(*columns, outbox.c.reminder_id, outbox.c.due_at, chats.c.platform_id)
    found = await database.look(lambda connection: connection.execute(query.join(chats)).mappings().all())
    return [
        Sent(
            id=row["id"],
            chat_id=int(row["platform_id"]),
            state=row["state"],
            reason=row["reason"] or "",
            kind=row["kind"],
            shown=visible((row["reply"] or {}).get("text", "")),
            message_id=row["message_id"],
            unknowns=row["unknowns"],
            reminder=None if row["reminder_id"] is None else (row["reminder_id"], row["due_at"]),
        )
        for row in found
    ]


def visible(text: str) -> str:
    """The text without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", text))


async def due_until(database: Database, until: datetime) -> list[tuple[int, datetime]]:
    """The reminders that fall due by then: each must lead to one row."""
    query = select(reminders.c.id, reminders.c.due_at).where(reminders.c.due_at <= until)
    found = await database.look(lambda connection: connection.execute(query).all())
    return [(number, due_at) for number, due_at in found]


async def audit(
    database: Database,
    *,
    said: Sequence[str],
    updates: int,
    due: Sequence[tuple[int, datetime]],
    ledger: Sequence[Accepted],
    unfinished: Mapping[int, int],
    stood_still: bool,
) -> Verdict:
    """`said` are the reports that were fed, `updates` all that was, `due` the reminders that had to come, `unfinished`
    the rows that a kill (or a lost answer) caught between handing over and hearing, with how often. `stood_still`: the
    machine was so busy that processes may have been taken for dead.
    """
    found = Verdict(reports=len(said), reminders=len(due))
    await _reports(database, said, updates, found)
    kept = await rows(database)
    _ends(kept, found)
    _reminders(kept, due, found)
    _against(kept, ledger, unfinished, found, stood_still=stood_still)
    return found


async def _reports(database: Database, said: Sequence[str], updates: int, found: Verdict) -> None:
    texts = await database.look(lambda connection: connection.execute(select(checkins.c.raw_text)).scalars().all())
    counted, wanted = Counter(texts), Counter(said)
    found.faults += [f"report lost: {text}" for text in wanted - counted]
    found.faults += [f"report doubled: {text}" for text in counted - wanted]
    given_up = select(set_aside.c.update_id).where(set_aside.c.given_up_at.is_not(None))
    for kept, much in ((select(receipts.c.update_id), updates), (select(changes.c.id), len(said)), (given_up, 0)):
        count = len(await database.look(lambda connection, query=kept: connection.execute(query).all()))
        if count != much:
            found.faults.append(f"{kept.columns_clause_froms[0]}: {count} rows where {much} were to be")


def _ends(kept: Sequence[Sent], found: Verdict) -> None:
    for row in kept:
        if row.state == "sent":
            found.sent += 1
        elif row.state == "expired" and row.reason.startswith("dropped: "):
            found.dropped += 1
        elif row.state == "dead" and UNSURE in row.reason:
            found.given_up += 1
            if row.unknowns == 0:
                found.faults.append(f"row {row.id} was given up without a doubt")
        else:
            found.faults.append(f"row {row.id} ({row.kind}) ended as {row.state}: {row.reason}")


def _reminders(kept: Sequence[Sent], due: Sequence[tuple[int, datetime]], found: Verdict) -> None:
    there = Counter(row.reminder for row in kept if row.reminder is not None)
    wanted = Counter(due)
    found.faults += [f"reminder lost: {one}" for one in wanted - there]
    found.faults += [f"reminder doubled or never due: {one}" for one in there - wanted]


def _against(
    kept: Sequence[Sent],
    ledger: Sequence[Accepted],
    unfinished: Mapping[int, int],
    found: Verdict,
    *,
    stood_still: bool,
) -> None:
    """Every sent row is in the ledger; whatever else is there doubles a row whose send was cut short."""
    entries = {(entry.chat_id, str(entry.message_id)): entry for entry in ledger}
    known = set()
    for row in kept:
        if row.state == "sent" and row.message_id is not None:
            known.add((row.chat_id, row.message_id))
            if (row.chat_id, row.message_id) not in entries:
                found.faults.append(f"row {row.id} is said to be sent, and never arrived")
    unheard = Counter((entry.chat_id, entry.shown) for entry in ledger if entry.lost)
    counted: Counter[tuple[int, str]] = Counter()
    explained: Counter[tuple[int, str]] = Counter()
    settled: Counter[tuple[int, str]] = Counter()
    for row in kept:
        what = (row.chat_id, row.shown)
        counted[what] += row.unknowns
        explained[what] += min(row.unknowns, unfinished.get(row.id, 0) + unheard[what])
        settled[what] += row.state == "dead" and UNSURE in row.reason
    extra = Counter((one.chat_id, one.shown) for key, one in entries.items() if key not in known)
    for what, count in settled.items():
        if count > extra[what]:
            found.faults.append(f"chat {what[0]} was given up on and never got it: {what[1][:80]!r}")
    for what, times in extra.items():
        if times > counted[what]:
            found.faults.append(f"chat {what[0]} got {times} times too often: {what[1][:80]!r}")
        found.doubles += max(0, times - settled[what])
        found.taken_over += max(0, times - explained[what])
    if found.taken_over and not stood_still:
        found.faults.append(
            f"{found.taken_over} came twice though no process was killed amid sending them, or stood still"
        )
