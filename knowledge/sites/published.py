"""Published lists of sites, as other people make them, into rows of sites.csv."""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.places.model import Place
from knowledge.places.names import settle
from knowledge.places.tables import PlaceRow
from knowledge.sites.model import COLUMNS, DATUM, FULL_LIST, PUBLISHED, YES
from knowledge.sites.published_rows import site_values
from knowledge.sites.published_words import column, left_out
from knowledge.sites.rows import SiteError
from knowledge.tables.file import File
from knowledge.tables.published_table import Published, find_table, plain, rows_of
from knowledge.tables.report import Refusal, RowsRefused
from knowledge.tables.table import Row
from knowledge.text.keys import key

OWN = (*COLUMNS, *PUBLISHED, DATUM, FULL_LIST)
# Without these a table is no list of sites: what it is called, and where it is or when.
WANTED = (("name", "address"), ("name", "hours_published"), ("name", "district"))


def published_table(file: File, columns: Mapping[str, str] | None = None) -> Published | None:
    """The table of sites in a sheet; None where it has none. columns: the meaning of names that are not known."""
    own = {plain(written): meant for written, meant in (columns or {}).items()}

    def meaning(written: str) -> str | None:
        return own.get(plain(written)) or column(written) or (written if written in (*OWN, "kind_published") else None)

    found = (find_table(file, meaning, wanted) for wanted in WANTED)
    return next((table for table in found if table), None)


def published_rows(session: Session, table: Published, file: File, full: bool = False) -> tuple[list[Row], list[str]]:
    """(rows of sites.csv, sentences about columns that were not read). full: the list has all sites of its source.
    Raises RowsRefused with every row that cannot be understood."""
    rows, refused = [], []
    of_street = lru_cache(maxsize=None)(lambda street: _district_of(session, street))
    source = table.title or file.name.rsplit(".", 1)[0]
    for row in rows_of(table, file.name):
        try:
            values = site_values(row.values, table.title, source, of_street)
        except SiteError as problem:
            refused.append(Refusal(row.line, f"{str(problem)[0].upper()}{str(problem)[1:]}"))
            continue
        rows.append(Row(row.line, values | ({FULL_LIST: YES} if full else {})))
    if refused:
        raise RowsRefused(file.name, refused)
    return rows, list(_not_read(table))


def _not_read(table: Published):
    unknown = [written for written, meant in zip(table.written, table.meant, strict=True)
               if written and meant is None and plain(written) not in left_out()]
    if unknown:
        yield (f"Not read: the columns {'、'.join(unknown)}. Tell what they mean with --columns {unknown[0]}=NAME, "
               f"where NAME is one of {', '.join(OWN)}.")


def _district_of(session: Session, street: str) -> str | None:
    """The one district that has a street of this name; None where several or none have."""
    rows = session.execute(select(PlaceRow.district, PlaceRow.street).where(PlaceRow.street != "").distinct())
    found = {settle(Place(district, name)).district for district, name in rows
             if key("street", name) == key("street", street)}
    return found.pop() if len(found) == 1 else None
