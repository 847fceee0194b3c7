"""The keys by which the names of an address are compared, level by level."""
from __future__ import annotations

import re
from functools import lru_cache

from knowledge.text.folding import fold
from knowledge.text.numerals import arabic

_SIGNS = re.compile(r"[\s()·•\-—–~]")
_STREET = re.compile(r"(街道办事处|街道办|街道|办事处|镇|回族乡|乡|管委会)$")
_ROAD = re.compile("街$")
_COMMUNITY = re.compile(r"(社区|村)?(居民委员会|居民管理委员会|管理委员会|村民委员会|居委会|村委会|社区|自然村|村|工作站)$")
_COMPOUND = re.compile("小区$")
_NUMBERED = re.compile(r"(号楼|号|栋|幢|座|楼|单元)$")


@lru_cache(maxsize=65536)
def key(level: str, name: str) -> str:
    """What two names of one level must share to be the same; comparing only, never shown."""
    plain = arabic(_SIGNS.sub("", fold(name)))
    if level == "street":
        return _without(_ROAD, _without(_STREET, plain, 1), 2)
    if level == "community":
        return _without(_COMMUNITY, plain, 1)
    if level == "compound":
        return _without(_COMPOUND, plain, 2)
    return _NUMBERED.sub("", plain)


def _without(ending: re.Pattern[str], text: str, least: int) -> str:
    shorter = ending.sub("", text)
    return shorter if len(shorter) >= least else text
