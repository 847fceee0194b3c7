"""By which names people call a place, and which names are too common to stand for one by themselves."""
from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.places.common_names import common_names
from knowledge.places.learned_places import is_generic
from knowledge.places.model import Place
from knowledge.text.folding import fold

_ENDINGS = {"street": r"(街道|镇|乡)$", "community": r"(社区|自然村|村|工作站)$", "compound": r"(小区|家属院)$"}
# Without their ending these are institutions or kinds of places, not names (中医院社区, 儿童公园社区).
_INSTITUTION = re.compile(r"(医院|学校|大学|学院|中学|小学|幼儿园|市场|广场|车站|西站|东站|公司|商场|超市|银行|机场|公园|宾馆|酒店|"
                          r"地铁|工厂|厂|影城|体育馆|图书馆|博物馆|植物园|动物园|政府|市委|省委|开发区|商务区|管理区|药店)$")
_HALF_SAID = re.compile(r"[楼院(].*")  # 楼西平房, 院东院: what followed a number
_BEHIND_ADDRESS = re.compile(r".+\d+号院?(?!院)(?=[^\d]{3})([^\d(].*)")
_NUMBER_BEFORE_NAME = re.compile(r"(.+[路街道])\d+号([^\d号].+)")
_SHORTEST = 3


def names_of(level: str, name: str, more: str = "") -> Iterator[tuple[str, bool]]:
    """(a folded name, whether it is said in full); ``more``: aliases joined by |."""
    if name and _says_enough(level, name):
        yield from ((fold(full), True) for full in _full(level, name))
        short = fold(re.sub(_ENDINGS.get(level, "$^"), "", name))
        if len(short) >= _SHORTEST and short != fold(name) and _stands_alone(short):
            yield short, False
    yield from ((fold(said), True) for alias in more.split("|") if alias for said in _without_number(alias))


def _without_number(alias: str) -> tuple[str, ...]:
    """田贝一路62号龙屋小区 is said without the number as well."""
    address = _NUMBER_BEFORE_NAME.fullmatch(alias)
    return (alias, address[1] + address[2]) if address else (alias,)


def names_behind_wider(place: Place) -> Iterator[str]:
    """Folded names of a compound that says too little alone, joined to what it lies in: 马庄村二组, 某某镇宏达."""
    name = place.compound or ""
    if not name or (_says_enough("compound", name) and _full("compound", name) and place.street):
        return
    wider = [place.community, None if is_generic(name) else place.street or place.district]
    yield from (fold(each + name) for each in wider if each)


def _says_enough(level: str, name: str) -> bool:
    return name not in common_names() and not (level == "compound" and (is_generic(name) or _HALF_SAID.fullmatch(name)))


def _full(level: str, name: str) -> list[str]:
    if len(name) < _SHORTEST and not name.endswith(("村", "镇", "乡")):
        return []
    if level == "street":
        stem = re.sub("街道$", "", name)
        return [name] if stem == name else [stem + end for end in ("街道", "街道办事处", "街道办", "办事处")]
    if level == "community" and name.endswith("社区"):
        return [name, *(name.removesuffix("社区") + end for end in ("居委会", "居民委员会"))]
    behind = _BEHIND_ADDRESS.fullmatch(name) if level == "compound" else None
    return [name, behind[1]] if behind and _says_enough(level, behind[1]) else [name]


def _stands_alone(short: str) -> bool:
    return not _INSTITUTION.search(short) and not is_generic(short) and short not in common_names()
