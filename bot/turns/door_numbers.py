"""Exact door numbers in a text. Compound, building and unit stay: what is in force depends on them. Pure."""
from __future__ import annotations

import re

DOOR = "[门牌号]"
_D = "[0-9０-９零〇一二三四五六七八九幺]"
# Lines that everybody may call are no doors.
_HOTLINE = r"(?!(?:110|119|120|122|114|12[0-9]{3}|100[0-9]{2})(?![0-9]))"
# What makes the number a count, a time, a date or another part of the address.
_COUNTED = (
    r"(?!\s*(?:[人例户个天日月点时元次名位岁吨万千百年分层楼栋幢份管号米度%％]|单元|家[^里]|多|余|小时"
    r"|[:：~～至到\-－—]\s*[0-9])|[.．][0-9]|[0-9０-９])"
)
_NUMBER = f"{_HOTLINE}[A-Za-z]?{_D}{{3,4}}{_COUNTED}"

_PATTERNS = (
    # 3-2-501, but not a date such as 7-11-2022.
    (rf"(?<![0-9\-])([0-9]{{1,3}}[\-－—][0-9]{{1,3}}[\-－—])(?!(?:19|20)[0-9]{{2}}(?![0-9]))[0-9]{{3,4}}(?![0-9\-]){_COUNTED}", r"\1"),
    # 桐淮小区8-1203
    (rf"(?<=[区园苑院城府庭湾郡村里寓])([0-9]{{1,3}}[\-－—])[0-9]{{3,4}}(?![0-9\-]){_COUNTED}", r"\1"),
    # 501室, 五零一号房
    (rf"()(?<!{_D}){_D}{{3,4}}(?=\s*(?:室|号房|号门|房(?![间源子屋价贷租]))(?!内))", r"\1"),
    # 2单元501, 3号楼东1203, 2单元2室
    (rf"((?:单元|号楼|栋|幢|座)\s*(?:[0-9一二三四五六七八九十]{{1,3}}[层楼]\s*)?[东西南北中]?\s*){_NUMBER}", r"\1"),
    (rf"((?:单元|号楼|栋|幢|座|[层楼])\s*[东西南北中]?\s*){_D}{{1,2}}(?=\s*室)", r"\1"),
    # 我住1203, 门牌号是501, 房号 1203
    (rf"((?:住在?|家在|我家|家是|房号|房间号|门牌号?|户号)\s*[是为:：]?\s*){_NUMBER}", r"\1"),
)
_DOORS = tuple((re.compile(pattern), kept) for pattern, kept in _PATTERNS)


def mask_door_numbers(text: str) -> str:
    """``text`` with DOOR in place of each exact door number."""
    for pattern, kept in _DOORS:
        text = pattern.sub(rf"{kept}{DOOR}", text)
    return text
