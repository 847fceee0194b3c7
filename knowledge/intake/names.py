"""What a text may name: the city's kinds of venues and zones, its districts, and the places of its gazetteer."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.intake.words import official_names
from knowledge.places.model import Mention
from knowledge.rulebook.model import VenueKind, ZoneKind
from knowledge.text.folding import fold

# 高中低风险 names zones, and no school.
NO_VENUE = re.compile(
    r"高中(?=[、低]|风险)|单位(?:和个人|职责|责任)|各(?:级|有关|相关)单位|有关(?:单位|部门|企业)"
    r"|责任单位|属地单位|任何单位|单位(?:出具|开具)?的?证明|所在单位"
)
# 景区里的室内展厅 is ruled, and not the sight.
WITHIN = re.compile("[里内中]的(?!人|顾客|客流|商户|店|餐|各类)")


@dataclass(frozen=True)
class Named:
    """A kind's name in a text."""

    start: int
    end: int
    key: str


class Names:
    """Finds kinds by their names, the longest first. ``districts``: the canonical name by what it is called;
    ``places`` finds places in a text, as the gazetteer does."""

    def __init__(
        self, kinds: Mapping[str, VenueKind], zones: Mapping[str, ZoneKind], districts: Mapping[str, str],
        places: Callable[[str], list[Mention]] = lambda text: [],
    ) -> None:
        self.kinds, self.zones, self.places = kinds, zones, places
        self.owner = {fold(name): kind.key for kind in kinds.values() for name in (kind.name, *kind.names)}
        self.owner |= {fold(name): key for key, some in official_names().items() if key in kinds for name in some}
        self.venue = re.compile("|".join(map(re.escape, sorted(self.owner, key=len, reverse=True))))
        self.zone = {
            key: re.compile("|".join((re.escape(kind.name), *kind.aliases)), re.I) for key, kind in zones.items()
        }
        self.districts = {fold(called): name for called, name in districts.items()}
        self.district = re.compile("|".join(map(re.escape, sorted(self.districts, key=len, reverse=True))) or "(?!)")

    def venues(self, text: str, start: int, end: int) -> list[Named]:
        """Kinds of venues in text[start:end]."""
        shut = [match.span() for match in NO_VENUE.finditer(text, start, end)]
        found = (Named(*match.span(), self.owner[match.group()]) for match in self.venue.finditer(text, start, end))
        return [one for one in found if not any(first <= one.start < last for first, last in shut)
                and is_word(text, one) and not WITHIN.match(text, one.end)]

    def zones_in(self, text: str, start: int, end: int) -> list[Named]:
        """Kinds of zones, in the order of the text; 高、中风险区 are both."""
        found = [Named(*match.span(), key) for key, names in self.zone.items()
                 for match in names.finditer(text, start, end)]
        longest = sorted(found, key=lambda one: (one.start - one.end, one.start))
        kept: list[Named] = []
        for one in longest:
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        return sorted([*kept, *self.shortened(text, kept)], key=lambda one: one.start)

    def shortened(self, text: str, found: list[Named]) -> Iterator[Named]:
        """高、 before 中风险区: the first letter of a name stands for it in a list."""
        first = {kind.name[0]: key for key, kind in reversed(self.zones.items()) if kind.name[1:] and any(
            other.name[1:] == kind.name[1:] for other in self.zones.values() if other is not kind)}
        for one in found:
            place = one.start
            while place >= 2 and text[place - 1] in "、和" and text[place - 2] in first:
                yield Named(place - 2, place - 1, first[text[place - 2]])
                place -= 2


def is_word(text: str, one: Named) -> bool:
    """Latin names count as whole words only."""
    if not text[one.start:one.end].isascii():
        return True
    before, after = text[one.start - 1:one.start], text[one.end:one.end + 1]
    return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha())
