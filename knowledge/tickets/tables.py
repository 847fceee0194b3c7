"""The table of wrap-up texts that are to be posted; like all that hangs on a call it is made by the migrations of
bot/stores."""
from __future__ import annotations

from sqlalchemy import Column, Integer, String, Text

from knowledge.audit.tables import NAME
from knowledge.database import Base, Instant


class TicketRow(Base):
    """As it stands at knowledge.tickets.model.Ticket. ``conversation`` is that of the call; ``body`` is emptied
    once it has arrived."""

    __tablename__ = "ticket"
    key = Column(String(32), primary_key=True)
    conversation = Column(String(120), nullable=False, index=True)
    by = Column(NAME, nullable=False)
    body = Column(Text, nullable=False)
    made_at = Column(Instant, nullable=False)
    tries = Column(Integer, nullable=False)
    next_at = Column(Instant, index=True)
    state = Column(String(10), nullable=False)
    trouble = Column(String(120), nullable=False)
