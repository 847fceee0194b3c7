"""Which key of a document a fault of the check is about, so that it is shown beside its field. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from knowledge.releases.yaml_text import load_text

# A fault with where it stands.
FAULT = re.compile(r"(?P<path>[^:\s]+\.\w+):(?P<line>\d+): (?P<says>.*)", re.DOTALL)


def placed(path: str, text: str, faults: Iterable[str]) -> dict[str, list[str]]:
    """The faults by the keys of a document that they are about, such as ``parts.0.text`` or ``clauses.一``; under the
    empty key those of other documents, and of no line."""
    lines, found = keys_by_line(path, text), {}
    for fault in faults:
        match = FAULT.fullmatch(fault)
        is_own = match is not None and match["path"] == path
        key = key_at(lines, int(match["line"]), match["says"]) if is_own else ""
        found.setdefault(key, []).append(match["says"] if is_own else fault)
    return found


def key_at(lines: dict[int, list[str]], line: int, says: str) -> str:
    """Of the keys that stand on a line the one that the fault names first, else the first."""
    keys = lines.get(line, [""])
    said = says.replace("'", " ").replace(":", " ").split()
    named = [key for key in keys if (name := key.rpartition(".")[2]) in said and not name.isdecimal()]
    return (named or keys)[0]


def keys_by_line(path: str, text: str) -> dict[int, list[str]]:
    """The keys that begin on each line."""
    found: dict[int, list[str]] = {}
    for key, line in keys(load_text(path, text), ""):
        found.setdefault(line + 1, []).append(key)
    return found


def keys(node: Any, above: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, CommentedMap):
        for name, value in node.items():
            key = f"{above}.{name}" if above else str(name)
            yield key, (node.lc.data or {}).get(name, [node.lc.line])[0]
            yield from keys(value, key)
    elif isinstance(node, CommentedSeq):
        for place, value in enumerate(node):
            key = f"{above}.{place}"
            yield key, (node.lc.data or {}).get(place, [node.lc.line])[0]
            yield from keys(value, key)
