"""All facts in one message, without overlaps: places, venues, zones, counts, times, the trade; what is supposed. Pure."""
from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from bot.nlu.corrections import find_asides
from bot.nlu.counts import find_counts
from bot.nlu.couriers import find_couriers
from bot.nlu.hypotheticals import find_suppositions, tells_a_change
from bot.nlu.lexicon import elsewhere_pattern
from bot.nlu.spans import Span, take_back
from bot.nlu.times import find_times
from bot.nlu.unit_owner import find_whose_unit
from bot.nlu.unknown_places import find_unknown_place
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
    kept += [span for span in find_out_of_city(text) if not any(span.overlaps(other) for other in kept)]
    kept += [] if len(kept) > len(zones) else find_unknown_place(text, asked_place)
    supposed = find_suppositions(text)
    more = [span for span in supposed if span.entity == "more_cases"]
    times = [] if tells_a_change(text) else find_times(text, now)
    for others in (more, times, venues.find(text), find_counts(text), find_couriers(text)):
        kept += [span for span in others if not any(span.overlaps(other) for other in kept)]
    kept += [*find_whose_unit(text), *find_asides(text)]
    found = [*take_back(text, kept), *(span for span in supposed if span not in kept)]
    return sorted(found, key=lambda span: span.start)


def find_out_of_city(text: str) -> list[Span]:
    """Spans ``out_of_city``: places outside this city."""
    return [Span(match.start(), match.end(), "out_of_city", match.group()) for match in elsewhere_pattern().finditer(text)]


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
