"""Tables of documents, drafts and publications (migration 0007). All but drafts and
comments refuse UPDATE and DELETE."""
from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Text

from knowledge.audit.tables import NAME
from knowledge.database import Base, Instant
from knowledge.releases.documents import LONGEST_PATH

SHA, RELEASE = String(64), String(12)


class DocumentRow(Base):
    """A path that was ever written; ``kind`` as knowledge.releases.documents.kind_of tells it."""

    __tablename__ = "document"
    path = Column(String(LONGEST_PATH), primary_key=True)
    kind = Column(String(60), nullable=False)


class TextRow(Base):
    """A text, kept once however often it is written."""

    __tablename__ = "content_text"
    sha = Column(SHA, primary_key=True)
    text = Column(Text, nullable=False)


class DraftRow(Base):
    """Where a draft stands (knowledge.desk.draft.Draft). Its documents are its revisions."""

    __tablename__ = "draft"
    number = Column(Integer, primary_key=True)
    note = Column(Text, nullable=False)
    made_by = Column(NAME, nullable=False)
    made_at = Column(Instant, nullable=False)
    state = Column(String(12), nullable=False)
    version = Column(Integer, nullable=False)
    agreed = Column(SHA, nullable=False)
    approved_by = Column(NAME)
    effective_at = Column(Instant)
    published_by = Column(NAME)
    urgent = Column(Boolean, nullable=False)
    seen_by = Column(NAME)


class RevisionRow(Base):
    """Somebody wrote a document in a draft: the text it builds on (``base``, None: a new path) and the text it is to
    have (``sha``, None: it is to go). The newest of a path in a draft counts."""

    __tablename__ = "revision"
    id = Column(Integer, primary_key=True)
    draft = Column(Integer, ForeignKey("draft.number"), nullable=False, index=True)
    path = Column(String(LONGEST_PATH), ForeignKey("document.path"), nullable=False)
    base = Column(SHA, ForeignKey("content_text.sha"))
    sha = Column(SHA, ForeignKey("content_text.sha"))
    author = Column(NAME, nullable=False)
    at = Column(Instant, nullable=False)
    note = Column(Text, nullable=False)


class ReviewRow(Base):
    """What somebody decided of a draft with this hash: submitted, approved, rejected, withdrawn, published, urgent,
    seen, or set_back (by whoever published before it)."""

    __tablename__ = "review"
    id = Column(Integer, primary_key=True)
    draft = Column(Integer, ForeignKey("draft.number"), nullable=False, index=True)
    hash = Column(SHA, nullable=False)
    decision = Column(Text, nullable=False)
    by = Column(NAME, nullable=False)
    why = Column(Text, nullable=False)
    at = Column(Instant, nullable=False)


class SignatureRow(Base):
    """Somebody looked at one ``part`` of what a draft with this hash changes: a group of answers, a cell."""

    __tablename__ = "signature"
    id = Column(Integer, primary_key=True)
    draft = Column(Integer, ForeignKey("draft.number"), nullable=False, index=True)
    hash = Column(SHA, nullable=False)
    part = Column(Text, nullable=False)
    by = Column(NAME, nullable=False)
    why = Column(Text, nullable=False)
    at = Column(Instant, nullable=False)


class ReleaseRow(Base):
    """A release: its documents' paths with the SHA-256 of their texts."""

    __tablename__ = "release"
    id = Column(RELEASE, primary_key=True)
    manifest = Column(JSON, nullable=False)
    made_at = Column(Instant, nullable=False)


class PublicationRow(Base):
    """As it stands at knowledge.desk.timeline.Publication."""

    __tablename__ = "publication"
    seq = Column(Integer, primary_key=True, autoincrement=False)
    release = Column(RELEASE, ForeignKey("release.id"), nullable=False)
    model = Column(String(120), nullable=False)
    effective_at = Column(Instant, nullable=False)
    by = Column(NAME, nullable=False)
    kind = Column(String(12), nullable=False)
    reason = Column(Text, nullable=False)
    draft = Column(Integer, ForeignKey("draft.number"))
    at = Column(Instant, nullable=False)


class GateRunRow(Base):
    """What a draft with this ``hash`` does to the release that was current then (knowledge.desk.gate_runs.Run)."""

    __tablename__ = "gate_run"
    id = Column(Integer, primary_key=True)
    draft = Column(Integer, ForeignKey("draft.number"), nullable=False, index=True)
    hash = Column(SHA, nullable=False)
    release = Column(RELEASE, nullable=False)
    by = Column(NAME, nullable=False)
    state = Column(String(12), nullable=False)
    done = Column(Integer, nullable=False)
    out_of = Column(Integer, nullable=False)
    findings = Column(JSON)
    trouble = Column(Text, nullable=False)
    started_at = Column(Instant, nullable=False)
    told_at = Column(Instant, nullable=False)


class CommentRow(Base):
    """What somebody says of a ``part`` of what a draft with this hash changes: a document's path, a blank and the key
    there. ``resolved_by`` at ``resolved_at``: it was dealt with."""

    __tablename__ = "draft_comment"
    id = Column(Integer, primary_key=True)
    draft = Column(Integer, ForeignKey("draft.number"), nullable=False, index=True)
    hash = Column(SHA, nullable=False)
    part = Column(Text, nullable=False)
    text = Column(Text, nullable=False)
    by = Column(NAME, nullable=False)
    at = Column(Instant, nullable=False)
    resolved_by = Column(NAME)
    resolved_at = Column(Instant)
