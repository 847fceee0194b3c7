"""Serving processes and changes of model."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0004"
down_revision = "0003"
ONE_EACH = sa.text("state IN ('proposed', 'current')")


def upgrade() -> None:
    op.create_table(
        "serving_process",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
    )
    op.create_table(
        "model_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sources", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("proposed_at", Instant, nullable=False),
        sa.Column("decided_at", Instant),
    )
    op.create_index(
        "model_change_one_each", "model_change", ["state"], unique=True, sqlite_where=ONE_EACH,
        postgresql_where=ONE_EACH
    )
    op.create_table(
        "model_vote",
        sa.Column("change_id", sa.Integer, sa.ForeignKey("model_change.id"), primary_key=True),
        sa.Column("process_id", sa.String(32), primary_key=True),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("model_vote")
    op.drop_table("model_change")
    op.drop_table("serving_process")
