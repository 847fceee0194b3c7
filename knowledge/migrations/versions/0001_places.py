"""Places, zones, risk-area lists and feeds."""
import sqlalchemy as sa
from alembic import op

revision = "0001_places"
down_revision = None


def text(name: str, length: int, **more) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=False, **more)


def upgrade() -> None:
    op.create_table(
        "place", sa.Column("id", sa.Integer, primary_key=True),
        text("district", 40), text("street", 60), text("community", 80), text("compound", 200),
        sa.Column("aliases", sa.Text, nullable=False), text("kind", 20),
        sa.Column("lat", sa.Float), sa.Column("lon", sa.Float), text("source", 80),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.UniqueConstraint("district", "street", "community", "compound", name="uq_place_name"))
    op.create_table(
        "zone", sa.Column("zone_id", sa.String(80), primary_key=True), text("kind", 20),
        text("district", 40, index=True), text("street", 60), text("community", 80), text("compound", 200),
        text("building", 40), text("unit", 40), sa.Column("text", sa.Text, nullable=False), text("status", 20),
        sa.Column("valid_from", sa.DateTime, nullable=False), sa.Column("valid_to", sa.DateTime),
        sa.Column("notice", sa.Text, nullable=False), text("source", 200),
        sa.Column("sample", sa.Boolean, nullable=False))
    op.create_table(
        "risk_list", sa.Column("id", sa.Integer, primary_key=True), text("city", 40),
        sa.Column("hour", sa.DateTime, nullable=False), text("source", 200), text("digest", 64),
        sa.UniqueConstraint("city", "hour", name="uq_risk_list_hour"))
    op.create_table(
        "risk_entry", sa.Column("id", sa.Integer, primary_key=True), text("city", 40, index=True),
        text("kind", 20), text("county", 40), sa.Column("text", sa.Text, nullable=False),
        text("district", 40, index=True), sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("valid_from", sa.DateTime, nullable=False, index=True), sa.Column("valid_to", sa.DateTime))
    op.create_table("feed", sa.Column("url", sa.String(500), primary_key=True), text("etag", 200),
                    text("last_modified", 100))


def downgrade() -> None:
    for table in ("feed", "risk_entry", "risk_list", "zone", "place"):
        op.drop_table(table)
