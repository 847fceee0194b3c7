"""The table of the chain, and the rows by whose lock one writes at a time."""
from __future__ import annotations

from sqlalchemy import Column, Integer, String, Text

from knowledge.database import Base, Instant

# A name of an account, or of a channel; longer ones are refused where they come in.
NAME = String(60)
# The locks, in the order in which they are taken.
DESK, PUBLICATION, AUDIT = "desk", "publication", "audit"


class AuditRow(Base):
    """One link of the chain, as it stands at knowledge.audit.chain.Link."""

    __tablename__ = "audit"
    seq = Column(Integer, primary_key=True, autoincrement=False)
    at = Column(Instant, nullable=False)
    by = Column(NAME, nullable=False)
    what = Column(String(40), nullable=False)
    about = Column(Text, nullable=False)
    detail = Column(Text, nullable=False)
    before = Column(String(64), nullable=False)
    hash = Column(String(64), nullable=False)


class LockRow(Base):
    """Whoever changes what is named writes this row first. ``desk``: drafts; ``publication``: what is current;
    ``audit``: the chain. They are taken in this order."""

    __tablename__ = "content_lock"
    name = Column(String(20), primary_key=True)
    taken = Column(Integer, nullable=False)
