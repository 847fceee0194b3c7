"""The demonstration: while a store holds nothing but the sample city, the clock stands at the morning that it shows."""
from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Engine

from knowledge.database import transaction
from knowledge.places.load import SAMPLE
from knowledge.places.tables import PlaceRow
from knowledge.releases.city import city_of
from knowledge.settings import Settings
from knowledge.sites.tables import SiteRow
from knowledge.tables.table import read_table
from knowledge.zones.tables import RiskListRow, ZoneRow
from knowledge.zones.zones import NAMED_BY_ZONES

REAL = (select(RiskListRow.id), select(SiteRow.site_id).where(~SiteRow.sample))


def at_its_morning(settings: Settings, engine: Engine) -> Settings:
    """Settings whose clock is stopped at the demonstration's morning, for this process and those that it starts, where
    JUMIN_NOW is unset and nothing real was loaded; else as they are."""
    clock = city_of(settings.city_folder).clock
    if settings.now or not clock or not holds_only_the_sample(engine, settings.city_folder):
        return settings
    os.environ["JUMIN_NOW"] = clock
    return settings.copy(update={"now": clock})


def holds_only_the_sample(engine: Engine, city: Path) -> bool:
    """Whether no list, zone, site or place was loaded from elsewhere than the city's own ``sample/``. Its zones may be
    those of real notices, which are no samples by themselves."""
    zones = ZoneRow.zone_id.not_in(column_of(city, "zones", "zone_id"))
    places = PlaceRow.source.not_in({SAMPLE, NAMED_BY_ZONES, *column_of(city, "places", "source")})
    others = (select(ZoneRow.zone_id).where(~ZoneRow.sample, zones), select(PlaceRow.id).where(places))
    with transaction(engine) as session:
        return not any(session.execute(query.limit(1)).first() for query in (*REAL, *others))


def column_of(city: Path, name: str, column: str) -> set[str]:
    """The values of one column of a table of ``sample/``; empty where the city has no such table."""
    file = city / "sample" / f"{name}.csv"
    return {row.values.get(column, "") for row in read_table(file)} if file.exists() else set()
