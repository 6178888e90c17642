"""Reports in the store: what stands, what was replaced or withdrawn, and the sets as rows of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coaching.athlete import Working
from bot.coaching.report import Report
from bot.store.rows import Columns, Row, report_key, report_of, report_row
from bot.store.tables import changes, checkins, sessions, set_entries, working_loads

_ORDER = (checkins.c.day, checkins.c.seq, checkins.c.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The runner's own message a report came from."""

    chat_id: int
    message_id: str | None


async def standing(connection: AsyncConnection, athlete_id: int, since: date | None) -> tuple[Report, ...]:
    """The reports that stand, oldest first; since a day, or all."""
    query = select(checkins).where(checkins.c.athlete_id == athlete_id, checkins.c.withdrawn_at.is_(None))
    if since is not None:
        query = query.where(checkins.c.day >= since)
    return _reports((await connection.execute(query.order_by(*_ORDER))).mappings().all())


async def withdrawn(connection: AsyncConnection, athlete_id: int) -> tuple[Report, ...]:
    """The reports that were replaced or undone, oldest first."""
    query = select(checkins).where(checkins.c.athlete_id == athlete_id, checkins.c.withdrawn_at.is_not(None))
    return _reports((await connection.execute(query.order_by(*_ORDER))).mappings().all())


def _reports(rows: Sequence[Columns]) -> tuple[Report, ...]:
    return tuple(report_of(row) for row in rows)


