"""The demonstration: while a store holds nothing but the sample city, the clock stands at the morning that it shows."""
from __future__ import annotations

import os

from sqlalchemy import select
from sqlalchemy.engine import Engine

from knowledge.database import transaction
from knowledge.places.load import SAMPLE
from knowledge.places.tables import PlaceRow
from knowledge.releases.city import city_of
from knowledge.settings import Settings
from knowledge.sites.tables import SiteRow
from knowledge.zones.tables import RiskListRow, ZoneRow
from knowledge.zones.zones import NAMED_BY_ZONES

REAL = (
    select(RiskListRow.id), select(ZoneRow.zone_id).where(~ZoneRow.sample),
    select(SiteRow.site_id).where(~SiteRow.sample),
    select(PlaceRow.id).where(PlaceRow.source.not_in((SAMPLE, NAMED_BY_ZONES))),
)


def at_its_morning(settings: Settings, engine: Engine) -> Settings:
    """Settings whose clock is stopped at the demonstration's morning, for this process and those that it starts, where
    JUMIN_NOW is unset and nothing real was loaded; else as they are."""
    clock = city_of(settings.city_folder).clock
    if settings.now or not clock or not holds_only_the_sample(engine):
        return settings
    os.environ["JUMIN_NOW"] = clock
    return settings.copy(update={"now": clock})


def holds_only_the_sample(engine: Engine) -> bool:
    """Whether no list, zone, site or place was loaded from elsewhere."""
    with transaction(engine) as session:
        return not any(session.execute(query.limit(1)).first() for query in REAL)
