"""Sites as data for a page, with links to maps and a picture of where they lie."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext
from actions.replies.site_text import say_hours, say_wind
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import say_distance, say_round_distance
from knowledge.sites.hits import SiteHit
from knowledge.sites.map_links import map_links
from knowledge.sites.map_picture import Labels, Spot, draw_map, ring_distances
from knowledge.sites.search import SearchResult


def site_card(context: ActionContext, state: ConversationState, result: SearchResult, first: int) -> dict[str, Any]:
    """The named sites, numbered from ``first`` as in the text; docs/web.md says what the fields mean."""
    numbered = list(enumerate(result.hits, first))
    return {
        "kind": "sites", "total": result.total, "as_of": state.at.isoformat(),
        "data_from": min(hit.site.valid_from for hit in result.hits).isoformat(),
        "sites": [site_data(context, number, hit) for number, hit in numbered],
        "map": draw_sites(context, state, numbered),
    }


def site_data(context: ActionContext, number: int, hit: SiteHit) -> dict[str, Any]:
    """One site of a card."""
    site = hit.site
    return {
        "id": site.site_id, "number": number, "kind": site.kind, "name": site.name, "address": site.address,
        "hours": site.hours, "hours_text": say_hours(context, site),
        "open_now": None if hit.state == "unknown" else hit.is_open,
        "state": hit.state, "state_text": context.words(f"short_{hit.state}"),
        "opens_at": iso(hit.opening.opens_at), "closes_at": iso(hit.opening.closes_at),
        "distance_m": hit.distance_m,
        "distance_text": "" if hit.distance_m is None else say_distance(hit.distance_m),
        "phone": site.phone, "couriers_only": site.couriers_only,
        "audience": site.audience, "tube": site.tube, "fee": site.fee,
        "source": site.source, "maps": map_links(site),
    }


def iso(at) -> str | None:
    """An instant as text, or None."""
    return at.isoformat() if at else None


def draw_sites(context: ActionContext, state: ConversationState, numbered: list[tuple[int, SiteHit]]) -> str | None:
    """The SVG of the asker's location and the sites; None when there is no location or no site has a position."""
    placed = [(number, hit) for number, hit in numbered if hit.distance_m is not None]
    if state.location is None or not placed:
        return None
    spots = [spot(context, number, hit) for number, hit in placed]
    described = "".join(
        context.words("map_spot", number=number, name=hit.site.name, wind=say_wind(context, state, hit),
                    distance=say_distance(hit.distance_m), state=context.words(f"short_{hit.state}"))
        for number, hit in placed
    )
    labels = Labels(
        context.words("map_title", count=len(spots)), context.words("map_description", spots=described),
        context.words("map_asker"), context.words("wind_0"),
        tuple(say_round_distance(metres) for metres in ring_distances(spots)),
    )
    return draw_map(state.location, spots, labels)


def spot(context: ActionContext, number: int, hit: SiteHit) -> Spot:
    """A site as the picture shows it."""
    told = context.words("map_told", distance=say_distance(hit.distance_m), state=context.words(f"short_{hit.state}"))
    return Spot(number, hit.site.name, (hit.site.lat, hit.site.lon), hit.distance_m, hit.state, told)
