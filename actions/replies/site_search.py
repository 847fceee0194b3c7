"""Which sites a reply names, and how it says where it looked."""
from __future__ import annotations

from dataclasses import dataclass, replace

from actions.context import ActionContext
from actions.tracker.conversation_state import ConversationState
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


def find(context: ActionContext, state: ConversationState, kinds: tuple[str, ...], limit: int = NAMED) -> Found:
    """The best sites for the place or location at the instant asked about, without those told before; a
    location with no such position near is taken for the district of the nearest site of any kind."""
    place = place_of(state)
    options = {"audience": "courier" if state.courier else "all", "limit": limit, "without": state.sites_shown}
    with context.session() as session:
        if place:
            within = {"near": state.location, "community": place.community}
            result = search(session, state.at, kinds, place.district, place.street, **within, **options)
            return Found(result, where_place(context, state, place, result))
        result = search(session, state.at, kinds, near=state.location, **options)
        if result.total or state.location is None:
            return Found(result, context.words("where_near" if state.location else "where_city"))
        district = district_near(session, state.at, state.location)
        if district is None:
            return Found(result, context.words("where_near"))
        result = search(session, state.at, kinds, district, **options)
        return Found(result, context.words("where_district_near", district=district))


def place_of(state: ConversationState) -> Place | None:
    """The best reading of the place named, if any."""
    return state.place.candidates[0] if state.place and state.place.candidates else None


def find_booths(context: ActionContext, state: ConversationState) -> Found:
    """The best booths; among the first that a courier is told is a point of the couriers' own, if one is in reach."""
    if not state.courier:
        return find(context, state, BOOTHS)
    found, own = find(context, state, BOOTHS + COURIER_POINTS), find(context, state, COURIER_POINTS, limit=100)
    named = found.result.hits
    point = next((hit for hit in own.result.hits if (hit.distance_m or 0) <= IN_REACH_M), None)
    if state.sites_shown or point is None or any(hit.site.couriers_only for hit in named):
        return found
    hits = (*named[:NAMED - 1], point)
    return replace(found, result=replace(found.result, hits=hits, left=found.result.total - len(hits)))


def where_place(context: ActionContext, state: ConversationState, place: Place, result: SearchResult) -> str:
    """The district, and that the street asked for comes first where it does."""
    district = place.district or place.label
    if state.sites_shown or not result.hits or not same("street", result.hits[0].site.street, place.street):
        return district
    return context.words("where_street", district=district, street=place.street)
