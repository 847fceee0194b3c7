"""Who has dealt with a question of the inbox, and when."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("inbox_item", sa.Column("done_at", Instant))
    op.add_column("inbox_item", sa.Column("done_by", sa.String(60)))


def downgrade() -> None:
    with op.batch_alter_table("inbox_item") as table:
        table.drop_column("done_by")
        table.drop_column("done_at")
