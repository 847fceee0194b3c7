"""What understanding needs of a release: its topics, the kinds of venues, the districts of the present event. It is the
release that the turn is pinned to, so that a new topic is understood as soon as it is published; outside of a turn that
of the city's folder."""
from __future__ import annotations

from functools import lru_cache

from knowledge.answers import Topics
from knowledge.releases.edition import PINNED
from knowledge.releases.release import Release, load_release
from knowledge.rulebook.model import VenueKind


def release() -> Release:
    """The release that is understood by."""
    edition = PINNED.get()
    return edition.release if edition else _of_folder()


def venue_kinds() -> dict[str, VenueKind]:
    """Kinds of venues with their names, as the city's tables tell them apart."""
    return release().rulebook.kinds


def topics() -> Topics:
    """The topics by what computes them."""
    return release().topics


def event_districts() -> frozenset[str]:
    """Districts that a notice's event (a screening) is for."""
    return release().event_districts


@lru_cache(maxsize=1)
def _of_folder() -> Release:
    return load_release()
