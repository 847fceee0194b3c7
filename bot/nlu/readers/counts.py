"""How many cases in how many units, as people say it: 「阳了俩」「仨阳性分在两个单元」「都在一个单元」. Pure."""
from __future__ import annotations

from bot.nlu.grammar.cases import count_cases
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span, without_overlaps
from knowledge.rulebook.amount import Amount
from knowledge.text.lexicon import pattern

# What no message that counts is without.
SIGN = pattern(
    "[\\d<numerals.counting><numerals.contracted>零〇百几多数个例栋楼座]|单元|<units.one>|<units.apart>"
    "|<cases.false_alarm>|<cases.all_gone>|<cases.kin>|若干|不少"
)


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """One span ``cases`` and one ``units`` with what is counted in all (a whole number, or ``[least, most]``), beside
    each further stretch that counts one ``counted_case`` or ``counted_unit``; and ``fewer_cases``: so many of those
    told before are none (0: all of them); ``home_unit`` is ``units`` where a home alone tells that it is one; ``adds``
    where the number comes to them (又多了两个)."""
    told = count_cases(text, lexicon.counting)
    spans: list[Span] = []
    if told.units is not None:
        entity = "home_unit" if told.units.at_home else "units"
        spans += stretches(entity, "counted_unit", told.units.amount, told.units.spans)
    if told.cases is not None:
        spans += stretches("cases", "counted_case", told.cases, told.case_spans)
    if told.fewer is not None:
        spans.append(Span(*told.fewer_span, "fewer_cases", told.fewer.least))
    if told.adds_span and told.cases is not None:
        spans.append(Span(*told.adds_span, "adds", True))
    return without_overlaps(spans)


def stretches(entity: str, part: str, amount: Amount, found: list[tuple[int, int]]) -> list[Span]:
    """The first stretch with the amount, and each further one as a part of it."""
    first, *others = found
    return [Span(*first, entity, amount.as_value()), *(Span(*other, part, True) for other in others)]
