"""Tables as CSV that spreadsheets open without running anything in it. Pure."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# What begins with one of these is a formula to a spreadsheet, blanks before it or not.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BOM = "\ufeff"


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as a spreadsheet reads them, Chinese too."""
    found = io.StringIO()
    csv.writer(found, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return BOM + found.getvalue()


def safe(cell: object) -> object:
    """A cell whose text stays text."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) else cell
