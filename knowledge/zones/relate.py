"""How a designation lies to a place, with what it excepts. Doubt is never counted as apart."""
from __future__ import annotations

from knowledge.places.compare import Relation, relation
from knowledge.places.model import LEVELS, Place
from knowledge.zones.model import Designation


def relate(designation: Designation, place: Place) -> Relation:
    """As ``relation``, with the designation's exceptions and areas that are bounded by words only."""
    found = relation(designation.place, place)
    if found is Relation.APART:
        return found
    excepted = [(relation(exception, place), exception) for exception in designation.exceptions]
    if any(how is Relation.COVERS for how, _ in excepted):
        return Relation.APART
    if found is Relation.COVERS and designation.bounded_by_text:
        found = Relation.PART if designation.place.width == place.width else Relation.MAYBE
    if found is Relation.COVERS and any(how is Relation.PART for how, _ in excepted):
        return Relation.PART
    unclear = any(_may_hold(exception, place) for how, exception in excepted
                  if how in (Relation.MAYBE, Relation.ALIAS))
    return Relation.MAYBE if found is Relation.COVERS and unclear else found


def _may_hold(exception: Place, place: Place) -> bool:
    # A wider place cannot lie in the exception; that a part of it may is said by the designation's text.
    return LEVELS.index(place.width) >= LEVELS.index(exception.width)
