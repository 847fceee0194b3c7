"""What is only supposed (要是变成中风险, 等降级以后), and what is told as news (刚调成低风险). Pure."""
from __future__ import annotations

import re

from bot.nlu.grammar.phrases import all_of, first
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.more_cases import more_cases
from bot.nlu.readers.spans import Span

SUPPOSED = "supposed"
# A level up or down from what holds now.
STEP = re.compile(
    r"(?P<down>(?:降|下调)(?:了?一?级|级|低|下来)|降了(?!雨|温)|等级(?:降|往下)|解封|解除(?!隔离))"
    r"|(?:升|上调)(?:了?一?级|级|上去|高)|升了|等级(?:升|往上)"
)
# A change that has happened: the time beside it is that of the change, not the instant asked about.
CHANGED = re.compile(
    r"(?:刚|才|已经?|已|上午|下午|早上|昨天|昨晚|昨儿|前天|今早|今天)(?:刚|才|给|被|就|已经?)?"
    r"(?:调|降|升|变|改|划|列|定|转)(?:整|级|低|高)?(?:成|为|到|入|进)"
)


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """Spans ``supposed`` (the facts of the message are assumed), and ``zone_step`` (one level up, 1, or down, -1) where
    something is supposed or cases are added."""
    spans = [Span(*said, SUPPOSED, True) for said in all_of(SUPPOSED, text)]
    return spans + _steps(text) if spans or more_cases(text, False) else []


def tells_a_change(text: str) -> bool:
    """Whether the message reports that the level has changed (上午刚调成低风险)."""
    return bool(CHANGED.search(text)) and first(SUPPOSED, text) is None


def _steps(text: str) -> list[Span]:
    step = STEP.search(text)
    return [Span(step.start(), step.end(), "zone_step", -1 if step["down"] else 1)] if step else []
