"""The table of sites."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001_places"

TEXTS = (
    "kind", "name", "district", "street", "community", "address", "hours", "phone", "audience", "status",
    "source",
)


def upgrade() -> None:
    op.create_table(
        "site",
        sa.Column("site_id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("valid_from", sa.DateTime, nullable=False),
        sa.Column("valid_to", sa.DateTime),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    op.create_index("ix_site_kind_district", "site", ["kind", "district"])


def downgrade() -> None:
    op.drop_table("site")
