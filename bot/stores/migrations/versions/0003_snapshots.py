"""Snapshots of conversations, and waiting turns found without walking through all of a conversation."""
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "snapshot",
        sa.Column("conversation", sa.String(120), primary_key=True),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
    )
    op.drop_index("turn_state", "turn")
    waiting = sa.text("state = 'received'")
    op.create_index("turn_waiting", "turn", ["conversation", "number"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_index("turn_waiting", "turn")
    op.create_index("turn_state", "turn", ["state"])
    op.drop_table("snapshot")
