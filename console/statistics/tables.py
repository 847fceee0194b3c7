"""The figures as tables: of the page, of CSV and of Excel alike. Pure, but that a workbook is written into memory."""
from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

from console.desk.csv_text import safe
from console.statistics.figures import Figures

Table = list[list[object]]
# As Excel limits it.
LONGEST_TITLE = 31


def percent(share: float | None) -> str:
    """A share as people read it; empty of nothing."""
    return "" if share is None else f"{share * 100:.0f}%"


def cells(one: Figures) -> list[object]:
    """A row of figures, under the heads of ``words.yml``."""
    seconds = "" if one.seconds is None else f"{one.seconds:.1f}"
    return [
        one.questions, one.unanswered, percent(one.unanswered_share), one.handed_over, one.judged,
        percent(one.helpful_share), seconds,
    ]


def table(first: str, heads: Sequence[str], rows: Iterable[tuple[object, Figures]]) -> Table:
    """A table with its head."""
    return [[first, *heads], *([name, *cells(one)] for name, one in rows)]


def workbook(tables: Mapping[str, Table]) -> bytes:
    """All tables in one file, each on a sheet of its title; text stays text."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in tables.items():
        sheet = book.create_sheet(title[:LONGEST_TITLE])
        for row in rows:
            sheet.append([safe(cell) for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
