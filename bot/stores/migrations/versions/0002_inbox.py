"""Items for the content team."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "inbox_item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("conversation", sa.String(120), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("about", Instant, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.UniqueConstraint("conversation", "turn", "kind", name="inbox_item_once"),
    )
    op.create_index("inbox_item_state", "inbox_item", ["state"])


def downgrade() -> None:
    op.drop_table("inbox_item")
