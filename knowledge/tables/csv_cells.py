"""Lines of CSV text out of bytes, strictly: what cannot be decoded or parsed is refused with its line and column."""
from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator

from knowledge.tables.cells import Cells
from knowledge.tables.report import Refusal, RowsRefused

BOM = codecs.BOM_UTF8
# Of a line, and so of a cell: longer ones are not even divided.
LONGEST_LINE = 4_000_000
csv.field_size_limit(LONGEST_LINE)
_SAMPLE = 2**19
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(file: str, raw: bytes) -> Iterator[Cells]:
    """Every line, blank ones too; a text over several lines counts by its first. Raises RowsRefused."""
    text = decode(file, raw)
    if "\0" in text:
        line, column = place_of(text, text.index("\0"))
        raise RowsRefused(file, [Refusal(line, f"A NUL character in {column}; save the file as CSV in UTF-8 again.")])
    return _lines(file, csv.reader(_physical_lines(file, text), strict=True))


def _physical_lines(file: str, text: str) -> Iterator[str]:
    for number, found in enumerate(_LINE.finditer(text), 1):
        line = found.group()
        if len(line) > LONGEST_LINE:
            reason = f"The line has {len(line):,} characters; at most {LONGEST_LINE:,} are read."
            raise RowsRefused(file, [Refusal(number, reason)])
        yield line


def _lines(file: str, reader) -> Iterator[Cells]:
    width, before = None, 0
    try:
        for values in reader:
            width = len(values) if width is None else width
            yield Cells(before + 1, tuple(value.strip() for value in values), width)
            before = reader.line_num
    except csv.Error as error:
        reason = f"Not readable as CSV ({error}); look for a double quote that is not closed."
        raise RowsRefused(file, [Refusal(before + 1, reason)]) from None


def decode(file: str, raw: bytes) -> str:
    """UTF-8 (with or without BOM), else GB18030. Raises RowsRefused naming line and column of the first bad byte."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or raw[:1000].count(0) > len(raw[:1000]) / 4:
        raise RowsRefused(file, [
            Refusal(1, "The file is UTF-16, as a spreadsheet's 'Unicode text' is; save it as CSV UTF-8.")
        ])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw.startswith(BOM) or _is_mostly_utf8(raw, error.start):
            raise RowsRefused(file, [_undecodable(error, "UTF-8")]) from None
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError as error:
        raise RowsRefused(file, [_undecodable(error, "UTF-8 or GB18030")]) from None


def _is_mostly_utf8(raw: bytes, around: int) -> bool:
    # Damaged UTF-8 often passes as GB18030 and would be stored as gibberish; as UTF-8, real GB18030 is
    # nearly all errors.
    text = raw[max(0, around - _SAMPLE):around + _SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - bad > bad


def _undecodable(error: UnicodeDecodeError, encodings: str) -> Refusal:
    # With a BOM the positions count from behind it; it holds no line end, so the line stays right.
    before = error.object[:error.start].decode(error.encoding, "replace")
    line, column = place_of(before, len(before))
    return Refusal(
        line, f"The byte 0x{error.object[error.start]:02x} in {column} is not {encodings}; save the file as UTF-8."
    )


def place_of(text: str, index: int) -> tuple[int, str]:
    """The line of a position in the text, and its column for people: ``column 3 (name)``."""
    ends = [end.end() for end in _LINE_END.finditer(text, 0, index)]
    number = max(1, len(_split(text[ends[-1] if ends else 0:index])))
    names = _split(text[:ends[0]].strip()) if ends else []
    return len(ends) + 1, f"column {number}" + (f" ({names[number - 1]})" if number <= len(names) else "")


def _split(line: str) -> list[str]:
    try:
        return next(csv.reader([line.replace("\0", " ")]), [])
    except csv.Error:
        return []
