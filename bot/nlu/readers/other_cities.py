"""Provinces, cities and counties of the country (language/elsewhere.yml, language/cities.yml) but for those of the city
that is served."""
from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.city.folder import LANGUAGE
from knowledge.places.districts import Districts
from knowledge.releases.city import City, city_of
from knowledge.tables.table import read_table
from knowledge.text.lexicon import pattern

# A small place's name may be a part of other words (一定安排 holds 定安), so one counts only behind these.
BEFORE = "(?<=[在从去到回自往离省市])"
BEGINS = r"(?:^|(?<=[\s,.;:!?。、]))"
NO_KITCHEN = pattern("(?!<places.kitchen>)").pattern
KIND = re.compile("(?:特别行政区|自治区|自治州|地区|街道|[省市县区镇乡盟旗])$")


def names_elsewhere(folder: Path) -> str:
    """Alternatives of a pattern over normalised text for all places of the country that lie outside the city."""
    city = city_of(folder)
    own = own_names(city, streets(folder))
    anywhere = [name for group in _read("elsewhere") for name in group if name not in own]
    cities, counties = (
        "|".join(sorted(names.difference(own, anywhere), key=len, reverse=True)) for names in _outside(city)
    )
    names = "|".join([
        *map(re.escape, anywhere), f"(?:{BEFORE}|{BEGINS})(?:{cities})市?", f"{BEFORE}(?:{counties})[市县]?",
        f"{BEGINS}(?:{counties})[市县]",
    ])
    return f"(?:{names}){NO_KITCHEN}"


def towns(folder: Path) -> list[str]:
    """All cities and counties outside the city, by their short names."""
    return sorted(set.union(*_outside(city_of(folder))))


def own_names(city: City, streets: Iterable[str]) -> set[str]:
    """The city's own names, with and without their kind."""
    names = {city.name, city.province, *city.means_here, *Districts(city).by_name, *streets}
    return names | {KIND.sub("", name) for name in names}


def streets(folder: Path) -> set[str]:
    """The streets of the city's sample; 平湖 is a city elsewhere and may be a street here."""
    file = folder / "sample" / "places.csv"
    return {row.values.get("street") or "" for row in read_table(file)} if file.exists() else set()


def _outside(city: City) -> tuple[set[str], set[str]]:
    """Cities and counties that are not the city's own."""
    listed = [(name, counties) for cities in _read("cities").values() for name, counties in cities.items()]
    outside = [(name, counties) for name, counties in listed if KIND.sub("", name) != KIND.sub("", city.name)]
    return {name for name, _ in outside} - {"直辖"}, {county for _, counties in outside for county in counties}


def _read(name: str):
    return YAML(typ="safe").load((LANGUAGE / f"{name}.yml").read_text(encoding="utf-8"))
