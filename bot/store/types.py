"""Column types of our own: instants that compare, sort and travel the same on every database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A row's own number; SQLite counts rows only in an INTEGER."""


def to_microseconds(instant: datetime) -> int:
    """How an instant is written. ValueError for a datetime without a zone."""
    if instant.tzinfo is None:
        msg = f"an instant needs its zone: {instant!r}"
        raise ValueError(msg)
    return (instant - EPOCH) // _MICROSECOND


def from_microseconds(written: int) -> datetime:
    """The instant, in UTC."""
    return EPOCH + timedelta(microseconds=written)


class Instant(TypeDecorator[datetime]):
    """An aware datetime as whole microseconds since 1970, UTC.

    In SQLite's shell it is read by `datetime(due_at / 1e6, 'unixepoch')`.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To the database. ValueError for a datetime without a zone."""
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else from_microseconds(int(value))
