"""What a file holds, told by its content: the columns of a table or the keys of a reply."""
from __future__ import annotations

import json
from pathlib import Path

from knowledge.loading.csv_cells import decode
from knowledge.loading.report import LoadError
from knowledge.loading.table import read_bytes, read_columns
from knowledge.places.place_rows import SHAPES, is_places

TABLES = {"site_id": "sites", "zone_id": "zones"}
LISTS = ("highlist", "middlelist", "lowlist")


def detect(path: Path | str) -> str:
    """``sites``, ``zones``, ``places`` or ``risk_list``. Raises LoadError where it is none of them."""
    path = Path(path)
    if read_bytes(path).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        read_reply(path)
        return "risk_list"
    columns = read_columns(path)
    kinds = [kind for column, kind in TABLES.items() if column in columns]
    kinds = kinds or ["places"] * is_places(columns)
    if len(kinds) != 1:
        raise LoadError(
            f"{path.name} is neither sites.csv nor zones.csv nor a table of places: it must have exactly one of the "
            f"columns {' and '.join(TABLES)}, or all of {' or of '.join(','.join(shape) for shape in SHAPES)}; "
            f"and it has {', '.join(columns)[:200]}."
        )
    return kinds[0]


def read_reply(path: Path | str) -> dict:
    """A risk-area reply as parsed JSON, told by its lists. Raises LoadError where it is not one."""
    path = Path(path)
    reply = _parse(path.name, decode(path.name, read_bytes(path)))
    data = reply.get("data") if isinstance(reply, dict) else None
    if not isinstance(data, dict) or not any(name in data for name in LISTS):
        raise LoadError(f"{path.name} is no risk-area reply: its data must hold {', '.join(LISTS)}.")
    return reply


def _parse(name: str, text: str) -> object:
    try:
        reply = json.loads(text)
        json.dumps(reply, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        where = f"in line {error.lineno}: {error.msg}"
        raise LoadError(f"{name} is broken JSON {where}; fetch it again.") from None
    except (RecursionError, UnicodeEncodeError) as error:
        raise LoadError(f"{name} is no usable JSON ({type(error).__name__}); fetch it again.") from None
    return reply
