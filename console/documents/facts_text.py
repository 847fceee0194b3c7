"""What the answer to a topic has to say, between a form and the document of required facts. Pure."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from knowledge.releases.gate.required_facts import FACTS
from knowledge.releases.yaml_text import dump_text, load_text

# In the order of the form: at any time, while an event goes on, once it is over.
KEYS = ("always", "event", "after", "never", "never_after")


def tree_of(text: str | None) -> CommentedMap:
    """All topics; empty where there is no document yet."""
    return load_text(FACTS, text) if text else CommentedMap()


def topics_of(text: str | None) -> list[str]:
    """The topics that have required facts."""
    return [str(topic) for topic in tree_of(text)]


def fields_of(text: str | None, topic: str) -> dict[str, list[str]]:
    """The patterns of a topic by their keys; those of a list that several topics share are among them."""
    return {key: patterns(value) for key, value in (tree_of(text).get(topic) or {}).items() if key in KEYS}


def patterns(value: Any) -> list[str]:
    return [pattern for one in value or () for pattern in (map(str, one) if isinstance(one, list) else [str(one)])]


def text_of(fields: Mapping[str, list[str]], text: str | None, topic: str) -> str | None:
    """The document with what a form says of a topic. A list that is the same stays as it was written; None where
    nothing is left of the document."""
    tree = tree_of(text)
    spec = tree.get(topic)
    for key in KEYS:
        before, now = patterns((spec or {}).get(key)), fields.get(key, [])
        if before == now:
            continue
        if spec is None:
            spec = tree[topic] = CommentedMap()
        if now:
            spec[key] = quoted(now)
        else:
            del spec[key]
    if spec is not None and not spec:
        del tree[topic]
    return dump_text(FACTS, tree) if tree else None


def quoted(lines: list[str]) -> CommentedSeq:
    """Patterns on one line, quoted so that no sign of theirs is one of YAML."""
    made = CommentedSeq(map(SingleQuotedScalarString, lines))
    made.fa.set_flow_style()
    return made


def wrong_pattern(line: str) -> str:
    """Why a line is no pattern, as the module of patterns says it; empty where it is one."""
    try:
        re.compile(line)
    except re.error as error:
        return str(error)
    return ""
