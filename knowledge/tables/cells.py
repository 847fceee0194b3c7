"""What both readers of tables hand on, and what no cell of a table may be."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# No table of a city is larger; what is, is a slip or meant to fill the memory.
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 100_000, 256, 10_000
# What a spreadsheet leaves of a long number, such as a telephone number: the digits are lost.
_CUT_SHORT = re.compile(r"[+-]?\d+(?:\.\d+)?E[+-]\d+", re.ASCII | re.IGNORECASE)
# What steers a terminal, turns the order of writing, or stands where another program could not read a character.
_UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd\ufeff]")
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA")
NO_RESULT = (
    "a formula without its result; open the file in a spreadsheet and save it again, or put the value in its place"
)


@dataclass(frozen=True)
class Cells:
    """One line of a table as stripped strings; ``expected`` is the width it must have, None for any; ``faults`` tells
    by position why a cell could not be read, ``fault`` in one sentence why the line must not be."""

    line: int
    values: tuple[str, ...]
    expected: int | None = None
    faults: Mapping[int, str] = field(default_factory=dict)
    fault: str = ""


def fault_of(value: str) -> str:
    """Why a cell cannot be used, as the rest of a sentence; empty for a good one."""
    if "\0" in value:
        return "a NUL character; delete it"
    unseen = _UNSEEN.search(value)
    if unseen:
        return f"the character U+{ord(unseen[0]):04X}, which nobody meant to write; enter the text again"
    if len(value) > LONGEST_CELL:
        return f"{len(value):,} characters; at most {LONGEST_CELL:,} belong into a cell"
    if _CUT_SHORT.fullmatch(value):
        return f"{value}, a number that a spreadsheet cut short; make the column a text and enter it again"
    if value.upper() in _ERRORS:
        return f"{value}, the error of a formula; put the value in its place"
    return NO_RESULT if value.startswith("=") else ""
