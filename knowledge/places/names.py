"""The canonical names of districts and streets, and which district manages a street."""
from __future__ import annotations

import re
from dataclasses import replace

from knowledge.places.districts import districts
from knowledge.places.model import Place
from knowledge.text.folding import fold
from knowledge.text.keys import key

_CITY_KIND = re.compile("市|地区|盟|([一-鿿]+族)?自治州")
_STREET = re.compile(r"(街道办事处|街道办|街道|办事处)$")


def district_name(text: str | None) -> str | None:
    """The canonical name of a district, or the text itself when it is none of the city's."""
    return districts().by_name.get(text, text) if text else None


def same_city(one: str, other: str) -> bool:
    """Whether two names are of one city: 洛阳 and 洛阳市, 延边 and 延边朝鲜族自治州."""
    short, long = sorted((re.sub(r"\s", "", fold(name)) for name in (one, other)), key=len)
    return (
        long == short != ""
        or bool(len(short) > 1 and long.startswith(short) and _CITY_KIND.fullmatch(long[len(short):]))
    )


def street_name(text: str | None) -> str | None:
    """X街道, X街道办事处, X办事处 -> X街道; X镇 and X乡 stay."""
    return _STREET.sub("街道", text) if text else None


def settle(place: Place) -> Place:
    """The place with canonical names, under the district that manages its street, not the one it lies in on the map."""
    place = replace(place, district=district_name(place.district), street=street_name(place.street))
    if place.district and place.street:
        managed = districts().managed.get((place.district, key("street", place.street)))
        return replace(place, district=managed) if managed else place
    return place
