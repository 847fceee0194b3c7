"""How many cases in how many units, as people say it: 「阳了俩」「仨阳性分在两个单元」「都在一个单元」. Pure."""
from __future__ import annotations

import re

import cn2an

from bot.nlu.corrections import CORRECTION
from bot.nlu.count_patterns import (
    AFFECTED,
    BARE,
    CASES,
    EACH,
    NAMED_UNIT,
    NEIGHBOUR,
    NOT_ONE,
    ONE_EACH,
    UNITS,
)
from bot.nlu.spans import Span, without_overlaps

SPECIAL = {"俩": 2, "仨": 3, "两": 2, "几": None, "好几": 3, "多": None}
APPROXIMATE = re.compile("[一二两三四五六七八九]{2}")


def find_counts(text: str) -> list[Span]:
    """Spans ``cases`` and ``units`` with whole numbers; nothing where no number can be told."""
    each = _one_by_one(text)
    units = [span for span in each if span.entity == "units"] or _units(text)
    patterns = (*CASES, BARE) if CORRECTION.search(text) else CASES
    cases = [span for pattern in patterns for span in _cases(pattern, text)]
    if each:  # a sum that is told beside them counts, and they are not added to it
        cases = [span for span in cases if not any(span.overlaps(part) for part in each)] or each[:1]
    free = [span for span in cases if not any(span.overlaps(unit) for unit in units)]
    return without_overlaps(units + free)


def _one_by_one(text: str) -> list[Span]:
    """一个在一单元一个在二单元: all cases, then in how many units or buildings."""
    found = EACH.search(text)
    if not found:
        return []
    parts = [(to_number(part["n"]), part["home"]) for part in re.finditer(ONE_EACH, found.group())]
    if not all(number for number, _ in parts):
        return []
    border = found.start() + re.search(r"[在搁]", found.group()).start()
    return [Span(found.start(), border, "cases", sum(number for number, _ in parts)),
            Span(border, found.end(), "units", len({home for _, home in parts}))]


def _cases(pattern: re.Pattern, text: str) -> list[Span]:
    spans = []
    for match in pattern.finditer(text):
        groups = match.groupdict()
        number = to_number(groups["n"])
        if groups.get("range"):
            number = to_number(groups["range"].lstrip("到至、-~")) or number
        if not number or NOT_ONE.match(text, match.end()):
            continue
        if groups.get("more") in ("超过", "多于", "大于", "不止"):
            number += 1
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
    for pattern, meant in UNITS:
        for match in pattern.finditer(text):
            number = meant or to_number(match["n"])
            if number:
                spans.append(Span(match.start(), match.end(), "units", number + bool(not meant and match["more"])))
    return spans


def to_number(word: str) -> int | None:
    """A whole number out of digits or Chinese numerals; None where the word gives none (几, 多)."""
    if word in SPECIAL:
        return SPECIAL[word]
    # 两三 is one or the other; the higher counts, as in a range.
    if APPROXIMATE.fullmatch(word):
        word = word[-1]
    if word.isdigit():
        return int(word)
    try:
        return int(cn2an.cn2an(word.replace("两", "二").replace("俩", "二"), "smart"))
    except ValueError:
        return None
