"""One screen about a bot's health: the database, who ticks, what is late, dead, set aside or switched off, and why."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

from bot.app import StartError, app_version, is_gone, zones_version
from bot.settings import Settings
from bot.store import Checkup, Database, StoreError, checkup, database_file, open_database, schema_state, try_to_write

MOST = 8
"""Rows of a list that are shown; a screen holds no more."""
WIDTH = 16
BUSY_S = 3


async def run_doctor(settings: Settings, now: datetime, show: Callable[[str], None]) -> None:
    """Look at everything and show it line by line; never what a runner wrote.

    Raises StartError with what is wrong with the database and what to do, after what could be seen of it.
    """
    show(_line("Strongstride", f"{app_version()}, {_at(now)}, time zones: {zones_version()}"))
    try:
        _there(settings.url)
        database = open_database(settings.url, busy_s=BUSY_S)
        try:
            await _examine(database, now, show)
        finally:
            await database.close()
    except StoreError as error:
        raise StartError(str(error)) from None


def _there(url: str) -> None:
    """Opening a file that is missing would make it, and looking is not making."""
    if url.startswith("sqlite") and not (path := database_file(url, "doctor")).exists():
        raise StoreError(f"There is no database at {path} yet. Run 'python -m bot migrate'.")


async def _examine(database: Database, now: datetime, show: Callable[[str], None]) -> None:
    state = await schema_state(database)
    show(_line("Database", f"{database.where}, tables: {'up to date' if state.state == 'ok' else state.state}"))
    if state.state != "ok":
        raise StoreError(state.says)
    found = await database.look(partial(checkup, now=now))
    for line in _lines(found, now):
        show(line)
    await database.run(try_to_write)


def _lines(found: Checkup, now: datetime) -> Iterator[str]:
    yield _line("Ticks", _ticks(found))
    yield _line("To send", f"{found.pending} pending, {found.late} of them due")
    yield from _oldest(found, now)
    yield from _reasons("Dead, 7 days", found.dead)
    yield from _reasons("Expired, 7 days", found.expired)
    yield from _list(
        "Set aside", [f"{one.channel} {one.update_id}: {one.error}, {_at(one.at)}" for one in found.set_aside]
    )
    yield from _list("Switched off", [f"{one.chat}: {_short(one.reason)}, {_at(one.since)}" for one in found.off])


def _ticks(found: Checkup) -> str:
    if found.ticker is None:
        return "nobody: no bot is running"
    if is_gone(found.ticker.owner):
        return f"nobody: {found.ticker.owner} was killed"
    return f"{found.ticker.owner}, until {_at(found.ticker.until)}"


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
