"""Located mappings to notices, refused with file and line where anything is off."""
from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from knowledge.notices.changes import changes_of, check_targets, references_of, refuse_rings
from knowledge.notices.located import Located
from knowledge.notices.model import Notice
from knowledge.notices.window import Window, read_window

KEYS = (
    "notice", "kind", "title", "short", "issuer", "issued", "in_force", "event", "review_by", "supersedes", "amends",
    "ends", "districts", "clauses", "url",
)
CLAUSE_KEYS = ("about", "in_force", "amends", "ends", "refers_to")
# The address of a page on the web.
PAGE = re.compile(r"https?://[^\s/@]+(?:/\S*)?")
# What is written where a text gives no day of issue.
UNKNOWN = "unknown"


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
        check_targets(table, notices)
    for table in tables:
        refuse_rings(table, notices)
    return notices


def check_notice(table: Located) -> Notice:
    """One notice out of its file."""
    table.allow(*KEYS)
    kind = table.text("kind", "notice")
    if kind not in ("notice", "news"):
        raise table.refuse(f"kind {kind!r} is neither 'notice' nor 'news'.", "kind")
    window = read_window(table, "in_force")
    clauses = _clauses(table)
    own = {key: clause for key, clause in clauses.items() if isinstance(clause, Located)}
    windows = {key: _clause_window(clause, window) for key, clause in own.items()}
    return Notice(
        key=table.text("notice"),
        kind=kind,
        title=table.text("title"),
        short=table.text("short"),
        issuer=table.text("issuer"),
        issued=None if table.get("issued") == UNKNOWN else _day(table, "issued"),
        in_force=window,
        clauses={key: own[key].text("about") if key in own else clauses.text(key) for key in clauses},
        event=_event(table, window),
        review_by=_day(table, "review_by") if table.get("review_by") else None,
        changes=(
            *changes_of(table, window), *(c for key, clause in own.items() for c in changes_of(clause, windows[key]))
        ),
        districts=table.texts("districts"),
        windows=windows,
        refers_to={key: references_of(clause) for key, clause in own.items() if clause.get("refers_to")},
        url=_url(table),
    )


def _url(table: Located) -> str:
    """Where the text was published; empty where that is not known."""
    url = table.text("url") if table.get("url") is not None else ""
    if url and not PAGE.fullmatch(url):
        raise table.refuse(f"url: {url!r} is no address of a page; write it whole, with https://.", "url")
    return url


def _event(table: Located, in_force: Window) -> Window | None:
    if table.get("event") is None:
        return None
    return _within(table, "event", in_force, "'event' reaches beyond 'in_force'.")


def _within(table: Located, key: str, outer: Window, refusal: str) -> Window:
    window = read_window(table, key)
    if window.within(outer) != window:
        raise table.refuse(refusal, key)
    return window


def _clauses(table: Located) -> Located:
    clauses = table.get("clauses")
    if not isinstance(clauses, Located) or not clauses:
        raise table.refuse("'clauses' must name at least one clause and what it is about.", "clauses")
    return Located({str(key): clauses[key] for key in clauses}, clauses.file, clauses.line, clauses.lines)


def _clause_window(clause: Located, in_force: Window) -> Window:
    clause.allow(*CLAUSE_KEYS)
    if clause.get("in_force") is None:
        return in_force
    return _within(clause, "in_force", in_force, "the clause's window reaches beyond that of its notice.")


def _day(table: Located, key: str) -> date:
    try:
        return date.fromisoformat(str(table.get(key)))
    except ValueError:
        raise table.refuse(f"{key!r} must be a day such as 2022-11-06.", key) from None
