"""The canonical names of districts and streets, and which district manages a street."""
from __future__ import annotations

import re
from dataclasses import replace

from knowledge.places.model import Place
from knowledge.text.folding import fold
from knowledge.text.keys import key

# Canonical name -> what else it is called. Longest forms are tried first.
DISTRICTS: dict[str, tuple[str, ...]] = {
    "中原区": (), "二七区": (), "管城回族区": ("管城区",), "金水区": (), "上街区": (), "惠济区": (),
    "郑东新区": (), "巩义市": (), "荥阳市": (), "新密市": (), "新郑市": (), "登封市": (), "中牟县": (),
    "经开区": ("经济技术开发区", "经济开发区", "经济技术开发", "郑州经开区"),
    "高新区": ("高新技术产业开发区", "高新技术开发区", "高新开发区", "郑州高新区"),
    "航空港区": ("航空港经济综合实验区", "航空港实验区", "空港区", "航空港", "港区"),
}
# These say "the whole district" unmistakably in two letters; other short forms (上街, 二七) are ordinary words.
SHORT_DISTRICTS = {"荥阳": "荥阳市", "新密": "新密市", "登封": "登封市", "巩义": "巩义市", "中牟": "中牟县", "郑东": "郑东新区"}
DISTRICT_BY_NAME = {name: key for key, more in DISTRICTS.items()
                    for base in (key, *more) for name in (base, f"郑州{base}", f"郑州市{base}")}
# Streets that lie in one district on the map and are run, and listed, by a development zone.
_MANAGED = {
    "郑东新区": "祭城路 如意湖 龙子湖 博学路 龙湖 龙源路 金光路 商都路 圃田 白沙 豫兴路 豫兴 杨桥",
    "经开区": "明湖 潮河 京航 前程 祥云 九龙", "高新区": "石佛 沟赵 枫杨 梧桐 双桥",
    "航空港区": "新港 郑港 银河 明港 滨河 冯堂 清河 龙港 八岗 八千 龙王 岗李 大马 张庄 三官庙",
}
_PARENTS = {"郑东新区": ("金水区", "管城回族区", "中牟县"), "经开区": ("管城回族区", "中牟县", "金水区"),
            "高新区": ("中原区",), "航空港区": ("中牟县", "新郑市", "尉氏县")}
MANAGED = {(parent, street): zone for zone, streets in _MANAGED.items()
           for street in streets.split() for parent in _PARENTS[zone]}
_DISTRICT_BY_STEM = {re.sub("(回族)?[区市县]$", "", name): key for name, key in DISTRICT_BY_NAME.items()}
_CITY_KIND = re.compile("市|地区|盟|([一-鿿]+族)?自治州")
_STREET = re.compile(r"(街道办事处|街道办|街道|办事处)$")


def district_name(text: str | None) -> str | None:
    """The canonical name of a district, or the text itself when it is none of the city's."""
    return DISTRICT_BY_NAME.get(text, text) if text else None


def district_as_written(text: str) -> str | None:
    """The canonical district of a cell of a table, where 金水, 郑州市金水区 and 河南省郑州市金水区 are the same; None for no
    district of the city. Not for what people say: 上街 and 二七 are ordinary words there."""
    name = re.sub(r"\s", "", fold(text)).removeprefix("河南省")
    found = DISTRICT_BY_NAME.get(name) or _DISTRICT_BY_STEM.get(re.sub("^郑州市?", "", name))
    return found or SHORT_DISTRICTS.get(name)


def same_city(one: str, other: str) -> bool:
    """Whether two names are of one city: 郑州 and 郑州市, 延边 and 延边朝鲜族自治州."""
    short, long = sorted((re.sub(r"\s", "", fold(name)) for name in (one, other)), key=len)
    return (
        long == short != ""
        or bool(len(short) > 1 and long.startswith(short) and _CITY_KIND.fullmatch(long[len(short):]))
    )


def street_name(text: str | None) -> str | None:
    """X街道, X街道办事处, X办事处 -> X街道; X镇 and X乡 stay."""
    return _STREET.sub("街道", text) if text else None


def settle(place: Place) -> Place:
    """The place with canonical names, under the district that manages its street (金水区祭城路 -> 郑东新区)."""
    place = replace(place, district=district_name(place.district), street=street_name(place.street))
    if place.district and place.street:
        managed = MANAGED.get((place.district, key("street", place.street)))
        return replace(place, district=managed) if managed else place
    return place
