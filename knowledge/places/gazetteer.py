"""All names of places in one automaton: finding them in what people write, and offering them for misspellings."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import ahocorasick
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.places.aliases import names_behind_wider, names_of
from knowledge.places.candidate_spans import all_windows
from knowledge.places.districts import districts
from knowledge.places.mentions import Hit, read_mentions
from knowledge.places.model import LEVELS, Mention, Place
from knowledge.places.names import settle
from knowledge.places.suggest import Suggester
from knowledge.places.tables import PlaceRow
from knowledge.places.typo_candidates import with_slips
from knowledge.text.folding import fold
from knowledge.text.keys import key


class Gazetteer:
    """Names of (place, aliases); immutable once built."""

    def __init__(self, places: Iterable[tuple[Place, str]], version: str = ""):
        self.version = version
        self._names: dict[str, dict[Place, bool]] = {}
        for called, district in districts().folded.items():
            self._add(called, Place(district), True)
        self._compounds: set[tuple] = set()
        for place, aliases in _completed(places):
            self._compounds.add(_address(place))
            # Without a street a place goes by the names that it was given only (areas that run across streets).
            own = getattr(place, place.width) if place.street or place.width == "district" else ""
            for name, full in names_of(place.width, own, aliases):
                self._add(name, place, full)
            for name in names_behind_wider(place):
                self._add(name, place, False)
        self._automaton = ahocorasick.Automaton()
        for name, readings in self._names.items():
            self._automaton.add_word(name, (name, readings))
        self._automaton.make_automaton()
        self._suggester = Suggester(self._names)

    def _add(self, name: str, place: Place, full: bool) -> None:
        readings = self._names.setdefault(name, {})
        readings[place] = readings.get(place, False) or full

    def find(self, text: str, district: str | None = None) -> list[Mention]:
        """The places ``text`` names, in order, one mention an address; ``district`` narrows the readings."""
        return self._find(fold(text), district)

    def _find(self, folded: str, district: str | None = None) -> list[Mention]:
        hits = [Hit(end - len(name) + 1, end + 1, readings) for end, (name, readings) in self._automaton.iter(folded)]
        return [Mention(**found) for found in read_mentions(folded, hits, district, self._has)]

    def _has(self, place: Place) -> bool:
        return bool(place.compound) and _address(place) in self._compounds

    def read(self, text: str, asked: bool = False) -> list[Mention]:
        """As ``find``, with what ``suggest`` offers where the text seems to name a place that is not found.

        asked: the text answers the question for a place, so that it may be a name without any sign of one.
        """
        folded = fold(text)
        return with_slips(folded, self._find(folded), self._suggester, asked)

    def suggest(self, text: str, district: str | None = None, limit: int = 3) -> list[Mention]:
        """Places whose name is written or sounds much like a part of ``text``; to be offered, never taken."""
        offers = self._suggester.offers(fold(text), all_windows(0, len(text)), district)
        return [Mention(offer.start, offer.end, offer.places, exact=False) for offer in offers[:limit]]

    def names(self) -> dict[str, tuple[Place, ...]]:
        """All folded names with what each may mean."""
        return {name: tuple(readings) for name, readings in self._names.items()}

    def streets(self, district: str) -> list[str]:
        """The streets and towns of a district, by name."""
        return sorted({place.street for readings in self._names.values() for place in readings
                       if place.district == district and place.width == "street"})


def _completed(places: Iterable[tuple[Place, str]]) -> list[tuple[Place, str]]:
    """Without doubles; a compound that another row puts into just one community of the street joins that row."""
    whole = {settle(place): aliases for place, aliases in places}
    homes: dict[tuple, set] = {}
    for place in whole:
        if place.compound and place.community:
            homes.setdefault(_home(place), set()).add(place.community)
    found: dict[Place, str] = {}
    for place, aliases in whole.items():
        communities = homes.get(_home(place), ()) if place.compound and not place.community else ()
        target = replace(place, community=next(iter(communities))) if len(communities) == 1 else place
        found[target] = "|".join(filter(None, (found.get(target, ""), aliases)))
    return list(found.items())


def _home(place: Place) -> tuple:
    return place.district, key("street", place.street or ""), key("compound", place.compound or "")


def _address(place: Place) -> tuple:
    """As ``_home``; 120号 and 120号院 are one."""
    district, street, compound = _home(place)
    return district, street, re.sub(r"(?<=号)院$", "", compound)


def load_gazetteer(session: Session) -> Gazetteer:
    """The gazetteer of the place table as it is now (``gazetteer_version`` tells when to load again)."""
    columns = [getattr(PlaceRow, level) for level in LEVELS[:4]]
    rows = session.execute(select(*columns, PlaceRow.aliases).order_by(PlaceRow.id)).all()
    places = [(Place(*(name or None for name in row[:4])), row[4]) for row in rows]
    return Gazetteer(places, gazetteer_version(session))


def gazetteer_version(session: Session) -> str:
    """Changes whenever a place is added or changed; one cheap query."""
    return "-".join(str(number or 0) for number in session.execute(
        select(func.count(PlaceRow.id), func.max(PlaceRow.id), func.sum(PlaceRow.revision))).one())
