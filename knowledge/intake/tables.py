"""The table of intakes (migration 0014)."""
from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, Text

from knowledge.audit.tables import NAME
from knowledge.database import Base, Instant


class IntakeRow(Base):
    """A notice's text with how far it was worked through: ``work`` as knowledge.intake.work keeps it; ``version`` grows
    with each change; ``draft`` is what was written of it."""

    __tablename__ = "intake"
    number = Column(Integer, primary_key=True)
    made_by = Column(NAME, nullable=False)
    made_at = Column(Instant, nullable=False)
    text = Column(Text, nullable=False)
    work = Column(JSON, nullable=False)
    version = Column(Integer, nullable=False)
    draft = Column(Integer, ForeignKey("draft.number"))
