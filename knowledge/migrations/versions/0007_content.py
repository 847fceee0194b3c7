"""Documents, drafts, reviews, releases, publications and silences. What was said, agreed or published never changes."""
import sqlalchemy as sa
from alembic import op

from knowledge.database import Instant
from knowledge.immutable import triggers

revision = "0007"
down_revision = "0006"
NAME, SHA = sa.String(60), sa.String(64)
# Tables that refuse UPDATE and DELETE, with their primary keys.
IMMUTABLE = {
    "document": "path", "content_text": "sha", "revision": "id", "review": "id", "signature": "id", "release": "id",
    "publication": "seq", "silence": "id", "silence_end": "id",
}


def upgrade() -> None:
    make_documents()
    make_drafts()
    make_revisions()
    make_decisions()
    make_publications()
    make_silences()
    refuse_changes()


def make_documents() -> None:
    op.create_table(
        "document",
        sa.Column("path", sa.String(200), primary_key=True),
        sa.Column("kind", sa.String(60), nullable=False),
    )
    op.create_table(
        "content_text", sa.Column("sha", SHA, primary_key=True), sa.Column("text", sa.Text, nullable=False)
    )


def make_drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_by", NAME, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("agreed", SHA, nullable=False),
        sa.Column("approved_by", NAME),
        sa.Column("effective_at", Instant),
        sa.Column("published_by", NAME),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("seen_by", NAME),
    )


def make_revisions() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draft", sa.Integer, sa.ForeignKey("draft.number"), nullable=False),
        sa.Column("path", sa.String(200), sa.ForeignKey("document.path"), nullable=False),
        sa.Column("base", SHA, sa.ForeignKey("content_text.sha")),
        sa.Column("sha", SHA, sa.ForeignKey("content_text.sha")),
        sa.Column("author", NAME, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_revision_draft", "revision", ["draft"])


def make_decisions() -> None:
    for table, column in (("review", "decision"), ("signature", "part")):
        op.create_table(
            table,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("draft", sa.Integer, sa.ForeignKey("draft.number"), nullable=False),
            sa.Column("hash", SHA, nullable=False),
            sa.Column(column, sa.Text, nullable=False),
            sa.Column("by", NAME, nullable=False),
            sa.Column("why", sa.Text, nullable=False),
            sa.Column("at", Instant, nullable=False),
        )
        op.create_index(f"ix_{table}_draft", table, ["draft"])


def make_publications() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("manifest", sa.JSON, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
    )
    op.create_table(
        "publication",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("release", sa.String(12), sa.ForeignKey("release.id"), nullable=False),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("effective_at", Instant, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("draft", sa.Integer, sa.ForeignKey("draft.number")),
        sa.Column("at", Instant, nullable=False),
    )


def make_silences() -> None:
    op.create_table(
        "silence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scope", sa.String(12), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("until", Instant),
        sa.Column("by", NAME, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_table(
        "silence_end",
        sa.Column("id", sa.Integer, sa.ForeignKey("silence.id"), primary_key=True, autoincrement=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )


def refuse_changes() -> None:
    for table, key in IMMUTABLE.items():
        for statement in triggers(op.get_bind().dialect.name, table, key):
            op.execute(statement)


def downgrade() -> None:
    for table in (
        "silence_end", "silence", "publication", "release", "signature", "review", "revision", "draft", "content_text",
        "document",
    ):
        op.drop_table(table)
