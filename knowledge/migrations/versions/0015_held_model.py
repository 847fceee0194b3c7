"""By which model a process answers from a release that it holds."""
import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("release_held", sa.Column("model", sa.String(120), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("release_held") as table:
        table.drop_column("model")
