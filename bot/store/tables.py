"""The tables: who the runners are and what they told (below: delivery, in tables_delivery.py)."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from bot.store.types import BigId, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Json = JSON(none_as_null=True)


def _number() -> Column[int]:
    return Column("id", BigId, primary_key=True, autoincrement=True)


def _athlete(*, key: bool = True) -> Column[int]:
    owner = ForeignKey("athletes.id", ondelete="CASCADE")
    return Column("athlete_id", BigId, owner, primary_key=key, nullable=False, index=not key)


def _position(*, key: bool = True) -> Column[int]:
    return Column("position", Integer, primary_key=key, autoincrement=False, nullable=False)


athletes = Table(
    "athletes",
    metadata,
    _number(),
    Column("version", Integer, nullable=False),  # goes up with every change of the runner, see cache.py
    Column("created_at", Instant, nullable=False),
    Column("last_said_at", Instant),
    Column("home_chat_id", BigId),
    Column("name", Text, nullable=False),
    Column("zone", String(64)),
    Column("language", String(16), nullable=False),
    Column("distance", String(2), nullable=False),
    Column("consented_at", Instant),
    Column("health_consent", Boolean),
    Column("onboarded", Boolean, nullable=False),
    Column("answered", Json, nullable=False),
    Column("notices_seen", Json, nullable=False),
    Column("circuit", String(8), nullable=False),
    Column("figure", String(32), nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("flag", Json),
    Column("reminder_settings", Json, nullable=False),
    Column("start", Date, nullable=False),
    Column("unit", String(2), nullable=False),
    Column("body_mass", Float),
    Column("experience", String(16), nullable=False),
    Column("age", Integer),
    Column("runs_given", Boolean, nullable=False),
    Column("gym_given", Boolean, nullable=False),
    Column("phase", String(16)),
    Column("phase_since", Date),
    Column("week_style", String(16)),
    Column("minutes_cap", Integer, nullable=False),
    Column("high_mileage", Boolean, nullable=False),
    Column("activation", String(8), nullable=False),
    Column("pull_ups", Integer),
    Column("conditions", Json, nullable=False),
    Column("cleared", Boolean, nullable=False),
    Column("more", Json, nullable=False),
    sqlite_autoincrement=True,
)

chats = Table(
    "chats",
    metadata,
    _number(),
    Column("athlete_id", BigId, ForeignKey("athletes.id", ondelete="SET NULL"), index=True),
    # the runner this chat had before it was linked to another; /unlink gives them back
    Column("parked_athlete_id", BigId, ForeignKey("athletes.id", ondelete="SET NULL")),
    Column("channel", String(32), nullable=False),
    Column("platform_id", String(128), nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("off_at", Instant),
    Column("off_reason", Text),
    # which process is sending to this chat, and until when it may be believed alive
    Column("sender", String(64)),
    Column("sender_until", Instant),
    # until when nothing more goes to it, its own pace or the platform's word, and when that was said
    Column("paced_at", Instant),
    Column("paced_until", Instant),
    UniqueConstraint("channel", "platform_id"),
    sqlite_autoincrement=True,
)

runs = Table(
    "runs",
    metadata,
    _athlete(),
    _position(),
    Column("weekday", Integer, nullable=False),
    Column("type", String(8), nullable=False),
    Column("time", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
)

gym_days = Table(
    "gym_days",
    metadata,
    _athlete(),
    _position(),
    Column("weekday", Integer, nullable=False),
    Column("time", Time, nullable=False),
)

races = Table(
    "races",
    metadata,
    _athlete(),
    _position(),
    Column("kind", String(8), nullable=False),
    Column("day", Date),
    Column("time", Time),
    Column("km", Float),
)

equipment = Table("equipment", metadata, _athlete(), Column("item", String(32), primary_key=True))

lifts = Table(
    "lifts",
    metadata,
    _athlete(),
    _position(),
    Column("kind", String(8), nullable=False),
    Column("exercise", String(64), nullable=False),
    Column("load", Float, nullable=False),
    Column("reps", Integer),
    Column("rir", Integer),
)

pains = Table(
    "pains",
    metadata,
    _athlete(),
    _position(),
    Column("day", Date, nullable=False),
    Column("area", String(16), nullable=False),
    Column("score", Integer, nullable=False),
    Column("side", String(8)),
    Column("follow_up", Boolean, nullable=False),
    Column("more", Json),
)

day_choices = Table(
    "day_choices",
    metadata,
    _athlete(),
    Column("day", Date, primary_key=True),
    _position(key=False),
    Column("minutes", Integer),
    Column("equipment", Json),
    Column("swaps", Json, nullable=False),
    Column("sleep_h", Float),
    Column("leg_soreness", Integer),
    Column("skipped", Boolean, nullable=False),
    Column("activation_off", Boolean, nullable=False),
    Column("started_at", Instant),
    Column("more", Json),
)

week_choices = Table(
    "week_choices",
    metadata,
    _athlete(),
    Column("monday", Date, primary_key=True),
    _position(key=False),
    Column("runs", Json, nullable=False),
    Column("replan_from", Integer, nullable=False),
    Column("more", Json),
)

absences = Table(
    "absences",
    metadata,
    _athlete(),
    _position(),
    Column("reason", String(16), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
)

run_ticks = Table(
    "run_ticks",
    metadata,
    _athlete(),
    _position(),
    Column("day", Date, nullable=False),
    Column("km", Float),
    Column("minutes", Float),
    Column("more", Json),
)

dialogs = Table(
    "dialogs",
    metadata,
    Column("athlete_id", BigId, ForeignKey("athletes.id", ondelete="CASCADE"), primary_key=True),
    Column("dialog", Json),
    Column("guided", Json),
)

checkins = Table(
    "checkins",
    metadata,
    _number(),
    _athlete(key=False),
    Column("report", String(128), nullable=False),  # Report.id, see rows.report_key
    Column("seq", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("status", String(8)),
    Column("raw_text", Text, nullable=False),
    Column("reading", Json, nullable=False),
    Column("session", Json),
    Column("block", String(16)),
    Column("week", Integer, nullable=False),
    Column("deload", Boolean, nullable=False),
    Column("more", Json),
    Column("written_at", Instant, nullable=False),
    Column("chat_id", BigId),
    Column("message_id", String(128)),
    Column("replaces", BigId),
    Column("withdrawn_at", Instant),
    sqlite_autoincrement=True,
)
Index("ix_checkins_days", checkins.c.athlete_id, checkins.c.day)
Index(
    "uq_checkins_standing",
    checkins.c.athlete_id,
    checkins.c.report,
    unique=True,
    sqlite_where=checkins.c.withdrawn_at.is_(None),
    postgresql_where=checkins.c.withdrawn_at.is_(None),
)
Index("ix_checkins_message", checkins.c.chat_id, checkins.c.message_id)

sessions = Table(
    "sessions",
    metadata,
    Column("checkin_id", BigId, ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    _athlete(key=False),
    Column("day", Date, nullable=False),
    Column("type", String(4), nullable=False),
    Column("tier", Integer),
    Column("minutes", Integer, nullable=False),
    Column("status", String(8)),
    Column("effort", Float),
)

set_entries = Table(
    "set_entries",
    metadata,
    Column("checkin_id", BigId, ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    _position(),
    _athlete(key=False),
    Column("day", Date, nullable=False),
    Column("exercise", String(64), nullable=False),
    Column("per_side", Boolean, nullable=False),
    Column("reps", Integer),
    Column("seconds", Integer),
    Column("metres", Integer),
    Column("load", Float),
    Column("unit", String(2)),
    Column("rpe", Float),
    Column("rir", Float),
)

working_loads = Table(
    "working_loads",
    metadata,
    _athlete(),
    Column("exercise", String(64), primary_key=True),
    Column("load", Float),
    Column("target", Integer),
)

changes = Table(
    "changes",
    metadata,
    _number(),
    _athlete(key=False),
    Column("at", Instant, nullable=False),
    Column("says", Text, nullable=False),
    Column("replaced", Json, nullable=False),
    Column("undone_at", Instant),
    sqlite_autoincrement=True,
)
