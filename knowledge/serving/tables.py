"""Tables of what serving processes hold (migration 0008). All times are machine time."""
from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Text

from knowledge.database import Base, Instant
from knowledge.desk.tables import RELEASE

PROCESS = String(32)


class WantedRow(Base):
    """A release that is about to be published: each process is to hold it before that. ``until``: nobody waits for it
    any more."""

    __tablename__ = "release_wanted"
    release = Column(RELEASE, ForeignKey("release.id"), primary_key=True)
    until = Column(Instant, nullable=False)


class HolderRow(Base):
    """A process that serves, ``label`` host and process id, and the publication that its new turns are answered
    from."""

    __tablename__ = "release_holder"
    process = Column(PROCESS, primary_key=True)
    label = Column(String(120), nullable=False)
    publication = Column(Integer, nullable=False)
    seen_at = Column(Instant, nullable=False)


class HeldRow(Base):
    """A release that a process holds ready, or why it cannot (``trouble``), and the ``model`` by which the process
    answers from it, empty where it cannot."""

    __tablename__ = "release_held"
    process = Column(PROCESS, primary_key=True)
    release = Column(RELEASE, primary_key=True)
    trouble = Column(Text, nullable=False)
    model = Column(String(120), nullable=False, server_default="")
