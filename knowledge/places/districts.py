"""The districts of the city that is served: what each is called, and which of them manages a street. Pure apart from
taking them from the city's folder."""
from __future__ import annotations

import re
from functools import cached_property, lru_cache

from knowledge.city.folder import city_folder
from knowledge.releases.city import City, city_of
from knowledge.text.folding import fold
from knowledge.text.keys import key

_KIND = re.compile("(?:(?:回|满|达斡尔|朝鲜|蒙古|土家|苗|侗|瑶|彝|壮)族)*(?:自治)?[区市县]$")


class Districts:
    """Names of a city's districts. ``names``: the canonical ones; ``short``: two letters that say the whole district;
    ``by_name``: canonical name by every spelling, also with the city before it; ``managed``: which district runs a
    street, by (the district it lies in on the map, the street's key)."""

    def __init__(self, city: City):
        self.names = tuple(district.name for district in city.districts)
        self.short = {district.short: district.name for district in city.districts if district.short}
        self.called = {called: each.name for each in city.districts for called in (each.name, *each.aliases)}
        self._province, self._city, self._city_short = city.province, city.name, city.short_name
        self.by_name = {
            name: canonical for called, canonical in self.called.items()
            for name in (called, self._city_short + called, self._city + called)
        }
        self.managed = {
            (parent, key("street", street)): zone.name
            for zone in city.districts for street in zone.streets for parent in zone.part_of
        }
        self._by_stem = {_KIND.sub("", name): canonical for name, canonical in self.by_name.items()}

    def as_written(self, text: str) -> str | None:
        """The canonical district of a cell of a table, with or without 区, city and province; None for no district of
        the city. Not for what people say: some of these forms are ordinary words."""
        name = re.sub(r"\s", "", fold(text)).removeprefix(self._province)
        bare = name.removeprefix(self._city) if name.startswith(self._city) else name.removeprefix(self._city_short)
        return self.by_name.get(name) or self._by_stem.get(bare) or self.short.get(name)

    @cached_property
    def folded(self) -> dict[str, str]:
        """What people call districts, folded for comparing -> canonical name; the short forms with it."""
        return {fold(called): name for called, name in (self.called | self.short).items()}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What people call a district, the longest first."""
        return re.compile("|".join(map(re.escape, sorted(self.folded, key=len, reverse=True))))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The first two letters of what people call districts."""
        return frozenset(called[:2] for called in self.folded)

    @cached_property
    def head(self) -> re.Pattern[str]:
        """A district at the head of a designation, behind province and city where they are written; group 1."""
        names = "|".join(sorted((name for name in self.by_name if name[-1] in "区市县"), key=len, reverse=True))
        before = "".join(f"(?:{name})?" for name in (self._province, f"{self._city}(?!区)") if name)
        return re.compile(rf"{before}({names})")


def districts() -> Districts:
    """Those of the city that is served."""
    return _of(city_folder())


@lru_cache(maxsize=16)
def _of(folder) -> Districts:
    return Districts(city_of(folder))
