"""Words that only this city's residents use, out of language/ of its folder, and the other cities of the country."""
from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.nlu.reading.other_cities import names_elsewhere
from knowledge.city.folder import city_folder

# What follows a place's name where a street or compound is named after it.
NAMED_AFTER = "(?:省|市)?(?!路|街|大道|新村|社区|小区|东路|西路|南路|北路)"


def elsewhere_pattern() -> re.Pattern:
    """Names of places outside the city, streets named after them apart."""
    return _elsewhere(city_folder())


@lru_cache(maxsize=16)
def _elsewhere(folder: Path) -> re.Pattern:
    return re.compile(rf"(?:{'|'.join([*_listed(folder, 'elsewhere'), names_elsewhere(folder)])}){NAMED_AFTER}")


def other_hospitals_pattern() -> re.Pattern | None:
    """Hospitals that no notice speaks of; None where the folder names none."""
    return _other_hospitals(city_folder())


@lru_cache(maxsize=16)
def _other_hospitals(folder: Path) -> re.Pattern | None:
    names = _listed(folder, "other_hospitals")
    return re.compile("|".join(names)) if names else None


def _listed(folder: Path, name: str) -> list[str]:
    file = folder / "language" / f"{name}.yml"
    return (YAML(typ="safe").load(file.read_text(encoding="utf-8")) or []) if file.exists() else []
