"""The form of a topic's answer, the list of its examples, and their documents. Pure."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from console.documents.english_text import EnglishFields, english_fields, put_english
from console.documents.notice_text import local, put, zoned
from knowledge.answers.parts import CHANNELS
from knowledge.releases.yaml_text import as_lines, dump_text, load_text

TIMES, WORDS = ("from", "to"), ("text", "unstated", "window")


@dataclass(frozen=True)
class PartFields:
    """One part as a form has it. ``was``: its place among the parts of the document that the form was filled from,
    None for a new one; what has no field stays with it. ``clause``: NOTICE#CLAUSE."""

    text: str = ""
    clause: str = ""
    start: str = ""
    end: str = ""
    window: str = ""
    unstated: str = ""
    channels: dict[str, str] = field(default_factory=dict)
    was: int | None = None
    english: EnglishFields = field(default_factory=EnglishFields)

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.unstated)


@dataclass(frozen=True)
class AnswerFields:
    """A topic as a form has it."""

    topic: str
    title: str = ""
    parts: tuple[PartFields, ...] = ()
    english: EnglishFields = field(default_factory=EnglishFields)

    @property
    def path(self) -> str:
        return f"answers/topics/{self.topic}.yml"


def examples_path(topic: str) -> str:
    """Where the examples of a topic stand."""
    return f"nlu/faq/{topic}.yml"


def fields_of(topic: str, text: str | None, title: str) -> AnswerFields:
    """The form of a document; of a topic without one (a gap of any city) it is empty."""
    empty = AnswerFields(topic, title)
    tree = load_text(empty.path, text) if text else {}
    parts = tuple(part_fields(part, place) for place, part in enumerate(tree.get("parts") or ()))
    return AnswerFields(topic, str(tree.get("title") or title), parts, english_fields(tree, "title"))


def part_fields(part: dict, was: int) -> PartFields:
    said = {key: str(part[key]) if part.get(key) is not None else "" for key in WORDS}
    clause = f"{part['notice']}#{part['clause']}" if part.get("notice") is not None else ""
    channels = {channel: str(words) for channel, words in (part.get("channels") or {}).items()}
    return PartFields(
        said["text"], clause, *(local(part.get(key)) for key in TIMES), said["window"], said["unstated"], channels, was,
        english_fields(part),
    )


def text_of(fields: AnswerFields, before: str | None, title: str) -> str:
    """The document of a form; ``before`` is the text that it was filled from, ``title`` what the topic is called
    without saying so."""
    tree = load_text(fields.path, before) if before else CommentedMap(topic=fields.topic)
    english_before = english_fields(tree, "title")
    if fields.title != str(tree.get("title") or title):
        tree["title"] = fields.title
    old = list(tree.get("parts") or ())
    new = [part for part in fields.parts if not part.is_empty]
    known = [part_fields(part, place) for place, part in enumerate(old)]
    if known != new or any(is_renewed(part, known) for part in new):
        parts = CommentedSeq(part_of(part, old) for part in new)
        # Put in the old one's place, so that it stays between the same lines.
        tree["parts"] = parts
    put_english(tree, fields.english, english_before, "title")
    return dump_text(fields.path, tree)


def is_renewed(part: PartFields, known: list[PartFields]) -> bool:
    """Whether an English form that was older than its Chinese is said to be right."""
    return part.english.is_new and part in known and not known[known.index(part)].english.is_new


def part_of(fields: PartFields, old: list[Any]) -> CommentedMap:
    """A part with what the form says of it, and what its document says beside."""
    is_known = fields.was is not None and fields.was < len(old)
    made = old[fields.was] if is_known else CommentedMap()
    before = part_fields(made, fields.was or 0)
    notice, _, clause = fields.clause.partition("#")
    for key, value in (("text", fields.text), ("unstated", fields.unstated), ("notice", notice), ("clause", clause),
                       ("window", fields.window)):
        if value != (str(made[key]) if made.get(key) is not None else ""):
            put(made, key, value)
    for key, value, was in (("from", fields.start, before.start), ("to", fields.end, before.end)):
        if value != was:
            put(made, key, zoned(value))
    if fields.channels != before.channels:
        put(made, "channels", CommentedMap(
            (name, fields.channels[name]) for name in CHANNELS if fields.channels.get(name)
        ) or "")
    put_english(made, fields.english, before.english)
    return made


# Of all topics, whenever one gets a further one.
@lru_cache(maxsize=512)
def examples_of(topic: str, text: str | None) -> tuple[str, ...]:
    """The examples of a topic in their order."""
    tree = load_text(examples_path(topic), text) if text else {}
    return tuple(
        line.removeprefix("- ").strip()
        for entry in tree.get("nlu") or () if entry.get("intent") == topic
        for line in str(entry.get("examples") or "").splitlines() if line.strip()
    )


def with_examples(topic: str, text: str | None, more: Iterable[str]) -> str:
    """The document with further examples behind those that it has."""
    path = examples_path(topic)
    tree = load_text(path, text) if text else load_text(path, f'version: "3.1"\nnlu:\n- intent: {topic}\n')
    entry = next(entry for entry in tree["nlu"] if entry.get("intent") == topic)
    lines = [line for line in str(entry.get("examples") or "").splitlines() if line.strip()]
    entry["examples"] = as_lines([*lines, *(f"- {example}" for example in more)])
    return dump_text(path, tree)
