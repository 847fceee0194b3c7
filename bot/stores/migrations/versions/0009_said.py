"""What the words of a reply came from, the receipt by which it is found, what residents think of it, and the codes by
which they show a talk to the hotline."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0009"
down_revision = "0008"
CONVERSATION = sa.String(120)


def upgrade() -> None:
    op.add_column("turn", sa.Column("receipt", sa.String(32)))
    op.add_column("turn", sa.Column("said", sa.JSON))
    op.create_index("turn_receipt", "turn", ["receipt"], unique=True)
    op.add_column("inbox_item", sa.Column("words", sa.Text))
    make_feedback()
    make_codes()


def make_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("conversation", CONVERSATION, primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("words", sa.Text),
        sa.Column("at", Instant, nullable=False),
    )


def make_codes() -> None:
    op.create_table(
        "talk_code",
        sa.Column("conversation", CONVERSATION, primary_key=True),
        sa.Column("code", sa.String(64), nullable=False, unique=True),
        sa.Column("ends", Instant, nullable=False),
    )


def downgrade() -> None:
    for table in ("talk_code", "feedback"):
        op.drop_table(table)
    with op.batch_alter_table("inbox_item") as table:
        table.drop_column("words")
    op.drop_index("turn_receipt", "turn")
    with op.batch_alter_table("turn") as table:
        table.drop_column("said")
        table.drop_column("receipt")
