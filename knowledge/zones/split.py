"""The text of a risk area cut into pieces: exceptions set aside, short forms written out, one piece per place."""
from __future__ import annotations

import re
import unicodedata

from knowledge.text.lexicon import pattern
from knowledge.text.numerals import arabic_buildings

_ENUMERATION = re.compile(r"^\d{1,3}[、.](?=\D)")
_EXCEPT = re.compile(r"\((?:其中)?(?:除|不含|不包括|不包含)([^()]+?)(?:以外|之外|除外|外)?\)|\(([^()]+?)除外\)")
# 4-60号楼,24、36号楼除外
_EXCEPT_LAST = re.compile(r"[,;]([^,;()]+?)除外$")
# 4-60号楼, 14层—20层, 1号楼至5号楼: from the lower to the higher; 3-1单元 is no range.
_RANGE = re.compile(r"(负?\d+)(号楼|号|栋|幢|座|层|单元)?[-—–~至到]+(负?\d+)(?=号楼|栋|幢|座|层|单元)")
_SUFFIX = r"号楼|号院|号|单元|期|栋|幢|座|排|组"
_SHARED = re.compile(rf"(?<!\d)((?:[A-Z]?\d+(?:{_SUFFIX})?、)+)([A-Z]?\d+)({_SUFFIX})")
# 24、36、37和52号楼: the last of a list of numbers.
_AND = re.compile(rf"(?<=\d)(?:以?及|[和与])(?=[A-Z]?\d+(?:{_SUFFIX}))")
# 五号、六号、十五号安置区: what the first numbers are numbers of is said once, behind the last.
_HOMES = pattern(
    r"(?:(?<=[、,;])|^)((?:[\d<numerals.cardinal>]+号、)+)(?=[\d<numerals.cardinal>]+号(安置小?区|安置房|家属院|小区|公寓)(?:[、,;]|$))"
)
# 一、二期
_PHASES = pattern("([<numerals.cardinal>]+)、(?=[<numerals.cardinal>]+期)")
_NUMBERS_ONLY = re.compile(r"[\d、,A-Z东西南北中号楼单元院期栋幢座]+")
_GROUP = re.compile(r"([^、,;()]*)\(([^()]+)\)([^、,;()]*)")
_JOIN = re.compile(r"(?<=[院楼区元村号苑园])以?及(?=\S{2})")
_TWICE = re.compile(r"(\d+号楼)\1")


def plain(text: str) -> str:
    """Half width, without blanks and a leading 46、; the numerals of units and buildings in digits."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("，", ",").replace("；", ";")
    text = re.sub(r"(?<=、)l号|(?<=院)l号", "1号", _ENUMERATION.sub("", text))
    text = _PHASES.sub(r"\1期、", text)
    return _RANGE.sub(_from_to, _TWICE.sub(r"\1", arabic_buildings(text)))


def _from_to(match: re.Match[str]) -> str:
    lowest, highest = (int(number.replace("负", "-")) for number in (match[1], match[3]))
    return f"{match[1]}至{match[3]}" if lowest < highest else match.group()


def take_exceptions(text: str) -> tuple[str, str]:
    """(the text without its （…除外）, （不含…） and 「，…除外」, what they except, joined by 、)."""
    found = [one or other for one, other in _EXCEPT.findall(text)] + _EXCEPT_LAST.findall(text)
    return _EXCEPT_LAST.sub("", _EXCEPT.sub("", text)), "、".join(name for name in found if name)


def pieces(text: str) -> list[str]:
    """「3、10号楼」 and 「3和10号楼」 -> 3号楼, 10号楼; 「林语苑2号楼(1、2单元)」 -> 林语苑2号楼1单元, 2单元; lists at 、，；及."""
    text = _SHARED.sub(_share, _HOMES.sub(_named, _AND.sub("、", text)))
    text = _GROUP.sub(_open_group, text)
    return [piece for piece in _outside_brackets(_JOIN.sub("、", text)) if piece]


def _named(match: re.Match[str]) -> str:
    return match[1].replace("、", match[2] + "、")


def _share(match: re.Match[str]) -> str:
    suffix = match[3]
    items = [item for item in match[1].split("、") if item]
    return "、".join([item if item.endswith(suffix) or not item[-1].isdigit() else item + suffix
                      for item in items] + [match[2] + suffix])


def _open_group(match: re.Match[str]) -> str:
    before, inside, after = match.groups()
    if after or not _NUMBERS_ONLY.fullmatch(inside) or not re.search("楼|单元|期|栋|幢|座", inside):
        return match.group()
    return before + inside


def _outside_brackets(text: str) -> list[str]:
    found, depth, start = [], 0, 0
    for index, letter in enumerate(text):
        depth = max(0, depth + {"(": 1, ")": -1}.get(letter, 0))
        if depth == 0 and letter in "、,;":
            found.append(text[start:index])
            start = index + 1
    return [*found, text[start:]]
