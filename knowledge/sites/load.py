"""The rows of a sites.csv into the table: all of them, or with one refusal none."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.sites.full_lists import close_missing
from knowledge.sites.model import COLUMNS, DATUM, FULL_LIST, PUBLISHED, YES, Site
from knowledge.sites.rows import SiteError, read_site
from knowledge.sites.tables import FIELDS, SiteRow
from knowledge.tables.report import LoadReport, Refusal
from knowledge.tables.table import Row


def load_sites(session: Session, rows: Sequence[Row], sample: bool = False, at: datetime | None = None) -> LoadReport:
    """Add and change sites by their site_id. Sites that the rows do not name stay as they are, but for those of a
    source whose full list this is: they close at the aware instant ``at``.

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
    full = {row.values["source"] for row in rows if row.values.get(FULL_LIST) == YES}
    close_missing(stored.values(), sites, full, at, report)
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
        # A damaged sheet may number two rows alike.
        if site.site_id in first_line:
            reason = f"site_id {site.site_id} stands in line {first_line[site.site_id]} already."
            refused.append(Refusal(row.line, reason))
        first_line.setdefault(site.site_id, row.line)
        sites.append(site)
    return sites, refused


def _refuse_columns(rows: Sequence[Row]) -> list[Refusal]:
    if not rows:
        return [Refusal(1, "The file has no sites; nothing was changed.")]
    unknown = [name for name in rows[0].values if name not in (*COLUMNS, *PUBLISHED, DATUM, FULL_LIST)]
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
