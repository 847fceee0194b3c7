"""Whose turn it is to fetch a feed, and when that last went well."""
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("feed", sa.Column("due_at", sa.DateTime))
    op.add_column("feed", sa.Column("synced_at", sa.DateTime))


def downgrade() -> None:
    op.drop_column("feed", "synced_at")
    op.drop_column("feed", "due_at")
