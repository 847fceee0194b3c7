"""A text as it is read aloud: numbers, dates, times, phones and shares in the words they are said with, and no signs
that have no sound. Pure."""
from __future__ import annotations

import re
from collections.abc import Callable

import cn2an

from knowledge.text.lexicon import expand

DIGITS = dict(zip("0123456789", expand("零<numerals.digit>"), strict=True))
# In what is dialled 一 is 幺.
DIALLED = DIGITS | {"1": "幺"}
# The first hour of each part of the day and its name; from 23:00 on it is still 晚上.
PARTS_OF_DAY = ((18, "晚上"), (13, "下午"), (12, "中午"), (9, "上午"), (5, "早上"), (0, "凌晨"))
DAY_PARTS = "早上|上午|中午|下午|晚上|凌晨|早晨|清晨|傍晚|夜里|早|晚|夜间|半夜"
UNITS = {"%": "百分之", "℃": "摄氏度", "km": "公里", "m": "米", "h": "小时", "㎡": "平方米"}
# Behind these, two is 两; a number of so many digits is a count before any of them and is dialled elsewhere.
MEASURES = "例个米小公人名户家处次天位份间条种项类项辆张座栋元万千年吨件只点平单管岁倍步期"
NO_TWO = "年单管期"
DIALLED_FROM = 5
SHORT_PHONES = ("110", "119", "120", "122")

_TO = r"\s*[-–—~～]+\s*"
_CLOCK = r"([01]?\d|2[0-4])[:：]([0-5]\d)"
_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]


def spoken(text: str) -> str:
    """The text as it is said. Saying it again changes nothing; no digit is left in it."""
    for pattern, said in _RULES:
        text = pattern.sub(said, text)
    return text.strip("，。 ") + "。" if text.strip().endswith(("。", "\n")) else text.strip()


def sentences(text: str) -> list[str]:
    """The text as it is said, sentence by sentence."""
    return [part for part in re.split(r"(?<=[。？！；])", spoken(text)) if part]


def _number(digits: str) -> str:
    """A count: 3000 三千, 12.2 十二点二, 2000 两千."""
    whole, _, part = digits.partition(".")
    said = cn2an.an2cn(int(whole), "low") if len(whole) <= 16 else _each(whole)
    said = re.sub("^二(?=[千万亿])", "两", said)
    return f"{said}点{_each(part)}" if part else said


def _each(digits: str, words: dict[str, str] = DIGITS) -> str:
    return "".join(words.get(digit, "") for digit in digits)


def _dialled(match: re.Match[str]) -> str:
    """Digit by digit; the signs that group them have no sound."""
    return _each(match.group(), DIALLED)


def _time(match: re.Match[str]) -> str:
    """7:00 早上七点, 下午1:30 下午一点三十分, 24:00 晚上二十四点."""
    named, hour, minute = match[1] or "", int(match[2]), match[3]
    part = named or next(name for first, name in PARTS_OF_DAY if hour % 24 >= first or hour == 24)
    of_twelve = hour - 12 if 12 < hour < 24 and part != "凌晨" else hour
    minutes = "" if minute == "00" else f"零{_number(minute[1])}分" if minute[0] == "0" else f"{_number(minute)}分"
    return f"{part}{_counted(str(of_twelve), '点')}{minutes}"


def _hour(match: re.Match[str]) -> str:
    """13点 stays as it was counted, with the part of the day that was said."""
    return f"{match[1] or ''}{_counted(match[2], '点')}"


def _date(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{_each(year)}年{_number(month)}月{_number(day)}日"


def _counted(digits: str, measure: str) -> str:
    two = digits == "2" and measure in MEASURES and measure not in NO_TWO
    return ("两" if two else _number(digits)) + measure


def _measured(match: re.Match[str]) -> str:
    return _counted(match[1], match[2])


_RULES = (
    # Signs without a sound.
    (re.compile(r"(?m)^(?:\s*[·•－-])+\s*"), ""),
    (re.compile(r"(?m)^\s*(\d{1,2})[.．、]\s*(?=\D)"), lambda match: f"第{_number(match[1])}，"),
    (re.compile(r"[《》「」“”‘’\"']"), ""),
    (re.compile(r"(?<=[^。！？：；，\n])\n+"), "。"),
    (re.compile(r"\n+"), ""),
    # 13:00（下午1点） says one time twice.
    (re.compile(rf"{_CLOCK}（(?:{DAY_PARTS})\d+点(?:\d+分)?）"), lambda match: match.group().partition("（")[0]),
    # 社区（村） is either of the two; all else in brackets stands between commas.
    (re.compile(r"(?<=[一-龥])（([一-龥]{1,2})）"), r"或\1"),
    (re.compile(r"[（(]"), "，"),
    (re.compile(r"[）)](?=[，。；：！？]|$)"), ""),
    (re.compile(r"[）)]"), "，"),
    # Days and hours.
    (re.compile(r"(?<!\d)(\d{4})-(\d\d?)-(\d\d?)(?!\d)"), _date),
    (re.compile(r"(?<!\d)(\d{4})(?=年)"), lambda match: _each(match[1])),
    (re.compile(rf"(?<=\d:[0-5]\d){_TO}(?=\d)"), "到"),
    (re.compile(rf"({DAY_PARTS})?(?<!\d){_CLOCK}(?!\d)"), _time),
    (re.compile(rf"({DAY_PARTS})?(?<!\d)(\d\d?)点"), _hour),
    # Phones: with an area code, or by their length where nothing is counted, or those of help.
    (re.compile(r"(?<!\d)(?:0\d{2,3}|400|800)-\d[\d-]*\d"), _dialled),
    (re.compile(rf"(?<![\d.])(?:\d{{{DIALLED_FROM},}}|{'|'.join(SHORT_PHONES)})(?![\d.]|多?[{MEASURES}])"), _dialled),
    # Shares, spans and measures.
    (re.compile(r"(\d+(?:\.\d+)?)\s*[%％]"), lambda match: f"百分之{_number(match[1])}"),
    (re.compile(rf"(?<=\d){_TO}(?=\d)"), "到"),
    (re.compile(r"(?<=\d)\s*(℃|km|㎡|h(?![a-z])|m(?![a-z]))"), lambda match: UNITS[match[1]]),
    (re.compile(rf"(?<![\d.第])(\d+(?:\.\d+)?)([{MEASURES}])"), _measured),
    (re.compile(r"\d+(?:\.\d+)?"), lambda match: _number(match.group())),
)
