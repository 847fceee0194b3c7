"""Facts decide between neighbouring topics that words alone confuse. Pure."""
from __future__ import annotations

from typing import Any

from bot.nlu.data_files import event_districts
from bot.nlu.spans import Span
from knowledge.clock import parse_instant

Ranking = tuple[tuple[str, float], ...]
VENUE_TOPICS = ("venue_open", "dine_in", "gathering", "offices", "schools", "care_homes")
# Topics that a message with a venue and a zone may well be about, when the model is sure of it.
BESIDE_VENUES = (
    "reopening_conditions", "contact_places", "takeaway_to_gate", "supply_delivery", "courier_testing",
    "medicine_delivery", "unsealing_when", "overreach", "medical_emergency", "human",
)
SURE = 0.5
# Both facts were said, so nothing is left to ask back.
DECIDED = 0.9
SCREENING_OF_DISTRICTS = ("screening_who", "screening_districts", "screening_not_listed")
TESTING_PLACES = ("booth_location", "after_hours_testing")


def settle(ranking: Ranking, spans: list[Span]) -> Ranking:
    """The ranking with neighbours merged into the one that the facts of the message point to."""
    # The first place named is where the asker is; a later one is mostly said for comparison.
    said = {span.entity: span.value for span in reversed(spans)}
    topic, confidence = ranking[0]
    if topic in SCREENING_OF_DISTRICTS and "place" in said:
        return merge(ranking, screening_of(said["place"], topic), SCREENING_OF_DISTRICTS)
    # A test asked for at night is a matter of round-the-clock testing, not of booths.
    if topic in TESTING_PLACES and is_night(said.get("at")):
        return merge(ranking, "after_hours_testing", TESTING_PLACES)
    # A venue named together with a zone asks what holds for the venue there.
    if {"venue_kind", "zone_kind"} <= set(said) and not (topic in BESIDE_VENUES and confidence >= SURE):
        best = next(name for name, _ in ranking if name in VENUE_TOPICS)
        return merge(ranking, best, VENUE_TOPICS, at_least=DECIDED)
    return ranking


def merge(ranking: Ranking, topic: str, family: tuple[str, ...], at_least: float = 0.0) -> Ranking:
    """``topic`` first, with the confidence of its whole family (``at_least`` so much); the others share what is left."""
    confidence = max(sum(share for name, share in ranking if name in family), at_least)
    others = [entry for entry in ranking if entry[0] not in family]
    left = (1.0 - confidence) / max(sum(share for _, share in others), 1e-9)
    return ((topic, confidence), *((name, share * left) for name, share in others))


def screening_of(place: dict[str, Any], topic: str) -> str:
    """Whether a place is screened is read from the notice: its districts, or those it does not list."""
    districts = {candidate["district"] for candidate in place["candidates"]}
    if topic != "screening_not_listed":
        return topic if districts & event_districts() else "screening_not_listed"
    return topic if districts - event_districts() else "screening_districts"


def is_night(instant: str | None) -> bool:
    """From ten in the evening to six in the morning."""
    return instant is not None and not 6 <= parse_instant(instant).hour < 22
