"""What one release states at an instant and a later one does not state any more. Pure.

A fact is what an origin of a reply (knowledge.answers.Origin) states, wherever in the files it stands.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from knowledge.answers import resolve, row_origins
from knowledge.answers.parts import CHANNELS
from knowledge.answers.verdicts_in_words import VerdictsInWords
from knowledge.releases.comparison.said import Saying
from knowledge.releases.release import Release
from knowledge.rulebook import decide_venue
from knowledge.rulebook.model import VenueVerdict
from knowledge.rulebook.venues import cells

Fact = tuple[str, str, str, str]


@dataclass(frozen=True)
class Outdated:
    """``facts`` that were stated and are not any more; the kinds of venues of which something else is said."""

    facts: frozenset[Fact]
    venues: frozenset[str]


def facts_of(origins: Iterable) -> frozenset[Fact]:
    """What origins state: a row that moved down a line, a part that became the second, state the same."""
    return frozenset(
        (one.kind, one.key.partition("/")[0] if one.kind != "row" else "", one.clause, one.mark) for one in origins
    )


def outdated(before: Release, after: Release, at: datetime) -> Outdated:
    """``at`` is civil: what lapses by itself is in both releases alike, and nobody has to be told."""
    turned, rows = turned_rows(before, after, at)
    return Outdated(words_at(before, at) - words_at(after, at) | rows, turned)


def words_at(release: Release, at: datetime) -> frozenset[Fact]:
    """The facts of all written answers on all channels."""
    return facts_of(
        origin for answer in release.answers.values() for channel in CHANNELS
        for origin in resolve(answer, release.notices, at, channel).origins
    )


def turned_rows(before: Release, after: Release, at: datetime) -> tuple[frozenset[str], frozenset[Fact]]:
    """The kinds of venues of which something else is said in some kind of zone, and the rows that said it."""
    old, new = (VerdictsInWords(one.rulebook, one.notices, Saying(one)) for one in (before, after))
    turned = [
        verdict for venue in before.rulebook.kinds for zone in cells(before.rulebook, at)
        if says(old, verdict := decide_venue(before.rulebook, venue, zone, at))
        != (says(new, decide_venue(after.rulebook, venue, zone, at)) if venue in after.rulebook.kinds else None)
    ]
    return frozenset(one.venue for one in turned), facts_of(row_origins(turned))


def says(words: VerdictsInWords, verdict: VenueVerdict) -> tuple[str, ...]:
    """A verdict as residents read it, without what it rests on."""
    return verdict.word, words.in_line(verdict), *words.elsewhere(verdict, verdict.venue)
