"""Opening hours as cities publish them -> the notation of hours.py. Pure.

Read is only what says one thing: 上午8:00-12:00、下午14:00-17:00, 7点-13点, 周一至周五 8:30-17:30, 24小时（夜间请走急诊）. What depends on a
calendar (节假日除外, 工作日), on somebody's word (以现场为准) or can be meant in two ways (8:00-5:30) is not read.
"""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from knowledge.sites.hours import DAYS, HoursError, parse_hours
from knowledge.text.lexicon import expand, pattern, values

_DASH = r"[-—–−~至到]+"
_ALL_DAY = pattern("(?:全天候?)?<time.whole_day>(?:个?小时|H)(?:营业|开放|服务|采样|值班|在线|全天候?)?|全天候?(?:开放|服务|采样)?|24/7")
_WEEK, _DAY = "(?:周|星期|礼拜)", expand("<time.weekday>")
_DAYS = re.compile(
    rf"每[天日]|周末|{_WEEK}{_DAY}(?:{_DASH}{_WEEK}?{_DAY}|(?:[、,和及]?{_WEEK}{_DAY}|、?{_DAY}(?![点时]))*)"
)
_PART = "(?P<{0}_part>凌晨|清晨|早上|早晨|早|上午|中午|午后|下午|傍晚|晚上|晚间|晚|夜间|夜里|夜)?"
_MINUTES = r"(?:(?P<{0}_half>半)|(?P<{0}_spoken>\d{{1,2}})分?|整)?"
_CLOCK = rf"(?P<{{0}}_hour>\d{{{{1,2}}}})(?::(?P<{{0}}_minute>\d\d)|(?P<{{0}}_said>[点时]){_MINUTES})?"
_SPAN = re.compile(_PART.format("start") + ":?" + _CLOCK.format("start") + _DASH + "(?P<next>次日|第二天|翌日)?"
                   + _PART.format("end") + _CLOCK.format("end"))
_BETWEEN = re.compile("[,;、。/:和及|]+")
_NOTE = re.compile(r"\([^()]*\)")
# A note that changes the hours; any other (夜间请走急诊, 发热门诊) does not.
_CHANGES = re.compile(r"\d|[节假周]|星期|除|停|预约|为准|视|调整|左右|约|另|改|工作日|限")
_AFTERNOON, _EVENING = ("下午", "午后", "傍晚"), ("晚上", "晚间", "晚", "夜间", "夜里", "夜")
_LEAD = re.compile("^(?:服务|开放|采样|工作|营业|检测)?时间:?")


@dataclass
class _Rule:
    days: tuple[int, ...] | None
    spans: list[str] = field(default_factory=list)


def read_published(text: str) -> str | None:
    """The hours in the notation of hours.py, or None where they cannot be read for certain."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if any(_CHANGES.search(note) for note in _NOTE.findall(plain)):
        return None
    rules = _rules(_LEAD.sub("", _NOTE.sub("", plain)))
    if not rules or any(not rule.spans for rule in rules):
        return None
    notation = _written(rules)
    try:
        parse_hours(notation)
    except HoursError:
        return None
    return notation


def _rules(plain: str) -> list[_Rule] | None:
    """The days with their spans, in order; None as soon as anything is not understood."""
    rules, at = [], 0
    while at < len(plain):
        days, span = _DAYS.match(plain, at), _SPAN.match(plain, at)
        all_day, between = _ALL_DAY.match(plain, at), _BETWEEN.match(plain, at)
        found = days or all_day or span or between
        if not found:
            return None
        if days:
            rules.append(_Rule(_day_numbers(days[0])))
        elif all_day or span:
            spoken = "24h" if all_day else _span(span)
            if spoken is None:
                return None
            rules = rules or [_Rule(None)]
            rules[-1].spans.append(spoken)
        at = found.end()
    return rules


def _day_numbers(text: str) -> tuple[int, ...] | None:
    """The days from Monday, 0; None for every day."""
    if text[0] == "每":
        return None
    if text == "周末":
        return 5, 6
    numbers = [values("time.weekday")[day] - 1 for day in re.findall(_DAY, text)]
    if re.search(_DASH, text):
        first, last = numbers[0], numbers[-1]
        numbers = [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return None if len(set(numbers)) == 7 else tuple(sorted(set(numbers)))


def _span(match: re.Match[str]) -> str | None:
    """One span of the notation; None where it is not certain which hours are meant."""
    if not any(match[name] for name in ("start_minute", "end_minute", "start_said", "end_said")):
        return None
    start, end = _minutes(match, "start", match["start_part"]), _minutes(match, "end", match["end_part"])
    if start is None or end is None:
        return None
    if not match["end_part"] and match["start_part"] in _AFTERNOON + _EVENING and end < start and end < 12 * 60:
        end += 12 * 60  # 下午2点-5点: the part of the day holds for both
    over_night = bool(match["next"]) or (end < start and start >= 18 * 60 and end <= 9 * 60)
    if end == start or (end < start) != over_night or end > 24 * 60:
        return None
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def _minutes(match: re.Match[str], end: str, part: str | None) -> int | None:
    hour = int(match[f"{end}_hour"])
    minute = 30 if match[f"{end}_half"] else int(match[f"{end}_minute"] or match[f"{end}_spoken"] or 0)
    late = part in _AFTERNOON or part in _EVENING or (part == "中午" and hour < 11)
    if late and hour < 12:
        hour += 12
    elif part in _EVENING and hour == 12:
        hour = 24
    if minute > 59 or hour > 24 or (part in ("上午", "早上", "早晨", "早", "清晨", "凌晨") and hour > 13):
        return None
    return hour * 60 + minute


def _written(rules: list[_Rule]) -> str:
    spans = [",".join(rule.spans) for rule in rules]
    if len(rules) == 1 and rules[0].days is None:
        return spans[0]
    every = tuple(range(7))
    return "; ".join(f"{','.join(DAYS[day] for day in (rule.days or every))} {span}"
                     for rule, span in zip(rules, spans, strict=True))
