"""Turns and tracker events."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation", sa.String(120), nullable=False),
        sa.Column("client_id", sa.String(120), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reply", sa.JSON),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("done_at", Instant),
        sa.UniqueConstraint("conversation", "client_id", name="turn_once"),
        sa.UniqueConstraint("conversation", "number", name="turn_order"),
    )
    op.create_index("turn_state", "turn", ["state"])
    op.create_table(
        "tracker_event",
        sa.Column("conversation", sa.String(120), primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("data", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("tracker_event")
    op.drop_table("turn")
