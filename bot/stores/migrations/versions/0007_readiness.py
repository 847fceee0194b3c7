"""The row that each process writes and reads to know that it can; an index for deleting by age."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "readiness",
        sa.Column("process", sa.String(120), primary_key=True),
        sa.Column("looked_at", Instant, nullable=False),
    )
    op.create_index("turn_received_at", "turn", ["received_at"])


def downgrade() -> None:
    op.drop_index("turn_received_at", "turn")
    op.drop_table("readiness")
