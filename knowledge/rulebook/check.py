"""Located mappings to a rulebook, refused with file and line where anything is off."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from knowledge.notices.located import Located
from knowledge.notices.model import Notice, put_aside
from knowledge.notices.window import Window, read_window
from knowledge.rulebook.kinds import as_named, check_kinds, check_verdicts, check_zones
from knowledge.rulebook.model import OutbreakRule, Rulebook
from knowledge.rulebook.rows import check_rows, rows_by_reference
from knowledge.rulebook.sources import known_clause, known_notice

TABLES = ("venues", "outbreak")
OUTBREAK_KEYS = ("table", "notice", "clause", "window", "one_unit")
LIMIT_KEYS = ("max_cases", "max_units")


def check_rulebook(
    kinds: Located, verdicts: Located, zones: Located, tables: Iterable[Located], notices: dict[str, Notice]
) -> Rulebook:
    """The whole rulebook. Raises ContentError on the first thing that is wrong."""
    tables = list(tables)
    for table in tables:
        if table.text("table") not in TABLES:
            raise table.refuse(f"table {table['table']!r} is neither 'venues' nor 'outbreak'.", "table")
    venues, outbreak = ([table for table in tables if table["table"] == name] for name in TABLES)
    _refuse_overlaps(outbreak)
    known = Rulebook(check_kinds(kinds), (), (), check_zones(zones), check_verdicts(verdicts))
    rows = check_rows(venues, known, notices)
    return Rulebook(
        as_named(known.kinds, rows), (*rows, *rows_by_reference(rows, notices)),
        tuple(_outbreak_rule(t, notices) for t in outbreak), known.zones, known.verdicts,
    )


def _refuse_overlaps(tables: list[Located]) -> None:
    """Versions out of one notice follow each other; two notices may hold at once, and then they agree or disagree."""
    for one, other in combinations(tables, 2):
        same = one.text("notice") == other.text("notice")
        if same and read_window(one, "window").overlaps(read_window(other, "window")):
            raise other.refuse(
                f"its window overlaps that of {one.file}:{one.line}; close the older one first.", "window"
            )


def _outbreak_rule(table: Located, notices: dict[str, Notice]) -> OutbreakRule:
    table.allow(*OUTBREAK_KEYS)
    notice = known_notice(table, notices)
    clause = known_clause(table, notice)
    limits = table.get("one_unit")
    # A truth value is a number to Python, but none to the person who wrote it.
    if not isinstance(limits, Located) or not all(type(limits.get(key)) is int for key in LIMIT_KEYS):
        raise table.refuse("'one_unit' must state max_cases and max_units as numbers.", "one_unit")
    limits.allow(*LIMIT_KEYS)
    if min(limits[key] for key in LIMIT_KEYS) < 1:
        raise limits.refuse("'max_cases' and 'max_units' count from 1.")
    # The rule is one whole: an amended clause leaves none of it.
    replaced = put_aside(notice.key, clause, notices, words=True)
    return OutbreakRule(
        notice.key, clause, _window(table, notice, clause), limits["max_cases"], limits["max_units"], replaced=replaced,
        issued=notice.issued,
    )


def _window(table: Located, notice: Notice, clause: str) -> Window:
    window = read_window(table, "window")
    if window.within(notice.window_of(clause)) != window:
        raise table.refuse(f"its window reaches beyond that of notice {notice.key}.", "window")
    return window
