"""The store: one file or one PostgreSQL that keeps everything; the only room that speaks SQL."""

from bot.store.backup import back_up
from bot.store.checkins import Source
from bot.store.checkup import Checkup, Off, SetAside, Ticker, Unsent, checkup, try_to_write
from bot.store.copies import database_file
from bot.store.database import Database, open_database
from bot.store.errors import ConflictError, SchemaError, StoreError, UnfitError
from bot.store.jobs import Handed, Held, Jobs
from bot.store.leases import Lease
from bot.store.move import move_database
from bot.store.notes import remember, remembered
from bot.store.outgoing import PRIORITY, USEFUL, State
from bot.store.pace import Back, Granted
from bot.store.people import ChatRow, Used
from bot.store.planning import MISSED, Claims, Due, Settled, first_due, move_all
from bot.store.restoring import restore
from bot.store.schema import SchemaState, migrate, migrate_database, require_schema, schema_state
from bot.store.turns import Claimed, Next, Queued, Ready
from bot.store.work import Contact, Past, UnitOfWork

__all__ = [
    "MISSED",
    "PRIORITY",
    "USEFUL",
    "Back",
    "ChatRow",
    "Checkup",
    "Claimed",
    "Claims",
    "ConflictError",
    "Contact",
    "Database",
    "Due",
    "Granted",
    "Handed",
    "Held",
    "Jobs",
    "Lease",
    "Next",
    "Off",
    "Past",
    "Queued",
    "Ready",
    "SchemaError",
    "SchemaState",
    "SetAside",
    "Settled",
    "Source",
    "State",
    "StoreError",
    "Ticker",
    "UnfitError",
    "UnitOfWork",
    "Unsent",
    "Used",
    "back_up",
    "checkup",
    "database_file",
    "first_due",
    "migrate",
    "migrate_database",
    "move_all",
    "move_database",
    "open_database",
    "remember",
    "remembered",
    "require_schema",
    "restore",
    "schema_state",
    "try_to_write",
]
