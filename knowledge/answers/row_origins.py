"""The rows of the rulebook that a reply's verdicts came from. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.answers.model import Origin, cited, mark_of
from knowledge.rulebook.model import Row, VenueVerdict


def row_origins(verdicts: Iterable[VenueVerdict]) -> tuple[Origin, ...]:
    """Each row once: those that decide, that say otherwise of a part of the place, and those of each day of a zone."""
    return tuple(dict.fromkeys(row_origin(row) for verdict in verdicts for row in rows_of(verdict)))


def rows_of(verdict: VenueVerdict) -> Iterator[Row]:
    yield from (*verdict.rows, *verdict.elsewhere)
    for _, later in verdict.by_day:
        yield from rows_of(later)


def row_origin(row: Row) -> Origin:
    """A row by its file and line; its mark stands for the cells it decides and what it says of them."""
    return Origin("row", row.where, cited(row.notice, row.clause), mark_of(row.stated, row.venues, row.scope))
