"""One file into the store: told apart by its content, read, and handed to the room it belongs to."""
from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from knowledge.loading.kinds import detect, read_reply
from knowledge.loading.report import LoadError, LoadReport, RowsRefused
from knowledge.loading.table import read_table
from knowledge.places.load import load_places
from knowledge.places.risk_lists import RiskListError, load_risk_list
from knowledge.places.zones import load_zones
from knowledge.settings import Settings
from knowledge.sites.load import load_sites


def load_file(session: Session, path: Path | str, settings: Settings) -> LoadReport:
    """Load sites, zones, places (.csv or .xlsx) or a risk-area reply (.json) in the caller's transaction.

    All or nothing: with a refused line nothing was written. Raises LoadError, one sentence, for a file that
    is none of them or cannot be read at all.
    """
    path = Path(path)
    try:
        return _load(session, path, detect(path), settings)
    except RowsRefused as problem:
        return LoadReport(refused=problem.refusals)
    except RiskListError as problem:
        raise LoadError(f"{path.name}: {problem}") from None


def _load(session: Session, path: Path, kind: str, settings: Settings) -> LoadReport:
    if kind == "sites":
        return load_sites(session, read_table(path))
    if kind == "zones":
        return load_zones(session, read_table(path), path.name)
    if kind == "places":
        return load_places(session, read_table(path))
    return load_risk_list(session, read_reply(path), settings.city, path.name)
