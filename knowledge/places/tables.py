"""The table of places by name."""
from __future__ import annotations

from sqlalchemy import Column, Float, Integer, String, Text, UniqueConstraint

from knowledge.database import Base


def refuse_too_long(row: type[Base], values: dict) -> None:
    """Raises ValueError, a sentence, for a text that a column of ``row`` cannot hold."""
    for name, value in values.items():
        longest = getattr(row.__table__.columns[name].type, "length", None)
        if longest and isinstance(value, str) and len(value) > longest:
            raise ValueError(f"The {name} {value[:20]}… is longer than {longest} characters; give the name alone.")


class PlaceRow(Base):
    """A name of the gazetteer with its ancestors; a level that is not named is ''. ``revision`` counts changes."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("district", "street", "community", "compound", name="uq_place_name"),)
    id = Column(Integer, primary_key=True)
    district = Column(String(40), nullable=False)
    street = Column(String(60), nullable=False, default="")
    community = Column(String(80), nullable=False, default="")
    compound = Column(String(200), nullable=False, default="")
    aliases = Column(Text, nullable=False, default="")
    kind = Column(String(20), nullable=False)
    lat = Column(Float)
    lon = Column(Float)
    source = Column(String(80), nullable=False, default="")
    revision = Column(Integer, nullable=False, default=1)
