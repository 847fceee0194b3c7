"""A table of zones that was pasted as lines: a place, its kind of zone, since when, whom to call. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.intake.contacts import phones
from knowledge.intake.model import PHONE, ZONE, Head, Proposal, Sentence, Span
from knowledge.intake.names import Names
from knowledge.intake.rows import bounds
from knowledge.intake.words import pattern
from knowledge.intake.zones import LIFTED

CELL = re.compile(r"[^\s|]+")
# What the columns are called.
OF_PLACE, OF_KIND = pattern("(?:<zones.place_column>)"), pattern("(?:<zones.kind_column>)")
LONGEST_NAME, FEWEST = 8, 3


@dataclass(frozen=True)
class ZoneTable:
    """Of the line above it: how many cells a line has, which of them are the place and which the kind of zone."""

    size: int
    place: tuple[int, ...]
    kind: int

    def proposals(
        self, raw: str, one: Sentence, names: Names, times: tuple[Span, ...], head: Head
    ) -> Iterator[Proposal]:
        """The zone of a line, and the number to call there; none where its cells are not those of the table."""
        cells = cells_of(raw, one)
        if len(cells) != self.size:
            return
        (first, last), placed = cells[self.kind], [cells[number] for number in self.place]
        zones = names.zones_in(raw, first, last)
        if not zones:
            return
        says = {"text": "".join(raw[start:end] for start, end in placed), "kind": zones[0].key,
                "lifted": bool(LIFTED.search(raw, first, last))}
        since = next(iter(times), None)
        window = Span(since.place, since.stop, since.start, None) if since else None
        yield Proposal(ZONE, placed[0][0], placed[-1][1], one.clause, says | bounds(window, head))
        of = raw[slice(*placed[0])]
        yield from (Proposal(PHONE, each.start, each.end, one.clause, {"phone": each.number, "of": of})
                    for each in phones(raw, one.start, one.end))


def zone_table(text: str, one: Sentence) -> ZoneTable | None:
    """Of the line above a table; None for any other."""
    cells = [text[start:end] for start, end in cells_of(text, one)]
    if len(cells) < FEWEST or any(len(cell) > LONGEST_NAME for cell in cells):
        return None
    place = tuple(number for number, cell in enumerate(cells) if OF_PLACE.fullmatch(cell))
    kinds = [number for number, cell in enumerate(cells) if OF_KIND.fullmatch(cell)]
    return ZoneTable(len(cells), place, kinds[0]) if place and len(kinds) == 1 else None


def cells_of(text: str, one: Sentence) -> list[tuple[int, int]]:
    """Where the cells of a line stand, whatever blanks or marks part them."""
    return [match.span() for match in CELL.finditer(text, one.start, one.end)]
