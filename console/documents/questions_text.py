"""The test questions of a topic in the document of them all. Pure."""
from __future__ import annotations

from collections.abc import Iterable

from knowledge.releases.yaml_text import dump_text, load_text, on_one_line

PATH = "golden.yml"


def questions_in(text: str | None, topic: str) -> list[str]:
    """The questions that have to be understood as the topic, in their order."""
    return [str(case["q"]) for case in load_text(PATH, text) or () if case.get("topic") == topic] if text else []


def with_questions(text: str | None, topic: str, questions: Iterable[str]) -> str:
    """The document with these questions of the topic alone. Those that stay keep their lines, new ones stand behind
    them."""
    tree, wanted = load_text(PATH, text or "[]\n"), list(dict.fromkeys(questions))
    for place in reversed(range(len(tree))):
        if tree[place].get("topic") == topic and str(tree[place]["q"]) not in wanted:
            del tree[place]
    kept = [str(case["q"]) for case in tree if case.get("topic") == topic]
    behind = max((place + 1 for place, case in enumerate(tree) if case.get("topic") == topic), default=len(tree))
    for question in reversed([one for one in wanted if one not in kept]):
        tree.insert(behind, on_one_line({"q": question, "topic": topic}))
    return dump_text(PATH, tree)
