"""The instant that a phrase of time means, in the day of the one who speaks: 晚上5点 is 17:00, 今天4点 said at nine is 16:00,
零点 the midnight to come, 凌晨12点半 half past midnight. Pure."""
from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.nlu.grammar.dates import MINUTES_OF_DAY, day_of, from_now
from bot.nlu.grammar.phrases import begins
from knowledge.text.lexicon import expand, values, words
from knowledge.text.numerals import to_count

Phrase = Mapping[str, re.Match]
PARTS, QUARTERS = values("time.part"), values("time.quarter")
NOON, AFTERNOON, EVENING = words("time.noon"), words("time.afternoon"), words("time.evening")
NIGHT, SMALL_HOURS = words("time.night_hours"), words("time.small_hours")
ALONE = words("time.night")
LATE_WORDS, EARLY_WORDS = tuple(words("time.late_words")), tuple(words("time.early_words"))
NO_HOUR_BEFORE = expand("<time.no_hour_before>")
HALF_DAY = 12
# Before this hour the night that began yesterday goes on.
DAWN = 5
# So long after an hour it is still the one that is meant.
JUST_PAST = timedelta(hours=1)


def names_an_instant(phrase: Phrase, text: str) -> bool:
    """A day, an hour of a part of the day, a clock time, a night; a bare hour only where it is asked about
    (上班到十点 may say anything)."""
    if "date" in phrase:
        return True
    part, at = phrase.get("part"), phrase.get("at")
    if at is None:
        return part["part"] in ALONE
    if not at["hour"] or (part and len(part["part"]) > 1):
        return True
    # 晚一点 is a little later.
    return is_exact(at) or to_count(at["hour"]) != 1 if part else is_asked_about(at, text)


def is_asked_about(at: re.Match, text: str) -> bool:
    """Whether a bare hour is one that somebody asks about: 7点能去吗, 22点后, and no 快一点."""
    before = text[at.start("hour") - 1:at.start("hour")] if at["hour"] else ""
    if before and before in NO_HOUR_BEFORE:
        return False
    # 一点 is a little as well, and 一点以后 is not.
    behind = "hour_border" if to_count(at["hour"]) == 1 else "asked_hour"
    return is_exact(at) or begins(behind, text, at.end()) is not None


def is_exact(at: re.Match) -> bool:
    """Whether minutes are said with the hour, so that it can be nothing else."""
    return bool(at["quarter"] or at["minute"] or at["short"] or at["short_quarter"])


def instant_of(phrase: Phrase, now: datetime) -> datetime | None:
    """The instant; a day without an hour is read at noon. None for a day or an hour that there is none."""
    date, part, at = phrase.get("date"), part_of(phrase), phrase.get("at")
    if date and date["length"]:
        return from_now(date, now)
    day = day_of(date, now) if date else now
    if day is None:
        return None
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    if at is None:
        return without_hour(midnight, date, part, now)
    minutes = minutes_of(at)
    if minutes is None:
        return None
    return hour_on(midnight, minutes, part, now) if date else next_hour(midnight, minutes, part, at, now)


def part_of(phrase: Phrase) -> str | None:
    """The part of the day: its own word, or the last letter of 明晚 and 今早, or the am and pm of English."""
    if "part" in phrase:
        return phrase["part"]["part"]
    if "at" in phrase and phrase["at"]["half_day"]:
        return "早上" if phrase["at"]["half_day"] == "a" else "下午"
    word = phrase["date"]["word"] if "date" in phrase else None
    if not word:
        return None
    return "晚上" if word.endswith(LATE_WORDS) else "早上" if word.endswith(EARLY_WORDS) else None


def minutes_of(at: re.Match) -> int | None:
    """Minutes from midnight as they were said; None where the clock has none such."""
    if at["clock"]:
        hour, minute = (int(number) for number in at["clock"].split(":"))
    elif at["english"]:
        hour, minute = int(at["english"]), int(at["english_minute"] or 0)
    else:
        hour, minute = to_count(at["hour"]), minute_of(at)
    return None if hour is None or hour > 24 or minute > 59 else hour * 60 + minute - minutes_short(at)


