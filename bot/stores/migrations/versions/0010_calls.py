"""Calls at the hotline: who had them, what was said, and what became of the cards; and when a question came into the
inbox that no message brought."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0010"
down_revision = "0009"
CALL = sa.String(40)


def upgrade() -> None:
    op.create_table(
        "hotline_call",
        sa.Column("call", CALL, primary_key=True),
        sa.Column("agent", sa.String(60), nullable=False),
        sa.Column("caller", sa.String(120), index=True),
        sa.Column("begun_at", Instant, nullable=False, index=True),
        sa.Column("ended_at", Instant),
        sa.Column("facts", sa.JSON, nullable=False),
    )
    make_pieces()
    make_events()
    op.add_column("inbox_item", sa.Column("came_at", Instant))


def make_pieces() -> None:
    op.create_table(
        "hotline_piece",
        sa.Column("call", CALL, primary_key=True),
        sa.Column("segment", sa.String(100), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("speaker", sa.String(10), nullable=False),
        sa.Column("start", sa.Float, nullable=False),
        sa.Column("end", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )


def make_events() -> None:
    op.create_table(
        "hotline_event",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("call", CALL, nullable=False, index=True),
        sa.Column("card", sa.String(120), nullable=False),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("topic", sa.String(80)),
        sa.Column("shown", sa.JSON),
        sa.Column("at", Instant, nullable=False),
    )


def downgrade() -> None:
    with op.batch_alter_table("inbox_item") as table:
        table.drop_column("came_at")
    for table in ("hotline_event", "hotline_piece", "hotline_call"):
        op.drop_table(table)
