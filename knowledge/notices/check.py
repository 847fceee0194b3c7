"""Located mappings to notices, refused with file and line where anything is off."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge.notices.located import Located
from knowledge.notices.model import Notice
from knowledge.notices.window import Window, read_window

KEYS = (
    "notice", "kind", "title", "short", "issuer", "issued", "in_force", "event", "review_by", "supersedes", "districts",
    "clauses"
)


def check_notices(tables: Iterable[Located]) -> dict[str, Notice]:
    """All notices by key. Raises ContentError on the first thing that is wrong."""
    tables = list(tables)
    notices: dict[str, Notice] = {}
    for table in tables:
        notice = check_notice(table)
        if notice.key in notices:
            raise table.refuse(f"notice {notice.key!r} stands in two files.", "notice")
        notices[notice.key] = notice
    for table in tables:
        for key in table.texts("supersedes"):
            if key not in notices:
                raise table.refuse(f"supersedes {key!r}, which is no notice.", "supersedes")
    for table in tables:
        if table.text("notice") in replaced_by(table.text("notice"), notices):
            raise table.refuse(
                "supersedes itself, straight or by way of others; then none of them would ever hold.", "supersedes"
            )
    return notices


def replaced_by(key: str, notices: dict[str, Notice]) -> set[str]:
    """The notices that ``key`` supersedes, those that they supersede, and so on."""
    found: set[str] = set()
    to_do = list(notices[key].supersedes)
    while to_do:
        other = to_do.pop()
        if other not in found:
            found.add(other)
            to_do += notices[other].supersedes
    return found


def check_notice(table: Located) -> Notice:
    """One notice out of its file."""
    table.allow(*KEYS)
    kind = table.text("kind", "notice")
    if kind not in ("notice", "news"):
        raise table.refuse(f"kind {kind!r} is neither 'notice' nor 'news'.", "kind")
    window = read_window(table, "in_force")
    return Notice(
        key=table.text("notice"),
        kind=kind,
        title=table.text("title"),
        short=table.text("short"),
        issuer=table.text("issuer"),
        issued=_day(table, "issued"),
        in_force=window,
        clauses=_clauses(table),
        event=_event(table, window),
        review_by=_day(table, "review_by") if table.get("review_by") else None,
        supersedes=table.texts("supersedes"),
        districts=table.texts("districts"),
    )


def _event(table: Located, in_force: Window) -> Window | None:
    if table.get("event") is None:
        return None
    event = read_window(table, "event")
    if event.within(in_force) != event:
        raise table.refuse("'event' reaches beyond 'in_force'.", "event")
    return event


def _clauses(table: Located) -> dict[str, str]:
    clauses = table.get("clauses")
    if not isinstance(clauses, Located) or not clauses:
        raise table.refuse("'clauses' must name at least one clause and what it is about.", "clauses")
    return {str(key): clauses.text(key) for key in clauses}


def _day(table: Located, key: str) -> date:
    try:
        return date.fromisoformat(str(table.get(key)))
    except ValueError:
        raise table.refuse(f"{key!r} must be a day such as 2022-11-06.", key) from None
