"""Whether the tables are those of this version, and making them so."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.store import jobs_schema
from bot.store.database import Database, open_database
from bot.store.errors import SchemaError
from bot.store.notes import remembered

State = Literal["ok", "behind", "ahead", "empty"]
RUN = "python -m bot migrate"
MOVING = "moving"
"""What `meta` holds while a database is being moved here: until that has ended nothing may use it."""
_MIGRATING = 7_215_440_030
"""The key of the advisory lock, ours by being unlikely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaState:
    """How the tables stand to this version, and the sentence that says what to run; empty where all is well."""

    state: State
    says: str = ""


def migrations_dir() -> Path:
    """The migrations of the checkout, else those inside the installed package."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent / "migrations"
    return checkout if (checkout / "env.py").exists() else package / "_data" / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_dir()))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


async def schema_state(database: Database) -> SchemaState:
    """Look at the tables, on PostgreSQL at PgQueuer's too. Raises StoreError where the database cannot be read."""
    async with database.snapshot() as connection:
        found, tables = await connection.run_sync(_found)
        how = {} if database.sqlite else {"restore": "pg_restore --clean --dbname=NAME FILE"}
        state = judged(found, tables=tables, where=database.where, **how)
        if state.state != "ok" or database.sqlite:
            return state
        if not await jobs_schema.is_current(connection):
            return _behind(database.where)
        if await connection.run_sync(remembered, MOVING):
            says = (
                f"The move into the database {database.where} was broken off. Run 'python -m bot move-database' again."
            )
            return SchemaState(state="behind", says=says)
    return state


def judged(found: str | None, *, tables: bool, where: str, restore: str = "python -m bot restore FILE") -> SchemaState:
    """How a database with this revision, and with any tables at all, stands to this version."""
    script = ScriptDirectory.from_config(_config())
    head = script.get_current_head()
    if found == head:
        return SchemaState(state="ok")
    if found is None and not tables:
        return SchemaState(state="empty", says=f"The database {where} is empty. Run '{RUN}'.")
    if found is None or found in {revision.revision for revision in script.walk_revisions()}:
        return _behind(where)
    return SchemaState(
        state="ahead",
        says=f"The database {where} is of a newer version ({found}). Install that version, "
        f"or bring back an older copy with '{restore}'.",
    )


def _behind(where: str) -> SchemaState:
    return SchemaState(
        state="behind", says=f"The database {where} is of an older version. Run '{RUN}' (a backup first)."
    )


async def require_schema(database: Database) -> None:
    """Raises SchemaError with what to run, unless the tables are those of this version."""
    state = await schema_state(database)
    if state.state != "ok":
        raise SchemaError(state.says)


def _found(connection: Connection) -> tuple[str | None, bool]:
    tables = set(inspect(connection).get_table_names())
    return MigrationContext.configure(connection).get_current_revision(), bool(tables - {"alembic_version"})


async def migrate(url: str, to: str = "head") -> None:
    """Bring the tables to a revision, all in one transaction: `head`, or `base` for none. Raises StoreError."""
    database = open_database(url)
    try:
        await migrate_database(database, to)
    finally:
        await database.close()


async def migrate_database(database: Database, to: str = "head") -> None:
    """The same for a database that is open. On PostgreSQL one process migrates at a time; the others wait for it."""
    if database.sqlite:
        await _refuse_newer(database)
        await database.run(partial(_moved, to=to))
        return
    async with database.alone(_MIGRATING) as connection:
        await _refuse_newer(database)
        async with connection.begin():
            await connection.run_sync(partial(_moved, to=to))
        await (jobs_schema.remove(connection) if to == "base" else jobs_schema.make_current(connection))


async def _refuse_newer(database: Database) -> None:
    state = await schema_state(database)
    if state.state == "ahead":
        raise SchemaError(state.says)


def _moved(connection: Connection, to: str) -> None:
    step = command.downgrade if to == "base" else command.upgrade
    step(_config(connection), to)
