"""The rows of a table of places into the gazetteer: all of them, or with one refusal none."""
from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.places.place_rows import LEVELS, read_place
from knowledge.places.tables import PlaceRow
from knowledge.tables.report import LoadReport, Refusal
from knowledge.tables.table import Row

SAMPLE = "sample"


def load_places(session: Session, rows: Iterable[Row]) -> LoadReport:
    """Adds places to the gazetteer; a value left empty changes nothing, and loading twice changes nothing.

    rows: in one of the shapes of ``place_rows``; those of one name count as one. A place that several tables name
    keeps the source of the first. A real row takes the place of the sample's of its name; sample places that no
    real row names stay, for they are names people use and state nothing.
    """
    report, read = LoadReport(), {}
    for row in rows:
        try:
            values = read_place(row.values)
        except ValueError as problem:
            report.refused.append(Refusal(row.line, str(problem)))
            continue
        if values:
            names = tuple(values[level] for level in LEVELS)
            given = {name: value for name, value in values.items() if value not in ("", None)}
            read[names] = read.get(names, values) | given
    return report if report.refused else _store(session, read, report)


def _store(session: Session, read: dict[tuple, dict], report: LoadReport) -> LoadReport:
    have = {tuple(getattr(row, level) for level in LEVELS): row for row in session.scalars(select(PlaceRow))}
    for names, values in read.items():
        row = have.get(names)
        if row is None:
            session.add(PlaceRow(**values))
            report.added += 1
        elif _change(row, values):
            report.changed += 1
        else:
            report.unchanged += 1
    session.flush()
    return report


def _change(row: PlaceRow, values: dict) -> bool:
    """Whether the values that are given say otherwise; the row has them then."""
    given = {name: value for name, value in values.items() if value not in ("", None)}
    if row.source != SAMPLE:
        given.pop("source", None)
    different = {name: value for name, value in given.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    row.revision += bool(different)
    return bool(different)
