"""A site as it is found: its state at an instant and its distance. Pure."""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from haversine import Unit, haversine

from knowledge.sites.hours import Opening, opening, parse_hours
from knowledge.sites.model import AUDIENCES, Site

SOON = timedelta(minutes=30)
RANKS = {"open": 0, "closes_soon": 0, "unknown": 1, "closed": 2, "suspended": 3}
NOT_KNOWN = Opening(False)


@dataclass(frozen=True)
class SiteHit:
    """A site as found. ``state`` is open, closes_soon (open for at most 30 minutes more), closed,
    suspended, or unknown where the hours are; ``distance_m`` in metres as the crow flies, None where a
    position is not known."""

    site: Site
    opening: Opening
    distance_m: int | None
    state: str

    @property
    def is_open(self) -> bool:
        return RANKS[self.state] == 0


def hit_at(site: Site, at: datetime, near: tuple[float, float] | None = None) -> SiteHit:
    """The site at the aware instant ``at``, seen from ``near``: (lat, lon) in GCJ-02."""
    known = opening(parse_hours(site.hours), at) if site.hours else NOT_KNOWN
    state = _until_window_ends(known, site, at)
    distance = None
    if near and site.lat is not None:
        distance = round(haversine(near, (site.lat, site.lon), unit=Unit.METERS))
    return SiteHit(site, state, distance, _state(site, state, at))


def next_opening(hits: list[SiteHit]) -> SiteHit | None:
    """The hit that opens first, the nearer one of several; None while one is open, or when none will open."""
    if any(hit.is_open or hit.state == "unknown" for hit in hits):
        return None
    opening_hits = [hit for hit in hits if hit.state == "closed" and hit.opening.opens_at is not None]
    return min(opening_hits, key=lambda hit: (hit.opening.opens_at, _far(hit), hit.site.site_id), default=None)


def order(hit: SiteHit, same_community: bool, same_street: bool) -> tuple:
    """Sorts hits: those for everybody, the open first, then the nearer, the same community, the same
    street, what is open longer than a little while or opens earlier."""
    opens = hit.opening.opens_at.timestamp() if hit.opening.opens_at else float("inf")
    waiting = float(hit.state == "closes_soon") if hit.is_open else opens
    # Behind those for everybody stand those that only some may use.
    named = hit.site.name, hit.site.site_id
    for_some = hit.site.audience not in AUDIENCES
    return for_some, RANKS[hit.state], _far(hit), not same_community, not same_street, waiting, *named


def _far(hit: SiteHit) -> float:
    return float("inf") if hit.distance_m is None else hit.distance_m


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
    if not site.hours:
        return "unknown"
    if not state.open_now:
        return "closed"
    return "closes_soon" if state.closes_at is not None and state.closes_at - at <= SOON else "open"
