"""Runs of the gate: what a draft does to the answers that residents get."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0012"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "gate_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draft", sa.Integer, sa.ForeignKey("draft.number"), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("release", sa.String(12), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("out_of", sa.Integer, nullable=False),
        sa.Column("findings", sa.JSON),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("told_at", Instant, nullable=False),
    )
    op.create_index("ix_gate_run_draft", "gate_run", ["draft"])


def downgrade() -> None:
    op.drop_table("gate_run")
