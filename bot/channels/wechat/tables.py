"""Tables of the WeChat channel: nonces, the last acts of residents, and late replies."""
from __future__ import annotations

from sqlalchemy import JSON, Column, Float, Integer, String, Text, UniqueConstraint

from knowledge.database import Base, Instant


class WeChatNonceRow(Base):
    """One signed address and the digest of the message it carried; kept for longer than a signature holds."""

    __tablename__ = "wechat_nonce"
    stamp = Column(String(80), primary_key=True)
    message = Column(String(64), nullable=False)
    seen_at = Column(Instant, nullable=False, index=True)


class WeChatResidentRow(Base):
    """When a resident last wrote (``message_at``) and last did something else that lets the account write (``act``, one
    of bot.channels.wechat.quota.Kind), and where they last were by their own leave, in GCJ-02. Machine time."""

    __tablename__ = "wechat_resident"
    conversation = Column(String(120), primary_key=True)
    message_at = Column(Instant)
    act = Column(String(10))
    act_at = Column(Instant)
    lat = Column(Float)
    lon = Column(Float)
    located_at = Column(Instant)


class WeChatLateRow(Base):
    """One message that its own passive reply could not carry: part ``part`` (from 0) of the reply to ``client_id``.

    ``state``: waiting (``text`` is empty until the turn is done), sending (marked before the call), sent,
    to_give_with_next, given (in the passive reply to ``given_with``), perhaps_sent (the call got no answer), offered
    (the reply to ``given_with`` said so). ``called_at`` is the machine time of the mark;
    ``turn`` the number of the turn, 0 for what is no turn; ``anew`` the receipt of what was said in its place, since
    something else holds by now.
    """

    __tablename__ = "wechat_late"
    __table_args__ = (UniqueConstraint("conversation", "client_id", "part", name="wechat_late_once"),)
    id = Column(Integer, primary_key=True)
    conversation = Column(String(120), nullable=False, index=True)
    client_id = Column(String(120), nullable=False)
    turn = Column(Integer, nullable=False)
    part = Column(Integer, nullable=False)
    state = Column(String(20), nullable=False, index=True)
    text = Column(Text)
    head = Column(Text)
    menu = Column(JSON)
    tries = Column(Integer, nullable=False)
    not_before = Column(Instant, nullable=False)
    called_at = Column(Instant)
    given_with = Column(String(120))
    anew = Column(JSON(none_as_null=True))
