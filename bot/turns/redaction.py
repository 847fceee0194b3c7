"""Masks what tells who somebody is: phone and identity numbers, names, exact door numbers. Pure.

Masked text goes to logs and to the content team's inbox; the conversation store keeps the text itself for the days that
JUMIN_RETENTION_DAYS allows. Where a pattern can't be sure it masks a long number and leaves a short one: notices,
counts, times and hotlines are short.
"""
from __future__ import annotations

import re

from bot.turns.door_numbers import mask_door_numbers
from bot.turns.personal_names import mask_names

IDENTITY, MOBILE, LANDLINE = "[证件号]", "[手机号]", "[电话]"
# Without one of these there is nothing to mask; most of what is logged has none.
_ANYTHING = re.compile(r"[^\x00-\x7f]|[0-9](?:[^0-9]?[0-9]){2}")
# Digits as people write them: ASCII, full width, or spelt out one by one (一三八…, 幺 for one).
D = "[0-9０-９零〇一二三四五六七八九幺]"
GAP = r"[ 　\-－–—.·]?"
# Decimals of a second are no telephone.
_BEFORE, _AFTER = f"(?<!{D})(?<![A-Za-z])(?<!:[0-9]{{2}}[.])", f"(?!{GAP}{D})(?![A-Za-z])"
_ONE, _SECOND = "[1１一幺]", "[3-9３-９三四五六七八九]"


def _groups(*sizes: int) -> str:
    return GAP.join(f"{D}{{{size}}}" for size in sizes)


# Eleven digits, each apart from the next.
_APART = f"{D}(?:[ 　\\-]{D}){{10}}"
# 17 digits and a check character, together or in the groups of region, birthday and rest; and the old 15 digits.
_IDENTITY_NUMBER = re.compile(
    f"{_BEFORE}(?:{D}{{17,19}}[XxＸｘ]?|{_groups(6, 8, 3)}{GAP}(?:{D}|[XxＸｘ])|{_groups(6, 4, 4, 3)}{GAP}(?:{D}|[XxＸｘ])"
    f"|{D}{{15,16}}|{_groups(6, 6, 3)}|{_groups(4, 4, 4, 4)}(?:{GAP}{D}{{3}})?){_AFTER}"
)
_PASSPORT = re.compile(r"(?<=护照|行证)([号码是为:：\s]{0,4})[A-Za-z]{1,2}[0-9]{7,8}(?![0-9A-Za-z])")
_MOBILE_NUMBER = re.compile(
    f"{_BEFORE}(?:(?:\\+|＋|00)?86{GAP})?(?={_ONE}{GAP}{_SECOND})"
    f"(?:{_groups(3, 4, 4)}|{_groups(4, 4, 3)}|{_groups(3, 3, 5)}|{_groups(5, 3, 3)}|{_APART}){_AFTER}"
)
# An area code and seven or eight digits; without an area code only behind a word for telephone.
_AREA = r"[(（]?0(?:10|2[0-9]|[3-9][0-9]{2})[)）]?[ \-－—]{0,2}"
_LANDLINE_NUMBER = re.compile(
    f"{_BEFORE}(?:(?:\\+|00)?86{GAP})?{_AREA}[2-9][0-9]{{2,3}}{GAP}[0-9]{{4}}{_AFTER}"
    f"|(?<=电话|座机|号码|方式)(?P<between>[号码是为:：\\s]{{0,4}})[2-8][0-9]{{2,3}}{GAP}[0-9]{{4}}{_AFTER}"
)


def redact(text: str) -> str:
    """``text`` with a mark in Chinese in place of each personal detail; masking twice changes nothing more."""
    if not _ANYTHING.search(text):
        return text
    text = _PASSPORT.sub(rf"\1{IDENTITY}", text)
    text = _IDENTITY_NUMBER.sub(IDENTITY, text)
    text = _MOBILE_NUMBER.sub(MOBILE, text)
    text = _LANDLINE_NUMBER.sub(lambda found: (found["between"] or "") + LANDLINE, text)
    return mask_names(mask_door_numbers(text))
