"""By which names people call a place, and which names are too common to stand for one by themselves."""
from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.places.learned_places import is_generic
from knowledge.places.model import Place
from knowledge.places.names import DISTRICTS, SHORT_DISTRICTS
from knowledge.text.folding import fold

_ENDINGS = {"street": r"(街道|镇|乡)$", "community": r"(社区|自然村|村|工作站)$", "compound": r"(小区|家属院)$"}
# Without their ending these are institutions or kinds of places, not names (中医院社区, 儿童公园社区).
_INSTITUTION = re.compile(r"(医院|学校|大学|学院|中学|小学|幼儿园|市场|广场|车站|西站|东站|公司|商场|超市|银行|机场|公园|宾馆|酒店|"
                          r"地铁|工厂|厂|影城|体育馆|图书馆|博物馆|植物园|动物园|政府|市委|省委|开发区|商务区|管理区|药店)$")
# What these words name is an ordinary thing or an office; as a place only with their ending or what they lie in.
_TOO_COMMON = {
    "高新区社区", "社区", "小区", "街道", "办事处", "新村", "商品", "未来", "公寓", "郑州日报", "新世纪",
    "二十一世纪", "机械化", "防空兵", "市三院", "省水利厅", "省卫生厅", "省民航", "省检察院", "烟草局",
    "河务局", "水文局", "水利局", "农科院", "博物院", "果树所", "开发行", "宿舍楼", "居民楼", "综合楼",
    "双鱼座", "70年代", "青年公寓", "四月天", "世界观", "农贸市场", "苹果园", "苹果城", "开发公司",
    "经济适用房", "第五村民组", "北安置区", "分水岭", "商业街", "三岔口", "风和日丽", "城中央", "黄河桥", "邮政家属院",
}
_HALF_SAID = re.compile(r"[楼院(].*")  # 楼西平房, 院东院: what followed a number
_BEHIND_ADDRESS = re.compile(r".+\d+号院?(?!院)(?=[^\d]{3})([^\d(].*)")
_SHORTEST = 3


def district_names() -> Iterator[tuple[str, str]]:
    """(what a district is called, its canonical name)."""
    for name, more in DISTRICTS.items():
        yield from ((called, name) for called in (name, *more))
    yield from SHORT_DISTRICTS.items()


def names_of(level: str, name: str, more: str = "") -> Iterator[tuple[str, bool]]:
    """(a folded name, whether it is said in full); ``more``: aliases joined by |."""
    if name and _says_enough(level, name):
        yield from ((fold(full), True) for full in _full(level, name))
        short = fold(re.sub(_ENDINGS.get(level, "$^"), "", name))
        if len(short) >= _SHORTEST and short != fold(name) and _stands_alone(short):
            yield short, False
    yield from ((fold(alias), True) for alias in more.split("|") if alias)


def names_behind_wider(place: Place) -> Iterator[str]:
    """Folded names of a compound that says too little alone, joined to what it lies in: 马庄村二组, 郑庵镇宏达."""
    name = place.compound or ""
    if not name or (_says_enough("compound", name) and _full("compound", name) and place.street):
        return
    wider = [place.community, None if is_generic(name) else place.street or place.district]
    yield from (fold(each + name) for each in wider if each)


def _says_enough(level: str, name: str) -> bool:
    return name not in _TOO_COMMON and not (level == "compound" and (is_generic(name) or _HALF_SAID.fullmatch(name)))


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
    return not _INSTITUTION.search(short) and not is_generic(short) and short not in _TOO_COMMON
