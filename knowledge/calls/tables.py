"""What is kept of calls; made by the migrations of bot/stores. ``caller`` is the resident's conversation, where the
caller gave the code of one."""
from __future__ import annotations

from sqlalchemy import JSON, Column, Float, Integer, String, Text

from knowledge.database import Base, Instant


class CallRow(Base):
    """A call of an agent's account. ``facts`` are what the agent set; instants are machine time."""

    __tablename__ = "hotline_call"
    call = Column(String(40), primary_key=True)
    agent = Column(String(60), nullable=False)
    caller = Column(String(120), index=True)
    begun_at = Column(Instant, nullable=False, index=True)
    ended_at = Column(Instant)
    facts = Column(JSON, nullable=False)


class CallPieceRow(Base):
    """A final piece, what is personal masked."""

    __tablename__ = "hotline_piece"
    call = Column(String(40), primary_key=True)
    segment = Column(String(100), primary_key=True)
    revision = Column(Integer, nullable=False)
    speaker = Column(String(10), nullable=False)
    start = Column(Float, nullable=False)
    end = Column(Float, nullable=False)
    text = Column(Text, nullable=False)
    at = Column(Instant, nullable=False)


class CallEventRow(Base):
    """What an agent did with a card, which is kept as it was then; ``topic`` is the right one, where the card was
    wrong."""

    __tablename__ = "hotline_event"
    number = Column(Integer, primary_key=True, autoincrement=True)
    call = Column(String(40), nullable=False, index=True)
    card = Column(String(120), nullable=False)
    event = Column(String(20), nullable=False)
    topic = Column(String(80))
    shown = Column(JSON)
    at = Column(Instant, nullable=False)
