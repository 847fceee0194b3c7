"""The units that a message names with cases, and the unit that more cases are supposed in. Pure."""
from __future__ import annotations

import re

from bot.nlu.reading.spans import Span
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import arabic

NUMBER = r"(?:\d+|[<numerals.cardinal>]{1,3})"
UNIT = pattern(f"(?<!同)(?:{NUMBER}(?:号楼|栋))?(?:{NUMBER}|[<units.side>])头?单元")
# 我住五单元 names the asker's unit, not one with cases.
LIVED_IN = re.compile(r"(?:[我俺咱][们家]?|自己)[^,，。;；!！?？\s]{0,3}$")
# 隔壁单元也出一例: 也 tells of another unit than the one with cases; without it 隔壁 is another where the cases are
# one's own.
ALSO = re.compile(r"也")
ADDED_TO = (
    ("same", re.compile(r"还(?:是)?在|也[都是]?在|同一?个?单元|(?:那|这)个?单元")),
    ("other", pattern("<units.other_entrance>")),
    ("own", pattern("<units.own_entrance>")),
)


def find_affected_units(text: str) -> list[Span]:
    """Spans ``affected_unit``: each unit named, as 2单元, apart from the one that the writer lives in."""
    named = (unit for unit in UNIT.finditer(text) if not LIVED_IN.search(text[:unit.start()]))
    return [Span(m.start(), m.end(), "affected_unit", arabic(m.group().replace("栋", "号楼"))) for m in named]


def find_added_to(text: str) -> list[Span]:
    """Of a message that supposes more cases: at most one span ``added_to`` (same, other or own: the unit that they
    are in, the first that is said), and at most one span ``also`` (there are such cases elsewhere too)."""
    found = ((unit, said.search(text)) for unit, said in ADDED_TO)
    added = [Span(match.start(), match.end(), "added_to", unit) for unit, match in found if match][:1]
    also = ALSO.search(text)
    return [*added, Span(also.start(), also.end(), "also", True)] if also else added
