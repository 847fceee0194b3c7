"""How each kind of fact is written in digits, in numerals and in English, and what is read of it. Pure."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from knowledge.forms.number_words import CHINESE, IN_DIGITS, IN_NUMERALS, IN_WORDS, NUMBER, SAID, dialled, number_of
from knowledge.text.lexicon import expand, pattern


class Fact(NamedTuple):
    """``kind``: phone, year, date, weekday, time, percent, place, or the unit of a number (hours, days, metres, ...;
    ``count`` for anything else). ``value`` in one spelling, with its bound (<=, >, >=) in front."""

    kind: str
    value: str


Reading = tuple[re.Pattern[str], Callable[[re.Match[str]], Iterable[Fact]]]

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
IN_CHINESE = expand("<numerals.first_six>日")
AFTERNOON = ("下午", "晚上", "夜里", "傍晚", "晚", "夜间")
PARTS_OF_DAY = "凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|夜里|夜间|半夜|早|晚"
DAYS = ("days", 1)
# Units that even a single one of is a limit, in metres, hours, days, minutes or yuan, with how many of them each is.
UNITS: dict[str, tuple[str, float]] = {
    "小时": ("hours", 1), "个小时": ("hours", 1), "hours": ("hours", 1), "hour": ("hours", 1), "h": ("hours", 1),
    "分钟": ("minutes", 1), "minutes": ("minutes", 1), "minute": ("minutes", 1),
    "天": ("days", 1), "days": ("days", 1), "day": ("days", 1),
    "公里": ("metres", 1000), "千米": ("metres", 1000), "km": ("metres", 1000), "kilometres": ("metres", 1000),
    "kilometre": ("metres", 1000),
    "米": ("metres", 1), "metres": ("metres", 1), "metre": ("metres", 1), "meters": ("metres", 1), "m": ("metres", 1),
    "元": ("yuan", 1), "yuan": ("yuan", 1),
    "例": ("cases", 1), "cases": ("cases", 1), "case": ("cases", 1),
    "摄氏度": ("degrees", 1), "℃": ("degrees", 1), "°C": ("degrees", 1),
}
# What may stand behind a numeral that is no digit and makes it a count.
MEASURES = "个|名|人|户|家|处|次|位|份|间|条|种|类|项|辆|张|座|栋|道|组|吨|层|平方米|岁|期|步|号|轮|站|检|月|日|城区|场"
BOUNDS = {
    "不超过": "<=", "未超过": "<=", "最多": "<=", "至多": "<=", "不到": "<=", "未满": "<=", "不足": "<=", "within": "<=",
    "at most": "<=", "no more than": "<=", "not more than": "<=", "up to": "<=", "less than": "<=",
    "fewer than": "<=",
    "超过": ">", "more than": ">", "over": ">", "至少": ">=", "不少于": ">=", "at least": ">=",
}
BEHIND = {
    "以内": "<=", "之内": "<=", "内": "<=", "以下": "<=", "及以下": "<=", " or less": "<=", " or fewer": "<=",
    "及以上": ">=", "以上": ">=", " or more": ">=",
}


def _phone(match: re.Match[str]) -> list[Fact]:
    return [Fact("phone", dialled(match.group()))]


def _date(match: re.Match[str]) -> Iterator[Fact]:
    """A day of the year in any order of its parts; the year as a fact of its own."""
    said = match.groupdict()
    year, month = said.get("year"), said["month"].lower()
    if year:
        yield Fact("year", dialled(year))
    named = [name for name in MONTHS if name.startswith(month[:3])] if month.isascii() and month.isalpha() else []
    number = MONTHS.index(named[0]) + 1 if named else number_of(month)
    for day in filter(None, (said["day"], said.get("to"))):
        yield Fact("date", f"{number or 0:g}-{number_of(day) or 0:g}")


def _weekday(match: re.Match[str]) -> list[Fact]:
    said = match.group().lower()
    place = WEEKDAYS.index(said) if said.isascii() else IN_CHINESE.index(said[-1].replace("天", "日"))
    return [Fact("weekday", str(place + 1))]


def _time(match: re.Match[str]) -> list[Fact]:
    said = match.groupdict()
    hour = number_of(said["hour"])
    # 这一点 is no hour.
    bare = not (said.get("part") or said.get("minute") or said.get("half"))
    if hour is None or hour > 24 or (bare and said["hour"] == "一"):
        return []
    minute = 30 if said.get("half") else number_of(said.get("minute") or "0") or 0
    part, half = said.get("part") or "", (said.get("m") or "").replace(".", "").lower()
    late = part in AFTERNOON or half == "pm" or (part == "中午" and hour < 11)
    hour = hour + 12 if late and hour < 12 else 0 if half == "am" and hour == 12 else hour
    return [Fact("time", f"{hour:g}:{minute:02g}")]


def _percent(match: re.Match[str]) -> list[Fact]:
    return [Fact("percent", f"{number_of(match['number']) or 0:g}")]


def _measured(match: re.Match[str]) -> list[Fact]:
    number = number_of(match["number"])
    if number is None:
        return []
    kind, times = UNITS.get(match["unit"], DAYS)
    return [Fact(kind, f"{_bound(match)}{number * times:g}")]


def _counted(match: re.Match[str]) -> list[Fact]:
    """A bare one (一处, one of them) is no fact, nor is a name made of numerals."""
    number = number_of(match["number"])
    if number is None or number == 1:
        return []
    return [Fact("count", f"{_bound(match)}{number:.12g}")]


def _bound(match: re.Match[str]) -> str:
    more = ">" if match.groupdict().get("more") else ""
    return BOUNDS.get((match["before"] or "").lower(), "") or BEHIND.get(match["behind"] or "", "") or more


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUM = f"(?P<number>{NUMBER})"
_BEFORE = rf"(?:(?P<before>{_any(BOUNDS)})\s*)?"
_BEHIND = rf"(?P<behind>{_any(BEHIND)})?"
_MORE = "(?P<more>多)?"
_NTH = "(?:st|nd|rd|th)?"
_HOURS = rf"\d{{1,2}}|[{CHINESE}]{{1,3}}"
# 16日至20日: the month stands once.
_ON = rf"(?:[至到–-](?P<to>{_HOURS})[日号])?"
_MONTH_NUMBER = expand("(?P<month>1[0-2]|0?[1-9]|<numerals.month>)")
_MONTH = "(?P<month>" + "|".join(f"{name.title()}|{name[:3].title()}" for name in MONTHS) + ")"
READINGS: tuple[Reading, ...] = (
    # What is filled in later.
    (re.compile(r"\{(\w+)\}"), lambda match: [Fact("filled in", match[1])]),
    (re.compile(r"(?<!\d)(?:0\d{2,3}|400|800)-\d[\d-]*\d"), _phone),
    (re.compile(rf"(?P<year>\d{{4}}|[{SAID}]{{4}})年{_MONTH_NUMBER}月(?P<day>{_HOURS})[日号]{_ON}"), _date),
    (re.compile(r"(?P<year>(?<!\d)\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)"), _date),
    # The year in the number of an official text.
    (re.compile(r"〔(?P<year>\d{4})〕"), lambda match: [Fact("year", match["year"])]),
    (re.compile(rf"(?P<year>\d{{4}}|[{SAID}]{{4}})年"), lambda match: [Fact("year", dialled(match["year"]))]),
    (re.compile(r"\b(?:of|in)\s+(?P<year>20\d\d)\b"), lambda match: [Fact("year", match["year"])]),
    (re.compile(rf"{_MONTH_NUMBER}月(?P<day>{_HOURS})[日号]{_ON}"), _date),
    (re.compile(rf"\b{_MONTH}\s+(?P<day>\d\d?)\b(?!:)(?:\s+(?:to|and)\s+(?P<to>\d\d?)\b(?!:))?"
                r"(?:,?\s+(?P<year>\d{4}))?"), _date),
    (re.compile(rf"\b(?P<day>\d\d?)\s+{_MONTH}\b(?:,?\s+(?P<year>\d{{4}}))?"), _date),
    (re.compile(rf"(?:周|星期|礼拜)[{IN_CHINESE}天]|\b(?:{'|'.join(WEEKDAYS)})\b", re.I), _weekday),
    (re.compile(rf"(?P<part>{PARTS_OF_DAY})?(?<!\d)(?P<hour>\d\d?)[:：](?P<minute>[0-5]\d)(?!\d)"
                r"(?:\s*(?P<m>[ap]\.?m\b\.?))?", re.I), _time),
    (re.compile(rf"(?P<part>{PARTS_OF_DAY})?(?<![\d{CHINESE}.])(?P<hour>{_HOURS})(?:点|时(?![间候段期]))"
                rf"(?![{SAID}]+[万亿个名例米公小线%])(?:(?P<half>半)|(?P<minute>\d\d?|[{CHINESE}]{{1,3}})分)?"), _time),
    (re.compile(r"\b(?P<hour>\d\d?)\s*(?P<m>[ap]\.?m\b\.?)", re.I), _time),
    (re.compile(rf"(?<![\d.,])\d{{5,}}(?![\d.,]*(?:\d|[万亿]|多?(?:{MEASURES}|{_any(UNITS)})))"
                rf"|(?<![\d.])1(?:10|19|20|22)(?![\d]|[.,]\d|多?(?:{MEASURES}|小时|米))"
                rf"|(?<![{CHINESE}点])[{SAID}]{{5,}}(?![{CHINESE}])|(?<![{SAID}])幺[幺二][{SAID}](?![{SAID}])"), _phone),
    (re.compile(rf"百分之{_NUM}"), _percent),
    (re.compile(rf"{_NUM}\s*(?:[%％]|per\s?cent\b)", re.I), _percent),
    # 2至3天: the first of a span has no unit of its own.
    (re.compile(rf"{_BEFORE}(?<![A-Za-z\d])(?P<number>{IN_DIGITS}|{IN_NUMERALS})(?P<behind>)"
                rf"(?=[至到][\d{CHINESE}])"), _counted),
    (re.compile(rf"{_BEFORE}(?<![哪每这那同]){_NUM}{_MORE}{_NTH}[\s-]*(?:new\s+)?(?P<unit>{_any(UNITS)})(?![a-z]){_BEHIND}",
                re.I), _measured),
    # 7日后, 3日内: a number of days, and no day of a month.
    (re.compile(rf"{_BEFORE}{_NUM}(?P<unit>日)(?=以?[内后]){_BEHIND}"), _measured),
    (re.compile(rf"{_BEFORE}(?P<number>{IN_NUMERALS}){_MORE}(?:{MEASURES}){_BEHIND}"), _counted),
    (re.compile(rf"{_BEFORE}(?<![A-Za-z\d])(?<![A-Za-z]-)(?P<number>{IN_DIGITS}|{IN_WORDS}){_MORE}(?:{MEASURES})?"
                rf"{_BEHIND}", re.I), _counted),
    # Numerals that can be nothing else: 二十, 三千.
    (pattern(rf"{_BEFORE}(?P<number>[<numerals.unit>][十百千万][{CHINESE}]*|十[<numerals.digit>]){_MORE}{_BEHIND}"),
     _counted),
)
