"""Telephone numbers of sites, as residents are to tap them. Pure."""
from __future__ import annotations

import re

# The digits of one number; E.164 allows 15.
_NUMBER = re.compile(r"\d(?:[()\-]{0,2}\d)*", re.ASCII)
_FEWEST, _MOST = 3, 15
# -37155550000, '037155550000, 37155550000.0, 3.7165555e10: what programs make of a number.
_OF_A_PROGRAM = re.compile(r"^[-'=]|\d\.\d|\de\+?\d", re.ASCII | re.IGNORECASE)
# 0371 and 010 are area codes, and a spreadsheet that keeps the number as a number drops the 0; 400 and 800 have none.
_LOST_ZERO = re.compile(r"(?!400|800)(?:(?:10|2\d)[2-9]\d{7}|[3-9]\d{2}[2-9]\d{6,7})", re.ASCII)


class PhoneError(ValueError):
    """A text that has no number to call; the message is one sentence."""


def read_phone(text: str) -> str:
    """The text in half width, with the 0 that an area code has lost; empty for none. Raises PhoneError."""
    if not text:
        return ""
    if _LOST_ZERO.fullmatch(text):
        return f"0{text}"
    sizes = [sum(letter.isdigit() for letter in number) for number in _NUMBER.findall(text)]
    if not sizes or max(sizes) < _FEWEST or max(sizes) > _MOST or _OF_A_PROGRAM.search(text):
        raise PhoneError(
            f"phone {text!r} is no number to call; write it as 0371-55551234, several with 、 between, none as an "
            f"empty cell."
        )
    return text
