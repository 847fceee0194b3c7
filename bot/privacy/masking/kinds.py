"""Which digits are a number of a person: an identity number by its birthday and check digit (GB 11643), a card by its
length and Luhn's digit, a telephone by China's numbering plan, any number by the label beside it. Pure.

Long numbers are masked even where it is not sure what they are. Short ones without a label stay: notices, counts and
lines that everybody may call are short.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from stdnum import luhn
from stdnum.cn import ric

from bot.privacy.masking.labels import CARD, IDENTITY, MOBILE, NUMBER, PHONE, QQ, WECHAT, Label

LEAST, LEAST_UNLABELLED = 5, 10
_PROVINCES = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_BORN = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IDENTITY = re.compile(rf"{_PROVINCES}[0-9]{{4}}(?:19|20)[0-9]{{2}}{_BORN}[0-9]{{3}}[0-9x]")
_OLD_IDENTITY = re.compile(rf"{_PROVINCES}[0-9]{{6}}{_BORN}[0-9]{{3}}")
# The code of a province, city, district or street.
_DIVISION = re.compile(rf"{_PROVINCES}[0-9]{{7}}000")
# Behind the country's code, or a code for cheap calls.
_MOBILE = re.compile("(?:(?:00)?86|0|17951|12593)?1[3-9][0-9]{9}")
_LANDLINE = re.compile("(?:(?:00)?860?|0)(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7}")
# Lines that everybody may call, with an area code or without.
_SERVICE = re.compile("[48]00[0-9]{7}")
HOTLINE = re.compile(
    f"(?:0[0-9]{{2,3}})?(?:11[0-9]|12[0-9]|12[0-9]{{3}}|9[56][0-9]{{3,4}}|100[0-9]{{2}}|{_SERVICE.pattern})"
)
# Written as telephones are, so that commas between the groups are no list.
_GROUPED = {(11,), (3, 4, 4), (3, 8), (4, 4, 3), (4, 3, 4), (3, 3, 5), (5, 3, 3), (3, 3, 3, 2), (7, 4)}


@dataclass
class Window:
    """Neighbouring groups of digits: all ``digits``, how many stand together (``sizes``), whether a comma or the end of
    a clause stands between them (``apart``), whether an X (``x``) or an extension (``desk``) follows, whether each is a
    line that everybody may call (``hotlines``), and whether no more groups follow (``last``)."""

    digits: str
    sizes: tuple[int, ...]
    hotlines: bool
    apart: bool
    x: bool
    desk: bool
    last: bool


class Reading(NamedTuple):
    """The mark for a window, and how sure it is; higher is surer."""

    sure: int
    mark: str


def identity(window: Window) -> Reading | None:
    """An identity number by its own grammar; with the right check digit whatever stands between the digits."""
    digits = window.digits + ("x" if window.x and len(window.digits) == 17 else "")
    if len(digits) != 18 or not _IDENTITY.fullmatch(digits):
        return None
    checked = digits[-1].upper() == ric.calc_check_digit(digits)
    return Reading(1, IDENTITY) if checked or not window.apart else None


def person(window: Window, label: Label | None, own: bool, public: bool) -> Reading | None:
    """Any other number. ``own``: words before it say that the line is the speaker's; ``public``: that it is a code or a
    file's."""
    if window.hotlines or HOTLINE.fullmatch(window.digits):
        return Reading(7, PHONE) if (own or window.desk) and _SERVICE.fullmatch(window.digits) else None
    mobile = bool(_MOBILE.fullmatch(window.digits))
    if label and not window.apart and label.least <= len(window.digits) <= label.most:
        return Reading(9, MOBILE if mobile and label.mark in (PHONE, QQ, WECHAT) else label.mark)
    if mobile and (not window.apart or window.sizes in _GROUPED):
        return Reading(8, MOBILE)
    return None if window.apart else _by_form(window) or _by_length(window, public)


def _by_form(window: Window) -> Reading | None:
    digits, together = window.digits, min(window.sizes) >= 3
    if _LANDLINE.fullmatch(digits):
        return Reading(7, PHONE)
    if len(digits) in (16, 19) and together and luhn.is_valid(digits):
        return Reading(6, CARD)
    if together and (_OLD_IDENTITY.fullmatch(digits) or (len(digits) == 17 and window.x)):
        return Reading(5, IDENTITY)
    fours = len(window.sizes) > 1 and set(window.sizes[:-1]) == {4} and window.sizes[-1] <= 4
    return Reading(4, CARD) if fours and 16 <= len(digits) <= 19 else None


def _by_length(window: Window, public: bool) -> Reading | None:
    count = len(window.digits)
    if len(window.sizes) > 1 or count < 11 or public or _DIVISION.fullmatch(window.digits):
        return None
    return Reading(3, IDENTITY if count in (17, 18) else CARD if count in (16, 19) else NUMBER)
