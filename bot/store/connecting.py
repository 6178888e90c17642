"""How each engine is connected to: what SQLite is told on every connection, and what PostgreSQL is asked for."""

from functools import partial
from json import dumps
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, event
from sqlalchemy.engine import URL

from bot.store.errors import StoreError

READS = "reads"
"""The execution option of a connection that only looks."""
POOL = 10
"""PostgreSQL connections a process keeps at most: a small hosted database allows some twenty in all."""
CONNECT_S = 10
QUEUE_S = 30
STATEMENT_S = 30
LOCK_S = 10
ANSWER_S = 60
_OPTIONS = frozenset({"host", "port", "ssl", "target_session_attrs", "passfile", "krbsrvname"})


def options(url: URL) -> dict[str, Any]:
    """What the engine of this URL is made with."""
    json = partial(dumps, ensure_ascii=False, separators=(",", ":"))
    common = {"json_serializer": json, "hide_parameters": True}  # an error never shows what a runner wrote
    if url.get_backend_name() == "sqlite":
        # each connection to a file is a thread of its own: a few that stay are better than many that come and go
        return {**common, "pool_size": 5, "max_overflow": 0}
    return {
        **common,
        "isolation_level": "READ COMMITTED",
        "pool_size": POOL // 2,
        "max_overflow": POOL - POOL // 2,
        "pool_timeout": QUEUE_S,
        "pool_pre_ping": True,
        "connect_args": {
            "timeout": CONNECT_S,
            "command_timeout": ANSWER_S,  # a network that swallows everything is noticed too
            "server_settings": {
                "application_name": "strongstride",
                "statement_timeout": str(STATEMENT_S * 1000),
                "lock_timeout": str(LOCK_S * 1000),
                "idle_in_transaction_session_timeout": str(ANSWER_S * 1000),
            },
        },
    }


def long_options(url: URL) -> dict[str, Any]:
    """The same for a PostgreSQL connection of its own that may take its time."""
    made = options(url)
    connect: dict[str, Any] = {"timeout": CONNECT_S, "server_settings": {"application_name": "strongstride"}}
    kept = {name: made[name] for name in ("json_serializer", "hide_parameters", "isolation_level")}
    return {**kept, "poolclass": NullPool, "connect_args": connect}


def postgres_url(url: URL) -> URL:
    """A PostgreSQL URL as platforms give it, as asyncpg takes it. StoreError: an unknown parameter."""
    query = {key: value if isinstance(value, str) else value[-1] for key, value in url.query.items()}
    if mode := query.pop("sslmode", None):
        query["ssl"] = mode
    for ignored in ("channel_binding", "connect_timeout", "application_name"):
        query.pop(ignored, None)
    if unknown := sorted(set(query) - _OPTIONS):
        raise StoreError(f"DATABASE_URL has the parameter {unknown[0]!r}, which is unknown here. Leave it out.")
    if not url.database:
        raise StoreError("DATABASE_URL must name a database, like postgresql://user:password@host:5432/strongstride.")
    return url.set(drivername="postgresql+asyncpg", query=query)


def where(url: URL) -> str:
    """The database in a sentence, without user and password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.host or url.query.get('host') or 'localhost'}/{url.database}"


def prepare_sqlite(engine: Engine, busy_s: float) -> None:
    """Every connection in WAL, with foreign keys; a transaction begins at once, a writing one with the lock."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, and at once for writing
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_s * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if "mode=ro" not in str(engine.url):
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READS)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
