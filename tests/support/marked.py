"""Sentences with their mentions marked, [煤仓街社区](place): read, and compared with what was found."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

MARK = re.compile(r"\[([^\]]+)\]\((place|venue|person)\)")

Marked = tuple[int, int, str]


@dataclass(frozen=True)
class Sentence:
    """A text and its spans (start, end, kind), in order."""

    text: str
    spans: tuple[Marked, ...]


def read_marked(file: Path) -> list[Sentence]:
    """All sentences of a file, a list of marked texts."""
    return [unmarked(line) for line in YAML(typ="safe").load(file.read_text(encoding="utf-8"))]


def unmarked(line: str) -> Sentence:
    """A marked text without its marks."""
    text, spans, position = "", [], 0
    for match in MARK.finditer(line):
        text += line[position:match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text, position = text + match[1], match.end()
    return Sentence(text + line[position:], tuple(spans))


def joined(text: str, spans: Iterable[Marked]) -> list[Marked]:
    """Names of places that touch are one address."""
    found: list[Marked] = []
    for start, end, kind in sorted(spans):
        last = found[-1] if found else None
        if last and kind == last[2] == "place" and (start <= last[1] or not text[last[1]:start].strip()):
            found[-1] = (last[0], max(end, last[1]), kind)
        else:
            found.append((start, end, kind))
    return found


@dataclass
class Score:
    """How many spans are marked, found, and both: exactly, or at least touching one of their kind."""

    marked: int = 0
    found: int = 0
    exact: int = 0
    touched: int = 0
    right: int = 0

    def add(self, marked: Sequence[Marked], found: Sequence[Marked]) -> None:
        """One sentence's spans of one kind."""
        self.marked += len(marked)
        self.found += len(found)
        self.exact += len(set(marked) & set(found))
        self.touched += sum(any(touch(one, other) for other in found) for one in marked)
        self.right += sum(any(touch(one, other) for other in marked) for one in found)

    def precision(self) -> float:
        """Of the spans found, how many touch one that is marked."""
        return self.right / max(self.found, 1)

    def recall(self) -> float:
        """Of the spans marked, how many are touched by one that was found."""
        return self.touched / max(self.marked, 1)

    def f1(self) -> float:
        """Of exact spans."""
        return 2 * self.exact / max(self.marked + self.found, 1)


def touch(one: Marked, other: Marked) -> bool:
    """Whether two spans have a letter in common."""
    return one[0] < other[1] and other[0] < one[1]
