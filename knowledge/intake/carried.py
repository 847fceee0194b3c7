"""What a sentence says of kinds that only the sentence before it names, and of kinds of its half before. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.intake.conditions import CAPACITY, CONDITION, PROOF, with_conditions
from knowledge.intake.cues import OPEN, by_kind, cues_of
from knowledge.intake.head import is_bound
from knowledge.intake.model import Proposal, Sentence, Span
from knowledge.intake.names import Names
from knowledge.intake.ruled import Ruled
from knowledge.intake.verdicts import SAME
from knowledge.intake.words import pattern

EARLIER, AT_THE_DOOR = pattern("<changes.earlier>"), pattern(r"\s*(?:<verdicts.at_the_door>)")
ALL_OF_THEM = pattern("<verdicts.all_of_them>")
APART = re.compile(r"\s*(?:其中|但|不过|而)")


def is_earlier(text: str, one: Sentence) -> bool:
    """Whether it tells what an earlier text said."""
    return bool(EARLIER.search(text, one.start, one.end))


def carried(text: str, one: Sentence, keys: list[str], names: Names) -> list[Ruled]:
    """A verdict without kinds on those of the sentence before: 理发店原定关到12日。现在提前:7日起可以开门."""
    cues = cues_of(text, one.start, one.end)
    if not (keys and cues) or names.venues(text, one.start, one.end):
        return []
    _, last, word = cues[0]
    found = [Ruled(one.start, last, verdict, some, sure=False)
             for verdict, some in by_kind(word, list(dict.fromkeys(keys)))]
    return with_conditions(text, one.start, one.end, found, names)


def at_the_door(text: str, one: Sentence, names: Names) -> list[Ruled]:
    """What a sentence asks for that names no kind and begins with going in: of those before it in its clause."""
    if not AT_THE_DOOR.match(text, one.start) or names.venues(text, one.start, one.end) or cues_of(
            text, one.start, one.end):
        return []
    if not any(words.search(text, one.start, one.end) for words in (CONDITION, CAPACITY, PROOF)):
        return []
    return with_conditions(text, one.start, one.end, [Ruled(one.start, one.end, OPEN, [])], names)


def asked_of(text: str, one: Sentence, rows: list[Proposal], found: tuple[Sentence, ...]) -> list[Proposal]:
    """Of which rows before it a sentence without kinds asks something: 以上场所 are all; else those of the last sentence
    of its clause that has any; where its clause has none, all that 顾客 may go to, and none by the door alone."""
    own = [row for row in rows if row.clause == one.clause]
    if ALL_OF_THEM.search(text, one.start, one.end) or not own:
        return rows if SAME.search(text, one.start, one.end) else []
    last = max((each for each in found if any(each.start <= row.start < each.end for row in own)),
               key=lambda each: each.start)
    return [row for row in own if row.start >= last.start]


def apart(text: str, one: Sentence, found: Iterable[Ruled], times: tuple[Span, ...], names: Names) -> list[Ruled]:
    """其中A区推迟到22日: the same verdicts in a half that names neither kind nor verdict, but where and since when."""
    found = list(found)
    place = one.start
    for half in re.finditer(r"[^;]+;?", text[one.start:one.end]):
        first, last = one.start + half.start(), one.start + half.end()
        since = next((span for span in times if first <= span.place < last and span.start and is_bound(span)), None)
        before = [each for each in found if place <= each.start < first]
        if since and before and APART.match(text, first) and names.district.search(text, first, last) and not (
                names.venues(text, first, last) or cues_of(text, first, last)):
            found += [replace(each, start=first, end=last, conditions=[*each.conditions], waits=each.start)
                      for each in before]
        place = first
    return found
