"""A reply in English, and a Chinese one for who reads English. Pure."""
from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.answering.rendering import Reply
from knowledge.answers import fill
from knowledge.answers.english_writing import tidy
from knowledge.releases import Release
from knowledge.releases.english import ENGLISH, UNTRANSLATED

CHINESE = "zh-Hans"
# The sentence before a Chinese answer to somebody who reads English.
NO_ENGLISH = "no_english"
# Payloads are told back as they came, what is cited is official, links and traces are not read.
AS_THEY_ARE = frozenset({"payload", "cited", "maps", "trace", "url"})


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


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]
