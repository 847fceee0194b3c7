"""All facts in one message, without overlaps: each reader finds one kind. Pure.

A reader is a file with ``find(text, lexicon) -> list[Span]`` over normalised text and a row of READERS.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.nlu.readers import (
    corrections,
    counts,
    couriers,
    elsewhere,
    hypotheticals,
    more_cases,
    notices,
    ordinals,
    places,
    shop_floors,
    times,
    unit_owner,
    unknown_places,
    venues,
    zones,
)
from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span, take_back


class Overlap(Enum):
    """What becomes of a span where others lie: it gives way to what earlier readers found, or holds its ground so that
    later ones give way to it, or lies over and under others, since it says something about them."""

    GIVES_WAY = "gives way"
    HOLDS = "holds"
    LIES_OVER = "lies over"


@dataclass(frozen=True)
class Reader:
    """One reader; unless: entities of which an earlier one in the message leaves nothing to find; sign: what a text
    must have for it to find anything, so that most readers are not asked about most messages; city_sign: the same where
    it is made of the city's words."""

    find: Callable[[str, Lexicon], list[Span]]
    overlap: Overlap = Overlap.GIVES_WAY
    unless: frozenset[str] = frozenset()
    sign: re.Pattern[str] | None = None
    city_sign: Callable[[Lexicon], re.Pattern[str]] | None = None

    def may_find(self, text: str, lexicon: Lexicon) -> bool:
        """Whether there is a sign that it finds something, where it has one."""
        sign = self.city_sign(lexicon) if self.city_sign else self.sign
        return sign is None or bool(sign.search(text))


# In order of precedence: a zone over a place named like it, a place over what stands inside its name.
READERS = (
    Reader(zones.find, city_sign=lambda lexicon: lexicon.city.any_zone),
    Reader(places.find),
    Reader(elsewhere.find, city_sign=lambda lexicon: lexicon.city.elsewhere),
    Reader(unknown_places.find, unless=frozenset({"place", "out_of_city"})),
    Reader(notices.find, sign=notices.SIGN),
    Reader(more_cases.find, Overlap.HOLDS, sign=more_cases.SIGN),
    Reader(times.find, sign=times.SIGN),
    Reader(venues.find),
    Reader(shop_floors.find, Overlap.LIES_OVER, unless=frozenset({"venue_kind"}), sign=shop_floors.SIGN),
    Reader(counts.find, sign=counts.SIGN),
    Reader(couriers.find),
    Reader(unit_owner.find, Overlap.LIES_OVER, sign=unit_owner.SIGN),
    Reader(corrections.find, Overlap.LIES_OVER, sign=corrections.SIGN),
    Reader(hypotheticals.find, Overlap.LIES_OVER, sign=hypotheticals.SIGN),
    Reader(ordinals.find, Overlap.LIES_OVER, sign=ordinals.POINTED),
)


def find_facts(text: str, lexicon: Lexicon) -> list[Span]:
    """The spans of all readers over normalised ``text``, in order of appearance."""
    found: list[Span] = []
    ground: list[Span] = []
    for reader in READERS:
        if not reader.may_find(text, lexicon) or any(span.entity in reader.unless for span in ground):
            continue
        spans = reader.find(text, lexicon)
        if reader.overlap is Overlap.GIVES_WAY:
            spans = [span for span in spans if not any(span.overlaps(other) for other in ground)]
        if reader.overlap is not Overlap.LIES_OVER:
            ground += spans
        found += spans
    return sorted(take_back(text, found), key=lambda span: span.start)
