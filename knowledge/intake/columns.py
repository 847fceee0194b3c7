"""A table whose columns are kinds of zones: each cell is a verdict on the kinds of venues of its line. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.intake.conditions import CAPACITY, CONDITION, PROOF, with_conditions
from knowledge.intake.cues import OPEN, cues_of
from knowledge.intake.model import Sentence
from knowledge.intake.names import Names
from knowledge.intake.ruled import Ruled
from knowledge.intake.verdicts import LEFT_OUT, ruled

CELL = re.compile(r"(?:^|(?<=[\t|]))[^\t|]*")
# A heading of a column says little beside the zone.
LONGEST_HEADING, FEWEST_COLUMNS = 12, 2


@dataclass(frozen=True)
class Columns:
    """``zones``: the kinds of zones of the columns by their number; ``beside``: the number of the first of them."""

    zones: dict[int, tuple[str, ...]]

    @property
    def beside(self) -> int:
        return min(self.zones)


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a line stand; one where it is no line of a table."""
    return [(start + one.start(), start + one.end()) for one in CELL.finditer(text[start:end])]


def columns_of(text: str, one: Sentence, names: Names) -> Columns | None:
    """Of the line above a table; None for any other."""
    named = {}
    for number, (first, last) in enumerate(cells_of(text, one.start, one.end)):
        zones = tuple(dict.fromkeys(each.key for each in names.zones_in(text, first, last)))
        if zones and last - first <= LONGEST_HEADING:
            named[number] = zones
    return Columns(named) if len(named) >= FEWEST_COLUMNS else None


def readings(
    text: str, one: Sentence, columns: Columns, names: Names
) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    """Of a line: for each of its columns the kinds of zones, the text with all other columns blank, and where the cell
    of the verdict stands. What is remarked of one kind of zone is of that alone."""
    cells = cells_of(text, one.start, one.end)
    if len(cells) <= columns.beside:
        return
    for number, zones in columns.zones.items():
        if number >= len(cells):
            continue
        kept = [*cells[:columns.beside], cells[number], *remarks(text, cells, columns, zones, names)]
        yield zones, blanked(text, one, kept), *cells[number]


def in_cells(text: str, one: Sentence, columns: Columns, names: Names) -> Iterator[Ruled]:
    """The verdicts of a line, each for the kinds of zones of its column. A cell without a word of opening or closing
    says what is asked for to go in. A remark that says nothing that a row can makes all of the line doubtful."""
    noted = cells_of(text, one.start, one.end)[max(columns.zones) + 1:]
    is_read = all(is_understood(text, *cell, names) for cell in noted)
    for zones, line, first, last in readings(text, one, columns, names):
        found = ruled(line, one.start, one.end, names) if cues_of(line, first, last) else [
            *asked(line, one, first, last, names), *ruled(line, last, one.end, names)]
        yield from (replace(rule, start=first, end=last, zones=zones, sure=rule.sure and is_read) for rule in found)


def is_understood(text: str, first: int, last: int, names: Names) -> bool:
    """Whether a remark is nothing, a condition, or a verdict on kinds of its own."""
    rules = cues_of(text, first, last) and names.venues(text, first, last)
    return not text[first:last].strip() or bool(rules) or is_condition(text, first, last)


def is_condition(text: str, first: int, last: int) -> bool:
    return any(words.search(text, first, last) for words in (CONDITION, CAPACITY, PROOF)) and not LEFT_OUT.fullmatch(
        text, first, last)


def asked(line: str, one: Sentence, first: int, last: int, names: Names) -> list[Ruled]:
    """What a cell without a verdict asks for."""
    keys = list(dict.fromkeys(each.key for each in names.venues(line, one.start, first)))
    if not keys or not is_condition(line, first, last):
        return []
    return with_conditions(line, first, one.end, [Ruled(first, last, OPEN, keys)], names)


def remarks(
    text: str, cells: list[tuple[int, int]], columns: Columns, zones: tuple[str, ...], names: Names
) -> Iterator[tuple[int, int]]:
    """The cells behind the columns, but those of another kind of zone; behind the name of their own."""
    for first, last in cells[max(columns.zones) + 1:]:
        named = names.zones_in(text, first, last)
        if LEFT_OUT.fullmatch(text, first, last):
            continue
        if not named:
            yield first, last
        elif {each.key for each in named} & {*zones}:
            yield max((each.end for each in named if each.start <= first), default=first), last


def blanked(text: str, one: Sentence, kept: list[tuple[int, int]]) -> str:
    """The text with the marks between cells as commas, and blanks for what is not kept of the line."""
    line = ["," if text[place] in "\t|" else " " for place in range(one.start, one.end)]
    for first, last in kept:
        line[first - one.start:last - one.start] = text[first:last]
    return text[:one.start] + "".join(line) + text[one.end:]
