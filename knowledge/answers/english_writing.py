"""What is put together the Chinese way (days, hours, distances, signs between words) as English writes it. Pure."""
from __future__ import annotations

import re

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
SIGNS = str.maketrans({
    "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ". ", "！": "! ", "？": "? ", "（": " (", "）": ") ", "「": "“",
    "」": "”", "《": "“", "》": "”",
})
HAN = "一-鿿"


def tidy(text: str) -> str:
    """11月7日9:00 is 9:00 on 7 November, 500米 is 500 m; signs and blanks stand as in English. Chinese names stay."""
    for pattern, said in _WRITTEN:
        text = pattern.sub(said, text)
    text = text.translate(SIGNS)
    text = re.sub(r" +", " ", text)
    text = re.sub(r" +(?=[,.;:!?)”%])|(?<=[(“]) +", "", text)
    text = re.sub(r"(?<=[,;:]) ?[,;:]", "", text)
    text = re.sub(r"([.!?])(?: ?[.;,])+", r"\1", text)
    return "\n".join(line.strip() for line in text.split("\n"))


def _day(match: re.Match[str]) -> str:
    year, month, day, hour = match.groups()
    when = f"{int(day)} {MONTHS[int(month) - 1]}" + (f" {year}" if year else "")
    return f"{hour} on {when}" if hour else when


_WRITTEN = (
    (re.compile(r"(?:(\d{4})年)?(1[0-2]|0?[1-9])月(\d\d?)日(\d\d?:\d\d)?"), _day),
    (re.compile(rf"(?<=\d)公里(?![{HAN}])"), " km"),
    (re.compile(rf"(?<=\d)米(?![{HAN}])"), " m"),
    (re.compile(rf"(?<=\d)小时(?![{HAN}])"), " hours"),
)
