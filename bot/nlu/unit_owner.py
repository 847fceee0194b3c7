"""Whether the cases are in the asker's unit or in another one of the compound (隔壁单元, 俺们单元). Pure."""
from __future__ import annotations

import re

from bot.nlu.spans import Span

UNIT = r"(?:个?单元|栋楼?|号楼|楼栋|个?门洞|楼门)"
OTHER = re.compile(
    rf"(?:隔壁|旁边|对面|挨着的?|邻近|别的|其他|另[一外]?个?|前面|后面|前|后|东头|西头){UNIT}|隔壁楼|前楼|后楼|"
    rf"(?:我们?|俺们?|咱们?|自己|本)(?:这|那)?{UNIT}(?:都|里|也)*没(?:有|人)?|不(?:是|在)(?:我们?|俺们?|咱们?)(?:这|那)?{UNIT}"
)
OWN = re.compile(
    rf"(?:我们?|俺们?|咱们?|自己|本)(?:住的)?(?:这|那)?个?{UNIT}|同(?:一个?)?(?:单元|栋|楼)的?邻居|楼上|楼下|对门|(?:我|俺)家(?:楼上|对门|隔壁)"
)


def find_whose_unit(text: str) -> list[Span]:
    """At most one span ``whose_unit``: ``other`` or ``own``."""
    for value, pattern in (("other", OTHER), ("own", OWN)):
        match = pattern.search(text)
        if match:
            return [Span(match.start(), match.end(), "whose_unit", value)]
    return []
