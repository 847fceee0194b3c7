"""Of which city a store is; one row, written by the first start on it."""
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "store_city", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(80), nullable=False)
    )


def downgrade() -> None:
    op.drop_table("store_city")
