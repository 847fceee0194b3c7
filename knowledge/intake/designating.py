"""The places that sentences designate, as proposals with their names in full. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.intake.addresses import AT_END, Designated
from knowledge.intake.conditions import PIECE
from knowledge.intake.head import is_bound
from knowledge.intake.headings import Above
from knowledge.intake.model import ZONE, Head, Proposal, Sentence, Span
from knowledge.intake.names import Names
from knowledge.intake.outline import marker_at
from knowledge.intake.rows import bounds
from knowledge.intake.said_anew import OLD_QUOTE
from knowledge.intake.words import pattern
from knowledge.intake.zones import designated

OF_IT = re.compile(r"\s*该(?:栋|楼|处|小区|区域|院)")
SAME_PLACE = re.compile(r"\s*该(?P<what>小区|社区|街道|村|院|镇)")
BEFORE_NAME = pattern(r"^\s*(?:[①-⑳]|\(?\d{1,2}[.、)]|[<outline.numeral>]+、)*\s*")


@dataclass
class Designations:
    """Of one text; ``made``: the place that was designated last."""

    raw: str
    text: str
    names: Names
    head: Head
    made: str = ""

    def of(
        self, one: Sentence, rows: list[Proposal], over: Above, times: tuple[Span, ...]
    ) -> Iterator[Proposal]:
        """Beside rows only what is designated in words of its own: A村仍为高风险区,村内小卖部可以开."""
        if rows:
            for first, last in beside(self.text, one, [(row.start, row.end) for row in rows]):
                yield from self.proposed(one, designated(self.text, first, last, self.names, None), over, times)
            return
        # A list of places of no kind that is named: only lines with a number of their own are of it.
        kind = over.designates if over.designates or marker_at(self.text, one.start) else None
        yield from self.proposed(
            one, designated(self.text, one.start, one.end, self.names, kind, over.lifts), over, times)

    def proposed(
        self, one: Sentence, found: Iterable[Designated], over: Above, times: tuple[Span, ...]
    ) -> Iterator[Proposal]:
        for each in found:
            window = bounding_half(self.text, each.start, times) or over.window
            says = {"text": self.in_full(one, each), "kind": each.kind, "lifted": each.lifted}
            self.made = says["text"]
            yield Proposal(ZONE, each.start, each.end, one.clause, says | bounds(window, self.head), bool(each.kind))

    def in_full(self, one: Sentence, each: Designated) -> str:
        """The words of a place, with what the line says of all its places before a colon (甲社区:A、B)."""
        said = self.raw[each.start:each.end]
        if SAME_PLACE.match(said) and (whole := of_the_same(self.made, said)):
            return whole
        if OF_IT.match(said) and (old := OLD_QUOTE.search(self.text, one.start, each.start)):
            return self.raw[old.start() + 1:old.end() - 1] + OF_IT.sub("", said).strip()
        colon = self.text.rfind(":", one.start, each.start)
        line = max(self.text.rfind(mark, one.start, each.start) for mark in ";\n。")
        before = self.raw[max(one.start, line + 1):colon] if colon > line else ""
        before = BEFORE_NAME.sub("", before) if before and AT_END.search(before) else ""
        return re.sub(r"\s+", "", before + said)


def of_the_same(before: str, said: str) -> str:
    """该小区其他楼栋 with the name of what was named before it; empty where that is no such."""
    same = SAME_PLACE.match(said)
    what = same["what"]
    return before[:before.rindex(what)] + what + said[same.end():] if what in before else ""


def bounding_half(text: str, place: int, times: tuple[Span, ...]) -> Span | None:
    """The time of its half of the sentence, else the first that bounds anything."""
    first, last = text.rfind(";", 0, place) + 1, text.find(";", place)
    told = [span for span in times if is_bound(span)]
    return next((span for span in told if first <= span.place and (last < 0 or span.place < last)),
                next(iter(told), None))


def beside(text: str, one: Sentence, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces of a sentence that lie outside of what is taken."""
    for piece in PIECE.finditer(text, one.start, one.end):
        if all(last <= piece.start() or piece.end() <= first for first, last in taken):
            yield piece.span()


def made_zones(zones: list[Proposal]) -> tuple[str, ...]:
    """The kinds that places are made here."""
    return tuple(dict.fromkeys(each.says["kind"] for each in zones if each.says["kind"] and not each.says["lifted"]))
