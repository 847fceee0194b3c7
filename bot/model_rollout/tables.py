"""Tables of the rollout: serving processes with their model, proposed changes and votes. All times are machine time."""
from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Text, text

from knowledge.database import Base, Instant

ONE_EACH = text("state IN ('proposed', 'current')")


class ServingProcessRow(Base):
    """A serving process: ``label`` is host and process id, ``trouble`` why it serves another model than the current."""

    __tablename__ = "serving_process"
    id = Column(String(32), primary_key=True)
    label = Column(String(120), nullable=False)
    model = Column(String(120), nullable=False)
    trouble = Column(Text, nullable=False)
    started_at = Column(Instant, nullable=False)
    seen_at = Column(Instant, nullable=False)


class ModelChangeRow(Base):
    """A model for all processes. ``state``: proposed, then current or refused (with ``reason``), later replaced; at
    most one is proposed and one current. ``kind``: use, rollback, trained (for what is published), or start (what a
    process came up with). ``digest`` is the SHA-256 of the file, ``sources`` names the model that the content then
    stood for."""

    __tablename__ = "model_change"
    __table_args__ = (
        Index("model_change_one_each", "state", unique=True, sqlite_where=ONE_EACH, postgresql_where=ONE_EACH),
    )
    id = Column(Integer, primary_key=True)
    name = Column(String(120), nullable=False)
    digest = Column(String(64), nullable=False)
    sources = Column(String(120), nullable=False)
    kind = Column(String(12), nullable=False)
    state = Column(String(12), nullable=False)
    reason = Column(Text, nullable=False)
    proposed_at = Column(Instant, nullable=False)
    decided_at = Column(Instant)


class ModelVoteRow(Base):
    """What one process says to a change. ``outcome``: waiting, ready, refused (with ``reason``)."""

    __tablename__ = "model_vote"
    change_id = Column(Integer, ForeignKey("model_change.id"), primary_key=True)
    process_id = Column(String(32), primary_key=True)
    label = Column(String(120), nullable=False)
    outcome = Column(String(12), nullable=False)
    reason = Column(Text, nullable=False)
