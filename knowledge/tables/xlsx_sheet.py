"""One sheet of an .xlsx file cell by cell, with what openpyxl passes over in silence or takes for a broken file."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from knowledge.tables.cells import NO_RESULT
from knowledge.tables.report import LoadError

# A city's table has some; packed blanks become gigabytes.
MOST_PACKED, MOST_UNPACKED = 16 * 2**20, 64 * 2**20
# Rows of a sheet, or texts that the cells share; empty ones take few bytes and as long to read as others.
MOST_ELEMENTS = 500_000
_ELEMENT = re.compile(rb"<(?:\w+:)?(?:row|si)[\s/>]")
# A spreadsheet keeps 15 digits of a number.
LONGEST_NUMBER = 40
# Of a sheet that is not read, to see whether it is empty: so many rows and columns.
LOOKED_AT = 50
BOOK = "[Content_Types].xml"


class Fault(str):
    """In the place of a cell's value: why it cannot be read, as the rest of a sentence."""


class SheetParser(WorkSheetParser):
    """Keeps to openpyxl's reading, but for formulas that were never computed and numbers that no spreadsheet writes."""

    def parse_cell(self, element) -> dict:
        fault = fault_in(element)
        if fault:
            for child in list(element):
                element.remove(child)
        cell = super().parse_cell(element)
        return {**cell, "value": fault} if fault else cell


def fault_in(element) -> Fault | None:
    """What is wrong with the XML of a cell."""
    stored, kind = element.findtext(VALUE_TAG) or "", element.get("t", "n")
    # An empty text is a result, too, and is written as one.
    if element.find(FORMULA_TAG) is not None and not stored and kind != "str":
        return Fault(NO_RESULT)
    if kind == "n" and len(stored) > LONGEST_NUMBER:
        return Fault(f"a number with {len(stored):,} digits; make the column a text and enter it again")
    return None


class SheetRow(NamedTuple):
    """A row of a sheet: its number, its cells as openpyxl parses them, and whether it is hidden or filtered away."""

    line: int
    cells: list[dict]
    hidden: bool


def visible_rows(file: str, stream) -> Iterator[SheetRow]:
    """The rows of the first sheet that is not hidden, whatever size the file says it has."""
    book, sheets = _open(file, stream)
    with sheets[0]._get_source() as source:
        parser = SheetParser(
            source, sheets[0]._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for line, cells in parser.parse():
            yield SheetRow(line, cells, parser.row_dimensions.pop(str(line), {}).get("hidden") in ("1", "true"))


def sheets_left_out(file: str, stream) -> list[str]:
    """The names of the further sheets that are not hidden and hold something."""
    _, sheets = _open(file, stream)
    return [
        sheet.title for sheet in sheets[1:]
        if any(map(any, sheet.iter_rows(max_row=LOOKED_AT, max_col=LOOKED_AT, values_only=True)))
    ]


def _open(file: str, stream) -> tuple:
    check_size(file, stream)
    book = load_workbook(stream, read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise LoadError(f"{file} has no sheet that can be seen; unhide the one to load and save it again.")
    return book, sheets


def check_size(file: str, stream) -> None:
    """Refuse what is no spreadsheet or would fill the memory. A part is never unpacked further than the size that it
    states."""
    with ZipFile(stream) as packed:
        if BOOK not in packed.namelist():
            raise LoadError(f"{file} is a ZIP file and no .xlsx file; unpack it and give the files in it.")
        unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise LoadError(
                f"{file} unpacks to {unpacked >> 20:,} MB, so it is no list of a city; save its sheet as CSV."
            )
        most = max(sum(1 for _ in _ELEMENT.finditer(packed.read(part))) for part in packed.infolist())
    if most > MOST_ELEMENTS:
        raise LoadError(
            f"{file} holds {most:,} rows or texts, so it is no list of a city; delete what is blank, or save its "
            f"sheet as CSV."
        )
