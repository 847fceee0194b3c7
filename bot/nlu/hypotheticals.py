"""What is only supposed (要是变成中风险, 再多一例, 等降级以后), and what is told as news (刚调成低风险). Pure."""
from __future__ import annotations

import re

from bot.nlu.count_patterns import NUMBER
from bot.nlu.counts import to_number
from bot.nlu.spans import Span

SUPPOSED = re.compile(
    r"要是|如果|假如|假设|倘若|要不是|万一|假使|若是|(?<![a-z])(?:what )?if(?![a-z])|suppose"
    r"|(?:等|赶明儿|将来|以后).{0,8}?(?:降|升|调|解封|解除|变)"
)
# A level up or down from what holds now.
STEPS = (
    (-1, re.compile(r"(?:降|下调)(?:了?一?级|级|低|下来)|降了(?!雨|温)|等级(?:降|往下)|解封|解除(?!隔离)")),
    (1, re.compile(r"(?:升|上调)(?:了?一?级|级|上去|高)|升了|等级(?:升|往上)")),
)
# 再多一例, 再添一个二单元的; where something is supposed also 也出一例, 还查出俩: these cases come to those that are known.
WHERE = r"(?:[在从](?:[^,，。;；\s]{0,6}?单元)?)?"
GAIN = r"(?:多|来|加|添|增加|新增|查出来?|冒出来?|检出|出现?|有|阳|羊|确诊|感染|发现)"
SO_MANY = rf"了?(?:上|个)?(?P<n>{NUMBER})(?:例|个人?(?!单元|楼|小区|小时|月)|名|人|位)(?:阳性|病例|感染者?|确诊)?"
MORE = re.compile(rf"再{WHERE}{GAIN}?{SO_MANY}")
MORE_SUPPOSED = re.compile(rf"[再也又还](?:各|给)?{WHERE}{GAIN}{SO_MANY}|[再也又还]{GAIN}了?(?P<few>[俩仨])")
# A change that has happened: the time beside it is that of the change, not the instant asked about.
CHANGED = re.compile(r"(?:刚|才|已经?|已|上午|下午|早上|昨天|昨晚|昨儿|前天|今早|今天)(?:刚|才|给|被|就|已经?)?(?:调|降|升|变|改|划|列|定|转)(?:整|级|低|高)?(?:成|为|到|入|进)")


def find_suppositions(text: str) -> list[Span]:
    """Spans ``supposed`` (the facts of the message are assumed), ``more_cases`` (so many beside those known) and
    ``zone_step`` (one level up, 1, or down, -1)."""
    spans = [Span(m.start(), m.end(), "supposed", True) for m in SUPPOSED.finditer(text)]
    more = (MORE_SUPPOSED.search(text) if spans else None) or MORE.search(text)
    number = to_number(more.groupdict().get("few") or more["n"]) if more else None
    if number:
        spans.append(Span(more.start(), more.end(), "more_cases", number))
    if spans:
        spans += _steps(text)
    return spans


def tells_a_change(text: str) -> bool:
    """Whether the message reports that the level has changed (上午刚调成低风险)."""
    return bool(CHANGED.search(text)) and not SUPPOSED.search(text)


def _steps(text: str) -> list[Span]:
    return [
        Span(match.start(), match.end(), "zone_step", step)
        for step, pattern in STEPS for match in [pattern.search(text)] if match
    ][:1]
