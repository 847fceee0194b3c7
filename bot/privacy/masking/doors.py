"""Exact door numbers. Compound, building and unit stay: what is in force depends on them. Pure."""
from __future__ import annotations

import re

from bot.privacy.masking.folding import Folded, Span, spaced
from knowledge.text.lexicon import expand

DOOR = "[门牌号]"
# Between the parts of an address: 3号楼-2单元 / 501, 3 # 楼 1203.
_S = r"(?:[^\w;。!?\n]|_){0,2}"
# Lines that everybody may call are no doors.
_HOTLINE = r"(?!(?:110|119|120|122|114|12[0-9]{3}|100[0-9]{2})(?![0-9]))"
# What makes the number a count, a time, a date or another part of the address.
_COUNTED = (
    r"(?!\s*(?:[人例户个天日月点时元次名位岁吨万千百年分层楼栋幢份管米度%]|号[楼院线]|单元|家[^里]|多|余|小时"
    r"|[:~至到\-–—]\s*[0-9])|\.[0-9]|[0-9])"
)
_DIGITS = r"[0-9](?:\s?[0-9]){2,3}"
_NUMBER = rf"{_HOTLINE}(?P<door>[a-z]?{_DIGITS}){_COUNTED}"
_DASH = r"[\-–—/\\.·_]"

# 12 号楼, 5#, A座; 2单元, 2门, 2-; 601户 as a door and not 600户 as a count.
_BUILDING = r"(?<![0-9.月a-z])(?:[0-9十]{1,3}|[a-z])\s?(?:号楼|号院|[号楼栋幢座]|#楼?)"
_UNIT = r"(?:[0-9十]{1,2}|[a-z]|[东西南北中])\s?(?:单元|门洞?|#|[\-–—/])"
_DOOR_END = rf"(?:(?=\s?(?:室|房|号(?![楼院线])|(?:(?<=0[1-9])|(?<=[0-9]{{4}}))户(?!居民|人|业主|都|没)))|{_COUNTED})"
_LEVEL = rf"[0-9十]{{1,3}}[层楼]{_S}(?:[东西南北中左右]{{1,2}}[户手边门侧]|0[1-9](?![0-9])|[0-9]{{1,4}}(?=\s?室))"

_PATTERNS = (
    # 5号楼-2-1203, 5#2门1203, A座2单元12楼03: building, unit and door in any spelling.
    rf"{_BUILDING}{_S}{_UNIT}{_S}(?P<door>{_HOTLINE}[a-z]?{_DIGITS}(?![0-9]){_DOOR_END}|{_LEVEL})",
    # 3号楼601户, 1单元601户, 5栋12楼03
    rf"(?:{_BUILDING}|单元){_S}(?P<door>[0-9]{{3,4}}(?=户)(?:(?<=0[1-9])|(?<=[0-9]{{4}}))(?!户(?:居民|人|业主|都|没))|{_LEVEL})",
    # 3-2-501, 3/2/501, but not a date such as 7-11-2022.
    (
        rf"(?<![0-9\-/.])(?![48]00)[0-9]{{1,3}}#?(?P<dash>{_DASH})[0-9]{{1,3}}(?P=dash)(?!(?:19[5-9]|20[0-3])[0-9](?!"
        rf"[0-9]))(?P<door>[0-9]{{3,4}})(?![0-9\-]){_COUNTED}"
    ),
    # 桐淮小区8-1203
    r"(?<=[区园苑院城府庭湾郡村里寓邸居轩墅])\s?[0-9]{1,3}[\-–—](?P<door>[0-9]{3,4})(?![0-9\-])" + _COUNTED,
    # 桐淮小区3#1203, 5#楼1203
    rf"[0-9]\s?#\s?楼?{_S}{_NUMBER}",
    # 501室, 5 0 1号房, 1203户(主): not 房间, 室内
    rf"(?<![0-9])(?P<door>[a-z]?{_DIGITS})(?=\s*(?:室|寝室|宿舍|业主|住户|号房|号门|房(?![间源子屋价贷租]))(?!内))",
    # 2单元501, 3号楼东1203, 2单元3楼302, 2单元2室
    rf"(?:单元|门洞|号楼|栋|幢|座){_S}(?:[0-9<numerals.cardinal>]{{1,3}}[层楼]{_S})?[东西南北中]?[户门]?{_S}{_NUMBER}",
    rf"(?:单元|号楼|栋|幢|座|[层楼]){_S}[东西南北中]?\s*(?P<door>[0-9]{{1,2}})(?=\s*室)",
    # 2单元17号, 3号楼2单元4楼东户, 三组27号, Room 1802
    rf"单元{_S}(?P<door>[0-9]{{1,2}}(?=\s?号(?![楼院线])))",
    (
        rf"(?:单元|号楼|栋|幢){_S}(?P<door>(?:[0-9十]{{1,3}}|顶)[层楼]{_S}(?:[东西南北中左右]{{1,2}}(?:[户手边门侧](?:那[家户])?|(?=$|\W))"
        rf"|<units.opposite>))"
    ),
    r"组\s?(?P<door>[0-9]{1,3}(?=\s?号(?![楼院线])))",
    r"(?<![a-z])(?:room|rm|apt|flat)[\s.#]{0,3}(?P<door>[0-9]{3,4})(?![0-9])",
    r"(?:房号|门牌|门牌号|户号|室号)(?:\s|[是为:=(【\[「-]){0,4}(?P<door>[0-9十百]{2,7}(?=\s?[号室户]?(?:$|[\W]))|[0-9]{1,4}号附[0-9]{1,3})",
    # 3楼307: the floor once more; 56号附2号; 22号院1号平房; 住酒店1208房间
    rf"(?<![0-9])(?P<floor>[0-9]{{1,2}})[层楼]{_S}(?P<door>(?P=floor)[0-9]{{2,3}}){_COUNTED}",
    r"[0-9]号附(?P<door>[0-9]{1,3})",
    r"(?P<door>[0-9]{1,3})(?=号平房)",
    r"(?<![共有计达近约供用0-9])(?P<door>[0-9]{3,4})(?=号?房间)",
    # 3号1203, 我住1203, 门牌号是501, 房号 1203
    rf"(?<=[0-9])号{_S}{_HOTLINE}(?P<door>[0-9]{{4}}){_COUNTED}(?![0-9年])",
    rf"(?:住在?|家在|我家|家是|房号|房间号|房间|门牌号?|户号|门号|室号)(?:\s|[是为:=(【\[「-]){{0,4}}{_NUMBER}",
)
_DOORS = tuple(re.compile(spaced(expand(template))) for template in _PATTERNS)


def find_doors(folded: Folded) -> list[Span]:
    """The digits of doors; the building, the unit and words such as 室 are no part of them."""
    return [Span(*found.span("door"), DOOR) for pattern in _DOORS for found in pattern.finditer(folded.digits)]
