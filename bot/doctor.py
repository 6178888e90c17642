"""One screen about a bot's health: the database, who ticks, what is late, dead, set aside or switched off, and why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.app import StartError, app_version, is_gone, zones_version
from bot.reminders import TICK_LEASE, last_tick
from bot.settings import Settings
from bot.store import Checkup, Database, StoreError, checkup, database_file, open_database, schema_state, try_to_write
from bot.store.jobs import Held as HeldJob
from bot.store.jobs import held as held_jobs
from bot.store.vitals import Held, Vitals, held_leases, vitals

MOST = 8
"""Rows of a list that are shown; a screen holds no more."""
WIDTH = 16
BUSY_S = 3
TICK_EVERY = timedelta(minutes=1)
LATE = timedelta(minutes=5)
"""What could have been sent for so long is not merely waiting for its turn."""
NEWS = timedelta(days=1)
"""What happened since then may still be new to the host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Everything that was looked at."""

    checkup: Checkup
    vitals: Vitals
    leases: Sequence[Held]
    jobs: Sequence[HeldJob]
    ticked_at: datetime | None
    one_ticks: bool


async def run_doctor(settings: Settings, now: datetime, show: Callable[[str], None]) -> int:
    """Look at everything and show it line by line, never what a runner wrote; 1 where something needs the host, else 0.

    Raises StartError with what is wrong with the database and what to do, after what could be seen of it.
    """
    show(_line("Strongstride", f"{app_version()}, {_at(now)}, time zones: {zones_version()}"))
    try:
        _there(settings.url)
        database = open_database(settings.url, busy_s=BUSY_S)
        try:
            needs = await _examine(database, now, show)
        finally:
            await database.close()
    except StoreError as error:
        raise StartError(str(error)) from None
    for line in _list("Needs you", needs):
        show(line)
    return 1 if needs else 0


def _there(url: str) -> None:
    """Opening a file that is missing would make it, and looking is not making."""
    if url.startswith("sqlite") and not (path := database_file(url, "doctor")).exists():
        raise StoreError(f"There is no database at {path} yet. Run 'python -m bot migrate'.")


async def _examine(database: Database, now: datetime, show: Callable[[str], None]) -> list[str]:
    state = await schema_state(database)
    show(_line("Database", f"{database.where}, tables: {'up to date' if state.state == 'ok' else state.state}"))
    if state.state != "ok":
        raise StoreError(state.says)
    found = await _look(database, now)
    for line in _lines(found, now):
        show(line)
    await database.run(try_to_write)
    return list(_needs(found, now))


async def _look(database: Database, now: datetime) -> _Found:
    async with database.snapshot() as connection:
        return _Found(
            checkup=await connection.run_sync(partial(checkup, now=now)),
            vitals=await connection.run_sync(partial(vitals, now=now)),
            leases=await connection.run_sync(partial(held_leases, now=now)),
            jobs=await held_jobs(connection),
            ticked_at=await last_tick(database),
            one_ticks=database.sqlite,
        )


def _lines(found: _Found, now: datetime) -> Iterator[str]:
    seen = found.checkup
    yield _line("Ticks", _ticks(found))
    yield _line("Last tick", "never" if found.ticked_at is None else f"{_ago(now - found.ticked_at)} ago")
    for lease in found.leases:
        if lease.name != TICK_LEASE:
            yield _line("Lease", f"{lease.name}: {lease.owner}, until {_at(lease.until)}")
    yield _line("To send", f"{seen.pending} pending, {seen.late} of them due")
    yield from _oldest(seen, now)
    if found.jobs:
        yield from _list("Held jobs", [f"chat {job.chat_id}, since {_at(job.since)}" for job in found.jobs])
    yield from _reasons("Dead, 7 days", seen.dead)
    yield from _reasons("Expired, 7 days", seen.expired)
    yield from _list(
        "Set aside", [f"{one.channel} {one.update_id}: {one.error}, {_at(one.at)}" for one in seen.set_aside]
    )
    yield from _list("Switched off", [f"{one.chat}: {_short(one.reason)}, {_at(one.since)}" for one in seen.off])


def _ticks(found: _Found) -> str:
    if not found.one_ticks:
        return "any worker"
    ticker = found.checkup.ticker
    if ticker is None:
        return "nobody: no bot is running"
    if is_gone(ticker.owner):
        return f"nobody: {ticker.owner} was killed"
    return f"{ticker.owner}, until {_at(ticker.until)}"


def _needs(found: _Found, now: datetime) -> Iterator[str]:
    """What does not mend itself, with the way on."""
    if found.ticked_at is not None and now - found.ticked_at > TICK_EVERY:
        which = "python -m bot run" + ("" if found.one_ticks else " --role worker")
        yield f"nothing has ticked for {_ago(now - found.ticked_at)}: no reminder comes. Start '{which}'"
    oldest = found.vitals.oldest_at
    if oldest is not None and now - oldest > LATE:
        yield f"{found.vitals.late} messages should be out, the first since {_at(oldest)}: see 'Oldest unsent' for why"
    if found.jobs:
        yield f"{len(found.jobs)} jobs broke and are tried again every minute: the worker's log says where"
    if new := sum(one.at > now - NEWS for one in found.checkup.set_aside):
        yield f"{new} messages of the last day could not be handled: please report the errors under 'Set aside'"


def _ago(span: timedelta) -> str:
    seconds = max(0, round(span.total_seconds()))
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _oldest(found: Checkup, now: datetime) -> Iterator[str]:
    row = found.oldest
    if row is None:
        return
    when = f"due since {_at(row.since)}" if row.since <= now else f"due at {_at(row.since)}"
    tries = f", tried {row.attempts} times" if row.attempts else ""
    why = f": {_short(row.reason)}" if row.reason else ""
    yield _line("Oldest unsent", f"row {row.id} ({row.kind}) to {row.chat}, {when}{tries}{why}")


def _reasons(title: str, reasons: Sequence[tuple[str, int]]) -> Iterator[str]:
    total = sum(count for _, count in reasons)
    yield _line(title, str(total))
    for line in _cut([f"{count} × {_short(reason)}" for reason, count in reasons]):
        yield _line("", line)


def _list(title: str, rows: Sequence[str]) -> Iterator[str]:
    yield _line(title, "none" if not rows else str(len(rows)))
    for line in _cut(rows):
        yield _line("", line)


def _cut(rows: Sequence[str]) -> Iterator[str]:
    yield from rows[:MOST]
    if len(rows) > MOST:
        yield f"and {len(rows) - MOST} more"


def _line(title: str, says: str) -> str:
    return f"{title:<{WIDTH}}{says}"


def _short(reason: str) -> str:
    one_line = " ".join(reason.split())
    return one_line if len(one_line) <= 100 else f"{one_line[:99]}…"


def _at(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


__all__ = ["run_doctor"]
