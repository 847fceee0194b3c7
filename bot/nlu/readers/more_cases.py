"""Cases that come to those that are known: 再多一例, 再添一个二单元的; 也出一例 where something is supposed. Pure."""
from __future__ import annotations

from bot.nlu.grammar.phrases import first
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import to_count

WHERE = "(?:[在从](?:[^<clauses.end>]{0,6}?单元)?)?"
SO_MANY = (
    "了?[上个]?(?P<n><numerals.number>)(?:例|个人?(?!单元|楼|小区|小时|月)|名|人|位)<cases.after_number>?"
)
SIGN = pattern("[再也又还]")
MORE = pattern(f"再{WHERE}<cases.gained>?{SO_MANY}")
MORE_SUPPOSED = pattern(
    f"[再也又还](?:各|给)?{WHERE}<cases.gained>{SO_MANY}|[再也又还]<cases.gained>了?(?P<few>[<numerals.contracted>])"
)


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``more_cases``: so many beside those known."""
    return more_cases(text, first("supposed", text) is not None)


def more_cases(text: str, supposed: bool) -> list[Span]:
    """The same; supposed: the message assumes something, so that 也 and 还 add cases too."""
    more = (MORE_SUPPOSED.search(text) if supposed else None) or MORE.search(text)
    number = to_count(more.groupdict().get("few") or more["n"]) if more else None
    return [Span(more.start(), more.end(), "more_cases", number)] if number else []
