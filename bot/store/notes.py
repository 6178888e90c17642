"""What the database remembers about itself: a few names with a value each."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables_delivery import meta


def remembered(connection: Connection, key: str) -> str | None:
    """The value kept under `key`."""
    value: str | None = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    return value


def remember(connection: Connection, key: str, value: str) -> None:
    """Keep `value` under `key`, in place of what was there; of two processes at once the later one's stays."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    written = dialect.insert(meta).values(key=key, value=value)
    connection.execute(written.on_conflict_do_update(index_elements=[meta.c.key], set_={"value": value}))
