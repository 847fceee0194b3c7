"""JSON of other people, parsed without filling the memory and without trusting its numbers."""
from __future__ import annotations

import json

from knowledge.tables.csv_cells import decode
from knowledge.tables.file import File
from knowledge.tables.report import LoadError

# The whole country's list of November 2022 has 27,000.
MOST_VALUES = 1_000_000
LONGEST_NUMBER, DEEPEST = 40, 100


class _TooLong(ValueError):
    """A number that nobody counts to; its digits are the only argument."""


def parse_json(file: File) -> object:
    """What the file says; whole numbers come as floats. Raises LoadError with line and column."""
    if sum(file.raw.count(mark) for mark in (b",", b"[", b"{")) > MOST_VALUES:
        raise LoadError(
            f"{file.name} holds more than {MOST_VALUES:,} values, so it is no risk-area list; fetch it again."
        )
    text = decode(file.name, file.raw)
    try:
        parsed = json.loads(text, parse_int=_number)
        json.dumps(parsed, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise LoadError(f"{file.name} is broken JSON {_place(text, error.pos)}: {error.msg}; fetch it again.") from None
    except _TooLong as error:
        what = f"a number of {len(error.args[0]):,} digits {_place(text, text.find(error.args[0]))}"
        raise LoadError(f"{file.name} is no usable JSON: {what}; fetch it again.") from None
    except RecursionError:
        raise LoadError(
            f"{file.name} is no usable JSON: nested too deeply {_place(text, _deep(text))}; fetch it again."
        ) from None
    except UnicodeEncodeError as error:
        cut = f"half a character, \\u{ord(error.object[error.start]):04x}"
        raise LoadError(f"{file.name} is no usable JSON: it holds {cut}; fetch it again.") from None
    return parsed


def _number(digits: str) -> float:
    if len(digits) > LONGEST_NUMBER:
        raise _TooLong(digits)
    return float(digits)


def _place(text: str, index: int) -> str:
    return f"in line {text.count(chr(10), 0, index) + 1}, column {index - text.rfind(chr(10), 0, index)}"


def _deep(text: str) -> int:
    """Where the brackets stand deeper than in any list; those in texts count, too, which only shifts the place."""
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter in "[{") - (letter in "]}")
        if depth > DEEPEST:
            return index
    return 0
