"""Lines of the first sheet of an .xlsx file, each cell as the string its CSV twin would have."""
from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time

from knowledge.loading.cells import Cells
from knowledge.loading.report import LoadError


def read(file: str, raw: bytes) -> Iterator[Cells]:
    """Every row, blank ones too, padded to the header's width. Formulas count by their stored results."""
    width = None
    for line, values in enumerate(_sheet(file, raw), start=1):
        texts = tuple(text_of(value) for value in values)
        width = len(texts) if width is None else width
        yield Cells(line, texts + ("",) * (width - len(texts)))


def _sheet(file: str, raw: bytes) -> Iterator[tuple]:
    # Every command would wait for it, and few read an Excel file.
    from openpyxl import load_workbook

    # openpyxl lets errors of zip, XML and its own through as they come: all of them mean a broken file.
    try:
        sheet = load_workbook(io.BytesIO(raw), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()  # the stated size may be wrong and would pad every row
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:
        what = type(error).__name__
        raise LoadError(f"{file} is not a readable .xlsx file ({what}); save it again.") from None


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
