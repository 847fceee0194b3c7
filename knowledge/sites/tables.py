"""The table of sites."""
from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Text

from knowledge.database import Base, Instant
from knowledge.kept import SITES
from knowledge.sites.model import COLUMNS, PUBLISHED, Site

FIELDS = (*COLUMNS, "sample", *PUBLISHED)


class SiteRow(Base):
    """One site as it was loaded last; what it means stands at ``Site``."""

    __tablename__ = "site"
    __kept__ = SITES
    __table_args__ = (Index("ix_site_kind_district", "kind", "district"),)

    site_id = Column(Text, primary_key=True)
    kind = Column(Text, nullable=False)
    name = Column(Text, nullable=False)
    district = Column(Text, nullable=False)
    street = Column(Text, nullable=False)
    community = Column(Text, nullable=False)
    address = Column(Text, nullable=False)
    lat = Column(Float)
    lon = Column(Float)
    hours = Column(Text, nullable=False)
    phone = Column(Text, nullable=False)
    audience = Column(Text, nullable=False)
    status = Column(Text, nullable=False)
    valid_from = Column(Instant, nullable=False)
    valid_to = Column(Instant)
    source = Column(Text, nullable=False)
    sample = Column(Boolean, nullable=False)
    hours_published = Column(Text, nullable=False, server_default="")
    tube = Column(Text, nullable=False, server_default="")
    fee = Column(Text, nullable=False, server_default="")

    def as_site(self) -> Site:
        """The row as a value without a session."""
        return Site(**{name: getattr(self, name) for name in FIELDS})
