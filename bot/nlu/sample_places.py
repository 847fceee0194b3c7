"""The gazetteer of the sample city, out of its file: training masks places with it, the same on every machine."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.city.folder import city_folder
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.model import Place
from knowledge.tables.table import read_table

LEVELS = ("district", "street", "community", "compound")


def sample_gazetteer() -> Gazetteer:
    """All places of sample/places.csv of the city's folder."""
    return _of(city_folder())


@lru_cache(maxsize=4)
def _of(folder: Path) -> Gazetteer:
    file = folder / "sample" / "places.csv"
    rows = read_table(file) if file.exists() else ()
    return Gazetteer(
        (Place(*(row.values.get(level) or None for level in LEVELS)), row.values.get("aliases") or "") for row in rows
    )
