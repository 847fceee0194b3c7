"""What understanding needs of the release: its topics, the kinds of venues, the districts of the present event."""
from __future__ import annotations

from functools import lru_cache

from knowledge.answers import Topics
from knowledge.releases.release import Release, load_release
from knowledge.rulebook.model import VenueKind


def venue_kinds() -> dict[str, VenueKind]:
    """Kinds of venues with their names, as the city's tables tell them apart."""
    return _release().rulebook.kinds


# As it was when it was first asked for: what is understood follows the model and not the words.
@lru_cache(maxsize=1)
def topics() -> Topics:
    """The topics by what computes them."""
    return _release().topics


@lru_cache(maxsize=1)
def event_districts() -> frozenset[str]:
    """Districts that a notice's event (a screening) is for."""
    return frozenset(district for notice in _release().notices.values() for district in notice.districts)


@lru_cache(maxsize=1)
def _release() -> Release:
    return load_release()
