"""Telephone numbers, and places to go to with their hours. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.intake.words import pattern
from knowledge.sites.published_hours import read_published

PHONE = re.compile(
    r"(?<![\d.\-—/_=a-zA-Z])(?!20[0-3]\d[01]\d[0-3]\d)(?:"
    r"0\d{2,3}[-—–](?:12345|12320|12315|12355|12333|120|110|119)|"
    r"0\d{2,3}\s?[-—–]?\s?\d{7,8}(?:[-—转]\d{1,5})?|1[3-9]\d{9}|[48]00[-—]?\d{3,4}[-—]?\d{3,4}|[2-9]\d{6,7}|"
    r"(?:12\d{3}|120|110|119|95\d{3})(?=$|\D))(?![\d%年月日号时楼栋元人例])"
)
WHOSE = re.compile(r"[^,。;、:\n\t\d或]{0,20}[:\s]*$")
CALL = r"(?:请|可以?|或者?)*(?:拨打|致电|联系|打)"
CALLED = re.compile(rf"^{CALL}|{CALL}$|(?:的?(?:咨询|联系|服务|举报|求助)?(?:电话|热线)(?:是|为)?)$")
CALLS = re.compile(r"打|电话|热线|拨打|咨询|联系|求助|援助|致电|[-—:]|区|街道|社区|\t")
SPAN = (
    r"(?<![日号\d])(?:凌晨|早上?|上午|中午|下午|晚上?|夜间)?\d{1,2}(?::\d{2}|[时点]半?(?:\d{1,2}分)?)\s*[-—–~至到－]+\s*(?:次日|凌晨|中午|下午|晚上?)?"
    r"\d{1,2}(?::\d{2}|[时点]半?(?:\d{1,2}分)?)"
)
HOURS = pattern(
    rf"(?:周[<outline.weekday>]至周[<outline.weekday>]\s*)?{SPAN}(?:\s*[,、;和及]\s*{SPAN})*"
    r"|(?<!间隔)24小时(?!内|[^,、;\t]*(?:核酸|阴性))|全天候?"
)
SITE = re.compile(r"采样|核酸|检测点|点位|接种点|门诊|医院|卫生|服务站|发放点|供应点|投放点|帐篷|广场|中心|社区|小区|学校|公园|院|路|街")
# A sentence of advice is no line of a list.
ASKS = re.compile("介绍|新增|居民|请|每户|上门|拨打|可打")
# To be called, and no place to go to.
CALL_ONLY = re.compile("(?:热线|专线|电话)$")
SHUT, SAMPLED = re.compile("[^,]{0,10}暂停|恢复时间"), re.compile("采样|核酸|检测点")
# 区中心医院(某某路187号): somewhere with its address, in the middle of a sentence.
ADDRESSED = re.compile(
    r"(?P<name>[一-鿿a-z0-9]{3,24})\((?P<address>[^()]{0,16}(?:路|街|大道|巷|道)[^()]{0,14}?(?:\d+号?[^()]{0,6}|[口旁内侧边]|对面))\)"
)
GOES_TO = re.compile(r"^.*(?:或者?|以及|增设|设[在置立有]|前往|转?送往?|[到至在为是往])(?=[一-鿿]{3})")
CELLS = re.compile(r"\t|\s{2,}|[|丨｜,、;:()]| (?=\S)")
LEAD = pattern(r"^\s*(?:\(?\d{1,3}[.、)]|[<outline.numeral>]+、|[-·•●◆])\s*")
LABEL = re.compile(r"^(?:名称|点位|采样点|地址|地点|位置|服务时间|采样时间|开放时间|营业时间|时间|联系电话|咨询电话|电话)+:?")


@dataclass(frozen=True)
class Phone:
    """A number in text[start:end] and whose it is, in the words before it."""

    start: int
    end: int
    number: str
    of: str


@dataclass(frozen=True)
class Site:
    """Somewhere to go to. ``hours``: in the notation of knowledge.sites.hours, empty where the text's own cannot be
    read for certain; ``published``: as they are written."""

    start: int
    end: int
    name: str
    address: str
    hours: str
    published: str
    phone: str


def phones(text: str, start: int, end: int) -> Iterator[Phone]:
    """The numbers of a sentence, in their order."""
    for match in PHONE.finditer(text, start, end):
        before = text[max(start, match.start() - 24):match.start()]
        if len(match.group()) < 7 and not CALLS.search(before):
            continue
        whose = WHOSE.search(before)
        yield Phone(*match.span(), re.sub(r"[\s]", "", match.group().replace("—", "-").replace("–", "-")),
                    CALLED.sub("", whose[0].strip(": \t")) if whose else "")


def site(text: str, start: int, end: int) -> Site | None:
    """A line of a list of sites: a name, perhaps an address, hours, perhaps a number."""
    hours = list(HOURS.finditer(text, start, end))
    shut = SHUT.search(text, start, end)
    if not (hours or (shut and SAMPLED.search(text, start, end))) or not SITE.search(text, start, end):
        return None
    phone = next(iter(phones(text, start, end)), None)
    before = LEAD.sub("", text[start:hours[0].start() if hours else shut.start()])
    if phone and phone.start < hours[0].start():
        before = LEAD.sub("", text[start:phone.start])
    parts = (LABEL.sub("", part.strip()).strip(" :") for part in CELLS.split(before))
    cells = [part for part in parts if SITE.search(part)]
    if not cells or len(cells[0]) > 30 or ASKS.search(before) or CALL_ONLY.search(cells[0]):
        return None
    said = text[hours[0].start():hours[-1].end()] if hours else shut.group()
    return Site(start, end, cells[0], cells[1] if len(cells) > 1 else "", read_published(said) or "", said,
                phone.number if phone else "")


def addressed(text: str, start: int, end: int) -> Iterator[Site]:
    """Places to go to that a sentence names with their addresses in brackets; when they are open it does not say."""
    for match in ADDRESSED.finditer(text, start, end):
        name = GOES_TO.sub("", match["name"])
        if SITE.search(name):
            yield Site(match.end("name") - len(name), match.end(), name, match["address"], "", "", "")
