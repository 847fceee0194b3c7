"""Which stretches of a text may be a name that is misspelt, and what speaks against one."""
from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.places.confidence import BEFORE
from knowledge.places.districts import districts
from knowledge.places.similarity import HEARD, LONGEST
from knowledge.places.suggest import Offer

STOP = re.compile(r"[\s,。;:?!、~]")
_KIND = re.compile(r"社区|街道办?|办事处|小区|花园|家园|公寓|新城|[苑村镇庄砦路街](?![苑村镇庄砦路街])|号院|(?<=.)(?=\d+(?:号楼|栋|幢))")
_TWO_LETTERS = re.compile(r"(?:社区|小区|街道)$")  # 社去, 街到 are nothing else
_BEFORE = BEFORE | set("个边片儿叫啦")
# At the edge of a stretch these belong to the sentence, not to a misspelt name.
_SENTENCE = set("的是在有吗呢哪几要可以现今明昨了和跟我俺咱你他她它这那每所各去到啥怎多少不没会该让请问人还就都能被把也又封解做查里住家附")


def clauses(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """text[first:last] cut where a name cannot go on."""
    for stop in STOP.finditer(text, first, last):
        yield first, stop.start()
        first = stop.end()
    yield first, last


def all_windows(begin: int, stop: int) -> list[tuple[int, int]]:
    """Every stretch of text[begin:stop] that may be a name."""
    return [
        (start, end) for start in range(begin, stop - 1) for end in range(start + 2, min(stop, start + LONGEST) + 1)
    ]


def before_kinds(text: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """The stretches that end with a kind of place (社区, 路) or before the number of a building."""
    ends = {match.end() for match in _KIND.finditer(text, begin, stop)}
    return [(start, end) for end in sorted(ends) for start in range(max(begin, end - LONGEST), end - 1)]


def is_slip(text: str, offer: Offer) -> bool:
    """Not the name itself, of which is known what it means here; and no word of the sentence taken for its edge."""
    first, last = text[offer.start], text[offer.end - 1]
    before = first != offer.name[0] and first in _SENTENCE and offer.cost > HEARD
    after = (
        last != offer.name[-1] and last in _SENTENCE and not (offer.cost <= HEARD and _TWO_LETTERS.search(offer.name))
    )
    return offer.cost > 0 and not before and not after


def stands_free(text: str, begin: int, offer: Offer) -> bool:
    """Whether a name may begin here, and more than a district's short name stands before the kind of place."""
    written = text[offer.start:offer.end]
    return (offer.start == begin or text[offer.start - 1] in _BEFORE) and written[:2] not in districts().stems
