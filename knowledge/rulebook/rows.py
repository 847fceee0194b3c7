"""The rows of the venue tables out of their files, and those that a clause applies by reference."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import PurePath

from knowledge.notices.located import Located
from knowledge.notices.model import Notice, put_aside
from knowledge.notices.window import Window, read_window
from knowledge.rulebook.model import BY_DAY, DISAGREE, ENTRY, NOT_STATED, OTHERS, Row, Rulebook, Scope
from knowledge.rulebook.scopes import check_scope, share_a_place
from knowledge.rulebook.sources import known_clause, known_notice

TABLE_KEYS = ("table", "notice", "window", "conditions", "rows")
ROW_KEYS = (
    "zones", "days", "places", "area", "designated", "venues", "verdict", "conditions", "capacity", "proof", "likens",
    "clause", "window"
)
LEAST_PROOF, MOST_PROOF = 1, 24 * 14


def check_rows(tables: Iterable[Located], known: Rulebook, notices: dict[str, Notice]) -> tuple[Row, ...]:
    """The rows of all tables; ``known`` holds the kinds and verdicts they may name. Raises ContentError."""
    found: list[tuple[Located, Row]] = []
    for table in tables:
        table.allow(*TABLE_KEYS)
        notice, conditions = known_notice(table, notices), _conditions(table)
        window = _within(table, notice.in_force, notice) if table.get("window") is not None else notice.in_force
        rows = table.tables("rows")
        found += [(row, _row(row, known, notice, window, conditions, notices)) for row in rows]
    _refuse_doubles(found)
    return tuple(row for _, row in found)


def _conditions(table: Located) -> dict[str, str]:
    conditions = table.get("conditions", Located({}, table.file, table.line))
    if not isinstance(conditions, Located):
        raise table.refuse("'conditions' must give each name its text.", "conditions")
    return {name: conditions.text(name) for name in conditions}


def _row(row: Located, known: Rulebook, notice: Notice, window: Window, conditions: dict, notices: dict) -> Row:
    row.allow(*ROW_KEYS)
    clause = known_clause(row, notice)
    venues = None if row.get("venues") == OTHERS else _some(row, "venues")
    verdict, named = row.text("verdict"), _named_conditions(row)
    scope = check_scope(row, known.zones, notice.key)
    for key, values, allowed in (
        ("venues", venues or (), known.kinds),
        ("verdict", (verdict,), (known.verdicts.keys() | {ENTRY}) - {DISAGREE, BY_DAY}),
        ("conditions", named, conditions),
    ):
        for value in values:
            if value not in allowed:
                raise row.refuse(f"{key}: {value!r} is not known.", key)
    likens = row.text("likens") if row.get("likens") is not None else None
    if likens and verdict != NOT_STATED:
        raise row.refuse(f"'likens' is for what a notice does not state; this row says {verdict}.", "likens")
    if verdict == ENTRY and not (named or row.get("proof")):
        raise row.refuse("a row of what is needed to go in must name conditions or a proof.", "verdict")
    return Row(
        notice.key, clause, _row_window(row, notice, clause, window), verdict, venues, scope,
        tuple(conditions[name] for name in named), _number(row, "capacity", 1, 99),
        _number(row, "proof", LEAST_PROOF, MOST_PROOF), likens, replaced=put_aside(notice.key, clause, notices),
        issued=notice.issued, where=f"{PurePath(row.file).name}:{row.line}",
    )


def _some(row: Located, key: str) -> tuple[str, ...]:
    values = row.texts(key)
    if not values:
        raise row.refuse(f"{key!r} must name at least one.", key)
    return values


def _named_conditions(row: Located) -> tuple[str, ...]:
    """One name or a list of names."""
    value = row.get("conditions")
    if value is None:
        return ()
    return row.texts("conditions") if isinstance(value, list) else (row.text("conditions"),)


def _number(row: Located, key: str, least: int, most: int) -> int | None:
    value = row.get(key)
    if value is not None and (type(value) is not int or not least <= value <= most):
        raise row.refuse(f"{key!r} must be a whole number from {least} to {most}.", key)
    return value


def _row_window(row: Located, notice: Notice, clause: str, table: Window) -> Window:
    """Its own window, or what its table's and its clause's have in common."""
    if row.get("window") is not None:
        return _within(row, notice.window_of(clause), notice)
    window = table.within(notice.window_of(clause))
    if window is None:
        raise row.refuse(f"clause {clause!r} does not hold in the window of this table.", "clause")
    return window


def _within(table: Located, outer: Window, notice: Notice) -> Window:
    window = read_window(table, "window")
    if window.within(outer) != window:
        raise table.refuse(f"its window reaches beyond that of notice {notice.key}.", "window")
    return window


def _refuse_doubles(found: list[tuple[Located, Row]]) -> None:
    deciding = [pair for pair in found if pair[1].verdict != ENTRY]
    for (_, one), (where, other) in combinations(deciding, 2):
        if one.notice == other.notice and one.window.overlaps(other.window) and share_a_place(one.scope, other.scope):
            both = set(one.venues or (OTHERS,)) & set(other.venues or (OTHERS,))
            if both:
                zones = "、".join(sorted(set(one.scope.zones or ()) & set(other.scope.zones or ())))
                raise where.refuse(f"two rows decide {min(both)} in {zones or 'the same places'}.", "venues")


def rows_by_reference(rows: tuple[Row, ...], notices: dict[str, Notice]) -> Iterator[Row]:
    """The rows of clauses that another clause applies by reference, in that clause's name, window and districts."""
    for notice in notices.values():
        for clause, references in notice.refers_to.items():
            for row in rows:
                if (row.notice, row.clause) in references:
                    yield replace(
                        row, notice=notice.key, clause=clause, window=notice.window_of(clause), issued=notice.issued,
                        replaced=put_aside(notice.key, clause, notices), by_reference=(row.notice, row.clause),
                        scope=_inside(row.scope, notice.districts),
                    )


def _inside(scope: Scope, districts: tuple[str, ...]) -> Scope:
    """The scope within some districts; none for the whole city."""
    if not districts:
        return scope
    places = tuple(names for names in scope.places if names[0] in districts) or tuple((d,) for d in districts)
    return replace(scope, places=places)
