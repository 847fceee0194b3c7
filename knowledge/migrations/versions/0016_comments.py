"""Comments on what drafts change."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0016"
down_revision = "0015"
NAME = sa.String(60)


def upgrade() -> None:
    op.create_table(
        "draft_comment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draft", sa.Integer, sa.ForeignKey("draft.number"), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("resolved_by", NAME),
        sa.Column("resolved_at", Instant),
    )
    op.create_index("ix_draft_comment_draft", "draft_comment", ["draft"])


def downgrade() -> None:
    op.drop_table("draft_comment")
