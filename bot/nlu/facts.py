"""All facts in one message: places, venues, zones, counts, times, the trade, without overlaps between them. Pure."""
from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from bot.nlu.counts import find_counts
from bot.nlu.couriers import find_couriers
from bot.nlu.data_files import elsewhere_pattern
from bot.nlu.spans import Span
from bot.nlu.times import find_times
from bot.nlu.venues import VenueMatcher, find_zones
from knowledge.places.gazetteer import Gazetteer


def find_facts(text: str, gazetteer: Gazetteer, venues: VenueMatcher, now: datetime,
               asked_place: bool = False) -> list[Span]:
    """Spans over normalised ``text``. A place wins over what stands inside it; a zone over a place named like it.

    asked_place: the message answers the question for a place.
    """
    zones = find_zones(text)
    places = [span for span in find_places(text, gazetteer, asked_place) if not any(span.overlaps(zone) for zone in zones)]
    kept = zones + places
    kept += [span for span in find_elsewhere(text) if not any(span.overlaps(other) for other in kept)]
    for others in (find_times(text, now), venues.find(text), find_counts(text), find_couriers(text)):
        kept += [span for span in others if not any(span.overlaps(other) for other in kept)]
    return sorted(kept, key=lambda span: span.start)


def find_elsewhere(text: str) -> list[Span]:
    """Spans ``elsewhere``: places outside this city."""
    return [Span(match.start(), match.end(), "elsewhere", match.group()) for match in elsewhere_pattern().finditer(text)]


def find_places(text: str, gazetteer: Gazetteer, asked: bool = False) -> list[Span]:
    """Spans ``place``; the value is what an action needs: candidates, whether exact, and what was not recognised.

    A likely slip is a place that is not exact; its candidates are at most three, to be offered.
    """
    return [
        Span(mention.start, mention.end, "place", {
            "candidates": [asdict(place) for place in mention.candidates],
            "exact": mention.exact,
            "unknown": mention.unknown or "",
            "text": text[mention.start:mention.end],
        })
        for mention in gazetteer.read(text, asked)
    ]
