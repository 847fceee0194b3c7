"""A reply in English, and a Chinese one for who reads English. Pure."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.answering.rendering import Reply
from knowledge.answers import Origin, fill, mark_of
from knowledge.answers.english_writing import tidy
from knowledge.answers.row_origins import row_origin
from knowledge.releases import Release
from knowledge.releases.english import ENGLISH, UNTRANSLATED
from knowledge.rulebook.model import Row

CHINESE = "zh-Hans"
# The sentence before a Chinese answer to somebody who reads English.
NO_ENGLISH = "no_english"
# Payloads are told back as they came, what is cited is official, links and traces are not read.
AS_THEY_ARE = frozenset({"payload", "cited", "maps", "trace", "url"})


def in_english(reply: Reply, release: Release, channel: str) -> Reply | None:
    """The reply as English writes it; None where any of its words has no English form. What it came from is kept as the
    Chinese ``release`` has it, so that what is told of changes is told of it, too."""
    if UNTRANSLATED in json.dumps(reply.messages, ensure_ascii=False):
        return None
    rows = {row.where: row for row in release.rulebook.rows}
    origins = tuple(_origin(origin, release, rows, channel) for origin in reply.origins)
    return replace(reply, messages=tuple(_message(message) for message in reply.messages), origins=origins)


def _origin(origin: Origin, release: Release, rows: Mapping[str, Row], channel: str) -> Origin:
    topic, _, place = origin.key.partition("/")
    if origin.kind == "part":
        answer = release.answers[topic]
        parts = answer.nearby if place.endswith("+") else answer.parts
        return parts[int(place.rstrip("+")) - 1].origin(origin.key, channel)
    if origin.kind == "gap":
        return origin._replace(mark=mark_of(release.answers[topic].not_stated))
    if origin.kind == "row":
        return row_origin(rows[origin.key])
    return release.words[origin.key].origin if origin.kind == "phrase" else origin


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