async def of_message(connection: AsyncConnection, source: Source) -> str | None:
    """The report that a message of the runner's became, as `report:17`; the newest where there are several."""
    query = (
        select(checkins)
        .where(
            checkins.c.chat_id == source.chat_id,
            checkins.c.message_id == source.message_id,
            checkins.c.withdrawn_at.is_(None),
        )
        .order_by(checkins.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else f"report:{report_of(row).id}"


async def write(
    connection: AsyncConnection,
    athlete_id: int,
    before: Sequence[Report],
    after: Sequence[Report],
    *,
    now: datetime,
    source: Source | None,
) -> None:
    """Bring what stands from `before` to `after`; what gives way stays as history."""
    old = {report.id: report for report in before}
    new = {report.id: report for report in after}
    for report_id, report in old.items():
        if report_id not in new:
            await _withdraw(connection, athlete_id, report, now)
    for report_id, report in new.items():
        if report_id not in old:
            if not await _stand_again(connection, athlete_id, report):
                await _insert(connection, athlete_id, report, now=now, source=source, former=None)
        elif old[report_id] != report:
            former = await _withdraw(connection, athlete_id, old[report_id], now)
            if not await _stand_again(connection, athlete_id, report):
                await _insert(connection, athlete_id, report, now=now, source=source, former=former)


async def _withdraw(connection: AsyncConnection, athlete_id: int, report: Report, now: datetime) -> Row | None:
    mine = (
        checkins.c.athlete_id == athlete_id,
        checkins.c.report == report_key(report.id),
        checkins.c.withdrawn_at.is_(None),
    )
    row = (await connection.execute(select(checkins).where(*mine))).mappings().first()
    if row is None:
        return None
    await connection.execute(update(checkins).where(checkins.c.id == row["id"]).values(withdrawn_at=now))
    for table in (sessions, set_entries):
        await connection.execute(delete(table).where(table.c.checkin_id == row["id"]))
    return dict(row)


async def _stand_again(connection: AsyncConnection, athlete_id: int, report: Report) -> bool:
    """Whether the very same report was withdrawn before, and stands again now."""
    query = (
        select(checkins)
        .where(
            checkins.c.athlete_id == athlete_id,
            checkins.c.report == report_key(report.id),
            checkins.c.withdrawn_at.is_not(None),
        )
        .order_by(checkins.c.id.desc())
    )
    for row in (await connection.execute(query)).mappings():
        if report_of(row) == report:
            await connection.execute(update(checkins).where(checkins.c.id == row["id"]).values(withdrawn_at=None))
            await _spread(connection, athlete_id, row["id"], report)
            return True
    return False


async def _insert(
    connection: AsyncConnection,
    athlete_id: int,
    report: Report,
    *,
    now: datetime,
    source: Source | None,
    former: Row | None,
) -> None:
    if former is None:
        highest = select(func.coalesce(func.max(checkins.c.seq), 0)).where(checkins.c.athlete_id == athlete_id)
        seq = (await connection.execute(highest)).scalar_one() + 1
    else:
        seq = former["seq"]
    origin: Row = {"chat_id": None, "message_id": None}
    if former is not None and former["message_id"] is not None:
        origin = {"chat_id": former["chat_id"], "message_id": former["message_id"]}
    elif source is not None:
        origin = {"chat_id": source.chat_id, "message_id": source.message_id}
    row = {
        **report_row(report),
        **origin,
        "athlete_id": athlete_id,
        "seq": seq,
        "written_at": now,
        "replaces": None if former is None else former["id"],
    }
    result = await connection.execute(insert(checkins).values(row).returning(checkins.c.id))
    await _spread(connection, athlete_id, result.scalar_one(), report)


async def _spread(connection: AsyncConnection, athlete_id: int, checkin_id: int, report: Report) -> None:
    """The report's session and sets as rows that can be asked about."""
    ids = {"checkin_id": checkin_id, "athlete_id": athlete_id, "day": report.day}
    if report.session is not None:
        session = report.session
        row = {"type": session.type, "tier": session.tier, "minutes": session.minutes}
        done = {"status": report.reading.status, "effort": report.reading.effort}
        await connection.execute(insert(sessions).values({**ids, **row, **done}))
    sets = [
        {
            **ids,
            "exercise": entry.exercise,
            "per_side": entry.per_side,
            "rpe": entry.rpe,
            "rir": entry.rir,
            "reps": one.reps,
            "seconds": one.seconds,
            "metres": one.metres,
            "load": one.load,
            "unit": one.unit,
        }
        for entry in report.reading.entries
        for one in entry.sets
    ]
    if sets:
        await connection.execute(
            insert(set_entries), [{**one, "position": position} for position, one in enumerate(sets)]
        )


async def write_working(connection: AsyncConnection, athlete_id: int, working: Mapping[str, Working]) -> None:
    """Replace the working loads (R21) with those the history now leads to."""
    await connection.execute(delete(working_loads).where(working_loads.c.athlete_id == athlete_id))
    rows = [
        {"athlete_id": athlete_id, "exercise": exercise, "load": state.load, "target": state.target}
        for exercise, state in working.items()
    ]
    if rows:
        await connection.execute(insert(working_loads), rows)


async def forget_health(connection: AsyncConnection, athlete_id: int) -> None:
    """Cut pain from every report and from the journal, and the words of the reports that no longer stand."""
    rows = (await connection.execute(select(checkins).where(checkins.c.athlete_id == athlete_id))).mappings().all()
    for row in rows:
        cut = {**row["reading"], "pain": [], "red_flag": None}
        words = row["raw_text"] if row["withdrawn_at"] is None else ""
        if cut != row["reading"] or words != row["raw_text"]:
            if row["withdrawn_at"] is not None:
                cut["note"] = ""
            await connection.execute(
                update(checkins).where(checkins.c.id == row["id"]).values(reading=cut, raw_text=words)
            )
    journal = (await connection.execute(select(changes).where(changes.c.athlete_id == athlete_id))).mappings().all()
    for change in journal:
        back = {path: value for path, value in change["replaced"].items() if path not in {"pains", "flag"}}
        if moved := back.get("reports"):
            back["reports"] = _without_pain(moved)
        await connection.execute(update(changes).where(changes.c.id == change["id"]).values(replaced=back))


def _without_pain(moved: Mapping[str, Any]) -> Row:
    def cut(report: Row) -> Row:
        reading = {**report["reading"], "pain": [], "red_flag": None, "note": ""}
        return {**report, "reading": reading, "raw_text": ""}

    return {
        "came": [cut(report) for report in moved["came"]],
        "gone": [[place, cut(report)] for place, report in moved["gone"]],
    }
