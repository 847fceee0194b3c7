"""Tables out of files: .csv (UTF-8, with BOM, or GB18030) and .xlsx, both as rows of stripped strings."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from knowledge.loading import csv_cells, xlsx_cells
from knowledge.loading.cells import Cells
from knowledge.loading.report import LoadError, Refusal, RowsRefused

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Row:
    """One row: its line in the file (the header is line 1) and its stripped values by column name."""

    line: int
    values: dict[str, str]


def read_columns(path: Path | str) -> list[str]:
    """The names in the first line of the table. Raises LoadError."""
    header = list(islice(_cells(Path(path)), 1))
    if not header:
        raise LoadError(f"{Path(path).name} is empty; its first line must name the columns.")
    return _columns(Path(path), header[0])


def read_table(path: Path | str) -> list[Row]:
    """All rows but the blank ones. Raises LoadError, or RowsRefused with every line that cannot be read."""
    path = Path(path)
    columns = read_columns(path)
    rows, refusals = [], []
    for cells in islice(_cells(path), 1, None):
        if not any(cells.values):
            continue
        reason = _problem(cells, columns)
        if reason:
            refusals.append(Refusal(cells.line, reason))
        rows.append(Row(cells.line, dict(zip(columns, cells.values, strict=False))))
    if refusals:
        raise RowsRefused(path.name, refusals)
    return rows


def read_bytes(path: Path) -> bytes:
    """The whole file; raises LoadError with a sentence when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror}.") from None


def _cells(path: Path) -> Iterator[Cells]:
    raw = read_bytes(path)
    if raw.startswith(OLD_EXCEL):
        raise LoadError(f"{path.name} is an old or a protected Excel file; save it as plain .xlsx or as CSV.")
    reader = xlsx_cells if raw.startswith(ZIP) else csv_cells
    return reader.read(path.name, raw)


def _columns(path: Path, header: Cells) -> list[str]:
    names = list(header.values)
    while names and not names[-1]:
        names.pop()
    twice = sorted({name for name in names if names.count(name) > 1})
    if not names or not all(names) or twice:
        what = f"names {', '.join(twice)} twice" if all(names) and twice else "has a column without a name"
        reason = f"The header {what}; each column needs its own name."
        raise RowsRefused(path.name, [Refusal(header.line, reason)])
    return names


def _problem(cells: Cells, columns: list[str]) -> str:
    if cells.expected is not None and len(cells.values) != cells.expected:
        return (f"{len(cells.values)} cells where the header has {cells.expected}; "
                "put a text with a comma in double quotes.")
    if any(cells.values[len(columns):]):
        return "A value stands in a column without a name; name the column or empty the cell."
    if len(cells.values) < len(columns):
        return f"{len(cells.values)} cells where the header has {len(columns)}."
    return "A cell holds a NUL character; delete it." if any("\0" in value for value in cells.values) else ""
