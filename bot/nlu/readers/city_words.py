"""Words that only this city's residents use, out of its folder, and the other cities of the country."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.nlu.readers.other_cities import names_elsewhere, own_names
from knowledge.city.folder import city_folder
from knowledge.releases.city import city_of
from knowledge.releases.zone_kinds import zone_patterns

# What follows a place's name where a street or compound is named after it.
NAMED_AFTER = "(?:省|市)?(?!路|街|大道|新村|社区|小区|东路|西路|南路|北路)"


@dataclass(frozen=True)
class CityWords:
    """The city's short name, all that it and its province are called, places outside it (streets named after them
    apart), what each kind of zone is called, and what any is."""

    name: str
    own: frozenset[str]
    elsewhere: re.Pattern[str]
    zones: Mapping[str, re.Pattern[str]]
    any_zone: re.Pattern[str]


def city_words() -> CityWords:
    """Those of the city that is served."""
    return _words(city_folder())


@lru_cache(maxsize=16)
def _words(folder: Path) -> CityWords:
    outside = "|".join([*_listed(folder, "elsewhere"), names_elsewhere(folder)])
    zones = zone_patterns(folder)
    any_zone = re.compile("|".join(names.pattern for names in zones.values()) or "(?!)")
    city = city_of(folder)
    own = frozenset(own_names(city, ()))
    return CityWords(city.short_name, own, re.compile(f"(?:{outside}){NAMED_AFTER}"), zones, any_zone)


@lru_cache(maxsize=1)
def other_hospitals_pattern() -> re.Pattern | None:
    """Hospitals that no notice speaks of; None where the folder names none."""
    names = _listed(city_folder(), "other_hospitals")
    return re.compile("|".join(names)) if names else None


def _listed(folder: Path, name: str) -> list[str]:
    file = folder / "language" / f"{name}.yml"
    return (YAML(typ="safe").load(file.read_text(encoding="utf-8")) or []) if file.exists() else []
