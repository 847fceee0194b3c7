"""All places of the big real data, as the project loads them: two published tables and three hours of the risk-area
list."""
from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from knowledge.database import migrate, open_engine, transaction
from knowledge.places.compare import Same, same
from knowledge.places.gazetteer import Gazetteer, load_gazetteer
from knowledge.places.load import load_places
from knowledge.places.model import Place
from knowledge.places.names import settle
from knowledge.places.tables import PlaceRow
from knowledge.tables.table import read_table
from knowledge.zones.risk_lists import load_risk_list

LEVELS = ("street", "community", "compound")


@lru_cache(maxsize=1)
def real_places(shared: Path) -> tuple[Gazetteer, tuple[Place, ...]]:
    """(the gazetteer of them all, every street, community and compound in it)."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/places.db")
        migrate(engine)
        with transaction(engine) as session:
            for file in sorted((shared / "data/places").glob("*.csv")):
                assert not load_places(session, read_table(file)).refused
            for file in sorted((shared / "data/risk_areas").glob("*.json")):
                load_risk_list(session, json.loads(file.read_text(encoding="utf-8")), "郑州市", file.name)
            rows = session.scalars(select(PlaceRow).order_by(PlaceRow.id)).all()
            places = [settle(Place(row.district, *(getattr(row, level) or None for level in LEVELS))) for row in rows]
            gazetteer = load_gazetteer(session)
        engine.dispose()
    return gazetteer, tuple(place for place in dict.fromkeys(places) if place.width in LEVELS)


def name_of(place: Place) -> str:
    """How the place itself is called, without what it lies in."""
    return getattr(place, place.width)


def is_it(reading: Place, place: Place) -> bool:
    """Whether a reading is the place, named alike (伊河路41号 is 伊河路41号院); it may tell its community besides."""
    levels = ("street", "community", "compound") if place.width != "compound" else ("street", "compound")
    alike = all(
        not getattr(place, level) or same(level, getattr(reading, level) or "", getattr(place, level)) is Same.YES
        for level in levels
    )
    return alike and reading.district == place.district and (place.width == "compound" or not reading.compound)


def holds(reading: Place, place: Place) -> bool:
    """Whether a reading is the place or what it lies in."""
    return is_it(reading, place) or (reading.width in ("district", "street", "community")
                                     and is_it(reading, place.up_to(reading.width)))


def candidates(span) -> list[Place]:
    """The readings of a place fact."""
    return [Place(**each) for each in span.value["candidates"]]
