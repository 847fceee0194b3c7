"""Lines of the first visible sheet of an .xlsx file, each cell as the string its CSV twin would have."""
from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from knowledge.tables.cells import MOST_COLUMNS, Cells
from knowledge.tables.report import LoadError, Refusal, RowsRefused

# Withdrawn or merely filtered away: only who made the file knows.
HIDDEN = "The row is hidden or filtered away in the sheet; show it, or delete it, and save the file again."


def read(file: str, raw: bytes) -> Iterator[Cells]:
    """Every row that holds something, padded to the header's width. Formulas count by their stored results."""
    width = None
    with _openpyxl_errors(file):
        for line, values, faults, hidden in _rows(file, raw):
            texts = tuple(text_of(value) for value in values)
            width = len(texts) if width is None else width
            yield Cells(line, texts + ("",) * (width - len(texts)), None, faults, HIDDEN if hidden else "")


def sheets_left_out(file: str, raw: bytes) -> list[str]:
    """The names of the sheets that could be seen and were not read. Raises LoadError."""
    from knowledge.tables import xlsx_sheet

    with _openpyxl_errors(file):
        return xlsx_sheet.sheets_left_out(file, io.BytesIO(raw))


def _rows(file: str, raw: bytes) -> Iterator[tuple[int, list, dict[int, str], bool]]:
    # Every command would wait for it, and few read an Excel file.
    from knowledge.tables.xlsx_sheet import MOST_PACKED, Fault, visible_rows

    if len(raw) > MOST_PACKED:
        raise LoadError(
            f"{file} is larger than {MOST_PACKED >> 20} MB, so it is no list of a city; save its sheet as CSV."
        )
    for row in visible_rows(file, io.BytesIO(raw)):
        found = {cell["column"] - 1: cell["value"] for cell in row.cells if cell["value"] not in (None, "")}
        if found:
            yield row.line, *_row(file, row.line, found, Fault), row.hidden


@contextmanager
def _openpyxl_errors(file: str) -> Iterator[None]:
    # openpyxl lets errors of zip, XML and its own through as they come: all of them mean a broken file.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except LoadError:
        raise
    except Exception as error:
        what = type(error).__name__
        raise LoadError(f"{file} is not a readable .xlsx file ({what}); save it again.") from None


def _row(file: str, line: int, found: dict[int, object], fault: type) -> tuple[list, dict[int, str]]:
    """The values up to the last one, and the faults among them by their position."""
    last = max(found)
    if last >= MOST_COLUMNS:
        raise RowsRefused(file, [
            Refusal(line, f"A value stands in column {last + 1}; a table has at most {MOST_COLUMNS}.")
        ])
    faults = {column: str(value) for column, value in found.items() if isinstance(value, fault)}
    return [None if column in faults else found.get(column) for column in range(last + 1)], faults


def text_of(value: object) -> str:
    """2022-11-07, with a time 2022-11-07T07:00:00, a time alone 07:00, 34.0 as 34, nothing as ''."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else str(value).strip()
