"""The facts that a text states, alike in whatever form it is written: digits, read aloud, English. Two forms of an
answer must state the same ones. Pure."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from knowledge.forms.fact_readings import READINGS, Fact, Reading


def facts(text: str, places: Mapping[str, str] | None = None) -> frozenset[Fact]:
    """All that is found; ``places``: names as they may be written, and the one spelling of each."""
    found: list[Fact] = []

    def taken(match: re.Match[str], read: Callable[[re.Match[str]], Iterable[Fact]]) -> str:
        stated = list(read(match))
        found.extend(stated)
        return " \n " if stated else match.group()

    for pattern, read in (*_of_places(places or {}), *READINGS):
        text = pattern.sub(lambda match, read=read: taken(match, read), text)
    return frozenset(found)


def differing(one: str, other: str, places: Mapping[str, str] | None = None) -> tuple[Fact, ...]:
    """What one of two forms states and the other does not, in order."""
    return _differing(one, other) if not places else tuple(sorted(facts(one, places) ^ facts(other, places)))


# A release that is read again, with one text changed, has all its other forms in it as they were.
@lru_cache(maxsize=4096)
def _differing(one: str, other: str) -> tuple[Fact, ...]:
    return tuple(sorted(facts(one) ^ facts(other)))


def _of_places(places: Mapping[str, str]) -> list[Reading]:
    if not places:
        return []
    names = "|".join(re.escape(name) for name in sorted(places, key=len, reverse=True))
    return [(re.compile(names), lambda match: [Fact("place", places[match.group()])])]
