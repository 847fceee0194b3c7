"""What a city's folder says of the city as a whole (city.yml): its name, its districts, its phones, its clock."""
from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from knowledge.city.folder import city_folder
from knowledge.notices.located import Located
from knowledge.text.located_yaml import read_located

FILE = "city.yml"
# The kinds of zones are the rulebook's.
KEYS = (
    "name", "province", "means_here", "title", "disclaimer", "clock", "first_questions", "districts", "common_names",
    "hotlines",
    "emergency", "zone_kinds", "called", "groups",
)
# Codes, apps and places that a city may have a name of its own for; the general names are the phrases of
# language/words/called.yml.
CALLED = ("health_code", "health_app", "place_code", "travel_code", "test_code", "test_app", "booth")
DISTRICT_KEYS = ("short", "aliases", "part_of", "streets")
HOTLINE_KEYS = ("of", "phone", "hours", "for", "notice")
CITY = "市"
KIND = re.compile("(?:市|地区|盟|(?:[一-鿿]+族)?自治州)$")


@dataclass(frozen=True)
class District:
    """A district by its canonical name. ``aliases``: what else it is called; ``short``: two letters that say the whole
    district unmistakably (other short forms are ordinary words); ``streets``: those it manages although on the map they
    lie in the districts that it is ``part_of``, without 街道."""

    name: str
    aliases: tuple[str, ...] = ()
    short: str = ""
    part_of: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hotline:
    """A phone of the whole city (``of`` empty), of a district, of a street (区/街道) or of a community (区/街道/社区)."""

    of: tuple[str, ...]
    phone: str
    hours: str = ""
    serves: str = ""
    notice: str = ""


@dataclass(frozen=True)
class City:
    """``first_questions``: topics that a page offers before anything was asked, in their order; ``clock``: the instant
    of the demonstration, ISO 8601 with its offset, empty where the folder has none; ``common_names``: names of places
    here that are too common to stand for one by themselves; ``means_here``: other names of the
    city, and names of places here that are cities elsewhere; ``title`` and ``disclaimer``: for pages; ``emergency``:
    the number for those in danger of life; ``called``: what its codes, apps and booths are called, by CALLED, as far
    as it says; ``groups``: the headings of its groups of topics."""

    name: str
    province: str
    title: str
    disclaimer: str
    clock: str
    emergency: str
    means_here: tuple[str, ...]
    first_questions: tuple[str, ...]
    districts: tuple[District, ...]
    common_names: tuple[str, ...]
    hotlines: tuple[Hotline, ...]
    called: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def short_name(self) -> str:
        """The name without 市, 地区, 盟 or 自治州."""
        return KIND.sub("", self.name)

    @property
    def hotline(self) -> Hotline | None:
        """The phone of the whole city."""
        return next((line for line in self.hotlines if not line.of), None)


def check_city(table: Located, topics: Collection[str], notices: Collection[str]) -> City:
    """The city out of its file. Raises ContentError with file and line."""
    city = read_city(table)
    for row in table.tables("hotlines") if city.hotlines else ():
        if row.get("notice") is not None and row["notice"] not in notices:
            raise row.refuse(f"notice: {row['notice']!r} is no notice of this city.", "notice")
    for topic in city.first_questions:
        if topic not in topics:
            raise table.refuse(f"first_questions: {topic!r} is no topic with an answer.", "first_questions")
    return city


def read_city(table: Located) -> City:
    """As ``check_city``, before topics and notices are known."""
    table.allow(*KEYS)
    entries = _named(table, "districts")
    districts = tuple(_district(name, entries) for name in entries)
    return City(
        table.text("name"), _optional(table, "province"), table.text("title", "居民问答"),
        _optional(table, "disclaimer"), _clock(table), table.text("emergency", "120"),
        table.texts("means_here"), table.texts("first_questions"), districts, table.texts("common_names"),
        _hotlines(table, districts), read_called(table), _groups(table),
    )


def city_here() -> City:
    """The city of the folder that is served."""
    return city_of(city_folder())


@lru_cache(maxsize=16)
def city_of(folder: Path) -> City:
    """The city of a folder, read once. Raises ContentError."""
    return read_city(read_located(folder / FILE))


def _named(table: Located, key: str) -> Located:
    entries = table.get(key)
    if not isinstance(entries, Located) or not entries:
        raise table.refuse(f"{key!r} must name at least one, each with what is said of it ({{}} for nothing).", key)
    return entries


def _district(name: str, entries: Located) -> District:
    entry = entries[name]
    if not isinstance(entry, Located):
        raise entries.refuse(f"{name} must hold a mapping, {{}} where nothing is said of it.", name)
    entry.allow(*DISTRICT_KEYS)
    if entry.texts("streets") and not entry.texts("part_of"):
        raise entry.refuse("streets it manages lie in other districts on the map; name them in part_of.", "streets")
    return District(
        name, entry.texts("aliases"), _optional(entry, "short"), entry.texts("part_of"), entry.texts("streets")
    )


def _optional(table: Located, key: str) -> str:
    return table.text(key) if table.get(key) is not None else ""


def _clock(table: Located) -> str:
    text = _optional(table, "clock")
    try:
        whole = not text or datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        whole = False
    if not whole:
        raise table.refuse(f"clock {text!r} is no time with its offset such as 2022-04-01T09:00:00+08:00.", "clock")
    return text


def read_called(table: Located) -> dict[str, str]:
    """What codes, apps and booths are called here, by CALLED, as far as city.yml says. Raises ContentError."""
    names = table.get("called") or {}
    if not isinstance(names, Located):
        if names:
            raise table.refuse(f"called must give a name to some of {', '.join(CALLED)}.", "called")
        return {}
    names.allow(*CALLED)
    for key in names:
        if set("{}") & set(names.text(key)):
            raise names.refuse(f"{key}: write the name alone, without braces.", key)
    return {key: names.text(key) for key in names}


def _groups(table: Located) -> dict[str, str]:
    groups = _named(table, "groups") if table.get("groups") is not None else Located({}, table.file, table.line)
    return {group: groups.text(group) for group in groups}


def _hotlines(table: Located, districts: tuple[District, ...]) -> tuple[Hotline, ...]:
    rows = table.tables("hotlines") if "hotlines" in table else []
    return tuple(_hotline(row, {district.name for district in districts}) for row in rows)


def _hotline(row: Located, districts: set[str]) -> Hotline:
    row.allow(*HOTLINE_KEYS)
    of = tuple(part for part in row.text("of").split("/") if part != CITY)
    if of and of[0] not in districts:
        raise row.refuse(f"{of[0]!r} is no district of this file; write 市, or 区, 区/街道 or 区/街道/社区.", "of")
    return Hotline(of, row.text("phone"), *(_optional(row, key) for key in ("hours", "for", "notice")))
