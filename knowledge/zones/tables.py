"""The tables of the room: zones from tables, hours of lists and what they list, feed states."""
from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Text, UniqueConstraint

from knowledge.database import Base, Instant
from knowledge.kept import ZONES


class ZoneRow(Base):
    """A row of zones.csv as it was loaded, with canonical names. Sample rows count until a real list is loaded."""

    __tablename__ = "zone"
    __kept__ = ZONES
    zone_id = Column(String(80), primary_key=True)
    kind = Column(String(20), nullable=False)
    district = Column(String(40), nullable=False, index=True)
    street = Column(String(60), nullable=False, default="")
    community = Column(String(80), nullable=False, default="")
    compound = Column(String(200), nullable=False, default="")
    building = Column(String(40), nullable=False, default="")
    unit = Column(String(40), nullable=False, default="")
    text = Column(Text, nullable=False, default="")
    status = Column(String(20), nullable=False)
    valid_from = Column(Instant, nullable=False)
    valid_to = Column(Instant)
    notice = Column(Text, nullable=False, default="")
    source = Column(String(200), nullable=False, default="")
    sample = Column(Boolean, nullable=False, default=False)


class RiskListRow(Base):
    """One loaded hour of the risk-area list of a city; ``digest`` is over the entries kept from it."""

    __tablename__ = "risk_list"
    __kept__ = ZONES
    __table_args__ = (UniqueConstraint("city", "hour", name="uq_risk_list_hour"),)
    id = Column(Integer, primary_key=True)
    city = Column(String(40), nullable=False)
    hour = Column(Instant, nullable=False)
    source = Column(String(200), nullable=False, default="")
    digest = Column(String(64), nullable=False)


class RiskEntryRow(Base):
    """A text that lists name without a break from one hour on until (exclusive) another; parts: how it was read.

    The hours and these spans together tell exactly what each list named. A span emptied by a correction stays.
    """

    __tablename__ = "risk_entry"
    __kept__ = ZONES
    __table_args__ = (Index("ix_risk_entry_district_span", "district", "valid_from", "valid_to"),)
    id = Column(Integer, primary_key=True)
    city = Column(String(40), nullable=False, index=True)
    kind = Column(String(20), nullable=False)
    county = Column(String(40), nullable=False)
    text = Column(Text, nullable=False)
    district = Column(String(40), nullable=False, index=True)
    parts = Column(JSON, nullable=False)
    valid_from = Column(Instant, nullable=False, index=True)
    valid_to = Column(Instant)


class FeedRow(Base):
    """What a feed said last, so that an unchanged reply is not fetched again. ``url`` is its address without secrets
    and a mark; ``due_at``: when any serving process may fetch it next; ``synced_at``: when that last went well (machine
    time)."""

    __tablename__ = "feed"
    url = Column(String(500), primary_key=True)
    etag = Column(String(200), nullable=False, default="")
    last_modified = Column(String(100), nullable=False, default="")
    due_at = Column(Instant)
    synced_at = Column(Instant)
