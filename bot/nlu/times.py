"""The instant a question is about: 今天, 明儿上午, 7号下午3点, 半夜一点. Pure."""
from __future__ import annotations

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
NUM = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
# All of the pattern may be missing, so it is tried only where one of its parts can begin.
FIRST = "".join(sorted({word[0] for word in (*DAY_WORDS, *PARTS)})) + "一二两三四五六七八九十"
TIME = re.compile(
    rf"(?=[\d{FIRST}])"
    r"(?:(?<![\d路街巷])(?<!大道)(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})(?:号(?!楼|院|线|公告|门|地块)|日(?!内|均|常))|(?P<word>" + "|".join(DAY_WORDS) + r"))?"
    r"(?P<part>" + "|".join(sorted(PARTS, key=len, reverse=True)) + r")?"
    r"(?:(?P<hour>" + NUM + r")(?:点|时(?!间|候|段))钟?(?P<half>半)?(?:(?P<minute>\d{2})分?)?|(?P<clock>\d{1,2}:\d{2}))?"
)


def find_times(text: str, now: datetime) -> list[Span]:
    """Spans ``at`` with the instant meant, in ISO 8601 with offset. A day named without an hour is read at noon."""
    spans = []
    for match in TIME.finditer(text):
        if not names_an_instant(match):
            continue
        instant = _instant(match, now)
        if instant is not None:
            spans.append(Span(match.start(), match.end(), "at", instant.isoformat()))
    return spans


def names_an_instant(match: re.Match) -> bool:
    """A day, an hour of a part of the day, a clock time, or a night; a bare hour (「上班到十点」) may be anything."""
    if match["day"] or match["word"] or match["clock"]:
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
    nameless = not (match["day"] or match["word"])
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
    if not match["day"]:
        return now
    try:
        return now.replace(month=int(match["month"] or now.month), day=int(match["day"]))
    except ValueError:
        return None
