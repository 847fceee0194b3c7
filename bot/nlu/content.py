"""What understanding needs of the release: its topics, the kinds of venues, the districts of the present event."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.answers import Topics
from knowledge.city.folder import city_folder
from knowledge.releases.located_yaml import read_located
from knowledge.releases.release import Release, load_release, venue_kinds_file
from knowledge.rulebook.kinds import check_kinds
from knowledge.rulebook.model import VenueKind


def venue_kinds() -> dict[str, VenueKind]:
    """Kinds of venues with their names."""
    return check_kinds(read_located(venue_kinds_file()))


def topics() -> Topics:
    """The topics by what computes them."""
    return _release(city_folder()).topics


def event_districts() -> frozenset[str]:
    """Districts that a notice's event (a screening) is for."""
    return _event_districts(city_folder())


@lru_cache(maxsize=16)
def _event_districts(folder: Path) -> frozenset[str]:
    return frozenset(district for notice in _release(folder).notices.values() for district in notice.districts)


# As it was when it was first asked for: what is understood follows the model and not the words.
@lru_cache(maxsize=16)
def _release(folder: Path) -> Release:
    return load_release(folder)
