"""Which sites to name: by kind, district, name and distance, the open ones first."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.kept import SITES, kept
from knowledge.places.names import district_name
from knowledge.sites.hits import SiteHit, hit_at, next_opening, order
from knowledge.sites.model import KINDS, Site
from knowledge.sites.tables import SiteRow
from knowledge.text.keys import key

# Shorter words are parts of too many names in the right order.
SHORTEST_ABBREVIATION = 4
# Nothing further away is "near" anybody, in metres.
NEAR_M = 15_000


@dataclass(frozen=True)
class SearchResult:
    """The best hits, how many there were in all, and how many come behind these; ``next_opening`` is the hit
    that opens first when none of all is open."""

    hits: tuple[SiteHit, ...]
    total: int
    left: int = 0
    next_opening: SiteHit | None = None


def search(
    session: Session,
    at: datetime,
    kinds: Collection[str],
    district: str | None = None,
    street: str | None = None,
    name: str | None = None,
    near: tuple[float, float] | None = None,
    audience: str = "all",
    only_open: bool = False,
    limit: int = 3,
    community: str | None = None,
    without: Collection[str] = (),
) -> SearchResult:
    """Sites in force at the aware instant ``at``: open first, then the nearer, then those of the same street.

    ``near`` is (lat, lon) in GCJ-02; without a district it leaves out what lies beyond NEAR_M or has no
    position. ``street`` and ``community`` only sort; ``name`` is a part of a name or address, or failing that an
    abbreviation (郑大一附院). Couriers' sites are found for audience "courier" only. ``without`` are ids of
    sites told before: counted in ``total``, not named again.
    """
    sites = _valid(session, at, kinds, district)
    if audience != "courier":
        sites = [site for site in sites if not site.couriers_only]
    hits = [hit_at(site, at, near) for site in (_named(sites, name) if name else sites)]
    if near and not district:
        hits = [hit for hit in hits if hit.distance_m is not None and hit.distance_m <= NEAR_M]
    if only_open:
        hits = [hit for hit in hits if hit.is_open]
    hits.sort(key=lambda hit: order(
        hit, same("community", hit.site.community, community), same("street", hit.site.street, street)))
    untold = [hit for hit in hits if hit.site.site_id not in without]
    return SearchResult(tuple(untold[:limit]), len(hits), len(untold[limit:]), next_opening(hits))


def district_near(session: Session, at: datetime, near: tuple[float, float]) -> str | None:
    """The district of the site nearest to ``near``, of any kind; None when no position lies within NEAR_M."""
    hits = [hit_at(site, at, near) for site in _valid(session, at, KINDS, None)]
    placed = [hit for hit in hits if hit.distance_m is not None and hit.distance_m <= NEAR_M]
    nearest = min(placed, key=lambda hit: (hit.distance_m, hit.site.site_id), default=None)
    return nearest.site.district if nearest else None


def site_at(session: Session, at: datetime, site_id: str, near: tuple[float, float] | None = None) -> SiteHit | None:
    """The site with this id as it is at the aware instant ``at``; None when there is none in force then."""
    sites = [site for site in _valid(session, at, KINDS, None) if site.site_id == site_id]
    return hit_at(sites[0], at, near) if sites else None


def same(level: str, of_site: str, wanted: str | None) -> bool:
    """Whether a site's street or community is the one that is wanted, however it is spelt."""
    return bool(wanted and of_site) and key(level, of_site) == key(level, wanted)


def _valid(session: Session, at: datetime, kinds: Collection[str], district: str | None) -> list[Site]:
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))}: no such kind of site; kinds are {', '.join(KINDS)}.")
    stored = kept(session, SITES, "all", lambda: _read(session))
    found = stored.get(district_name(district), ()) if district else chain.from_iterable(stored.values())
    return [site for site in found if site.kind in kinds and site.valid_from <= at
            and (site.valid_to is None or site.valid_to > at)]


def _read(session: Session) -> dict[str, tuple[Site, ...]]:
    """All sites by their district's canonical name."""
    by_district: dict[str, list[Site]] = {}
    # Columns, not objects: the whole city has thousands of booths.
    for row in session.execute(select(SiteRow.__table__).order_by(SiteRow.site_id)):
        site = Site(**row._mapping)
        by_district.setdefault(district_name(site.district), []).append(site)
    return {district: tuple(sites) for district, sites in by_district.items()}


def _named(sites: list[Site], name: str) -> list[Site]:
    parts = [site for site in sites if name in site.name or name in site.address]
    if parts or len(name) < SHORTEST_ABBREVIATION:
        return parts
    return [site for site in sites if _abbreviates(name, site.name)]


def _abbreviates(short: str, name: str) -> bool:
    """Whether all characters of ``short`` stand in ``name`` in this order, beginning with the same one."""
    rest = iter(name)
    return name[:1] == short[:1] and all(character in rest for character in short)
