"""The tables of delivery: what came in, what is to go out, what is due, and who may do it."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.tables import Json, metadata
from bot.store.types import BigId, Instant

receipts = Table(
    "receipts",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("update_id", String(128), primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("update_id", String(128), primary_key=True),
    Column("platform_id", String(128), nullable=False, index=True),
    Column("raw_text", Text, nullable=False),
    Column("error", String(128), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("given_up_at", Instant),
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("athlete_id", BigId, ForeignKey("athletes.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("plan", Json, nullable=False),
    Column("due_at", Instant),
    Column("sent_at", Instant),  # the last one that went out and was not yet counted as answered or ignored
    Column("thinned", Boolean, nullable=False),
    UniqueConstraint("athlete_id", "kind"),
    sqlite_autoincrement=True,
)
Index(
    "ix_reminders_due",
    reminders.c.due_at,
    sqlite_where=reminders.c.due_at.is_not(None),
    postgresql_where=reminders.c.due_at.is_not(None),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("chat_id", BigId, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("athlete_id", BigId, index=True),
    Column("state", String(8), nullable=False),
    Column("reason", Text),
    Column("kind", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("try_after", Instant),
    Column("tried_at", Instant),  # when `try_after` was said
    Column("expires_at", Instant),
    Column("attempts", Integer, nullable=False),
    Column("unknowns", Integer, nullable=False),
    Column("sending_at", Instant),
    Column("sent_at", Instant, index=True),
    Column("message_id", String(128)),
    Column("reply", Json),
    Column("document", LargeBinary),
    Column("picture", LargeBinary),
    Column("key", String(64)),
    Column("edit_of", String(64)),
    Column("edit_message_id", String(128)),
    Column("tap_id", String(128)),
    Column("about", String(128)),
    Column("reminder_id", BigId),
    Column("reminder_kind", String(16)),
    Column("due_at", Instant),
    Column("due_day", Date),
    UniqueConstraint("reminder_id", "due_at"),
    sqlite_autoincrement=True,
)
_PENDING = outbox.c.state == "pending"
Index(
    "ix_outbox_ready",
    outbox.c.priority,
    outbox.c.not_before,
    outbox.c.id,
    sqlite_where=_PENDING,
    postgresql_where=_PENDING,
)
Index(
    "ix_outbox_chat_pending",
    outbox.c.chat_id,
    outbox.c.priority,
    outbox.c.not_before,
    outbox.c.id,
    sqlite_where=_PENDING,
    postgresql_where=_PENDING,
)
Index("ix_outbox_expiring", outbox.c.expires_at, sqlite_where=_PENDING, postgresql_where=_PENDING)
Index("ix_outbox_message", outbox.c.chat_id, outbox.c.message_id)
Index("ix_outbox_key", outbox.c.chat_id, outbox.c.key)

codes = Table(
    "codes",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("athlete_id", BigId, ForeignKey("athletes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("purpose", String(8), nullable=False),
    Column("payload", Json, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("until", Instant, nullable=False),
    Column("fence", Integer, nullable=False),
)

pace_slots = Table(
    "pace_slots",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("slot", Integer, primary_key=True, autoincrement=False),  # -1: nobody sends before `free_at`
    Column("free_at", Instant, nullable=False),  # by the database's clock
    Column("taker", String(64)),
)

meta = Table("meta", metadata, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False))
