"""The table of codes; like all that hangs on a conversation it is made by the migrations of bot/stores."""
from __future__ import annotations

from sqlalchemy import Column, String

from knowledge.database import Base, Instant


class TalkCodeRow(Base):
    """A conversation's code until ``ends`` (machine time). ``code`` is kept as a keyed hash: whoever reads the store
    cannot use it."""

    __tablename__ = "talk_code"
    conversation = Column(String(120), primary_key=True)
    code = Column(String(64), nullable=False, unique=True)
    ends = Column(Instant, nullable=False)
