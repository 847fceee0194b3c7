"""Which releases serving processes are to hold, and which they do."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0008"
down_revision = "0007"
PROCESS, RELEASE = sa.String(32), sa.String(12)


def upgrade() -> None:
    op.create_table(
        "release_wanted",
        sa.Column("release", RELEASE, sa.ForeignKey("release.id"), primary_key=True),
        sa.Column("until", Instant, nullable=False),
    )
    op.create_table(
        "release_holder",
        sa.Column("process", PROCESS, primary_key=True),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("publication", sa.Integer, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
    )
    op.create_table(
        "release_held",
        sa.Column("process", PROCESS, primary_key=True),
        sa.Column("release", RELEASE, primary_key=True),
        sa.Column("trouble", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("release_held", "release_holder", "release_wanted"):
        op.drop_table(table)
