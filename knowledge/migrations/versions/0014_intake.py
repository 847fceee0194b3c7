"""Texts of notices that are being worked through."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0014"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "intake",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("work", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("draft", sa.Integer, sa.ForeignKey("draft.number")),
    )


def downgrade() -> None:
    op.drop_table("intake")
