"""The kinds of zones of the city that is served, for those who need no whole release: which is the stricter, which one
the national lists mean, and what residents call them."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from knowledge.city.folder import city_folder
from knowledge.notices import Located
from knowledge.rulebook.kinds import check_zones
from knowledge.rulebook.model import ZoneKind
from knowledge.text.located_yaml import read_located


def zone_kinds_of(city: Located) -> Located:
    """The entry of city.yml as it is written; a city may have no kinds of zones."""
    kinds = city.get("zone_kinds", Located({}, city.file, city.line))
    if not isinstance(kinds, Located):
        raise city.refuse("'zone_kinds' must name the kinds of zones, each with its name and strictness.", "zone_kinds")
    return kinds


def zone_kinds() -> dict[str, ZoneKind]:
    """Those of the city that is served, by key, strictest first."""
    return _of(city_folder())


@lru_cache(maxsize=16)
def _of(folder: Path) -> dict[str, ZoneKind]:
    return check_zones(zone_kinds_of(read_located(folder / "city.yml")))


@lru_cache(maxsize=16)
def zone_patterns(folder: Path) -> dict[str, re.Pattern[str]]:
    """What residents of a folder's city call each kind, by its key."""
    return {
        key: re.compile("|".join(kind.aliases or (re.escape(kind.name),)))
        for key, kind in _of(folder).items()
    }


def strictness(kind: str) -> int:
    """How strict a kind is; the higher, the stricter, and 0 where nothing is designated by name."""
    return zone_kinds()[kind].strictness


def runs_beside(kind: str) -> bool:
    """Whether a kind is of a scale of its own, so that it never stands in another's place."""
    return zone_kinds()[kind].beside
