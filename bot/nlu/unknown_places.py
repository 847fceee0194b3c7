"""A place by its name that nobody has heard of, where its zone is asked: said back rather than passed over. Pure."""
from __future__ import annotations

import re

from bot.nlu.spans import Span
from knowledge.places.address_tail import read_name

# What tells where a place lies, and names none: 隔壁小区, 整个新城.
RELATIVE = re.compile(r"隔壁|对[面过]|旁边|整[个片]|老家|楼[上下]|[前后]面|别的|另|同一|单位|公司|朋友|亲戚|[婆娘]家|[高中低]风险|[封管]控|[进出]|街道|社区|小区|[村乡镇]")
CLAUSE = re.compile(r"[^\s,，。;；:：!！?？]+")
# An answer is a name by itself only where it ends as compounds do: 逛街, 套路 and 思路 are no streets.
COMPOUND = re.compile(r".{2,}(?:小区|花园|家园|家属院|公寓|小镇|新城|新苑|嘉园|华府|[苑府期区]|号[院楼]|[栋幢座]|单元)")
LEAD = re.compile(
    r"(?:请问|麻烦|那|哎)?(?:帮我|给我|帮忙|替我)?(?:查(?:一下|查看|查|下|看)?|看(?:一下|看|下)?|问(?:一下|问|下)?)?(?:(?:我们?|俺们?|咱们?)(?:家?住在?|家在?|在|搁)|住在?|就按|按)?"
)
ZONE_ASKED = re.compile(
    r"(?:这边|那边|那儿|这儿|那块儿?|这块儿?|里)?(?:今天|今儿|现在|目前|如今|眼下|这会儿)?(?:到底|究竟|还)?(?:是不是|算不算|是|算|属于|归|划成|划为|划的|定成|定的)?(?:了)?"
    r"(?:(?:几|啥|什么|哪)(?:一)?(?:级|类|种|个|档|样)?(?:的)?(?:风险|等级|区|级别)|几级|(?:高|中|低)?风险(?:等级|级别|区|吗|不|多|高|情况|$))"
)


def find_unknown_place(text: str, asked: bool = False) -> list[Span]:
    """At most one span ``place`` without candidates: a name at the head of a clause that goes on to ask for its zone.

    asked: the message answers the question for a place, so that the name may be all of it.
    """
    for clause in CLAUSE.finditer(text):
        start = LEAD.match(text, clause.start()).end()
        end = start if RELATIVE.match(text, start) else read_name(text, start)
        if end > start and (ZONE_ASKED.match(text, end) or (asked and clause.group() == text and end == len(text) and COMPOUND.fullmatch(text, start))):
            name = text[start:end]
            return [Span(start, end, "place", {"candidates": [], "exact": False, "unknown": name, "text": name})]
    return []
