"""Tables out of files: .csv (UTF-8, with BOM, or GB18030) and .xlsx, both as rows of stripped strings."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from knowledge.tables import csv_cells, xlsx_cells
from knowledge.tables.cells import MOST_COLUMNS, MOST_ROWS, Cells, fault_of
from knowledge.tables.file import File, read_file
from knowledge.tables.report import LoadError, Refusal, RowsRefused

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
# More of them say nothing new.
MOST_REFUSED = 1000


@dataclass(frozen=True)
class Row:
    """One row: its line in the file (the header is line 1) and its stripped values by column name."""

    line: int
    values: dict[str, str]


def read_columns(path: Path | str | File) -> list[str]:
    """The names in the first line of the table. Raises LoadError."""
    file = read_file(path)
    return _header(file, cells_of(file))


def read_table(path: Path | str | File) -> list[Row]:
    """All rows but the blank ones. Raises LoadError, or RowsRefused with every line that cannot be read."""
    file = read_file(path)
    lines = cells_of(file)
    columns = _header(file, lines)
    rows, refusals = [], []
    for cells in lines:
        if not any(cells.values) and not cells.faults:
            continue
        reason = _problem(cells, columns)
        if reason:
            refusals.append(Refusal(cells.line, reason))
        rows.append(Row(cells.line, dict(zip(columns, cells.values, strict=False))))
        if len(rows) > MOST_ROWS:
            refusals.append(Refusal(cells.line, f"The table has more than {MOST_ROWS:,} rows; divide it."))
        if len(rows) > MOST_ROWS or len(refusals) >= MOST_REFUSED:
            break
    if refusals:
        raise RowsRefused(file.name, refusals)
    return rows


def left_out(file: File) -> list[str]:
    """Sentences about what the file has beside its table. Raises LoadError."""
    names = xlsx_cells.sheets_left_out(file.name, file.raw) if file.raw.startswith(ZIP) else []
    return [
        f"Only the first sheet was read; save {'、'.join(names)} as files of their own to load them, too."
    ] if names else []


def cells_of(file: File) -> Iterator[Cells]:
    """Every line of the table as strings, whatever it means. Raises LoadError."""
    if file.raw.startswith(OLD_EXCEL):
        raise LoadError(f"{file.name} is an old or a protected Excel file; save it as plain .xlsx or as CSV.")
    reader = xlsx_cells if file.raw.startswith(ZIP) else csv_cells
    return reader.read(file.name, file.raw)


def _header(file: File, lines: Iterator[Cells]) -> list[str]:
    header = next(islice(lines, 1), None)
    if header is None:
        raise LoadError(f"{file.name} is empty; its first line must name the columns.")
    names = list(header.values)
    while names and not names[-1]:
        names.pop()
    fault = _header_fault(names, header)
    if fault:
        raise RowsRefused(file.name, [Refusal(header.line, f"The header {fault}.")])
    return names


def _header_fault(names: list[str], header: Cells) -> str:
    if header.fault:
        return "is hidden in the sheet; show it"
    if len(names) > MOST_COLUMNS:
        return f"has {len(names):,} columns; a table has at most {MOST_COLUMNS}"
    faults = [(number, header.faults.get(number) or fault_of(name)) for number, name in enumerate(header.values)]
    for number, fault in faults:
        if fault:
            return f"has in column {number + 1} {fault}"
    if not names or not all(names):
        return f"has a column without a name (column {names.index('') + 1 if names else 1}); each needs its own"
    twice = sorted({name for name in names if names.count(name) > 1})
    where = [str(number) for number, name in enumerate(names, 1) if name in twice]
    return (
        f"names {', '.join(twice)} twice (columns {', '.join(where)}); each column needs its own name" if twice else ""
    )


def _problem(cells: Cells, columns: list[str]) -> str:
    if cells.fault:
        return cells.fault
    if cells.expected is not None and len(cells.values) != cells.expected:
        return (f"{len(cells.values)} cells where the header has {cells.expected}; "
                "put a text with a comma in double quotes.")
    beyond = [number for number, value in enumerate(cells.values[len(columns):], len(columns) + 1) if value]
    if beyond:
        return f"A value stands in a column without a name (column {beyond[0]}); name the column or empty the cell."
    if len(cells.values) < len(columns):
        return f"{len(cells.values)} cells where the header has {len(columns)}."
    return _cell_problem(cells, columns)


def _cell_problem(cells: Cells, columns: list[str]) -> str:
    for number, (column, value) in enumerate(zip(columns, cells.values, strict=False)):
        fault = cells.faults.get(number) or fault_of(value)
        if fault:
            return f"Column {number + 1} ({column}) holds {fault}."
    return ""
