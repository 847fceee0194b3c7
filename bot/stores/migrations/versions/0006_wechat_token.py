"""The WeChat access token shared by all processes."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "wechat_token",
        sa.Column("appid", sa.String(64), primary_key=True),
        sa.Column("token", sa.String(1024), nullable=False),
        sa.Column("ends_at", Instant),
        sa.Column("forced_at", Instant),
        sa.Column("lease_holder", sa.String(40)),
        sa.Column("lease_until", Instant),
    )


def downgrade() -> None:
    op.drop_table("wechat_token")
