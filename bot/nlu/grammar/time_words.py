"""The words that tell a time, found all at once: days, weekdays, parts of a day, clock times. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.text.lexicon import pattern

NUMBER = r"\d{1,2}|[零〇<numerals.counting>]{1,3}"
# 月底过期 tells when something else is.
NO_EVENT = "(?!该|过期|到期|满月|交|去的|来的|的|比)"
NOT_A_DAY = "(?!楼|院|线|公告|通告|门|地块|仓|库|棚|厂|铺|室|户|井|内|均|常|窗|桌|附|店|点|屋|亭|栋|单元|车|机)"
DATED = r"(?P<year>20\d\d)(?:年|[-/.])(?P<full_month>\d{1,2})(?:月|[-/.])(?P<full_day>\d{1,2})[日号]?"
IN_MONTH = (
    rf"(?<!\d)(?P<month>\d{{1,2}})(?:月(?P<day>\d{{1,2}})(?:号{NOT_A_DAY}|日(?!内|均|常))"
    rf"|[/.](?P<short_day>\d{{1,2}})号{NOT_A_DAY}|/(?P<slash_day>\d{{1,2}})(?![\d/.%号栋小天]))"
    rf"|(?<![上下])(?P<far>[上下]个?|这个?|本)月(?:(?P<far_day>{NUMBER})[号日]{NOT_A_DAY}|(?P<far_end>[底末]{NO_EVENT}))"
    rf"|(?<![\d<numerals.cardinal>])(?P<end_month>1[0-2]|0?[1-9]|<numerals.month>)月(?:份)?[底末]{NO_EVENT}"
    rf"|(?<![\d<numerals.counting>每个几满哪上下这本份])(?P<end>月底{NO_EVENT})"
    r"|(?:(?<=街道)|(?<=社区)(?=\d{1,2}[号日]<time.part>)|(?<![^<clauses.end><time.before_day_of_month>]))"
    rf"(?P<bare_day>\d{{1,2}})[号日]{NOT_A_DAY}"
)
WEEKDAY = (
    "(?<![<time.no_weekday_before>])(?P<week><time.week>个?)?(?:周|星期|礼拜)(?P<weekday>[<time.weekday_letters>])"
    "(?!<time.no_weekday_behind>)"
)
FROM_NOW = (
    rf"(?:^|(?<=[<clauses.end>那再等我]))(?:(?P<many>{NUMBER})个?(?P<half_more>半)?|(?P<half_of>半)个?)"
    rf"(?P<length><time.length>)[以之]?后"
    rf"|过(?P<few_days>{NUMBER})天(?!了)"
)
CLOCK = r"(?<![\d:])(?P<clock>\d{1,2}:\d{2})(?![\d:])"
ENGLISH = r"(?<![\d:a-z])(?P<english>\d{1,2})(?::(?P<english_minute>\d\d))? ?(?P<half_day>[ap])\.?m(?![a-z])"
HOUR = (
    rf"(?:差(?P<short>{NUMBER})分钟?|差(?P<short_quarter>一刻)钟?)?(?:到|就)?"
    rf"(?<![第\d<numerals.counting>])(?P<hour>{NUMBER})\s?"
    rf"(?:点(?!建议|要求|五(?![十分])|\d?[\d.]*(?:公斤|斤|度|元|块|倍|米|要))|时(?!间|候|段))钟?"
    rf"(?:(?P<quarter><time.quarter>)"
    rf"|过?(?!一过)(?P<minute>[0-5]\d|[零〇]?[<numerals.counting>]{{1,3}}(?=分|[^例个名位]|$))分?(?!例|个|名))?"
)
# What names the day, what names its part, what names the hour: each at most once in a phrase.
WORDS = pattern("|".join((
    rf"(?P<date>{DATED}|{IN_MONTH}|{FROM_NOW}|{WEEKDAY}|(?P<word>(?<![a-z以之])<time.day>(?![a-z])))",
    rf"(?P<at>{CLOCK}|{ENGLISH}|{HOUR})", "(?P<part>(?<![a-z])<time.part>(?![a-z点餐市托班自饭报操恋产读教退婚辈会安霜总校场宵猫]))",
)))
# What may stand between the words of one time: 明天的上午, 今晚大概8点; nothing else belongs together.
BETWEEN = pattern(r"(?:\s|的|个|去|这个?|大概|大约|差不多|in the|at|[早中晚]?[饭餐]后)*")
RANGE = "到至-~"


def phrases(text: str) -> Iterator[dict[str, re.Match]]:
    """Words that tell one time together, by what they name (date, part, at), in order of appearance. The end of a
    range (6点到8点) begins none."""
    phrase: dict[str, re.Match] = {}
    end = None
    for word in WORDS.finditer(text):
        joined = end is not None and BETWEEN.fullmatch(text, end, word.start())
        if phrase and not (joined and word.lastgroup not in phrase):
            yield phrase
            phrase = {}
            if text[end:word.start()].strip() in RANGE and word.start() > end:
                end = None
                continue
        phrase[word.lastgroup] = word
        end = word.end()
    if phrase:
        yield phrase
