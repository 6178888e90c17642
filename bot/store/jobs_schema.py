"""PgQueuer's own tables: whether they are those of the installed PgQueuer, and making them so, by its own means."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from pgqueuer.queries import Queries


async def _queries(connection: AsyncConnection) -> "Queries":
    from pgqueuer.queries import Queries  # noqa: PLC0415 - not wanted where the database is a file

    return Queries.from_asyncpg_connection((await connection.get_raw_connection()).driver_connection)


async def is_current(connection: AsyncConnection) -> bool:
    """Whether PgQueuer is installed and has nothing to change."""
    queries = await _queries(connection)
    return await queries.schema_is_installed() and not (await queries.plan_upgrade()).statements


async def make_current(connection: AsyncConnection) -> None:
    """Install PgQueuer, or bring an older one up; its jobs stay. Not in a transaction: it has statements of its own."""
    queries = await _queries(connection)
    if not await queries.schema_is_installed():
        await queries.install()
    await queries.upgrade()


async def remove(connection: AsyncConnection) -> None:
    """Drop everything of PgQueuer's."""
    queries = await _queries(connection)
    if await queries.schema_is_installed():
        await queries.uninstall()


async def forget_log(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Delete some of what PgQueuer noted about jobs before an instant, the oldest first; how many. None on SQLite."""
    if connection.dialect.name != "postgresql":
        return 0
    old = "SELECT id FROM pgqueuer_log WHERE created < :before ORDER BY id LIMIT :most"
    gone = text(f"DELETE FROM pgqueuer_log WHERE id IN ({old})")  # noqa: S608 - no word of it comes from outside
    return (await connection.execute(gone, {"before": before, "most": most})).rowcount
