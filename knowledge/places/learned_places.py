"""Places that designations name join the gazetteer of themselves."""
from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.places.model import Place
from knowledge.places.tables import PlaceRow
from knowledge.text.lexicon import pattern

_LEVELS = ("district", "street", "community", "compound")
_LONGEST = 40  # a longer text between commas is a description, not a name people use
# 南院, 3号院, 二期, 四组, A区: only told apart together with what stands before them.
_GENERIC = pattern(r"[东西南北中新老A-Z\d<numerals.cardinal>号第、-]*(院|区|期|楼|组|排|号|小区|家属院|公寓|村委会)?")


def remember(session: Session, places: Iterable[Place], source: str) -> int:
    """Adds every place and its ancestors that the table does not have yet; returns how many were new."""
    wanted = dict.fromkeys(names for place in places for names in _with_ancestors(place))
    have = set(session.execute(select(*(getattr(PlaceRow, level) for level in _LEVELS))).all())
    new = [names for names in wanted if names not in have and max(map(len, names)) <= _LONGEST]
    session.add_all(PlaceRow(**dict(zip(_LEVELS, names, strict=True)), kind=_kind(names), source=source)
                    for names in new)
    session.flush()
    return len(new)


def is_generic(name: str) -> bool:
    """Whether a compound's name says nothing by itself."""
    return bool(_GENERIC.fullmatch(name))


def _with_ancestors(place: Place) -> list[tuple[str, ...]]:
    named = [getattr(place, level) or "" for level in _LEVELS]
    return [tuple(named[:depth] + [""] * (4 - depth)) for depth in range(1, 5) if named[depth - 1]]


def _kind(names: tuple[str, ...]) -> str:
    return next(level for level, name in zip(reversed(_LEVELS), reversed(names), strict=True) if name)
