"""The table inside a published sheet: below a title, under a header of one or two lines, columns in its own words."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.tables.cells import MOST_ROWS, Cells, fault_of
from knowledge.tables.report import LoadError, Refusal, RowsRefused
from knowledge.tables.table import File, Row, cells_of

# A header stands in the first lines or nowhere.
LAST_HEADER = 8
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\s|[:*]")
Meaning = Callable[[str], str | None]


@dataclass(frozen=True)
class Published:
    """A header that was understood: the names of its columns as they are written and as they are meant (None: not
    known), what stands above it, and the lines below it."""

    written: tuple[str, ...]
    meant: tuple[str | None, ...]
    title: str
    lines: tuple[Cells, ...]


def plain(name: str) -> str:
    """A name of a column or a word of a cell as it is compared: half width, without blanks and brackets."""
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", name)).lower()


def find_table(file: File, meaning: Meaning, wanted: Sequence[str]) -> Published | None:
    """The table whose header has columns of all meanings ``wanted``; None where there is none."""
    lines = []
    for cells in cells_of(file):
        lines.append(replace(cells, expected=None))
        if len(lines) > MOST_ROWS + LAST_HEADER:
            raise LoadError(f"{file.name} has more than {MOST_ROWS:,} rows; divide it.")
    found = [header for first in range(min(LAST_HEADER, len(lines))) for height in (1, 2)
             if (header := _header(lines, first, height, meaning)) and set(wanted) <= set(header.meant)]
    return max(found, key=lambda header: sum(name is not None for name in header.meant), default=None)


def _header(lines: list[Cells], first: int, height: int, meaning: Meaning) -> Published | None:
    rows = [line.values for line in lines[first:first + height]]
    if len(rows) < height:
        return None
    width = max(map(len, rows))
    padded = [row + ("",) * (width - len(row)) for row in rows]
    written = padded[0] if height == 1 else tuple(
        _of_two(*pair) for pair in zip(_spread(padded[0]), padded[1], strict=True))
    title = "".join(value for line in lines[:first] for value in line.values)
    meant = tuple(meaning(name) for name in written)
    return Published(written, meant, title, tuple(lines[first + height:]))


def _spread(upper: tuple[str, ...]) -> list[str]:
    """A cell over several columns stands in the first of them only."""
    spread: list[str] = []
    for name in upper:
        spread.append(name or (spread[-1] if spread else ""))
    return spread


def _of_two(upper: str, lower: str) -> str:
    return upper + lower if lower else upper


def rows_of(table: Published, file: str) -> list[Row]:
    """The lines as rows by the meaning of their columns; those of no meaning are left out. Raises RowsRefused with
    every line that cannot be read, and for two columns of one meaning."""
    twice = [name for name in dict.fromkeys(table.meant) if name and table.meant.count(name) > 1]
    if twice:
        columns = "、".join(written for written, name in zip(table.written, table.meant, strict=True) if name in twice)
        raise RowsRefused(file, [Refusal(1, f"The columns {columns} mean the same, {twice[0]}; keep one of them.")])
    rows, refusals = [], []
    for line in table.lines:
        if not any(line.values):
            continue
        fault = line.fault or next((f"Column {number + 1} holds {reason}." for number, value in enumerate(line.values)
                                    if (reason := line.faults.get(number) or fault_of(value))), "")
        if fault:
            refusals.append(Refusal(line.line, fault))
        values = dict(zip(table.meant, line.values + ("",) * (len(table.meant) - len(line.values)), strict=False))
        values.pop(None, None)
        rows.append(Row(line.line, values))
    if refusals:
        raise RowsRefused(file, refusals)
    return rows
