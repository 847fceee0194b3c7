"""What a published list of sites says beside the contract's columns, and by which mark readers know newer data."""
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
TEXTS = ("hours_published", "tube", "fee")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("site", sa.Column(name, sa.Text, nullable=False, server_default=""))
    versions = op.create_table(
        "data_version",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("mark", sa.String(32), nullable=False),
    )
    # There from the first: two that write at once wait for each other's row.
    op.bulk_insert(versions, [{"kind": "zones", "mark": ""}, {"kind": "sites", "mark": ""}])
    op.create_index("ix_risk_entry_district_span", "risk_entry", ["district", "valid_from", "valid_to"])


def downgrade() -> None:
    op.drop_index("ix_risk_entry_district_span", "risk_entry")
    op.drop_table("data_version")
    for name in TEXTS:
        op.drop_column("site", name)
