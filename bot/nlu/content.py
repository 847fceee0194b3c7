"""What understanding needs of the release: its topics, the kinds of venues, the districts of the present event."""
from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.answers import Topics
from knowledge.releases.located_yaml import read_located
from knowledge.releases.release import ROOT, load_release
from knowledge.rulebook.kinds import check_kinds
from knowledge.rulebook.model import VenueKind


def venue_kinds(root: Path = ROOT) -> dict[str, VenueKind]:
    """Kinds of venues with their names."""
    return check_kinds(read_located(root / "rulebook" / "venue_kinds.yml"))


@lru_cache(maxsize=1)
def topics() -> Topics:
    """The topics by what computes them."""
    return load_release().topics


@lru_cache(maxsize=1)
def event_districts() -> frozenset[str]:
    """Districts that a notice's event (a screening) is for."""
    return frozenset(district for notice in load_release().notices.values() for district in notice.districts)
