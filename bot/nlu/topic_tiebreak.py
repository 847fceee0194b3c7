"""Facts decide between neighbouring topics that words alone confuse. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.nlu.content import event_districts, having, is_a, role_of, topics
from bot.nlu.readers.spans import Span
from knowledge.clock import parse_instant

Ranking = tuple[tuple[str, float], ...]
Thresholds = Mapping[str, float]
# Tests are asked for at a booth by day, and at night where testing goes on round the clock.
BY_DAY, AT_NIGHT = {"kind": "booth"}, {"kind": "hospital_24h"}


def settle(ranking: Ranking, spans: list[Span], thresholds: Thresholds) -> Ranking:
    """The ranking with neighbours merged into the one that the facts of the message point to.

    thresholds: ``sure_beside_venue`` and ``venue_in_zone`` of config.yml.
    """
    # The first place named is where the asker is; a later one is mostly said for comparison.
    said = {span.entity: span.value for span in reversed(spans)}
    topic, confidence = ranking[0]
    if "place" in said and is_a(topic, "event"):
        return merge(ranking, of_event(said["place"], topic), having("event"))
    if is_night(said.get("at")):
        by_day, at_night = topics().one("sites", **BY_DAY), topics().one("sites", **AT_NIGHT)
        if at_night and topic in (by_day, at_night):
            return merge(ranking, at_night, (by_day, at_night))
    # A venue named together with a zone asks what holds for the venue there.
    beside = stands_beside_venues(topic, confidence, thresholds) or asks_which_zone(topic, spans)
    if {"venue_kind", "zone_kind"} <= set(said) and not beside:
        family = having("venue")
        fitting = [name for name in family if role_of(name).venue in (None, said["venue_kind"])]
        likeliest = next((name for name, _ in ranking if name in fitting), None)
        return merge(ranking, likeliest, family, at_least=thresholds["venue_in_zone"]) if likeliest else ranking
    return ranking


def of_other_zones(spans: list[Span]) -> set[str]:
    """The topics that speak of some kinds of zones alone, where only others are named."""
    named = {span.value for span in spans if span.entity == "zone_kind"}
    return {topic for topic, zones in topics().of_zones.items() if named and not named & {*zones}}


def stands_beside_venues(topic: str, confidence: float, thresholds: Thresholds) -> bool:
    """Whether the model is sure of a topic that a message with a venue and a zone may well be about."""
    role = role_of(topic)
    return role is not None and "venue" in role.beside and confidence >= thresholds["sure_beside_venue"]


def asks_which_zone(topic: str, spans: list[Span]) -> bool:
    """Whether kinds of zones are named to choose from: 楼下商铺是封控区还是管控区."""
    return is_a(topic, "zone") and len({span.value for span in spans if span.entity == "zone_kind"}) > 1


def merge(ranking: Ranking, topic: str, family: tuple[str, ...], at_least: float = 0.0) -> Ranking:
    """``topic`` first, with the confidence of its whole family (``at_least`` so much); the others share what is
    left."""
    confidence = max(sum(share for name, share in ranking if name in family), at_least)
    others = [entry for entry in ranking if entry[0] not in family]
    left = (1.0 - confidence) / max(sum(share for _, share in others), 1e-9)
    return ((topic, confidence), *((name, share * left) for name, share in others))


def of_event(place: dict[str, Any], topic: str) -> str:
    """Whether an event is for a place is read from the notice: its districts, or those it does not list."""
    districts = {candidate["district"] for candidate in place["candidates"]}
    unlisted, listed = (topics().one("event", districts=which) for which in ("unlisted", "listed"))
    if topic != unlisted:
        return topic if districts & event_districts() or not unlisted else unlisted
    return topic if districts - event_districts() or not listed else listed


def is_night(instant: str | None) -> bool:
    """From ten in the evening to six in the morning."""
    return instant is not None and not 6 <= parse_instant(instant).hour < 22
