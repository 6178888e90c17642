"""The store: one file or one PostgreSQL that keeps everything; the only room that speaks SQL."""

from bot.store.checkins import Source
from bot.store.database import Database, open_database
from bot.store.errors import ConflictError, SchemaError, StoreError
from bot.store.leases import Lease
from bot.store.outgoing import PRIORITY, USEFUL, Queued, Ready, State
from bot.store.people import ChatRow, Used
from bot.store.planning import Due, Settled, claim, first_due, move_all
from bot.store.schema import SchemaState, migrate, migrate_database, require_schema, schema_state
from bot.store.work import Contact, Past, UnitOfWork

__all__ = [
    "PRIORITY",
    "USEFUL",
    "ChatRow",
    "ConflictError",
    "Contact",
    "Database",
    "Due",
    "Lease",
    "Past",
    "Queued",
    "Ready",
    "SchemaError",
    "SchemaState",
    "Settled",
    "Source",
    "State",
    "StoreError",
    "UnitOfWork",
    "Used",
    "claim",
    "first_due",
    "migrate",
    "migrate_database",
    "move_all",
    "open_database",
    "require_schema",
    "schema_state",
]
