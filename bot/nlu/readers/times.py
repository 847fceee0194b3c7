"""The instant a question is about: 今天, 明儿上午, 7号下午3点, 半夜一点. Pure."""
from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta

from bot.nlu.readers.hypotheticals import tells_a_change
from bot.nlu.reading.lexicon import Lexicon
from bot.nlu.reading.spans import Span
from knowledge.text.lexicon import pattern, values
from knowledge.text.numerals import to_count

DAY_WORDS, PARTS, MONTHS = values("time.day"), values("time.part"), values("time.month")
WEEKDAYS = values("time.weekday")
TODAY, AFTERNOON, LATE = pattern("<time.today>"), pattern("<time.afternoon>"), pattern("<time.late>")
NIGHT, NIGHT_HOURS = pattern("<time.night>"), pattern("<time.night_hours>")
# 明晚 and 今早 name a part of their day.
PART_OF_WORD = {"晚": "晚上", "早": "早上"}
# Around these days; a month of 28 days ends earlier.
ROUND_THE_END = 30
FARTHEST = timedelta(days=183)
# 月底过期 tells when something else is.
NO_EVENT = "(?!该|过期|到期|满月|交|去的|来的|的|比)"
NOT_A_DAY = "(?!楼|院|线|公告|门|地块|仓|库|棚|厂|铺|室|户|井|内|均|常)"
NUMBER = r"\d{1,2}|[<numerals.counting>]{1,3}"
DAY = (
    r"(?<!\d)(?:(?P<month>\d{1,2})月|(?<![<places.numbered>])(?<!大道))(?P<day>\d{1,2})(?:号" + NOT_A_DAY + "|日(?!内|均|常))"
    rf"|(?<![上下])(?P<far>[上下]个?|这个?|本)月(?:(?P<far_day>{NUMBER})[号日]{NOT_A_DAY}|(?P<far_end>[底末]{NO_EVENT}))"
    rf"|(?<![\d<numerals.cardinal>])(?P<end_month>1[0-2]|0?[1-9]|<numerals.month>)月(?:份)?[底末]{NO_EVENT}"
    rf"|(?<![\d<numerals.counting>每个几满哪上下这本份])(?P<end>月底{NO_EVENT})|(?P<word><time.day>)"
    r"|(?<![每逢到至上下和个<numerals.counting>\d])(?P<week>下个?|这个?|本)?(?:周|星期|礼拜)(?P<weekday><time.weekday>)"
    r"(?![到至和、次回趟检]|<time.weekday>)"
)
HOUR = (
    rf"(?P<hour>{NUMBER})(?:点|时(?!间|候|段))钟?(?P<half>半)?(?:(?P<minute>\d{{2}})分?)?|(?P<clock>\d{{1,2}}:\d{{2}})"
)
# All of the pattern may be missing, so it is tried only where one of its parts can begin.
FIRST = "".join(sorted({word[0] for word in (*DAY_WORDS, *PARTS, *MONTHS, "周", "星期", "礼拜")}))
SIGN = pattern(rf"[\d<numerals.counting>月{FIRST}]")
TIME = pattern(
    rf"(?={SIGN.pattern})(?:{DAY})?(?P<part><time.part>)?(?:{HOUR})?(?:那会儿?|那阵儿?|那时候?)?"
)
# Behind a time that has passed: when cases were found or a test was taken, not the instant asked about.
HAPPENED = pattern(
    r"[^<clauses.end>]{0,24}?(?:<cases.found>|出了?[<numerals.first_three>两<numerals.contracted>\d]|<cases.tested>)"
)
# The groups of the pattern that name a day.
DAYS = ("day", "word", "far", "end_month", "end", "weekday")


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``at`` with the instant meant, in ISO 8601 with offset. A day named without an hour is read at noon; a
    time at which cases were found, a test was taken (昨晚查出一个) or the zone changed is not asked about."""
    if tells_a_change(text):
        return []
    spans, now = [], lexicon.now
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
    return match.group() != "晚一点" and (is_one_of(NIGHT, match["part"]) or bool(match["part"] and match["hour"]))


def is_one_of(words: re.Pattern, word: str | None) -> bool:
    """Whether a group of the pattern is one of these words."""
    return bool(word and words.fullmatch(word))


def _instant(match: re.Match, now: datetime) -> datetime | None:
    part = match["part"] or PART_OF_WORD.get((match["word"] or "")[-1:])
    hour, minute = _hour(match, part)
    if hour is not None and hour > 23:
        return None
    day = _day(match, now)
    if day is None:
        return None
    if hour is None:
        if part is None and (is_one_of(TODAY, match["word"]) or (match["weekday"] and day == now)):
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
    hour = to_count(match["hour"])
    if hour is None:
        return None, 0
    minute = 30 if match["half"] else min(int(match["minute"] or 0), 59)
    afternoon = is_one_of(LATE, part) and (6 <= hour < 12 or (is_one_of(AFTERNOON, part) and hour < 12))
    return (hour + 12 if afternoon else 0 if is_one_of(NIGHT_HOURS, part) and hour == 12 else hour), minute


def _day(match: re.Match, now: datetime) -> datetime | None:
    if match["word"]:
        return now + timedelta(days=DAY_WORDS[match["word"]])
    if match["weekday"]:
        return now + timedelta(days=_days_to(match, now))
    if match["end"] or match["end_month"]:
        return _end_of(now, to_count(match["end_month"]) if match["end_month"] else now.month)
    if match["far"]:
        months = now.year * 12 + now.month - 1 + MONTHS[match["far"][0]]
        day = ROUND_THE_END if match["far_end"] else to_count(match["far_day"])
        return _date(now, months // 12, months % 12 + 1, day, bool(match["far_end"]))
    if not match["day"]:
        return now
    return _date(now, now.year, int(match["month"] or now.month), int(match["day"]))


def _days_to(match: re.Match, now: datetime) -> int:
    """The days to the next such day of the week, or to that of this week or the next."""
    days = WEEKDAYS[match["weekday"]] - now.isoweekday()
    return days % 7 if not match["week"] else days + 7 * (match["week"][0] == "下")


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
