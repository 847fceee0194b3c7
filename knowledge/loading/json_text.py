"""JSON of other people, parsed without filling the memory and without trusting its numbers."""
from __future__ import annotations

import json

from knowledge.loading.csv_cells import decode
from knowledge.loading.file import File
from knowledge.loading.report import LoadError

# The whole country's list of November 2022 has 27,000.
MOST_VALUES = 1_000_000


def parse_json(file: File) -> object:
    """What the file says; whole numbers come as floats, however many digits they have. Raises LoadError."""
    if sum(file.raw.count(mark) for mark in (b",", b"[", b"{")) > MOST_VALUES:
        raise LoadError(f"{file.name} holds more than {MOST_VALUES:,} values, so it is no risk-area list; fetch it again.")
    text = decode(file.name, file.raw)
    try:
        parsed = json.loads(text, parse_int=float)
        json.dumps(parsed, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        where = f"in line {error.lineno}, column {error.colno}: {error.msg}"
        raise LoadError(f"{file.name} is broken JSON {where}; fetch it again.") from None
    except RecursionError:
        raise LoadError(f"{file.name} is no usable JSON (it is nested too deeply); fetch it again.") from None
    except UnicodeEncodeError as error:
        cut = f"half a character, \\u{ord(error.object[error.start]):04x}"
        raise LoadError(f"{file.name} is no usable JSON (it holds {cut}); fetch it again.") from None
    return parsed
