"""How old the data are that answers rest on, for the page of operators."""
from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from knowledge.sites.tables import SiteRow
from knowledge.zones.tables import RiskListRow, ZoneRow

SITE, ZONE, LIST = SiteRow.__table__, ZoneRow.__table__, RiskListRow.__table__


def read_data_times(connection: Connection) -> dict[str, Any]:
    """What the store holds now: ``lists``, ``zones`` and ``sites`` with their ``count`` and the ``newest`` hour of a
    list, or beginning of a row (Asia/Shanghai, None where there is none); ``samples``: how many of the sites are the
    demonstration's."""
    def told(column) -> dict[str, Any]:
        count, newest = connection.execute(select(func.count(), func.max(column))).one()
        return {"count": count, "newest": newest}

    samples = connection.execute(select(func.count()).select_from(SITE).where(SITE.c.sample)).scalar()
    times = {"lists": told(LIST.c.hour), "zones": told(ZONE.c.valid_from), "sites": told(SITE.c.valid_from)}
    return {**times, "samples": samples}
