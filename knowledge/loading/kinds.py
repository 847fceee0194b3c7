"""What a file holds, told by its content: the columns of a table or the keys of a reply."""
from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.places.place_rows import SHAPES, is_places
from knowledge.sites.published import published_table
from knowledge.tables.file import File, read_file
from knowledge.tables.json_text import parse_json
from knowledge.tables.report import LoadError
from knowledge.tables.table import read_columns

TABLES = {"site_id": "sites", "zone_id": "zones"}
# What other programs put between the columns in place of a comma.
SEPARATORS = re.compile("[;\t|，；]")
LISTS = ("highlist", "middlelist", "lowlist")


def detect(path: Path | str | File, columns: Mapping[str, str] | None = None) -> str:
    """``sites``, ``zones``, ``places``, ``risk_list``, or ``published_sites`` for a list of sites in the words of those
    who published it, of which ``columns`` may tell what they mean. Raises LoadError where it is none of them."""
    file = read_file(path)
    if file.raw[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return "risk_list"
    if columns:
        return _published(file, columns)
    try:
        columns = read_columns(file)
    except LoadError:
        # A title or a header of two lines is no header of ours.
        if published_table(file):
            return "published_sites"
        raise
    if "site_id" in columns and "kind_published" in columns:
        return "published_sites"
    kinds = [kind for column, kind in TABLES.items() if column in columns]
    kinds = kinds or ["places"] * is_places(columns)
    if not kinds and published_table(file):
        return "published_sites"
    if len(columns) == 1 and (found := SEPARATORS.search(columns[0])):
        mark = "tabs" if found[0] == "\t" else found[0]
        raise LoadError(
            f"{file.name}, line 1: The columns are divided by {mark} and not by commas; save it as CSV with commas."
        )
    if len(kinds) != 1:
        raise LoadError(
            f"{file.name} is neither sites.csv nor zones.csv nor a table of places: it must have exactly one of the "
            f"columns {' and '.join(TABLES)}, or all of {' or of '.join(','.join(shape) for shape in SHAPES)}; "
            f"and it has {', '.join(columns)[:200]}."
        )
    return kinds[0]


def _published(file: File, columns: Mapping[str, str]) -> str:
    """For whom tells what columns mean, it is a list of sites or nothing."""
    if published_table(file, columns) is None:
        raise LoadError(f"{file.name} has no line with the columns {'、'.join(columns)} and what else a list of sites "
                        "needs: name, and address, district or hours_published.")
    return "published_sites"


def read_reply(path: Path | str | File) -> dict:
    """A risk-area reply as parsed JSON, told by its lists. Raises LoadError where it is not one."""
    file = read_file(path)
    reply = parse_json(file)
    data = reply.get("data") if isinstance(reply, dict) else None
    if not isinstance(data, dict) or not any(name in data for name in LISTS):
        raise LoadError(f"{file.name} is no risk-area reply: its data must hold {', '.join(LISTS)}.")
    return reply
