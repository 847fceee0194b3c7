"""The WeChat access token that all processes share."""
from __future__ import annotations

from sqlalchemy import Column, String

from knowledge.database import Base, Instant


class WeChatTokenRow(Base):
    """One account's token. ``ends_at``: until when it is good; ``lease_holder`` may refresh it until ``lease_until``;
    ``forced_at``: when a new one was last forced (WeChat allows that every 30 seconds, 20 times a day)."""

    __tablename__ = "wechat_token"
    appid = Column(String(64), primary_key=True)
    token = Column(String(1024), nullable=False, default="")
    ends_at = Column(Instant)
    forced_at = Column(Instant)
    lease_holder = Column(String(40))
    lease_until = Column(Instant)
