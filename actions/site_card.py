"""Sites as data for a page, with links to maps and a picture of where they lie."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext
from actions.conversation_state import Facts
from actions.site_text import say_hours, say_wind
from knowledge.answers import say_distance, say_round_distance
from knowledge.sites.hits import SiteHit
from knowledge.sites.map_links import map_links
from knowledge.sites.map_picture import Labels, Spot, draw_map, ring_distances
from knowledge.sites.search import SearchResult


def site_card(world: ActionContext, facts: Facts, result: SearchResult, first: int) -> dict[str, Any]:
    """The named sites, numbered from ``first`` as in the text; docs/web.md says what the fields mean."""
    numbered = list(enumerate(result.hits, first))
    return {
        "kind": "sites", "total": result.total, "as_of": facts.at.isoformat(),
        "data_from": min(hit.site.valid_from for hit in result.hits).isoformat(),
        "sites": [site_data(world, number, hit) for number, hit in numbered],
        "map": draw_sites(world, facts, numbered),
    }


def site_data(world: ActionContext, number: int, hit: SiteHit) -> dict[str, Any]:
    """One site of a card."""
    site = hit.site
    return {
        "id": site.site_id, "number": number, "kind": site.kind, "name": site.name, "address": site.address,
        "hours": site.hours, "hours_text": say_hours(world, site.hours),
        "open_now": hit.is_open, "state": hit.state, "state_text": world.words(f"short_{hit.state}"),
        "opens_at": iso(hit.opening.opens_at), "closes_at": iso(hit.opening.closes_at),
        "distance_m": hit.distance_m, "phone": site.phone, "couriers_only": site.couriers_only,
        "source": site.source, "maps": map_links(site),
    }


def iso(at) -> str | None:
    """An instant as text, or None."""
    return at.isoformat() if at else None


def draw_sites(world: ActionContext, facts: Facts, numbered: list[tuple[int, SiteHit]]) -> str | None:
    """The SVG of the asker's location and the sites; None when there is no location or no site has a position."""
    placed = [(number, hit) for number, hit in numbered if hit.distance_m is not None]
    if facts.location is None or not placed:
        return None
    spots = [spot(world, number, hit) for number, hit in placed]
    described = "".join(
        world.words("map_spot", number=number, name=hit.site.name, wind=say_wind(world, facts, hit),
                    distance=say_distance(hit.distance_m), state=world.words(f"short_{hit.state}"))
        for number, hit in placed
    )
    labels = Labels(
        world.words("map_title", count=len(spots)), world.words("map_description", spots=described),
        world.words("map_asker"), world.words("wind_0"),
        tuple(say_round_distance(metres) for metres in ring_distances(spots)),
    )
    return draw_map(facts.location, spots, labels)


def spot(world: ActionContext, number: int, hit: SiteHit) -> Spot:
    """A site as the picture shows it."""
    told = world.words("map_told", distance=say_distance(hit.distance_m), state=world.words(f"short_{hit.state}"))
    return Spot(number, hit.site.name, (hit.site.lat, hit.site.lon), hit.distance_m, hit.state, told)
