"""Which sites a reply names, and how it says where it looked."""
from __future__ import annotations

from dataclasses import dataclass

from actions.facts import Facts
from actions.world import World
from knowledge.places.model import Place
from knowledge.sites.search import SearchResult, district_near, same, search

HOSPITALS = ("hospital_24h",)
BOOTHS = ("booth", "temporary_point")
COURIER_POINTS = ("courier_point",)
NAMED = 3


@dataclass(frozen=True)
class Found:
    """A search's result and the words for where it was looked."""

    result: SearchResult
    where: str


def find(world: World, facts: Facts, kinds: tuple[str, ...], limit: int = NAMED, again: bool = False) -> Found:
    """The best sites for the place or location at the instant asked about, without those told before unless
    ``again``; a location with no such position near is taken for the district of the nearest site of any kind."""
    place = place_of(facts)
    options = {
        "audience": "courier" if facts.courier else "all", "limit": limit, "without": () if again else facts.told,
    }
    with world.session() as session:
        if place:
            street, community = place.street, place.community
            result = search(session, facts.at, kinds, place.district, street, near=facts.location, community=community, **options)
            return Found(result, where_place(world, place, result))
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


def where_place(world: World, place: Place, result: SearchResult) -> str:
    """The district, and whether what is named first lies in the street that was asked for."""
    district = place.district or place.label
    if not place.street or not result.hits:
        return district
    in_street = any(same("street", hit.site.street, place.street) for hit in result.hits)
    return world.words("where_street" if in_street else "where_not_street", district=district, street=place.street)
