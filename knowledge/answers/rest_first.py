"""The verdict in a whole city or district that has no name for what is not designated: first that of the rest, as most
of it is, then in short what is otherwise in kinds of zones. Pure."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from knowledge.rulebook.model import NOT_STATED, Names, Rulebook, VenueVerdict
from knowledge.rulebook.venues import alike, cells, decide_venue


class Words(Protocol):
    """What puts single verdicts into words: Words, which asks this module for whole cities."""

    book: Rulebook
    say: Callable[..., str]

    def phrase(self, verdict: VenueVerdict) -> str: ...
    def values(self, verdict: VenueVerdict, where: str, venue: str) -> dict[str, Any]: ...
    def in_line(self, verdict: VenueVerdict) -> str: ...
    def listing(self, names: Iterable[str]) -> str: ...
    def some_of(self, places: Collection[str]) -> str: ...


@dataclass(frozen=True)
class OfCity:
    """What is said of a kind of venue in the whole city, and the verdicts that this tells."""

    text: str
    verdicts: tuple[VenueVerdict, ...]


def whole_city(words: Words, venue: str, at: datetime) -> OfCity | None:
    """What the rows say of a kind; None where nothing is stated of the rest, or the same everywhere."""
    rest, there = rest_and_zones(words, venue, at, cells(words.book, at))
    if rest.word == NOT_STATED or alike((rest, *there)):
        return None
    values = rest_first(words, rest, there, words.say("where_city"), words.book.kinds[venue].name)
    return OfCity(words.say(words.phrase(rest), **values), (rest, *there))


def rest_and_zones(
    words: Words, venue: str, at: datetime, zones: Iterable[str | None], where: Names = ()
) -> tuple[VenueVerdict, list[VenueVerdict]]:
    """The verdict where nothing is designated, and those in the kinds of ``zones``."""
    rest, *there = (
        decide_venue(words.book, venue, zone, at, where) for zone in sorted(zones, key=lambda zone: zone is not None)
    )
    return rest, there


def rest_first(
    words: Words, rest: VenueVerdict, there: Iterable[VenueVerdict], place: str, venue: str
) -> dict[str, str]:
    """What fills the phrase of the ``rest`` of ``place``."""
    values = words.values(rest, words.say("where_rest", place=place), venue)
    otherwise = "".join([*in_kinds(words, rest, there), *in_streets(words, rest, there)])
    return values | {"more": values["more"] + (otherwise and otherwise + words.say("venue_look_up"))}


def in_kinds(words: Words, rest: VenueVerdict, there: Iterable[VenueVerdict]) -> list[str]:
    """What is said in kinds of zones and not of the rest: the kinds of which the same is said together."""
    told: dict[str, list[str]] = {}
    for verdict in there:
        if verdict.word != rest.word or not alike((replace(verdict, elsewhere=()), replace(rest, elsewhere=()))):
            told.setdefault(words.in_line(verdict), []).append(words.say(f"zone_{verdict.zone}"))
    return [words.say("venue_zones_say", zones=words.listing(zones), verdict=said) for said, zones in told.items()]


def in_streets(words: Words, rest: VenueVerdict, there: Iterable[VenueVerdict]) -> list[str]:
    """What holds in the zones of some streets alone."""
    told: dict[tuple[str, str], list[str]] = {}
    for verdict in there:
        for row in verdict.elsewhere:
            if row not in rest.elsewhere:
                said = words.in_line(replace(verdict, word=row.verdict, rows=(row,), elsewhere=()))
                told.setdefault((words.say(f"zone_{verdict.zone}"), said), []).extend(map("".join, row.scope.places))
    return [
        words.say("venue_zones_say", zones=words.say("zone_of", where=words.some_of(dict.fromkeys(places)), zone=zone),
                  verdict=said)
        for (zone, said), places in told.items()
    ]
