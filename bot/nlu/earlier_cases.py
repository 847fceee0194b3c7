"""Cases of several days or after earlier ones: no notice says how they add up. Pure."""
from __future__ import annotations

import re

from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

EARLIER = r"(?:之前|以前|原先|原来|从前|过去|早先|本来|向来|从来|历来|一直)"
ADDS_UP_UNSTATED = pattern(
    r"之前|以前|上周|上个?月|前几天|前两天|又(?:<cases.has_some>|<cases.added>|[<numerals.first_three>两<numerals.contracted>\d])"
    # 封几天 asks how long, and counts no days with cases.
    "|陆续|(?:[这那好头近]|最近|过去)几天|几天(?:[内里间]|之内|下来|(?=[出冒查]|<cases.found>))|接连|连着|原先就?有|原来就?有|已经有过|本来就?有"
)
# 以前没有过, 原先干干净净: no earlier case, so that the notice's rule holds. 以前没有这么多 says the opposite.
IN_CLAUSE = r"[^,，。;；!！?？\s]"
NO_EARLIER = pattern(
    rf"{EARLIER}(?:(?!不){IN_CLAUSE}){{0,8}}?"
    r"(?:没有?(?:发生|出现|<cases.detected>|<cases.certain>|出|羊|得|有)?过|没出(?!门)|没[阳羊]|没事|没动静|干干净净|干净|好好的|太平|清零|[零0]感染"
    r"|没有?(?:一[例个])?(?:疫情|病例|病号|阳性|感染者?|阳的)"
    r"|没有(?=$|[,，。;；!！?？\s]|然后|这(?!么)|就|现在(?!多)|今[天儿](?!多)|昨[天儿晚](?!多)))"
    rf"(?!{IN_CLAUSE}{{0,4}}(?:[这那]么|恁么?|几个|多少|严重))"
)
DAY = re.compile(r"大?前[天儿]|昨[天儿晚日]|今[天儿晚早日]|刚[刚才]|上午|现在|\d{1,2}[号日](?!楼|院|线|门|地)")
SIGN = re.compile("|".join((EARLIER, ADDS_UP_UNSTATED.pattern, DAY.pattern)))
# What tells of cases, so that a day beside it is one on which some were found.
FOUND = pattern(
    r"<cases.found>|病例|病号|出[了现来]|[<numerals.counting><numerals.contracted>几\d][例个名位]"
)
CLAUSE = re.compile(r"[,，。;；!！?？\s]+")


def find_earlier_cases(text: str) -> list[Span]:
    """At most one span ``earlier_cases``: True where cases were found on several days or before, False where the
    message says that there were none before; one day alone says neither, and if it has passed is ``earlier_day``."""
    none_before, days = NO_EARLIER.search(text), days_in(text) - {"今"}
    earlier_day = [Span(0, len(text), "earlier_day", True)] if days else []
    if tells_of_earlier_cases(text):
        return [Span(0, len(text), "earlier_cases", True), *earlier_day]
    if none_before:
        return [Span(none_before.start(), none_before.end(), "earlier_cases", False)]
    return earlier_day


def tells_of_earlier_cases(text: str) -> bool:
    """Whether cases were found on several days, or before; one day alone, and no case before, leave the rule clear."""
    text = NO_EARLIER.sub("", text)
    if ADDS_UP_UNSTATED.search(text):
        return True
    days = {day for clause in CLAUSE.split(text) if FOUND.search(clause) for day in days_in(clause)}
    return len(days) > 1


def days_in(clause: str) -> set[str]:
    """The days of a clause, each by one name."""
    return {"今" if day[0] in "今刚上现" else day.rstrip("天儿晚日早") for day in DAY.findall(clause)}
