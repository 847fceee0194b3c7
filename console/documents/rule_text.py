"""A row of a venue table as a form has it, and its document. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from console.documents.notice_text import local, put, zoned
from knowledge.releases.yaml_text import dump_text, load_text, on_one_line
from knowledge.rulebook.model import OTHERS
from knowledge.rulebook.scopes import ANY

FOLDER = "rulebook/"


@dataclass(frozen=True)
class RowFields:
    """``clause`` is NOTICE#CLAUSE; ``venues`` are kinds or OTHERS alone, ``zones`` kinds or ANY alone; ``conditions``
    and ``places`` one a line."""

    clause: str = ""
    venues: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    verdict: str = ""
    conditions: str = ""
    capacity: str = ""
    proof: str = ""
    start: str = ""
    end: str = ""
    places: str = ""

    @property
    def notice(self) -> str:
        return self.clause.partition("#")[0]


def table_of(texts: Mapping[str, str], notice: str) -> str:
    """The document that holds the rows of a notice; where there is none, the one to be made."""
    for path, text in sorted(texts.items()):
        if path.startswith(FOLDER) and path.endswith(".yml"):
            tree = load_text(path, text)
            if isinstance(tree, dict) and (tree.get("table"), tree.get("notice")) == ("venues", notice):
                return path
    return f"{FOLDER}{notice}.yml"


def place_of(path: str, text: str, line: int) -> int | None:
    """Which row begins on a line (from 1); None for none."""
    rows = load_text(path, text).get("rows")
    begins = [place for place, row in enumerate(rows or ()) if row.lc.line + 1 == line]
    return begins[0] if begins else None


def fields_of(path: str, text: str, place: int) -> RowFields:
    """The form of a row."""
    tree = load_text(path, text)
    return row_fields(tree["rows"][place], tree)


def row_fields(row: Mapping[str, Any], tree: Mapping[str, Any]) -> RowFields:
    known = tree.get("conditions") or {}
    start, end = ([*(row.get("window") or ()), None, None])[:2]
    return RowFields(
        f"{tree['notice']}#{row['clause']}", several(row.get("venues")), several(row.get("zones")),
        str(row["verdict"]), "\n".join(str(known[name]) for name in several(row.get("conditions"))),
        *(str(row[key]) if row.get(key) is not None else "" for key in ("capacity", "proof")),
        local(start), local(end), "\n".join(several(row.get("places"))),
    )


def several(value: Any) -> tuple[str, ...]:
    """One name or a list of names."""
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def text_of(path: str, before: str | None, fields: RowFields, place: int | None) -> str:
    """The document with a changed row, or (``place`` None) with a new one behind the others."""
    tree = load_text(path, before) if before else CommentedMap(table="venues", notice=fields.notice)
    tree.setdefault("rows", CommentedSeq())
    if place is None:
        row = on_one_line({})
        tree["rows"].append(row)
    else:
        row = tree["rows"][place]
    lay_in(row, tree, fields)
    return dump_text(path, tree)


def lay_in(row: CommentedMap, tree: CommentedMap, fields: RowFields) -> None:
    """A row says what its form says; keys that say it already stay as they are written."""
    was = row_fields(row, tree) if row else RowFields()
    values = {
        "zones": one_or_list(fields.zones, ANY), "places": on_one_line(fields.places.splitlines()),
        "venues": one_or_list(fields.venues, OTHERS), "verdict": fields.verdict,
        "conditions": on_one_line(names_of(tree, fields.conditions.splitlines())),
        "capacity": number(fields.capacity), "proof": number(fields.proof),
        "clause": fields.clause.partition("#")[2],
    }
    for key, value in values.items():
        if getattr(was, key) != getattr(fields, key):
            put(row, key, value or "")
    if (was.start, was.end) != (fields.start, fields.end):
        window = [zoned(fields.start) or None, zoned(fields.end) or None]
        put(row, "window", on_one_line(window) if any(window) else "")


def one_or_list(names: tuple[str, ...], alone: str) -> Any:
    return alone if names == (alone,) else on_one_line(list(names))


def number(text: str) -> int | str:
    """A whole number; what is none stays what was typed, for the check to refuse."""
    return int(text) if text.isdecimal() and len(text) < 6 else text


def names_of(tree: CommentedMap, conditions: list[str]) -> list[str]:
    """The names of conditions in a table, which gets those that it has none for."""
    known = tree.get("conditions")
    names = []
    for text in conditions:
        name = next((name for name, said in (known or {}).items() if str(said) == text), None)
        if name is None:
            if known is None:
                known = CommentedMap()
                tree.insert(list(tree).index("rows"), "conditions", known)
            name = next(name for name in (f"c{n}" for n in range(1, 10_000)) if name not in known)
            known[name] = text
        names.append(str(name))
    return names
