"""What a newer list of sites lacks: closed where the list says that it is full, otherwise only said."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from knowledge.sites.model import FULL_LIST, YES, Site
from knowledge.sites.tables import SiteRow
from knowledge.tables.report import LoadReport

MOST_NAMES = 5


def close_missing(
    stored: Iterable[SiteRow], sites: Collection[Site], full: Collection[str], at: datetime | None, report: LoadReport
) -> None:
    """Close, at the aware instant ``at``, the stored sites of the sources ``full`` that ``sites`` lack; None closes
    them for every instant. What other sources of ``sites`` lack stays open: a part may have been meant. ``report``
    tells both."""
    named, sources = {site.site_id for site in sites}, {site.source for site in sites}
    lacking = [
        row for row in stored
        if row.site_id not in named and row.source in sources and not row.sample and not _has_ended(row, at)
    ]
    closed = [row for row in lacking if row.source in full]
    others = [row for row in lacking if row.source not in full]
    for row in closed:
        row.valid_to = max(at, row.valid_from) if at else row.valid_from
    report.closed = len(closed)
    if closed:
        report.notes.append(f"Closed, since the full list lacks them: {_names(closed)}.")
    if others:
        report.notes.append(f"Sites of the same source that the file lacks stay open: {_names(others)}. "
                            f"If it is the full list of its source, add a column {FULL_LIST} with {YES}.")


def _has_ended(row: SiteRow, at: datetime | None) -> bool:
    return row.valid_to is not None and (at is None or row.valid_to <= max(at, row.valid_from))


def _names(rows: Sequence[SiteRow]) -> str:
    names = "、".join(f"{row.name} ({row.site_id})" for row in rows[:MOST_NAMES])
    return names + (f" and {len(rows) - MOST_NAMES} more" if len(rows) > MOST_NAMES else "")