def minute_of(at: re.Match) -> int:
    """五十, 零五 or 一刻 behind the hour."""
    if at["quarter"]:
        return QUARTERS[at["quarter"]]
    return (to_count(at["minute"].lstrip("零〇") or "零") or 0) if at["minute"] else 0


def minutes_short(at: re.Match) -> int:
    """差五分 or 差一刻 before the hour."""
    return QUARTERS["一刻"] if at["short_quarter"] else (to_count(at["short"]) or 0) if at["short"] else 0


def in_part(minutes: int, part: str | None) -> int:
    """Minutes from the midnight of the day named, where the part of the day tells which of two hours is meant; the
    hours of a night that lie behind midnight are more than a day."""
    hour = minutes // 60
    noon = HALF_DAY * 60
    if part in SMALL_HOURS:
        return minutes - noon if hour == HALF_DAY else minutes
    if part in NOON:
        return minutes + noon if hour < DAWN else minutes
    if part in AFTERNOON:
        return minutes + noon if hour < HALF_DAY else minutes
    if part in EVENING or part in NIGHT:
        return minutes + noon if DAWN <= hour <= HALF_DAY else minutes + MINUTES_OF_DAY if hour < DAWN else minutes
    return minutes


def hour_on(midnight: datetime, minutes: int, part: str | None, now: datetime) -> datetime:
    """The hour on a day that was named. Without a part of the day 今天4点 is the one to come (今天12点 said in the evening is
    midnight), 明天4点 in the afternoon."""
    if part is None and 0 < minutes <= HALF_DAY * 60:
        if midnight.date() != now.date():
            return midnight + timedelta(minutes=minutes + (HALF_DAY * 60 if minutes < DAWN * 60 else 0))
        past = midnight + timedelta(minutes=minutes) <= now - JUST_PAST
        return midnight + timedelta(minutes=minutes + (HALF_DAY * 60 if past else 0))
    meant = in_part(minutes, part)
    goes_on = midnight.date() == now.date() and now.hour < DAWN and part in EVENING
    return midnight + timedelta(minutes=meant - (MINUTES_OF_DAY if meant >= MINUTES_OF_DAY and goes_on else 0))


def next_hour(midnight: datetime, minutes: int, part: str | None, at: re.Match, now: datetime) -> datetime:
    """The hour without a day is the next one to come, of the two that a bare hour may mean."""
    if part is None and at["hour"] and minutes <= HALF_DAY * 60:
        steps = (0, HALF_DAY * 60, MINUTES_OF_DAY) if minutes >= 60 else (0, MINUTES_OF_DAY)
        meant = [midnight + timedelta(minutes=minutes + step) for step in steps]
        return next(instant for instant in meant if instant > now - JUST_PAST)
    said = in_part(minutes, part)
    instant = midnight + timedelta(minutes=said % MINUTES_OF_DAY if part else said)
    return instant + timedelta(days=1) if instant <= now - JUST_PAST else instant


def without_hour(midnight: datetime, date: re.Match | None, part: str | None, now: datetime) -> datetime:
    """A day at noon or in its part; today, by whatever name (8号 on the 8th), is now, and so is its evening once that
    goes on; a part without a day is the next to come."""
    today = date and midnight.date() == now.date()
    if today and part is None:
        return now
    instant = midnight + timedelta(hours=PARTS.get(part, HALF_DAY))
    if today and part in EVENING:
        return max(instant, now)
    if date:
        # The night of a day is the one that follows it; its small hours are its own.
        return instant + timedelta(days=1) if part in NIGHT and instant.hour == 0 and date["word"] else instant
    return instant + timedelta(days=1) if instant < now - JUST_PAST else instant
