"""Lines of CSV text out of bytes, strictly: what cannot be decoded or parsed is refused with its line."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from knowledge.loading.cells import Cells
from knowledge.loading.report import Refusal, RowsRefused

BOM = b"\xef\xbb\xbf"


def read(file: str, raw: bytes) -> Iterator[Cells]:
    """Every line, blank ones too; a text over several lines counts by its first. Raises RowsRefused."""
    text = decode(file, raw)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise RowsRefused(file, [Refusal(line, "A NUL character; save the file as CSV in UTF-8 again.")])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    return _lines(file, reader)


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
    """UTF-8 (with or without BOM), else GB18030. Raises RowsRefused naming the line of the first bad byte."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw.startswith(BOM) or _is_mostly_utf8(raw):
            raise RowsRefused(file, [_undecodable(error, "UTF-8")]) from None
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError as error:
        raise RowsRefused(file, [_undecodable(error, "UTF-8 or GB18030")]) from None


def _is_mostly_utf8(raw: bytes) -> bool:
    # Damaged UTF-8 often passes as GB18030 and would be stored as gibberish; as UTF-8, real GB18030 is
    # nearly all errors.
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - bad > bad


def _undecodable(error: UnicodeDecodeError, encodings: str) -> Refusal:
    # With a BOM the positions count from behind it; it holds no line end, so the line stays right.
    line = error.object[:error.start].count(b"\n") + 1
    byte = error.object[error.start]
    return Refusal(line, f"The byte 0x{byte:02x} is not {encodings}; save the file as UTF-8.")
