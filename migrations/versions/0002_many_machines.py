"""Several machines: slots of a platform's pace, a chat's own pace, and when a message was last tried."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pace_slots",
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("free_at", sa.BigInteger(), nullable=False),
        sa.Column("taker", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("channel", "slot", name=op.f("pk_pace_slots")),
    )
    op.add_column("chats", sa.Column("paced_at", sa.BigInteger(), nullable=True))
    op.add_column("chats", sa.Column("paced_until", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("tried_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "tried_at")
    op.drop_column("chats", "paced_until")
    op.drop_column("chats", "paced_at")
    op.drop_table("pace_slots")
