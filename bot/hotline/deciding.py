"""The one fact that would change what is said, as a question back with its answers. Computed from the rules; pure."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.releases import Release
from knowledge.rulebook import decide_venue
from knowledge.rulebook.venues import alike, cells
from knowledge.settings import Settings

# Beyond it nobody reads out what there is to choose from.
MOST_OPTIONS = 8
COUNTS = {"cases": (1, 2, 3), "units": (1, 2)}
WORDS, WAYS = "hotline_ask_", ("place", "zone_kind")

Ask = dict[str, Any]


def deciding(
    release: Release, settings: Settings, topic: str, slots: Mapping[str, Any], missing: str | None
) -> Ask | None:
    """The question behind a reply to ``topic``: where the venue is, if that is not known and its verdict is another one
    elsewhere, or ``missing``, the slot that the reply asked back for. None where nothing would change."""
    role = release.topics.role(topic)
    if role is None:
        return None
    if role.name == "venue" and slots.get("venue_kind"):
        return where_it_is(release, settings, slots)
    if missing is None:
        return None
    fact = missing.removeprefix("exact_")
    return {"fact": fact, "question": release.words[WORDS + fact].text, "options": choices(release, fact)}


def where_it_is(release: Release, settings: Settings, slots: Mapping[str, Any]) -> Ask | None:
    """In which kind of zone the venue is, unless that or the place is known."""
    if any(slots.get(way) for way in WAYS):
        return None
    options = zones_that_differ(release, settings, slots["venue_kind"])
    question = release.words[f"{WORDS}zone_kind"].text
    return {"fact": "zone_kind", "question": question, "options": options} if options else None


def zones_that_differ(release: Release, settings: Settings, venue: str) -> list[dict[str, str]]:
    """The kinds of zones in which the venue has a verdict of its own, by their names; none where all say the same."""
    book, at = release.rulebook, settings.instant()
    zones = [zone for zone in cells(book, at) if zone]
    if alike(decide_venue(book, venue, zone, at) for zone in zones):
        return []
    return [{"title": book.zones[zone].name, "value": zone} for zone in zones][:MOST_OPTIONS]


def choices(release: Release, fact: str) -> list[dict[str, Any]]:
    """What a fact may be; none for what is searched for."""
    if fact == "venue_kind":
        kinds = release.rulebook.kinds
        return [{"title": kind.name, "value": key} for key, kind in kinds.items()][:MOST_OPTIONS]
    return [{"title": str(number), "value": number} for number in COUNTS.get(fact, ())]
