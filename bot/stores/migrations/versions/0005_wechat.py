"""The WeChat channel's nonces, residents and late replies."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "wechat_nonce",
        sa.Column("stamp", sa.String(80), primary_key=True),
        sa.Column("message", sa.String(64), nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
    )
    op.create_index("ix_wechat_nonce_seen_at", "wechat_nonce", ["seen_at"])
    op.create_table(
        "wechat_resident",
        sa.Column("conversation", sa.String(120), primary_key=True),
        sa.Column("message_at", Instant),
        sa.Column("act", sa.String(10)),
        sa.Column("act_at", Instant),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("located_at", Instant),
    )
    op.create_table(
        "wechat_late",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation", sa.String(120), nullable=False),
        sa.Column("client_id", sa.String(120), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("head", sa.Text),
        sa.Column("menu", sa.JSON),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("not_before", Instant, nullable=False),
        sa.Column("called_at", Instant),
        sa.Column("given_with", sa.String(120)),
        sa.UniqueConstraint("conversation", "client_id", "part", name="wechat_late_once"),
    )
    op.create_index("ix_wechat_late_conversation", "wechat_late", ["conversation"])
    op.create_index("ix_wechat_late_state", "wechat_late", ["state"])


def downgrade() -> None:
    for table in ("wechat_late", "wechat_resident", "wechat_nonce"):
        op.drop_table(table)
