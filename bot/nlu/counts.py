"""How many cases in how many units, as people say it: 「阳了俩」「仨阳性分在两个单元」「都在一个单元」. Pure."""
from __future__ import annotations

import re

import cn2an

from bot.nlu.spans import Span, without_overlaps

NUMBER = r"(?:\d{1,3}|[零〇一二两三四五六七八九十]{1,3}|俩|仨|几|好几|多)"
CASE = r"(?:例|名|个|人|位)?(?:新增|确诊|的)?(?:新冠)?(?:阳性|感染者?|病例|确诊者?|阳人|羊|小阳人|阳(?!光|台))(?:病例|患者|人员|感染者)?"
CASES = (
    re.compile(rf"(?P<more>超过|多于|大于|不止)?(?P<n>{NUMBER})(?P<range>(?:到|至|、|-|~)?{NUMBER})?(?P<over>以上|多)?{CASE}"),
    re.compile(rf"(?:阳|确诊|感染|新增|查出|发现|出现|检出|出|有)了?(?:了|着)?(?P<more>超过|不止)?(?P<n>{NUMBER})(?P<over>多)?(?:例|名|个人|位|个(?!单元|楼|小区)|人|(?=[^\d个单号栋月点层])|$)"),
    re.compile(rf"(?P<more>超过|多于|不止|小于|少于)?(?P<n>{NUMBER})(?P<range>(?:到|至|-|~)?{NUMBER})?例(?P<over>以上)?"),
)
UNITS = (
    re.compile(rf"(?P<more>超过|多于|不止)?(?P<n>{NUMBER})(?P<over>多)?个?(?:不同的?)?(?:单元|楼门|门洞)(?P<after>以上)?(?!\d)"),
    re.compile(r"(?P<same>(?:同|同一|一)个?(?:单元|门洞|楼门|户|家)|一家(?:子|人)?|一户|同一户|一块儿?住|同住)"),
    re.compile(r"(?P<different>不同(?:的)?单元|(?:不|没)(?:在|是)(?:一|同)(?:一)?个?单元|分散在?(?:几|多)?个?单元|好几个单元|几个单元|多个单元|各个单元|两边单元)"),
)
SPECIAL = {"俩": 2, "仨": 3, "两": 2, "几": None, "好几": 3, "多": None}
# A unit number (「2单元」「一号楼二单元」) names a unit and counts none; one number behind 号楼 or alone before 单元 is a name.
NAMED_UNIT = re.compile(r"(?:楼|栋|号院|小区|的)(?:\d{1,2}|[一二三四五六七八九十])单元|(?<!\d)[1-9]\d?单元(?!楼?以上)")


def find_counts(text: str) -> list[Span]:
    """Spans ``cases`` and ``units`` with whole numbers; nothing where no number can be told."""
    units = _units(text)
    cases = [span for pattern in CASES for span in _cases(pattern, text)]
    free = [span for span in cases if not any(span.overlaps(unit) for unit in units)]
    return without_overlaps(units + free)


def _cases(pattern: re.Pattern, text: str) -> list[Span]:
    spans = []
    for match in pattern.finditer(text):
        groups = match.groupdict()
        number = to_number(groups["n"])
        if groups.get("range"):
            number = to_number(groups["range"].lstrip("到至、-~")) or number
        if number is None:
            continue
        if groups.get("more") in ("超过", "多于", "大于", "不止"):
            number += 1
        spans.append(Span(match.start(), match.end(), "cases", number))
    return spans


def _units(text: str) -> list[Span]:
    spans = []
    named = [match.span() for match in NAMED_UNIT.finditer(text)]
    for match in UNITS[0].finditer(text):
        if any(start <= match.start("n") < end for start, end in named) and "个" not in match.group():
            continue
        number = to_number(match["n"])
        if number is not None:
            number += 1 if match["more"] else 0
            spans.append(Span(match.start(), match.end(), "units", number))
    spans += [Span(m.start(), m.end(), "units", 1) for m in UNITS[1].finditer(text)]
    spans += [Span(m.start(), m.end(), "units", 2) for m in UNITS[2].finditer(text)]
    distinct = {match.group() for match in NAMED_UNIT.finditer(text)}
    if not spans and len(distinct) > 1:
        first = NAMED_UNIT.search(text)
        spans.append(Span(first.start(), first.end(), "units", len(distinct)))
    return spans


def to_number(word: str) -> int | None:
    """A whole number out of digits or Chinese numerals; None where the word gives none (几, 多)."""
    if word in SPECIAL:
        return SPECIAL[word]
    if word.isdigit():
        return int(word)
    try:
        return int(cn2an.cn2an(word.replace("两", "二").replace("俩", "二"), "smart"))
    except ValueError:
        return None
