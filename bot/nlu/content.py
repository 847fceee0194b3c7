"""What understanding needs of a release: its topics, the kinds of venues, the districts of the present event. It is the
release that the turn is pinned to, so that a new topic is understood as soon as it is published; outside of a turn that
of the city's folder."""
from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from knowledge.answers import Topics
from knowledge.answers.role import Role
from knowledge.releases.edition import PINNED
from knowledge.releases.release import Release, load_release
from knowledge.rulebook.model import VenueKind
from knowledge.settings import Settings


def release() -> Release:
    """The release that is understood by."""
    edition = PINNED.get()
    return edition.release if edition else _of_folder()


def instant(settings: Settings) -> datetime:
    """The civil instant of the turn, of which its words speak, too; now outside of a turn."""
    edition = PINNED.get()
    return (edition and edition.at) or settings.instant()


def venue_kinds() -> dict[str, VenueKind]:
    """Kinds of venues with their names, as the city's tables tell them apart."""
    return release().rulebook.kinds


def topics() -> Topics:
    """The topics by what computes them."""
    return release().topics


def role_of(topic: str | None) -> Role | None:
    """The role of a topic; None for what is none."""
    return topics().roles.get(topic or "")


def is_a(topic: str | None, *roles: str) -> bool:
    """Whether a topic has one of these roles."""
    own = role_of(topic)
    return own is not None and own.name in roles


def having(*roles: str) -> tuple[str, ...]:
    """All topics of these roles."""
    of_role = topics().of_role
    return tuple(topic for name in roles for topic in of_role.get(name, ()))


def event_districts() -> frozenset[str]:
    """Districts that a notice's event (a screening) is for."""
    return release().event_districts


@lru_cache(maxsize=1)
def _of_folder() -> Release:
    return load_release()
