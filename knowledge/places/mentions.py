"""Hits of names in a text -> one mention an address: nested names joined, building and unit read behind them."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from knowledge.places.address_tail import Tail, read_tail
from knowledge.places.compare import Same, same
from knowledge.places.confidence import Named, may_begin, may_end
from knowledge.places.model import LEVELS, Place
from knowledge.places.names import settle
from knowledge.text.folding import fold
from knowledge.text.keys import key

_GAP = re.compile(r"[\s,的·]{0,2}")
# Behind a shortened name these make another name: 阳光花城小区 is not 阳光花城社区.
_GROWN = re.compile(r"小区|花园|家园|公寓|广场|社区|街道|办事处|村")
_ROAD = re.compile(r"[路街巷道]$")
# Bounds put into words (滨河路以南, 甲大道乙路围着的) are no part of a longer name, whatever stands beside them.
BOUNDS = re.compile(r"以[东南西北]|[路道街][东南西北][边面侧]?$|(?:路|大道).+(?:路|大道)$")
_ORDER = {"district": 0, "street": 1, "compound": 2, "community": 3}


@dataclass(frozen=True)
class Hit:
    """A name found at text[start:end] and its readings; the value tells whether it was said in full."""

    start: int
    end: int
    readings: dict[Place, bool]


@dataclass
class _Chain:
    """Hits that make up one address so far; ``last``: where the last of its names begins; ``before``: what the names
    before that one mean."""

    start: int
    end: int
    places: dict[Place, bool]
    said_district: bool
    last: int
    unknown: str | None = None
    before: dict[Place, bool] | None = None

    def widths(self) -> set[str]:
        return {place.width for place in self.places}

    def is_road(self, text: str) -> bool:
        """A street's or community's name without its ending may as well be the road, which runs on elsewhere."""
        streets = all(place.width in ("street", "community") and not full for place, full in self.places.items())
        return streets and bool(_ROAD.search(text[self.last:self.end]))


def read_mentions(text: str, hits: Iterable[Hit], district: str | None, known: Callable[[Place], bool]) -> list[dict]:
    """The fields of the mentions of a folded text, in order; ``district`` narrows readings where it can.

    known: whether the gazetteer has a compound, so that a section behind a name is no slip of another.
    """
    chains: list[_Chain] = []
    for hit in _longest(hits):
        if chains and _names_what_lies_in_it(chains[-1], hit):
            continue
        if not (chains and _join(chains[-1], hit, text)):
            named = any(place.width == "district" for place in hit.readings)
            chains.append(_Chain(hit.start, hit.end, _narrowed(hit.readings, district), named, hit.start))
    limits = [chain.start for chain in chains[1:]] + [len(text)]
    return [_mention(chain, text, limit, known) for chain, limit in zip(chains, limits, strict=False)]


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start - each.end, each.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda each: each.start)


def _narrowed(readings: dict[Place, bool], district: str | None) -> dict[Place, bool]:
    inside = {place: full for place, full in readings.items() if place.district == district}
    return inside or dict(readings)


def _join(chain: _Chain, hit: Hit, text: str) -> bool:
    """Takes the hit into the address when it can belong to it."""
    if chain.unknown or not _GAP.fullmatch(text[chain.end:hit.start]):
        return False
    joined = _joined(chain.places, hit.readings)
    if not joined and chain.is_road(text) and chain.end == hit.start:
        wider = {place.up_to("district"): True for place in chain.places} if chain.said_district else {}
        joined = _joined(wider, hit.readings) if wider else dict(hit.readings)
    if joined:
        chain.before = chain.places if _joined(chain.places, hit.readings) else None
        chain.places, chain.end, chain.last = joined, hit.end, hit.start
        return True
    return _contradicts(chain, hit, text)


def _contradicts(chain: _Chain, hit: Hit, text: str) -> bool:
    """甲区凯田花园, when the only 凯田花园 known is elsewhere: a place in 甲区 that is not known."""
    if not any(_narrower(one, other) for one in chain.places for other in hit.readings):
        return False
    chain.unknown, chain.end = text[hit.start:hit.end], hit.end
    return True


def _names_what_lies_in_it(chain: _Chain, hit: Hit) -> bool:
    """甲街社区甲街小区: right behind a community its name again is that of a compound in it, known or not."""
    return chain.end == hit.start and any(
        one.community and one.width == other.width and same("community", one.community, other.community) is Same.YES
        for one in chain.places for other in hit.readings
    )


def _joined(places: dict[Place, bool], readings: dict[Place, bool]) -> dict[Place, bool]:
    pairs = [(one, other, full) for one in places for other, full in readings.items()
             if _narrower(one, other) and compatible(one, other)]
    return {_merged(one, other): full for one, other, full in pairs}


def _narrower(one: Place, other: Place) -> bool:
    return LEVELS.index(other.width) > LEVELS.index(one.width)


def compatible(one: Place, other: Place) -> bool:
    """Whether both may be said in one address."""
    # A district may be said for a street in it that a development zone manages.
    one = settle(replace(one, street=one.street or other.street))
    return all(same(level, mine, its) is Same.YES for level, mine, its in
               zip(LEVELS, one.names(), other.names(), strict=True) if mine and its)


def _merged(one: Place, other: Place) -> Place:
    return settle(Place(other.district, *(its or mine for mine, its in
                                          zip(one.names()[1:], other.names()[1:], strict=True))))


def _mention(chain: _Chain, text: str, limit: int, known: Callable[[Place], bool]) -> dict:
    tail = _tail(chain, text[:limit])
    places, unknown = chain.places, chain.unknown or tail.unknown
    if unknown and not chain.unknown and (tail.grown or chain.is_road(text[:limit])):
        unknown = text[chain.last:chain.end] + unknown
        places = chain.before or {place.up_to("district"): full for place, full in places.items()}
    end = max(chain.end, tail.end)
    candidates = one_a_place(with_tail(place, tail) for place in _ranked(places, tail))
    # Said from the district down as a button says it, it is that one, and is not asked again.
    candidates = tuple(each for each in candidates if fold(each.label) == text[chain.start:end]) or candidates
    return {"start": chain.start, "end": end, "candidates": candidates, "unknown": unknown,
            "exact": _is_exact(chain, text, tail, any(map(known, candidates)))}


def one_a_place(readings: Iterable[Place]) -> tuple[Place, ...]:
    """The readings, each place by its first spelling only: 和昌澜景 and 和昌澜景小区 are one compound."""
    places: dict[tuple, Place] = {}
    for place in readings:
        names = zip(LEVELS, place.names(), strict=True)
        places.setdefault(tuple(key(level, name or "") for level, name in names), place)
    return tuple(places.values())


def _tail(chain: _Chain, text: str) -> Tail:
    if chain.unknown:
        return Tail(chain.end)
    grown = None if any(chain.places.values()) else _GROWN.match(text, chain.end)
    if grown:
        return Tail(grown.end(), unknown=grown[0], grown=True)
    return read_tail(text, chain.end, {"road"} if chain.is_road(text) else chain.widths())


def _ranked(places: dict[Place, bool], tail: Tail) -> list[Place]:
    ranked = sorted(places, key=lambda place: (not places[place], _ORDER[place.width]))
    if tail.building or tail.unit or tail.section:
        compounds = [place for place in ranked if place.compound]
        return compounds or ranked
    return ranked


def with_tail(place: Place, tail: Tail) -> Place:
    """The place with the section, building and unit that stand behind its name."""
    if tail.section and place.width in ("community", "compound"):
        place = replace(place, compound=(place.compound or "").removesuffix("小区") + tail.section)
    if place.width in ("community", "compound"):
        return replace(place, building=tail.building, unit=tail.unit)
    return place


def _is_exact(chain: _Chain, text: str, tail: Tail, part_known: bool) -> bool:
    if BOUNDS.search(text[chain.last:chain.end]):
        return True
    if chain.is_road(text) and not chain.said_district:
        return False
    named = Named(chain.last, chain.end, tail, any(chain.places.values()), part_known, chain.widths() == {"street"})
    ends = chain.unknown or chain.widths() == {"district"} or may_end(text, named)
    return bool(ends) and (chain.said_district or may_begin(text, chain.start))
