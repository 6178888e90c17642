"""What the database remembers about itself: a few names with a value each."""

from sqlalchemy import Connection, insert, select, update

from bot.store.tables_delivery import meta


def remembered(connection: Connection, key: str) -> str | None:
    """The value kept under `key`."""
    value: str | None = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    return value


def remember(connection: Connection, key: str, value: str) -> None:
    """Keep `value` under `key`, in place of what was there."""
    if connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount == 0:
        connection.execute(insert(meta).values(key=key, value=value))
