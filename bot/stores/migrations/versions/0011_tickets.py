"""Wrap-up texts of calls that are to be posted to a ticket system."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "ticket",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(120), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", Instant),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("trouble", sa.String(120), nullable=False),
    )
    for column in ("conversation", "next_at"):
        op.create_index(f"ix_ticket_{column}", "ticket", [column])


def downgrade() -> None:
    op.drop_table("ticket")
