"""The numbers that Word counts by itself (一、 （一） 1.), which stand in no text of the file. Pure."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import cn2an
from docx.oxml.ns import qn
from lxml import etree

VALUE, NUMBER = qn("w:val"), f"{qn('w:pPr')}/{qn('w:numPr')}"
CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "ideographDigital"}
HOLE = re.compile(r"%(\d)")


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number is written (``looks``: %1、), what it counts in, and from where."""

    looks: str
    kind: str
    start: int


class Numbers:
    """Counts as Word does, paragraph by paragraph in their order."""

    def __init__(self, part: etree._Element | None, styles: etree._Element | None = None) -> None:
        self.styles = {one.get(qn("w:styleId")): one.find(NUMBER) for one in styles.iter(qn("w:style"))} if (
            styles is not None) else {}
        self.levels: dict[tuple[str, int], Level] = {}
        self.list_of: dict[str, str] = {}
        self.counts: Counter = Counter()
        if part is not None:
            self.learn(part)

    def learn(self, part: etree._Element) -> None:
        for one in part.iter(qn("w:abstractNum")):
            for level in one.iter(qn("w:lvl")):
                key = one.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl"), 0))
                start = value(level, "w:start") or "1"
                self.levels[key] = Level(value(level, "w:lvlText"), value(level, "w:numFmt"), int(start))
        for one in part.iter(qn("w:num")):
            self.list_of[one.get(qn("w:numId"))] = value(one, "w:abstractNumId")

    def of(self, paragraph: etree._Element) -> str:
        """The number before a paragraph; empty for one without."""
        number = paragraph.find(NUMBER)
        if number is None:
            number = self.styles.get(value(paragraph.find(qn("w:pPr")), "w:pStyle"))
        name = self.list_of.get(value(number, "w:numId")) if number is not None else None
        depth = int(value(number, "w:ilvl") or 0) if name is not None else 0
        level = self.levels.get((name, depth))
        if level is None or level.kind in ("bullet", "none"):
            return ""
        self.counts[name, depth] += 1
        for deeper in [key for key in self.counts if key[0] == name and key[1] > depth]:
            del self.counts[deeper]
        return HOLE.sub(lambda hole: self.written(name, int(hole[1]) - 1), level.looks)

    def written(self, name: str, depth: int) -> str:
        level = self.levels[name, depth]
        count = max(self.counts[name, depth], 1) + level.start - 1
        return cn2an.an2cn(count) if level.kind in CHINESE else str(count)


def value(parent: etree._Element | None, name: str) -> str:
    """What a child says; empty where there is none."""
    child = parent.find(qn(name)) if parent is not None else None
    return child.get(VALUE, "") if child is not None else ""
