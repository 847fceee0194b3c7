"""A reply in English: whether all of its words are, and what still is written the Chinese way (days, hours, distances,
signs between words) as English writes it. Pure."""
from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from bot.answering.rendering import Reply
from knowledge.answers import fill
from knowledge.releases import Release
from knowledge.releases.english import ENGLISH, UNTRANSLATED

CHINESE = "zh-Hans"
# The sentence before a Chinese answer to somebody who reads English.
NO_ENGLISH = "no_english"
# Payloads are told back as they came, what is cited is official, links and traces are not read.
AS_THEY_ARE = frozenset({"payload", "cited", "maps", "trace", "url"})
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
SIGNS = str.maketrans({
    "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ". ", "！": "! ", "？": "? ", "（": " (", "）": ") ", "「": "“",
    "」": "”", "《": "“", "》": "”",
})
HAN = "一-鿿"


def in_english(reply: Reply) -> Reply | None:
    """The reply as English writes it; None where any of its words has no English form."""
    if UNTRANSLATED in json.dumps(reply.messages, ensure_ascii=False):
        return None
    return replace(reply, messages=tuple(_message(message) for message in reply.messages))


def _message(message: dict[str, Any]) -> dict[str, Any]:
    """A message and its buttons, whose words begin with capitals."""
    said = tidied(message)
    text = "\n".join(map(_capital, said["text"].split("\n")))
    buttons = [{**button, "title": _capital(button["title"])} for button in said["buttons"]]
    return {**said, "text": text, "buttons": buttons, "language": ENGLISH}


def untranslated(reply: Reply, release: Release) -> Reply:
    """A Chinese reply, before it in English that it is Chinese."""
    said = {"text": fill(release.words[NO_ENGLISH]), "buttons": [], "card": None, "source": None, "language": ENGLISH}
    return replace(reply, messages=(said, *({**message, "language": CHINESE} for message in reply.messages)))


def tidied(value: Any) -> Any:
    """All that is read in a message."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list):
        return [tidied(item) for item in value]
    if isinstance(value, dict):
        return {key: item if key in AS_THEY_ARE else tidied(item) for key, item in value.items()}
    return value


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


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]


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
