"""The documents of a topic that there was not: what is said to it, and how it is asked. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from console.documents.answer_text import examples_path, with_examples
from knowledge.releases.yaml_text import dump_text

GAP, TOPIC = "gap", "topic"
KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST_KEY = 40
# How the key of a gap begins, and the heading that it stands under.
GAP_BEGINS, GAPS = "gap_", "gaps"


@dataclass(frozen=True)
class NewTopic:
    """``kind``: a gap says (``text``) what no notice answers; a topic says what its ``clause`` (NOTICE#CLAUSE) does."""

    kind: str
    key: str
    title: str
    text: str
    group: str = GAPS
    clause: str = ""

    @property
    def path(self) -> str:
        return f"answers/topics/{self.key}.yml"


def documents(new: NewTopic, examples: Iterable[str]) -> dict[str, str]:
    """Both documents by their paths."""
    tree = CommentedMap(topic=new.key, group=new.group, title=new.title)
    if new.kind == GAP:
        tree["role"], tree["not_stated"] = GAP, new.text
    else:
        notice, _, clause = new.clause.partition("#")
        tree["parts"] = CommentedSeq([CommentedMap(text=new.text, notice=notice, clause=clause)])
    return {
        new.path: dump_text(new.path, tree), examples_path(new.key): with_examples(new.key, None, examples),
    }
