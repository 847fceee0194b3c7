"""One file into the store: told apart by its content, read, and handed to the room it belongs to."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from knowledge.loading.kinds import detect, read_reply
from knowledge.places.load import load_places
from knowledge.settings import Settings
from knowledge.sites.load import load_sites
from knowledge.sites.published import published_rows, published_table
from knowledge.tables.file import File, read_file
from knowledge.tables.report import LoadError, LoadReport, Refusal, RowsRefused
from knowledge.tables.table import Row, left_out, read_table
from knowledge.zones.risk_lists import RiskListError, load_risk_list
from knowledge.zones.zones import load_zones


def load_file(session: Session, path: Path | str | File, settings: Settings, none_listed: bool = False,
              columns: Mapping[str, str] | None = None, full: bool = False) -> LoadReport:
    """Load sites, zones, places (.csv or .xlsx) or a risk-area reply (.json) in the caller's transaction.

    All or nothing: with a refused line nothing was written. ``none_listed``: a list that names the city nowhere is
    meant so; ``columns``: what the columns of a published list of sites mean; ``full``: it has all of its source.
    Raises LoadError, one sentence, for a file that is none of them or cannot be read at all.
    """
    file = read_file(path)
    kind = detect(file, columns)
    try:
        report = (_load_published(session, file, settings, columns, full) if kind == "published_sites" else
                  _load(session, file, kind, settings, none_listed))
    except RowsRefused as problem:
        report = LoadReport(refused=problem.refusals)
    except RiskListError as problem:
        raise LoadError(f"{file.name}: {problem}") from None
    report.kind = kind
    return report


def _load(session: Session, file: File, kind: str, settings: Settings, none_listed: bool) -> LoadReport:
    if kind == "risk_list":
        return load_risk_list(session, read_reply(file), settings.city, file.name, none_listed)
    rows = _some(file, read_table(file))
    if kind == "sites":
        report = load_sites(session, rows, at=settings.instant())
    else:
        report = load_zones(session, rows, file.name) if kind == "zones" else load_places(session, rows)
    report.notes += left_out(file)
    return report


def _load_published(session: Session, file: File, settings: Settings, columns, full: bool) -> LoadReport:
    rows, notes = published_rows(session, published_table(file, columns), file, full)
    report = load_sites(session, _some(file, rows), at=settings.instant())
    report.notes += [*notes, *left_out(file)]
    return report


def _some(file: File, rows: list[Row]) -> list[Row]:
    if not rows:
        raise RowsRefused(file.name, [Refusal(1, "The table has a header and no rows; nothing was changed.")])
    return rows
