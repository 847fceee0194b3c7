"""Accounts, their sessions, and the chain of who did what."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant
from knowledge.immutable import DROP_FUNCTION, MAKE_FUNCTION, triggers

revision = "0006"
down_revision = "0005"
LOCKS = ("desk", "publication", "audit")


def upgrade() -> None:
    lock = op.create_table(
        "content_lock",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("taken", sa.Integer, nullable=False),
    )
    op.bulk_insert(lock, [{"name": name, "taken": 0} for name in LOCKS])
    op.create_table(
        "account",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("folded", sa.String(200), nullable=False, unique=True),
        sa.Column("roles", sa.String(120), nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", Instant),
        sa.Column("disabled_at", Instant),
    )
    op.create_table(
        "account_session",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(60), sa.ForeignKey("account.name"), nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
    )
    op.create_index("ix_account_session_account", "account_session", ["account"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(MAKE_FUNCTION)
    for statement in triggers(dialect, "audit", "seq"):
        op.execute(statement)


def downgrade() -> None:
    for table in ("audit", "account_session", "account", "content_lock"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(DROP_FUNCTION)
