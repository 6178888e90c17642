"""How Alembic reaches the database: over the connection it is handed, never one of its own."""

from typing import Any

from alembic import context

from bot.store import tables_delivery
from bot.store.tables import metadata


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Our own column types as the plain ones they are stored as."""
    if kind == "type" and type(item).__name__ == "Instant":
        autogen_context.imports.add("import sqlalchemy as sa")
        return "sa.BigInteger()"
    return False


assert tables_delivery.metadata is metadata
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    transactional_ddl=True,
)
context.run_migrations()
