"""The gazetteer of the sample city, out of its file: training masks places with it, the same on every machine."""
from __future__ import annotations

from functools import lru_cache

from knowledge.places.gazetteer import Gazetteer
from knowledge.places.model import Place
from knowledge.releases.release import ROOT
from knowledge.tables.table import read_table

LEVELS = ("district", "street", "community", "compound")


@lru_cache(maxsize=1)
def sample_gazetteer() -> Gazetteer:
    """All places of data/sample/places.csv."""
    rows = read_table(ROOT / "sample" / "places.csv")
    return Gazetteer(
        (Place(*(row.values.get(level) or None for level in LEVELS)), row.values.get("aliases") or "") for row in rows
    )
