"""The units that a message names with cases, and the unit that more cases are supposed in. Pure."""
from __future__ import annotations

from bot.nlu.grammar.case_words import homes_of, words_of
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

# What no message that names a home is without.
SIGN = pattern("单元|号楼|[栋幢座#]")
# 我住五单元 names the asker's unit, not one with cases.
LIVED_IN = pattern("(?:[<people.we_letters>][<people.we_letters>们家]?|自己)[^<clauses.end>]{0,3}$")
# 隔壁单元也出一例: 也 tells of another unit than the one with cases; without it 隔壁 is another where the cases are
# one's own.
ALSO = "也"
IN_ORDER = ("same", "other", "own")
ADDED_TO = pattern(
    "(?P<same>还(?:是)?在|也[都是]?在|同一?个?单元|[那这]个?单元)|(?P<other><units.other_entrance>)"
    "|(?P<own><units.own_entrance>)"
)


def find_affected_units(text: str) -> list[Span]:
    """Spans ``affected_unit``: each home named, as 2单元 or 5号楼, apart from the one that the writer lives in."""
    named = (word for word in words_of(text) if word.lastgroup == "home" and not LIVED_IN.search(text[:word.start()]))
    return [Span(word.start(), word.end(), "affected_unit", home) for word in named for home in homes_of(word)
            if not word["neighbour"]]


def find_added_to(text: str) -> list[Span]:
    """Of a message that supposes more cases: at most one span ``added_to`` (same, other or own: the unit that they
    are in; of several that are said the first in this order), and at most one span ``also`` (there are such cases
    elsewhere too)."""
    said = [Span(unit.start(), unit.end(), "added_to", unit.lastgroup) for unit in ADDED_TO.finditer(text)]
    also = text.find(ALSO)
    added = sorted(said, key=lambda unit: IN_ORDER.index(unit.value))[:1]
    return [*added, Span(also, also + 1, "also", True)] if also >= 0 else added
