"""How many cases in how many units, as people say it: 「阳了俩」「仨阳性分在两个单元」「都在一个单元」. Pure."""
from __future__ import annotations

import re

from bot.nlu.readers.corrections import CORRECTION
from bot.nlu.readers.count_patterns import (
    AFFECTED,
    ANSWER,
    BARE,
    CASES,
    EACH,
    EACH_ANSWER,
    HOME_OF_EACH,
    IN_ITS_HOME,
    NAMED_UNIT,
    NEIGHBOUR,
    NOT_ONE,
    UNITS,
)
from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span, without_overlaps
from knowledge.text.lexicon import pattern
from knowledge.text.numerals import to_count

MORE_THAN = pattern("<cases.more_than>")
JOINS_A_RANGE = "到至、-~"
IN = re.compile("[在搁]")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``cases`` and ``units`` with whole numbers; nothing where no number can be told."""
    each = _one_by_one(text) or (_home_by_home(text) if lexicon.asked_counts else [])
    units = [span for span in each if span.entity == "units"] or _units(text)
    bare = ((BARE,) if CORRECTION.search(text) else ()) + ((ANSWER,) if lexicon.asked_counts else ())
    patterns = (*CASES, *bare)
    cases = [span for counting in patterns for span in _cases(counting, text)]
    if each:  # a sum that is told beside them counts, and they are not added to it
        cases = [span for span in cases if not any(span.overlaps(part) for part in each)]
        cases = cases or [span for span in each if span.entity == "cases"]
    free = [span for span in cases if not any(span.overlaps(unit) for unit in units)]
    return without_overlaps(units + free)


def _one_by_one(text: str) -> list[Span]:
    """一个在一单元一个在二单元: all cases, then in how many units or buildings."""
    found = EACH.search(text)
    if not found:
        return []
    parts = [(to_count(part["n"]), part["home"]) for part in IN_ITS_HOME.finditer(found.group())]
    if not all(number for number, _ in parts):
        return []
    border = found.start() + IN.search(found.group()).start()
    return [Span(found.start(), border, "cases", sum(number for number, _ in parts)),
            Span(border, found.end(), "units", len({home for _, home in parts}))]


def _home_by_home(text: str) -> list[Span]:
    """1号楼四个 9号楼一个, as an answer: in how many units or buildings, then all cases."""
    found = EACH_ANSWER.search(text)
    parts = list(HOME_OF_EACH.finditer(found.group())) if found else []
    numbers = [to_count(part["n"]) for part in parts]
    if not parts or not all(numbers):
        return []
    border = found.start() + parts[0].end("home")
    return [Span(found.start(), border, "units", len({part["home"] for part in parts})),
            Span(border, found.end(), "cases", sum(numbers))]


def _cases(counting: re.Pattern, text: str) -> list[Span]:
    spans = []
    for match in counting.finditer(text):
        groups = match.groupdict()
        number = to_count(groups["n"])
        if groups.get("range"):
            number = to_count(groups["range"].lstrip(JOINS_A_RANGE)) or number
        if not number or NOT_ONE.match(text, match.end()):
            continue
        number += bool(MORE_THAN.fullmatch(groups.get("more") or ""))
        spans.append(Span(match.start(), match.end(), "cases", number))
    return spans


def _units(text: str) -> list[Span]:
    affected = [match["named"] for match in AFFECTED.finditer(text)]
    distinct = {name for chain in affected for name in NAMED_UNIT.findall(chain)}
    if len(distinct) > 1:
        first = NAMED_UNIT.search(text, text.index(affected[0]))
        return [Span(first.start(), first.end(), "units", len(distinct))]
    neighbour = NEIGHBOUR.search(text)
    if neighbour and text.count("单元") == 1:
        return [Span(neighbour.start(), neighbour.end(), "units", 1)]
    spans = []
    for counting, meant in UNITS:
        for match in counting.finditer(text):
            number = meant or to_count(match["n"])
            if number:
                spans.append(Span(match.start(), match.end(), "units", number + bool(not meant and match["more"])))
    return spans
