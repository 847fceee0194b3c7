"""Places and venues that are named and that nothing knows (永威木色, 赌场): said back rather than passed over. Pure.

Names that are known stand in the text as one sign each, so that the tagger looks for what is left to be named.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.nlu.grammar.phrases import begins, ends
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

SIGNS = {"place": "§", "out_of_city": "◎", "venue_kind": "¤", "zone_kind": "※"}
# The value of a venue that is of no kind the rulebook knows.
UNKNOWN_VENUE = "unknown"
# Not the name of anything: 那种地方能开吗.
NAMELESS = pattern("(?:<places.nameless>|<places.shops>)+")
# Two letters of the script and no punctuation.
NAME = re.compile("[0-9a-z·() -]*[一-鿿][0-9a-z·() -]*[一-鿿][一-鿿0-9a-z·() -]*")


@dataclass(frozen=True)
class Signed:
    """A text with signs for what is known, and for each of its letters where that stands in the text: from, to."""

    text: str
    at: tuple[tuple[int, int], ...]


def signed(text: str, known: Iterable[Span]) -> Signed:
    """``text`` with each span that has a sign as that sign; ``known`` without overlaps."""
    letters, at, position = [], [], 0
    for span in sorted((span for span in known if span.entity in SIGNS), key=lambda span: span.start):
        letters += [*text[position:span.start], SIGNS[span.entity]]
        at += [*((i, i + 1) for i in range(position, span.start)), (span.start, span.end)]
        position = span.end
    at += [(i, i + 1) for i in range(position, len(text))]
    return Signed("".join([*letters, *text[position:]]), tuple(at))


def is_unknown(entity: str, value: Any) -> bool:
    """Whether a fact is a name that nobody knows; of a place elsewhere it is known that it is none of ours."""
    if entity == "place":
        return not value["candidates"] and not value["exact"]
    return entity == "venue_kind" and value == UNKNOWN_VENUE


def is_a_home_name(name: str) -> bool:
    """Whether it ends as names of residential compounds do."""
    return ends("home_name", name, len(name)) is not None


def is_a_home(span: Span) -> bool:
    """Whether a place is named as residential compounds are, known or not."""
    return span.entity == "place" and is_a_home_name(span.value["text"])


def lies_there(text: str, span: Span) -> Span | None:
    """A place outside the city as one that nobody here knows, where the message is about it; None where somebody goes
    there or comes from there."""
    if ends("leaving", text, span.start) is not None or begins("going", text, span.end) is not None:
        return None
    return replace(span, entity="place", value=_unknown(text[span.start:span.end], exact=True))


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``place`` without candidates and ``venue_kind`` with the value ``unknown``, each only where no earlier
    reader found one of its kind or a place outside the city, which what is named beside it lies in."""
    if lexicon.tagger is None:
        return []
    view = signed(text, lexicon.found)
    spans = []
    for name in lexicon.tagger.find(view.text):
        start, end = view.at[name.start][0], view.at[name.end - 1][1]
        # 查查阳光里: a verb said twice, of which the name has nothing.
        start += text[max(start - 1, 0):start] == text[start]
        if NAMELESS.fullmatch(text, start, end) or not NAME.fullmatch(text, start, end):
            continue
        seen = view.text[name.start:name.end]
        # 风险单元临街 names nothing.
        if SIGNS["zone_kind"] in seen and not is_a_home_name(seen):
            continue
        if name.kind == "place" and text[start:end] not in lexicon.city.own:
            spans += _place(Span(start, end, "place", _unknown(text[start:end])), lexicon.found)
        if name.kind == "venue" and not any(span.entity == "venue_kind" for span in lexicon.found):
            spans.append(Span(start, end, "venue_kind", UNKNOWN_VENUE))
    return spans


def _place(named: Span, found: Iterable[Span]) -> list[Span]:
    on_a_venue = any(named.overlaps(span) for span in found if span.entity == "venue_kind")
    # A home may be called after a venue: 河南饭店家属院.
    if on_a_venue and not is_a_home_name(named.value["text"]):
        return []
    return [] if any(span.entity in ("place", "out_of_city") for span in found) else [named]


def _unknown(name: str, exact: bool = False) -> dict[str, Any]:
    """What actions need of a place that is in no gazetteer."""
    return {"candidates": [], "exact": exact, "unknown": name, "text": name}
