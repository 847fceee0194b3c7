"""Numbers as they are written in Chinese: the one reading of numerals for places, counts, times and choices."""
from __future__ import annotations

import re

import cn2an

from knowledge.text.lexicon import pattern, values

_PAIRS = values("numerals.pairs")
_SEVERAL = values("numerals.several")
_EITHER = pattern("[<numerals.unit>]{2}")
_NUMBERED = pattern("[<numerals.counting>]+(?=号|期|单元|栋|幢|座|组|院)")
_BUILT = pattern("[<numerals.counting>]+(?=号楼|单元|栋|幢)")


def to_number(word: str) -> int | None:
    """A whole number out of digits or Chinese numerals (12, 十二, 二三, 两, 俩); None for what is none."""
    if word in _PAIRS:
        return _PAIRS[word]
    try:
        return int(word) if word.isdigit() else int(cn2an.cn2an(word, "smart"))
    # The library fails in its own way on some stretches that are no number (二十〇).
    except (ValueError, KeyError):
        return None


def to_count(word: str) -> int | None:
    """How many are meant: as ``to_number``, and 两三 is one or the other, of which the higher counts, as in a range.
    None where nobody can tell (几, 多)."""
    if word in _SEVERAL:
        return _SEVERAL[word]
    return to_number(word[-1] if _EITHER.fullmatch(word) else word)


def arabic(text: str) -> str:
    """一单元 -> 1单元, 十二号楼 -> 12号楼; other numerals (三里屯) stay."""
    return _NUMBERED.sub(in_digits, text)


def arabic_buildings(text: str) -> str:
    """Only the numbers of buildings and units; names (公园一号小区) stay as they are said."""
    return _BUILT.sub(in_digits, text)


def in_digits(numeral: re.Match[str]) -> str:
    """What was matched in digits; as it stands where it is no number."""
    number = to_number(numeral.group())
    return numeral.group() if number is None else str(number)
