"""What a message is read with, beside the words of the language, which readers compile into their patterns."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.nlu.readers.city_words import CityWords, city_words
from bot.nlu.readers.spans import Span
from bot.nlu.readers.venues import VenueMatcher
from knowledge.places.gazetteer import Gazetteer


class FindsNames(Protocol):
    """What finds names in a text, known or not: the trained tagger."""

    def find(self, text: str) -> list[Any]:
        """The names with ``start``, ``end`` and ``kind``, in order."""


@dataclass(frozen=True)
class Lexicon:
    """Names of places and venues, the instant (aware) from which 明天 is told, and what the dialogue lets words mean.

    asked_place: the message answers the question for a place; sites_shown: 第二个 is one of the sites just listed;
    counting: a bare number is one of cases; tagger: tells what is named and not known, where there is one; found: what
    earlier readers found in the message.
    """

    gazetteer: Gazetteer
    venues: VenueMatcher
    now: datetime
    asked_place: bool = False
    sites_shown: bool = False
    counting: bool = False
    city: CityWords = field(default_factory=city_words)
    tagger: FindsNames | None = None
    found: tuple[Span, ...] = ()
