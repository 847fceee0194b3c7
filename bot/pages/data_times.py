"""How old the data are that answers rest on, for the page of operators."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from knowledge.sites.tables import SiteRow
from knowledge.zones.tables import RiskListRow, ZoneRow

SITE, ZONE, LIST = SiteRow.__table__, ZoneRow.__table__, RiskListRow.__table__


@dataclass(frozen=True)
class DataTimes:
    """``lists``: loaded hours of the risk-area list, ``last_list`` the last of them; ``zones`` and ``sites``: rows of
    the tables, with the newest beginning of one; ``sample_sites`` are those of the demonstration. Instants are in
    Asia/Shanghai, None where there is none."""

    lists: int
    last_list: datetime | None
    zones: int
    newest_zone: datetime | None
    sites: int
    sample_sites: int
    newest_site: datetime | None


def read_data_times(connection: Connection) -> DataTimes:
    """What the store holds now."""
    def told(table, column):
        return connection.execute(select(func.count(), func.max(column)).select_from(table)).one()

    sample = select(func.count()).select_from(SITE).where(SITE.c.sample)
    (lists, last_list), (zones, zone), (sites, site) = (
        told(LIST, LIST.c.hour), told(ZONE, ZONE.c.valid_from), told(SITE, SITE.c.valid_from)
    )
    return DataTimes(lists, last_list, zones, zone, sites, connection.execute(sample).scalar(), site)
