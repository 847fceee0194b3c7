"""What is stored of conversations: turns with their replies, the tracker events and the open questions they left."""
from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Text, UniqueConstraint, text

from knowledge.database import Base, Instant

RECEIVED, DONE = "received", "done"


class TurnRow(Base):
    """One message of a resident and its reply. ``state``: received (work has not ended), done. ``receipt``: by which
    the reply is found again; ``said``: what its words came from, a list of knowledge.answers.Origin."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("conversation", "client_id", name="turn_once"),
        UniqueConstraint("conversation", "number", name="turn_order"),
        Index("turn_waiting", "conversation", "number", sqlite_where=text("state = 'received'"),
              postgresql_where=text("state = 'received'")),
    )
    id = Column(Integer, primary_key=True)
    conversation = Column(String(120), nullable=False)
    client_id = Column(String(120), nullable=False)
    number = Column(Integer, nullable=False)
    request = Column(JSON, nullable=False)
    state = Column(String(12), nullable=False)
    reply = Column(JSON)
    received_at = Column(Instant, nullable=False)
    done_at = Column(Instant)
    receipt = Column(String(32), unique=True)
    said = Column(JSON)


class FeedbackRow(Base):
    """What a resident thinks of the reply of a turn (bot.stores.feedback.Feedback); the last word holds."""

    __tablename__ = "feedback"
    conversation = Column(String(120), primary_key=True)
    turn = Column(Integer, primary_key=True, autoincrement=False)
    helpful = Column(Boolean, nullable=False)
    reason = Column(String(20))
    words = Column(Text)
    at = Column(Instant, nullable=False)


class InboxRow(Base):
    """Something for the content team: a turn that got no answer, or one that did not help, with the ``question`` and a
    resident's ``words`` about it (personal details masked), the civil instant it asked about (``about``) and why
    (``kind``: one of knowledge.answers.REFUSALS or of bot.stores.feedback.KINDS). ``state``: open, or done, ``done_at``
    an instant (machine time) ``done_by`` somebody of the content team. ``came_at``: when it came, where no turn
    brought it."""

    __tablename__ = "inbox_item"
    __table_args__ = (UniqueConstraint("conversation", "turn", "kind", name="inbox_item_once"),)
    id = Column(Integer, primary_key=True)
    kind = Column(String(20), nullable=False)
    topic = Column(String(60), nullable=False)
    question = Column(Text, nullable=False)
    words = Column(Text)
    conversation = Column(String(120), nullable=False)
    turn = Column(Integer, nullable=False)
    about = Column(Instant, nullable=False)
    state = Column(String(12), nullable=False)
    done_at = Column(Instant)
    done_by = Column(String(60))
    came_at = Column(Instant)


class ReadinessRow(Base):
    """When a serving process last looked whether it can write and read; ``process`` is host and port."""

    __tablename__ = "readiness"
    process = Column(String(120), primary_key=True)
    looked_at = Column(Instant, nullable=False)


class EventRow(Base):
    """One tracker event in Rasa's JSON shape, in the order it happened."""

    __tablename__ = "tracker_event"
    conversation = Column(String(120), primary_key=True)
    turn = Column(Integer, primary_key=True)
    position = Column(Integer, primary_key=True)
    data = Column(JSON, nullable=False)


class SnapshotRow(Base):
    """Slots and active loop of a conversation after ``turn``, as tracker events; later turns are read from theirs."""

    __tablename__ = "snapshot"
    conversation = Column(String(120), primary_key=True)
    turn = Column(Integer, nullable=False)
    events = Column(JSON, nullable=False)
