"""Which sites to name: by kind, district, name and distance, the open ones first."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from haversine import Unit, haversine
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from knowledge.places.names import DISTRICT_BY_NAME, district_name, key
from knowledge.sites.hours import Opening, opening, parse_hours
from knowledge.sites.model import KINDS, Site
from knowledge.sites.tables import SiteRow

SOON = timedelta(minutes=30)
RANKS = {"open": 0, "closes_soon": 0, "closed": 1, "suspended": 2}
# Shorter words are parts of too many names in the right order.
SHORTEST_ABBREVIATION = 4


@dataclass(frozen=True)
class SiteHit:
    """A site as found. ``state`` is open, closes_soon (open for at most 30 minutes more), closed or
    suspended; ``distance_m`` in metres as the crow flies, None where a position is not known."""

    site: Site
    opening: Opening
    distance_m: int | None
    state: str


@dataclass(frozen=True)
class SearchResult:
    """The best hits, and how many there were in all."""

    hits: tuple[SiteHit, ...]
    total: int


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
) -> SearchResult:
    """Sites in force at the aware instant ``at``: open first, then the nearer, then those of the same street.

    ``near`` is (lat, lon) in GCJ-02; ``street`` only sorts; ``name`` is a part of a name or address, or
    failing that an abbreviation (郑大一附院). Couriers' sites are found for audience "courier" only.
    """
    sites = _valid(session, at, kinds, district)
    if audience != "courier":
        sites = [site for site in sites if not site.couriers_only]
    hits = [_hit(site, at, near) for site in (_named(sites, name) if name else sites)]
    if only_open:
        hits = [hit for hit in hits if RANKS[hit.state] == 0]
    hits.sort(key=lambda hit: _order(hit, street))
    return SearchResult(tuple(hits[:limit]), len(hits))


def _valid(session: Session, at: datetime, kinds: Collection[str], district: str | None) -> list[Site]:
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))}: no such kind of site; kinds are {', '.join(KINDS)}.")
    query = select(SiteRow.__table__).where(
        SiteRow.kind.in_(sorted(kinds)),
        SiteRow.valid_from <= at,
        or_(SiteRow.valid_to.is_(None), SiteRow.valid_to > at),
    )
    if district:
        query = query.where(SiteRow.district.in_(_spellings(district)))
    # Columns, not objects: the whole city has thousands of booths.
    return [Site(**row._mapping) for row in session.execute(query)]


def _spellings(district: str) -> list[str]:
    canonical = district_name(district)
    return [district, *(name for name, meant in DISTRICT_BY_NAME.items() if meant == canonical)]


def _named(sites: list[Site], name: str) -> list[Site]:
    parts = [site for site in sites if name in site.name or name in site.address]
    if parts or len(name) < SHORTEST_ABBREVIATION:
        return parts
    return [site for site in sites if _abbreviates(name, site.name)]


def _abbreviates(short: str, name: str) -> bool:
    """Whether all characters of ``short`` stand in ``name`` in this order, beginning with the same one."""
    rest = iter(name)
    return name[:1] == short[:1] and all(character in rest for character in short)


def _hit(site: Site, at: datetime, near: tuple[float, float] | None) -> SiteHit:
    state = _until_window_ends(opening(parse_hours(site.hours), at), site, at)
    distance = None
    if near and site.lat is not None:
        distance = round(haversine(near, (site.lat, site.lon), unit=Unit.METERS))
    return SiteHit(site, state, distance, _state(site, state, at))


def _until_window_ends(state: Opening, site: Site, at: datetime) -> Opening:
    """A site does not stay or come open behind its valid_to."""
    if site.valid_to is None:
        return state
    closes_at, opens_at = state.closes_at, state.opens_at
    if state.open_now and site.valid_to < (closes_at or at + timedelta(days=1)):
        closes_at = site.valid_to
    if opens_at is not None and opens_at >= site.valid_to:
        opens_at = None
    return replace(state, closes_at=closes_at, opens_at=opens_at)


def _state(site: Site, state: Opening, at: datetime) -> str:
    if site.status == "suspended":
        return "suspended"
    if not state.open_now:
        return "closed"
    return "closes_soon" if state.closes_at is not None and state.closes_at - at <= SOON else "open"


def _order(hit: SiteHit, street: str | None) -> tuple:
    distance = float("inf") if hit.distance_m is None else hit.distance_m
    elsewhere = not street or key("street", hit.site.street) != key("street", street)
    return RANKS[hit.state], distance, elsewhere, hit.site.name, hit.site.site_id
