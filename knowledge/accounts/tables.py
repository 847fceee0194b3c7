"""The tables of accounts and of their sessions."""
from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Text

from knowledge.audit.tables import NAME
from knowledge.database import Base, Instant


class AccountRow(Base):
    """An account, as it stands at knowledge.accounts.model.Account. ``folded``: the name in small letters, so that no
    two differ in these alone; ``roles`` with commas between."""

    __tablename__ = "account"
    name = Column(NAME, primary_key=True)
    folded = Column(String(200), nullable=False, unique=True)
    roles = Column(String(120), nullable=False)
    password = Column(Text, nullable=False)
    failures = Column(Integer, nullable=False)
    locked_until = Column(Instant)
    disabled_at = Column(Instant)


class AccountSessionRow(Base):
    """A session: ``key`` is the SHA-256 of what its holder shows. It ends at ``ends_at``, or when nothing was asked in
    it for a while since ``seen_at``."""

    __tablename__ = "account_session"
    key = Column(String(64), primary_key=True)
    account = Column(NAME, ForeignKey("account.name"), nullable=False, index=True)
    seen_at = Column(Instant, nullable=False)
    ends_at = Column(Instant, nullable=False)
