"""Where the latest message asks about: what it names, else what was named before."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from knowledge.answers import Where
from knowledge.places.model import Place
from knowledge.rulebook.model import Designator

PLACE, ZONE = "place", "zone_kind"


class Found(NamedTuple):
    """The kinds of zones that the place asked about is in, and the notices by which it is."""

    zones: Sequence[str] = ()
    designators: Sequence[str] = ()


NOTHING_FOUND = Found()


def asked_where(
    entities: Iterable[dict[str, Any]], slot: Callable[[str], Any], found: Found = NOTHING_FOUND
) -> Where:
    """The kinds of zones and the places that may be meant by a message with these entities; ``slot`` gives what was
    named before, ``found`` is what the place was found to be in, whatever it was said to be. A message that names a
    place or a zone asks about nothing that was named before it."""
    said: dict[str, Any] = {}
    for entity in entities:
        said.setdefault(entity["entity"], entity["value"])
    if PLACE not in said and ZONE not in said:
        said = {name: slot(name) for name in (PLACE, ZONE)}
    named = (said[ZONE],) if said.get(ZONE) else ()
    by = tuple(map(Designator, found.designators))
    return Where(tuple(found.zones) or named, tuple((*names, *by) for names in names_of(said.get(PLACE))))


def names_of(place: dict[str, Any] | None) -> tuple[tuple[str, ...], ...]:
    """The names from the district down of each reading of a place."""
    readings = (Place(**candidate) for candidate in (place or {}).get("candidates", ()))
    return tuple(dict.fromkeys(map(Place.names_down, readings)))
