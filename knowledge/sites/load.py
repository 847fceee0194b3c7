"""The rows of a sites.csv into the table: all of them, or with one refusal none."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.loading.report import LoadReport, Refusal
from knowledge.loading.table import Row
from knowledge.sites.model import COLUMNS, FULL_LIST, YES, Site
from knowledge.sites.rows import SiteError, read_site
from knowledge.sites.tables import SiteRow

FIELDS = (*COLUMNS, "sample")


def load_sites(session: Session, rows: Sequence[Row], sample: bool = False, at: datetime | None = None) -> LoadReport:
    """Add and change sites by their site_id. Sites that the rows do not name stay as they are, but for those of a source
    whose full list this is: they close at the aware instant ``at``.

    Real sites close the sample sites for every instant, whatever the civil clock shows, and sample rows (by
    their id, or all with ``sample``) change nothing once a real site is known.
    """
    sites, refused = _read(rows, sample)
    if refused:
        return LoadReport(refused=refused)
    stored = {row.site_id: row for row in session.execute(select(SiteRow)).scalars()}
    real = any(not site.sample for site in (*sites, *stored.values()))
    report = LoadReport()
    for site in sites:
        if site.sample and real:
            report.unchanged += 1
        else:
            _store(session, stored.get(site.site_id), site, report)
    if real:
        report.retired = _retire(row for row in stored.values() if row.sample)
    named = {site.site_id for site in sites}
    _close_missing([row for row in stored.values() if row.site_id not in named and not row.sample], sites, rows, at, report)
    session.flush()
    return report


def _read(rows: Sequence[Row], sample: bool) -> tuple[list[Site], list[Refusal]]:
    refused = _refuse_columns(rows)
    if refused:
        return [], refused
    sites: list[Site] = []
    first_line: dict[str, int] = {}
    for row in rows:
        try:
            site = read_site(row.values, sample)
        except SiteError as error:
            refused.append(Refusal(row.line, str(error)))
            continue
        if first_line.setdefault(site.site_id, row.line) != row.line:
            reason = f"site_id {site.site_id} stands in line {first_line[site.site_id]} already."
            refused.append(Refusal(row.line, reason))
        sites.append(site)
    return sites, refused


def _refuse_columns(rows: Sequence[Row]) -> list[Refusal]:
    if not rows:
        return [Refusal(1, "The file has no sites; nothing was changed.")]
    unknown = [name for name in rows[0].values if name not in (*COLUMNS, FULL_LIST)]
    missing = [name for name in COLUMNS if name not in rows[0].values]
    found = (("unknown", unknown), ("missing", missing))
    problems = [f"{what} {', '.join(names)}" for what, names in found if names]
    if not problems:
        return []
    return [Refusal(1, f"Columns: {'; '.join(problems)}. They must be {','.join(COLUMNS)}.")]


def _store(session: Session, row: SiteRow | None, site: Site, report: LoadReport) -> None:
    if row is None:
        session.add(SiteRow(**{name: getattr(site, name) for name in FIELDS}))
        report.added += 1
    elif row.as_site() == site:
        report.unchanged += 1
    else:
        for name in FIELDS:
            setattr(row, name, getattr(site, name))
        report.changed += 1


def _retire(rows) -> int:
    """Close with an empty window: a clock that is stopped in the past must not show them either."""
    retired = [row for row in rows if row.valid_to != row.valid_from]
    for row in retired:
        row.valid_to = row.valid_from
    return len(retired)


def _close_missing(missing: Iterable[SiteRow], sites: list[Site], rows: Sequence[Row], at: datetime | None, report: LoadReport) -> None:
    """Close what a full list of its source lacks; of other sources it is only said, since a part may have been meant."""
    full = {row.values["source"] for row in rows if row.values.get(FULL_LIST) == YES}
    listed = {site.source for site in sites}
    lacking = [row for row in missing if row.source in listed and not _has_ended(row, at)]
    closed = [row for row in lacking if row.source in full]
    for row in closed:
        row.valid_to = max(at, row.valid_from) if at else row.valid_from
    report.closed = len(closed)
    if closed:
        report.notes.append(f"Closed, since the full list lacks them: {_names(closed)}.")
    if len(closed) < len(lacking):
        others = [row for row in lacking if row.source not in full]
        report.notes.append(f"The file lacks {len(others)} sites of the same source, which stay open: {_names(others)}. "
                            f"If it is the full list of its source, add a column {FULL_LIST} with {YES}.")


def _has_ended(row: SiteRow, at: datetime | None) -> bool:
    return row.valid_to is not None and (at is None or row.valid_to <= max(at, row.valid_from))


def _names(rows: Sequence[SiteRow], most: int = 5) -> str:
    names = "、".join(f"{row.name} ({row.site_id})" for row in rows[:most])
    return names + (f" and {len(rows) - most} more" if len(rows) > most else "")
