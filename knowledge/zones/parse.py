"""The free text of a risk area -> the places it names. Pure; what cannot be split cleanly is kept, never guessed."""
from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from knowledge.places.model import Place
from knowledge.places.names import settle
from knowledge.zones.designation_piece import read_piece, take_community, take_district, take_street
from knowledge.zones.model import ParsedPart
from knowledge.zones.split import pieces, plain, take_exceptions

_REMAINDER = re.compile(r"(.*?)[(]?(?:除|不含)(.*?)(?:以外|之外|外)的?(?:所有|全部)?(?:其他|其它|剩余)?的?"
                        r"(?:所有|全部)?(?:区域|地区|地方|范围|部分)?[)]?")
_OF_RISK = re.compile("风险|以上|上述|封控|管控")
# What stands by a crossing or opposite something is a name as any other; all that lies around is not.
_AREA = re.compile(r"合围|围合|围区|[以之][东西南北](?!.*号楼)|(?:片区|周边|对面|交叉口|东南角)$|[东西南北]至|区域")
_WHOLE = re.compile(r"(合围|围合)(区域|区|范围)?")
# All of a street is the street.
_ALL_OF_IT = re.compile("(?:全域|全境)(?:范围)?$")
_NUMBER = re.compile(r"\d+")
# 二组159号院围合区: what is closed off is the house itself.
_CLOSED_OFF = re.compile(r"(?<=[号院组楼村])(?:合围|围合)(?:区域|区|范围)$")
_BRACKETS = re.compile(r"\([^()]*(?:、|排|组|号|合围|,)[^()]*\)")
# A座住宅 are its flats, and none of the shops below them.
_FLATS, _SHOP_FLOORS = re.compile("住宅$"), ("底商", "裙楼")


def parse_designation(county: str, text: str, streets: Collection[str] = ()) -> list[ParsedPart]:
    """The places named by ``text``, a risk area of the district ``county``; at least one, never an error.

    ``streets``: known streets of the district (X街道), which the text may name without 街道. Every part carries
    the text as it was given. A part is ``bounded_by_text`` when names alone cannot tell what lies in it.
    """
    words, excepted = take_exceptions(plain(text))
    district, rest = take_district(words, county)
    street, rest = take_street(rest, streets)
    rest = _ALL_OF_IT.sub("", rest)
    head = settle(Place(district, street))
    parts = _remainder(head, rest, excepted) or _places(head, rest)
    exceptions = tuple(_exceptions(parts[0].place, excepted)) if excepted else ()
    return [replace(part, text=text, exceptions=part.exceptions + exceptions) for part in parts]


def exceptions_of(text: str, base: Place) -> tuple[Place, ...]:
    """What the words of an entry except from the place ``base`` that its columns name: nothing, where it is only named
    behind an exception (甲村4-60号楼（24号楼除外）、乙楼). Where flats alone are meant (A座住宅), the floors with shops
    are not."""
    words, excepted = take_exceptions(plain(text))
    if excepted and base.compound and named_behind(plain(text), base.compound):
        return ()
    flats = _FLATS.search(words) and base.compound
    shops = [replace(base, building=None, unit=floor) for floor in _SHOP_FLOORS] if flats else []
    return (*(_exceptions(base, excepted) if excepted else ()), *shops)


def named_behind(text: str, name: str) -> bool:
    """Whether a name stands behind an exception that is told in brackets, and nowhere before it."""
    before, bracket, behind = text.partition("除外)")
    return bool(bracket) and name in behind and name not in before


def _remainder(head: Place, rest: str, excepted: str) -> list[ParsedPart] | None:
    match = _REMAINDER.fullmatch(rest)
    if match:
        base = _read(match[1], head)[0] if match[1] else head
        if _OF_RISK.search(match[2]):
            return [ParsedPart(base, remainder=True)]
        return [ParsedPart(base, exceptions=tuple(_exceptions(base, match[2])))]
    if _OF_RISK.search(excepted):
        return [ParsedPart(place, remainder=True) for place in (_read(rest, head) if rest else [head])]
    return None


def _places(head: Place, rest: str) -> list[ParsedPart]:
    closed_off = _CLOSED_OFF.sub("", rest)
    if _AREA.search(closed_off):
        return _area(head, rest)
    rest = closed_off
    bounded = bool(_BRACKETS.search(_spread(rest)))
    words = _BRACKETS.sub("", rest) if bounded else rest
    return [ParsedPart(place, bounded_by_text=bounded) for place in _read(words, head)]


def _spread(rest: str) -> str:
    # 「5号院(7号楼东1单元、8号楼3单元)」 is written out by pieces(); what still has brackets then is unclear.
    return "、".join(pieces(rest))


def _area(head: Place, rest: str) -> list[ParsedPart]:
    """An area between roads or villages: the villages themselves, and the area as far as its head names it."""
    community, tail = take_community(rest)
    if community and _WHOLE.fullmatch(tail):
        return [ParsedPart(replace(head, community=community))]
    villages = _villages(head, rest)
    if villages:
        return [*(ParsedPart(place) for place in villages), ParsedPart(head, bounded_by_text=True)]
    return [ParsedPart(replace(head, community=community), bounded_by_text=True)]


def _villages(head: Place, rest: str) -> list[Place]:
    names = [_WHOLE.sub("", name) for name in pieces(rest)]
    read = [take_community(name) for name in names]
    if len(read) > 1 and all(community and not tail for community, tail in read):
        return [replace(head, community=community) for community, _ in read]
    return []


def _exceptions(base: Place, words: str) -> list[Place]:
    if _OF_RISK.search(words):
        return []
    found = []
    for piece in pieces(words):
        # 4-60号楼（24、36除外）: bare numbers are of what the range is of.
        bare = base.building and _NUMBER.fullmatch(piece)
        place = read_piece(piece + _NUMBER.split(base.building)[-1] if bare else piece, base)
        # An exception by its own name need not lie in the community or compound named just before it.
        own = place.community != base.community or place.compound != base.compound
        found.append(replace(place, community=None) if own and place.community == base.community else place)
    return found


def _read(words: str, head: Place) -> list[Place]:
    found, before = [], head
    for piece in pieces(words):
        before = read_piece(piece, before)
        found.append(before)
    return list(dict.fromkeys(found)) or [head]
