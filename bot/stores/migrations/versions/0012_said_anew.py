"""What a late reply in WeChat was answered from, where it was answered anew."""
import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("wechat_late", sa.Column("anew", sa.JSON))


def downgrade() -> None:
    with op.batch_alter_table("wechat_late") as table:
        table.drop_column("anew")
