"""Tables of silences (migration 0007); both refuse UPDATE and DELETE."""
from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Text

from knowledge.audit.tables import NAME
from knowledge.database import Base, Instant

LONGEST_KEY = 60


class SilenceRow(Base):
    """As it stands at knowledge.silences.model.Silence."""

    __tablename__ = "silence"
    id = Column(Integer, primary_key=True)
    scope = Column(String(12), nullable=False)
    key = Column(String(LONGEST_KEY), nullable=False)
    sentence = Column(Text, nullable=False)
    until = Column(Instant)
    by = Column(NAME, nullable=False)
    reason = Column(Text, nullable=False)
    at = Column(Instant, nullable=False)


class SilenceEndRow(Base):
    """The silence of this number is over before its time."""

    __tablename__ = "silence_end"
    id = Column(Integer, ForeignKey("silence.id"), primary_key=True, autoincrement=False)
    by = Column(NAME, nullable=False)
    at = Column(Instant, nullable=False)
