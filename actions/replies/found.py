"""What a reply found in the rulebook, the lists of zones and of sites, for the record of what was said."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from actions.context import Message
from knowledge.answers import Origin, mark_of, row_origins
from knowledge.rulebook import VenueVerdict
from knowledge.sites.hits import SiteHit
from knowledge.zones.model import Designation, ZoneAnswer

# So many parts of a place are on record; a reply names the first few of each kind.
MOST_PARTS = 12


def rows_found(verdicts: Iterable[VenueVerdict]) -> dict[str, Any]:
    """The rows that decide, as a value of a message."""
    return found(row_origins(verdicts))


def sites_found(hits: Iterable[SiteHit]) -> dict[str, Any]:
    """The sites that are named, each with all that is told of it."""
    return found(Origin("site", hit.site.site_id, "", mark_of(*told_of(hit))) for hit in hits)


def told_of(hit: SiteHit) -> tuple[object, ...]:
    site = hit.site
    return (
        site.name, site.address, site.hours, site.hours_published, site.phone, site.audience, site.status, site.tube,
        site.fee,
    )


def zones_found(answer: ZoneAnswer) -> dict[str, Any]:
    """The designations that an answer comes from; where there is none, what became of the look-up."""
    named = (answer.designation, *answer.parts, *answer.undecided)
    origins = dict.fromkeys(zone_origin(each) for each in named if each is not None)
    return found([*origins][:MOST_PARTS] or [Origin("zone", answer.outcome)])


def zone_origin(designation: Designation) -> Origin:
    return Origin("zone", designation.zone_id, "", mark_of(designation.kind, designation.text))


def with_found(message: Message, more: dict[str, Any]) -> Message:
    """A message that comes from something else, too."""
    both = [*more["found"], *message.values.get("found", ())]
    return Message(message.words, {**message.values, "found": both})


def found(origins: Iterable[Origin]) -> dict[str, Any]:
    """The value of a message; the renderer puts it beside what the words themselves came from."""
    return {"found": [list(origin) for origin in origins]}
