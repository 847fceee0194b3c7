"""Numbers as they are written in Chinese or English: digits with 万 or separators, 七十二, 两, 百分之五十, seven. Pure."""
from __future__ import annotations

import cn2an

from knowledge.text.lexicon import expand, values

ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
}
CHINESE = expand("零<numerals.counting>百千万亿")
# Single digits as they are dialled.
DIALLED = {letter: str(digit) for letter, digit in values("numerals.spelt").items()}
# The same as letters of a pattern, as they are said.
SAID = expand("零幺<numerals.digit>")
# How a number may stand: in digits (12.2万, 3,000), in numerals (七十二, 十二点二万), as a word.
IN_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?[万亿]?"
IN_NUMERALS = expand(rf"[{CHINESE}]+(?:点[零<numerals.digit>]+[万亿]?)?")
IN_WORDS = rf"\b(?:{'|'.join(sorted(ENGLISH, key=len, reverse=True))})\b"
NUMBER = f"(?:{IN_DIGITS}|{IN_NUMERALS}|{IN_WORDS})"


def number_of(written: str) -> float | None:
    """The number; None for what is none (a name of digits like 二七)."""
    written = written.replace(",", "").lower()
    if written in ENGLISH:
        return ENGLISH[written]
    for sign, times in (("亿", 10**8), ("万", 10**4)):
        if written.endswith(sign) and len(written) > 1 and (part := number_of(written[:-1])) is not None:
            return round(part * times, 6)
    if written.isascii():
        return float(written)
    try:
        return round(float(cn2an.cn2an(written.replace("两", "二"), "normal")), 6)
    # The library fails in its own way on some stretches that are no number (二十〇).
    except (ValueError, KeyError):
        return None


def dialled(written: str) -> str:
    """The digits of a phone, however they are grouped or said."""
    return "".join(DIALLED.get(sign, sign) for sign in written if sign in DIALLED or sign.isdigit())
