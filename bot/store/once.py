"""Writing a row that another process may be writing at the same moment: one of the two makes it, both go on."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_once(connection: AsyncConnection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless one with its key is there; whether it was new.

    On PostgreSQL it waits for a transaction that is inserting the same key, and goes by how that one ends.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    inserted = await connection.execute(dialect.insert(table).values(row).on_conflict_do_nothing())
    return inserted.rowcount == 1
