"""Located mappings to a rulebook, refused with file and line where anything is off."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from knowledge.notices.located import Located
from knowledge.notices.model import Notice, replaced_in
from knowledge.notices.window import Window, read_window
from knowledge.rulebook.model import (
    GROUPS,
    OTHERS,
    VERDICTS,
    ZONE_KINDS,
    OutbreakRule,
    Row,
    Rulebook,
    VenueKind,
    VenueTable,
)

TABLE_KEYS = ("table", "notice", "window", "conditions", "rows")
ROW_KEYS = ("zones", "venues", "verdict", "clause", "conditions")
OUTBREAK_KEYS = ("table", "notice", "clause", "window", "one_unit")
LIMIT_KEYS = ("max_cases", "max_units")


def check_rulebook(kinds: Located, tables: Iterable[Located], notices: dict[str, Notice]) -> Rulebook:
    """The whole rulebook. Raises ContentError on the first thing that is wrong."""
    tables = list(tables)
    for table in tables:
        if table.text("table") not in ("venues", "outbreak"):
            raise table.refuse(f"table {table['table']!r} is neither 'venues' nor 'outbreak'.", "table")
    known = check_kinds(kinds)
    venues = [t for t in tables if t["table"] == "venues"]
    outbreak = [t for t in tables if t["table"] == "outbreak"]
    for group in (venues, outbreak):
        _refuse_overlaps(group)
    return Rulebook(
        known,
        tuple(_venue_table(t, known, notices) for t in venues),
        tuple(_outbreak_rule(t, notices) for t in outbreak),
    )


def check_kinds(table: Located) -> dict[str, VenueKind]:
    """Venue kinds by key; a name that two kinds claim is refused."""
    kinds: dict[str, VenueKind] = {}
    owner: dict[str, str] = {}
    for key, row in table.items():
        if not isinstance(row, Located):
            raise table.refuse(f"{key!r} must have a name, a group and names.", key)
        row.allow("name", "group", "names")
        if row.text("group") not in GROUPS:
            raise row.refuse(f"group {row['group']!r} is none of {', '.join(GROUPS)}.", "group")
        for name in row.texts("names"):
            if owner.setdefault(name, key) != key:
                raise row.refuse(f"{name!r} stands under {owner[name]} and {key}.", "names")
        kinds[key] = VenueKind(key, row.text("name"), row.text("group"), row.texts("names"))
    return kinds


def _refuse_overlaps(tables: list[Located]) -> None:
    """Versions out of one notice follow each other; two notices may hold at once, and then they agree or disagree."""
    for one, other in combinations(tables, 2):
        same = one.text("notice") == other.text("notice")
        if same and read_window(one, "window").overlaps(read_window(other, "window")):
            raise other.refuse(
                f"its window overlaps that of {one.file}:{one.line}; close the older one first.", "window"
            )


def _venue_table(table: Located, kinds: dict[str, VenueKind], notices: dict[str, Notice]) -> VenueTable:
    table.allow(*TABLE_KEYS)
    notice = known_notice(table, notices)
    conditions = _conditions(table)
    rows = tuple(_row(row, kinds, notice, conditions) for row in table.tables("rows"))
    _refuse_gaps_and_doubles(table, rows)
    window, replaced = _window(table, notice), replaced_in(notice, notices)
    return VenueTable(notice.key, window, conditions, rows, replaced=replaced)


def _conditions(table: Located) -> dict[str, str]:
    conditions = table.get("conditions", Located({}, table.file, table.line))
    if not isinstance(conditions, Located):
        raise table.refuse("'conditions' must give each name its text.", "conditions")
    return {name: conditions.text(name) for name in conditions}


def _row(row: Located, kinds: dict[str, VenueKind], notice: Notice, conditions: dict) -> Row:
    row.allow(*ROW_KEYS)
    zones, venues = _some(row, "zones"), None if row.get("venues") == OTHERS else _some(row, "venues")
    condition = row.text("conditions") if row.get("conditions") is not None else None
    known_clause(row, notice)
    for key, values, allowed in (
        ("zones", zones, ZONE_KINDS),
        ("venues", venues or (), kinds),
        ("verdict", (row.text("verdict"),), VERDICTS),
        ("conditions", (condition,) if condition else (), conditions),
    ):
        for value in values:
            if value not in allowed:
                raise row.refuse(f"{key}: {value!r} is not known.", key)
    return Row(zones, venues, row.text("verdict"), row.text("clause"), condition, row.line)


def _some(row: Located, key: str) -> tuple[str, ...]:
    values = row.texts(key)
    if not values:
        raise row.refuse(f"{key!r} must name at least one.", key)
    return values


def _refuse_gaps_and_doubles(table: Located, rows: tuple[Row, ...]) -> None:
    cells = [(zone, venue) for row in rows for zone in row.zones for venue in (row.venues or (OTHERS,))]
    for cell in cells:
        if cells.count(cell) > 1:
            raise table.refuse(f"two rows decide {cell[1]} in {cell[0]}.", "rows")
    for zone in ZONE_KINDS:
        if (zone, OTHERS) not in cells:
            raise table.refuse(f"zone {zone} has no row for the other venues.", "rows")


def _outbreak_rule(table: Located, notices: dict[str, Notice]) -> OutbreakRule:
    table.allow(*OUTBREAK_KEYS)
    notice = known_notice(table, notices)
    known_clause(table, notice)
    limits = table.get("one_unit")
    # A truth value is a number to Python, but none to the person who wrote it.
    if not isinstance(limits, Located) or not all(type(limits.get(key)) is int for key in LIMIT_KEYS):
        raise table.refuse("'one_unit' must state max_cases and max_units as numbers.", "one_unit")
    limits.allow(*LIMIT_KEYS)
    if min(limits[key] for key in LIMIT_KEYS) < 1:
        raise limits.refuse("'max_cases' and 'max_units' count from 1.")
    window, replaced = _window(table, notice), replaced_in(notice, notices)
    return OutbreakRule(
        notice.key, window, table.text("clause"), limits["max_cases"], limits["max_units"], replaced=replaced
    )


def _window(table: Located, notice: Notice) -> Window:
    window = read_window(table, "window")
    if window.within(notice.in_force) != window:
        raise table.refuse(f"its window reaches beyond that of notice {notice.key}.", "window")
    return window


def known_notice(table: Located, notices: dict[str, Notice]) -> Notice:
    """The notice a row names; refused when there is none."""
    key = table.text("notice")
    if key not in notices:
        raise table.refuse(f"notice {key!r} is not in data/notices.", "notice")
    return notices[key]


def known_clause(table: Located, notice: Notice) -> str:
    """The clause a row names; refused when the notice has none of that id."""
    clause = table.text("clause")
    if clause not in notice.clauses:
        raise table.refuse(f"notice {notice.key} has no clause {clause!r}.", "clause")
    return clause
