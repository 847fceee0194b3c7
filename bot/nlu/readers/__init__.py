"""All facts in one message, without overlaps: each reader finds one kind. Pure.

A reader is a file with ``find(text, lexicon) -> list[Span]`` over normalised text and a row of READERS; what they read
with stands beside them (lexicon, spans, the names of the city and of venues).
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from bot.nlu.grammar.phrases import begun
from bot.nlu.readers import (
    corrections,
    counts,
    couriers,
    elsewhere,
    hypotheticals,
    mentions,
    more_cases,
    notices,
    ordinals,
    places,
    shop_floors,
    times,
    unit_owner,
    venues,
    zones,
)
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span, take_back


class Overlap(Enum):
    """What becomes of a span where others lie: it gives way to what earlier readers found, or holds its ground so that
    later ones give way to it, or takes the place of what lies inside it and gives way to the rest, or lies over and
    under others, since it says something about them."""

    GIVES_WAY = "gives way"
    COVERS = "covers"
    HOLDS = "holds"
    LIES_OVER = "lies over"


@dataclass(frozen=True)
class Reader:
    """One reader; unless: entities of which an earlier one in the message leaves nothing to find; sees_found: it looks
    for what earlier ones have left; sign: what a text must have for it to find anything, so that most readers are not
    asked about most messages; city_sign: the same where it is made of the city's words; phrases: one of them must be
    begun (bot/nlu/grammar/phrases.py), or the sign be there."""

    find: Callable[[str, Lexicon], list[Span]]
    overlap: Overlap = Overlap.GIVES_WAY
    unless: frozenset[str] = frozenset()
    sees_found: bool = False
    sign: re.Pattern[str] | None = None
    city_sign: Callable[[Lexicon], re.Pattern[str]] | None = None
    phrases: frozenset[str] = frozenset()

    def may_find(self, text: str, lexicon: Lexicon, said: set[str]) -> bool:
        """Whether there is a sign that it finds something, where it has one. said: the phrases that are begun."""
        sign = self.city_sign(lexicon) if self.city_sign else self.sign
        if not self.phrases and sign is None:
            return True
        return not self.phrases.isdisjoint(said) or bool(sign and sign.search(text))


# In order of precedence: a zone over a place named like it, a place over what stands inside its name.
READERS = (
    Reader(zones.find, city_sign=lambda lexicon: lexicon.city.any_zone),
    Reader(places.find, sees_found=True),
    Reader(elsewhere.find, city_sign=lambda lexicon: lexicon.city.elsewhere),
    Reader(venues.find),
    Reader(shop_floors.find, Overlap.LIES_OVER, unless=frozenset({"venue_kind"}), sign=shop_floors.SIGN),
    Reader(mentions.find, Overlap.COVERS, sees_found=True),
    Reader(notices.find, sign=notices.SIGN),
    Reader(more_cases.find, Overlap.HOLDS, sign=more_cases.SIGN),
    Reader(times.find, sign=times.SIGN),
    Reader(counts.find, sign=counts.SIGN),
    Reader(couriers.find, sign=couriers.SIGN),
    Reader(unit_owner.find, Overlap.LIES_OVER, phrases=frozenset(unit_owner.OF.values())),
    Reader(corrections.find, Overlap.LIES_OVER, phrases=frozenset(corrections.SAID)),
    Reader(hypotheticals.find, Overlap.LIES_OVER, sign=more_cases.SIGN, phrases=frozenset({hypotheticals.SUPPOSED})),
    Reader(ordinals.find, Overlap.LIES_OVER, sign=ordinals.POINTED),
)
# Those that look names up.
LISTED = READERS[:4]


def find_known(text: str, lexicon: Lexicon) -> list[Span]:
    """The zones, places and venues in normalised text that lists know, in order of appearance."""
    return sorted(_found_by(LISTED, text, lexicon), key=lambda span: span.start)


def find_facts(text: str, lexicon: Lexicon) -> list[Span]:
    """The spans of all readers over normalised ``text``, in order of appearance."""
    return sorted(take_back(text, _found_by(READERS, text, lexicon)), key=lambda span: span.start)


def _found_by(readers: Iterable[Reader], text: str, lexicon: Lexicon) -> list[Span]:
    found: list[Span] = []
    ground: list[Span] = []
    said = begun(text)
    for reader in readers:
        if not reader.may_find(text, lexicon, said) or any(span.entity in reader.unless for span in ground):
            continue
        spans = reader.find(text, replace(lexicon, found=tuple(ground)) if reader.sees_found else lexicon)
        if reader.overlap is Overlap.COVERS:
            found, ground = (
                [span for span in before if not any(other.covers(span) for other in spans)]
                for before in (found, ground)
            )
        if reader.overlap in (Overlap.GIVES_WAY, Overlap.COVERS):
            spans = [span for span in spans if not any(span.overlaps(other) for other in ground)]
        if reader.overlap is not Overlap.LIES_OVER:
            ground += spans
        found += spans
    return found
