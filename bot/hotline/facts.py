"""The facts that an agent sets: from what a request says to the slots of the dialogue, or a sentence why not."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.hotline.talker import Talker
from knowledge.places.model import Place
from knowledge.releases import Release

MOST_COUNTED = 10_000
LONGEST_PLACE = 100


class FactRefused(ValueError):
    """It is no fact that can be set; the message is the sentence to send back."""


async def as_slots(talker: Talker, facts: Mapping[str, Any], release: Release) -> dict[str, Any]:
    """Each fact as its slot holds it. Raises FactRefused."""
    return {fact: await as_slot(talker, fact, value, release) for fact, value in facts.items()}


async def as_slot(talker: Talker, fact: str, value: Any, release: Release) -> Any:
    kinds = {"zone_kind": release.rulebook.zones, "venue_kind": release.rulebook.kinds}.get(fact)
    if kinds is not None:
        if value not in kinds:
            raise FactRefused(f"{fact} must be one of {', '.join(kinds)}.")
        return value
    if fact in ("cases", "units"):
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_COUNTED:
            raise FactRefused(f"{fact} must be a whole number from 1.")
        return value
    if fact == "topic":
        if value not in release.answers:
            raise FactRefused("topic must be the key of a topic that is answered.")
        return value
    if fact == "place":
        return await as_place(talker, value)
    raise FactRefused(f"There is no fact {fact!r}; there are topic, zone_kind, venue_kind, place, cases and units.")


async def as_place(talker: Talker, value: Any) -> Any:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= LONGEST_PLACE:
        raise FactRefused(f"place must be the name of a place, up to {LONGEST_PLACE} characters.")
    known = await talker.place(value)
    if known is None:
        raise FactRefused("No place of the city is known by this name; name its district and street.")
    return known


async def labels(talker: Talker, text: str) -> list[str]:
    """The places that a name may mean, each as it is named in full."""
    known = await talker.place(text) if text.strip() else None
    found = (Place(**candidate).label for candidate in known["candidates"]) if known else ()
    return [*dict.fromkeys(found)]
