"""The instant a question is about: 今天, 明儿上午, 7号下午3点, 半夜一点. Pure."""
from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta

from bot.nlu.counts import to_number
from bot.nlu.spans import Span

DAY_WORDS = {"明晚": 1, "明早": 1, "今早": 0, "大后天": 3, "后天": 2, "后儿": 2, "明天": 1, "明儿": 1, "明日": 1, "今天": 0, "今儿": 0, "今日": 0, "今晚": 0, "昨天": -1, "昨儿": -1, "昨晚": -1, "前天": -2}
# Part of the day: the hour to read it at, and how an hour named with it is meant.
PARTS = {"凌晨": 3, "半夜": 0, "夜里": 0, "深夜": 23, "夜间": 22, "清早": 7, "一早": 7, "早上": 8, "早晨": 8, "上午": 10, "中午": 12, "下午": 15, "傍晚": 18, "晚上": 20, "今晚": 20, "晚": 20}
LATE = {"下午", "傍晚", "晚上", "晚", "今晚", "夜里", "深夜", "夜间", "半夜"}
PART_OF_WORD = {"晚": "晚上", "早": "早上"}
NIGHT = {"凌晨", "半夜", "夜里", "深夜", "夜间", "晚上"}
# 下个月一号, 上个月二十号, 月底: the day of a month that is told by its distance from this one, or its end.
MONTHS = {"上": -1, "下": 1, "这": 0, "本": 0, "": 0}
NAMED_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
# Around these days; a month of 28 days ends earlier.
ROUND_THE_END = 30
FARTHEST = timedelta(days=183)
NUM = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
# All of the pattern may be missing, so it is tried only where one of its parts can begin.
# 月底过期 tells when something else is.
NO_EVENT = r"(?!该|过期|到期|满月|交|去的|来的|的|比)"
NOT_A_DAY = r"(?!楼|院|线|公告|门|地块|内|均|常)"
FIRST = "".join(sorted({word[0] for word in (*DAY_WORDS, *PARTS)})) + "一二两三四五六七八九十上下这本月"
TIME = re.compile(
    rf"(?=[\d{FIRST}])"
    r"(?:(?<![\d路街巷])(?<!大道)(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})(?:号(?!楼|院|线|公告|门|地块)|日(?!内|均|常))"
    rf"|(?<![上下])(?P<far>[上下]个?|这个?|本)月(?:(?P<far_day>{NUM})[号日]{NOT_A_DAY}|(?P<far_end>[底末]{NO_EVENT}))"
    rf"|(?<![\d一二三四五六七八九十])(?P<end_month>{NAMED_MONTH})月(?:份)?[底末]{NO_EVENT}|(?<![\d一二两三四五六七八九十每个几满哪上下这本份])(?P<end>月底{NO_EVENT})"
    r"|(?P<word>" + "|".join(DAY_WORDS) + r"))?"
    r"(?P<part>" + "|".join(sorted(PARTS, key=len, reverse=True)) + r")?"
    r"(?:(?P<hour>" + NUM + r")(?:点|时(?!间|候|段))钟?(?P<half>半)?(?:(?P<minute>\d{2})分?)?|(?P<clock>\d{1,2}:\d{2}))?"
    r"(?:那会儿?|那阵儿?|那时候?)?"
)
# Behind a time that has passed: when cases were found or a test was taken, not the instant asked about.
HAPPENED = re.compile(
    r"[^,，。;；!！?？\s]{0,24}?(?:查出|检出|阳(?!光|台)|羊了|确诊|感染|中招|发现|新增|出了?[一二两三俩仨\d]|做的|(?:做|测|捅)了?(?:的|过)?(?:核酸|抗原|嗓子))"
)
# The groups of the pattern that name a day.
DAYS = ("day", "word", "far", "end_month", "end")


def find_times(text: str, now: datetime) -> list[Span]:
    """Spans ``at`` with the instant meant, in ISO 8601 with offset. A day named without an hour is read at noon; a
    time at which cases were found or a test was taken (昨晚查出一个) is not asked about."""
    spans = []
    for match in TIME.finditer(text):
        if not names_an_instant(match):
            continue
        instant = _instant(match, now)
        if instant is not None and not (instant < now and HAPPENED.match(text, match.end())):
            spans.append(Span(match.start(), match.end(), "at", instant.isoformat()))
    return spans


def names_an_instant(match: re.Match) -> bool:
    """A day, an hour of a part of the day, a clock time, or a night; a bare hour (「上班到十点」) may be anything."""
    if any(match[name] for name in DAYS) or match["clock"]:
        return True
    # 晚一点 is a little later.
    return match.group() != "晚一点" and (match["part"] in NIGHT or bool(match["part"] and match["hour"]))


def _instant(match: re.Match, now: datetime) -> datetime | None:
    part = match["part"] or PART_OF_WORD.get((match["word"] or "")[-1:])
    hour, minute = _hour(match, part)
    if hour is not None and hour > 23:
        return None
    day = _day(match, now)
    if day is None:
        return None
    if hour is None:
        if match["word"] in ("今天", "今日", "今儿") and part is None:
            return now
        hour = PARTS.get(part, 12) if part else 12
    instant = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    # An hour without a day is the next one to come.
    nameless = not any(match[name] for name in DAYS)
    return instant + timedelta(days=1) if nameless and instant < now - timedelta(hours=1) else instant


def _hour(match: re.Match, part: str | None) -> tuple[int | None, int]:
    if match["clock"]:
        hour, minute = (int(n) for n in match["clock"].split(":"))
        return hour, min(minute, 59)
    if not match["hour"]:
        return None, 0
    hour = to_number(match["hour"])
    if hour is None:
        return None, 0
    minute = 30 if match["half"] else min(int(match["minute"] or 0), 59)
    afternoon = part in LATE and (6 <= hour < 12 or (part in ("下午", "傍晚") and hour < 12))
    return (hour + 12 if afternoon else 0 if part in ("半夜", "夜里") and hour == 12 else hour), minute


def _day(match: re.Match, now: datetime) -> datetime | None:
    if match["word"]:
        return now + timedelta(days=DAY_WORDS[match["word"]])
    if match["end"] or match["end_month"]:
        return _end_of(now, to_number(match["end_month"]) if match["end_month"] else now.month)
    if match["far"]:
        months = now.year * 12 + now.month - 1 + MONTHS[match["far"][0]]
        day = ROUND_THE_END if match["far_end"] else to_number(match["far_day"])
        return _date(now, months // 12, months % 12 + 1, day, bool(match["far_end"]))
    if not match["day"]:
        return now
    return _date(now, now.year, int(match["month"] or now.month), int(match["day"]))


def _end_of(now: datetime, month: int) -> datetime | None:
    """About the end of the month of this name that is nearest."""
    ends = [_date(now, year, month, ROUND_THE_END, True) for year in (now.year - 1, now.year, now.year + 1)]
    return next((end for end in ends if end and abs(end - now) < FARTHEST), None)


def _date(now: datetime, year: int, month: int, day: int | None, cut: bool = False) -> datetime | None:
    """``now`` on that date; None where there is no such. cut: the last day of a month that is shorter."""
    try:
        last = calendar.monthrange(year, month)[1]
        return now.replace(year=year, month=month, day=min(day, last) if cut else day)
    except (ValueError, TypeError):
        return None
