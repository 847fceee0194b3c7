"""Which sites a reply names, and how it says where it looked."""
from __future__ import annotations

from dataclasses import dataclass, replace

from actions.context import ActionContext
from actions.conversation_state import Facts
from knowledge.places.model import Place
from knowledge.sites.search import SearchResult, district_near, same, search

HOSPITALS = ("hospital_24h",)
BOOTHS = ("booth", "temporary_point")
COURIER_POINTS = ("courier_point",)
NAMED = 3
# As far as a courier will ride for a point of his own, in metres.
IN_REACH_M = 5_000


@dataclass(frozen=True)
class Found:
    """A search's result and the words for where it was looked."""

    result: SearchResult
    where: str


def find(world: ActionContext, facts: Facts, kinds: tuple[str, ...], limit: int = NAMED) -> Found:
    """The best sites for the place or location at the instant asked about, without those told before; a location with no such position near is taken for the district of the nearest site of any kind."""
    place = place_of(facts)
    options = {"audience": "courier" if facts.courier else "all", "limit": limit, "without": facts.told}
    with world.session() as session:
        if place:
            street, community = place.street, place.community
            result = search(session, facts.at, kinds, place.district, street, near=facts.location, community=community, **options)
            return Found(result, where_place(world, facts, place, result))
        result = search(session, facts.at, kinds, near=facts.location, **options)
        if result.total or facts.location is None:
            return Found(result, world.words("where_near" if facts.location else "where_city"))
        district = district_near(session, facts.at, facts.location)
        if district is None:
            return Found(result, world.words("where_near"))
        result = search(session, facts.at, kinds, district, **options)
        return Found(result, world.words("where_district_near", district=district))


def place_of(facts: Facts) -> Place | None:
    """The best reading of the place named, if any."""
    return facts.place.candidates[0] if facts.place and facts.place.candidates else None


def find_booths(world: ActionContext, facts: Facts) -> Found:
    """The best booths; among the first that a courier is told is a point of the couriers' own, if one is in reach."""
    if not facts.courier:
        return find(world, facts, BOOTHS)
    found, own = find(world, facts, BOOTHS + COURIER_POINTS), find(world, facts, COURIER_POINTS, limit=100)
    named = found.result.hits
    point = next((hit for hit in own.result.hits if (hit.distance_m or 0) <= IN_REACH_M), None)
    if facts.told or point is None or any(hit.site.couriers_only for hit in named):
        return found
    hits = (*named[:NAMED - 1], point)
    return replace(found, result=replace(found.result, hits=hits, left=found.result.total - len(hits)))


def where_place(world: ActionContext, facts: Facts, place: Place, result: SearchResult) -> str:
    """The district, and that the street asked for comes first where it does."""
    district = place.district or place.label
    if facts.told or not result.hits or not same("street", result.hits[0].site.street, place.street):
        return district
    return world.words("where_street", district=district, street=place.street)
