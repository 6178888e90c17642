"""SQLite on the event loop with one hop to the connection's thread a statement, where aiosqlite takes four.

Each hop costs two wakes, of the thread and of the loop: together they cost more than SQLite itself.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any, Self

import aiosqlite


class _Cursor:
    """What SQLAlchemy uses of a cursor: a statement is executed, its rows are fetched and it is closed in one hop."""

    def __init__(self, connection: "_Connection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> None:
        """Raises sqlite3.Error."""
        await self._connection.in_thread(partial(self._execute, sql, parameters))

    async def executemany(self, sql: str, parameters: Any) -> None:
        """Raises sqlite3.Error."""
        await self._connection.in_thread(partial(self._executemany, sql, parameters))

    async def fetchall(self) -> list[Any]:
        """The rows, which are here already."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Closed since its statement ran."""

    def _execute(self, sql: str, parameters: Any) -> None:
        self._keep(self._connection.raw.execute(sql, parameters))

    def _executemany(self, sql: str, parameters: Any) -> None:
        self._keep(self._connection.raw.executemany(sql, parameters))

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()


class _Connection(aiosqlite.Connection):
    """A connection with such cursors."""

    def cursor(self) -> Any:
        """A cursor; nothing is done yet."""
        return _Cursor(self)

    @property
    def raw(self) -> sqlite3.Connection:
        """What is used in the thread. ValueError: it is closed."""
        return self._conn

    async def in_thread(self, work: Callable[[], None]) -> None:
        """Do it in the connection's thread."""
        await self._execute(work)  # type: ignore[no-untyped-call]

    def leave_behind(self) -> None:
        """A process that ends does not wait for the thread."""
        self._thread.daemon = True


def connect(database: str, **options: Any) -> aiosqlite.Connection:
    """Connect as `aiosqlite.connect` does; await it."""
    made = _Connection(partial(sqlite3.connect, database, **options), iter_chunk_size=64)
    made.leave_behind()
    return made
