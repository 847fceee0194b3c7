"""What a notice does to the clauses of others, and which it applies by reference, as its file says it."""
from __future__ import annotations

from collections.abc import Iterator

from knowledge.notices.located import Located
from knowledge.notices.model import CHANGES, Change, Notice
from knowledge.notices.window import Window

Reference = tuple[str, str]


def changes_of(table: Located, window: Window) -> tuple[Change, ...]:
    """The changes that a notice or a clause in ``window`` states. What is ended stays ended when the window is over."""
    return tuple(
        Change(how, *split(table, how, text), Window(window.start) if how == "ends" else window)
        for how in CHANGES for text in table.texts(how)
    )


def references_of(clause: Located) -> tuple[Reference, ...]:
    """The clauses that a clause applies by reference."""
    pairs = [split(clause, "refers_to", text) for text in clause.texts("refers_to")]
    for key, other in pairs:
        if other is None:
            raise clause.refuse(f"refers_to {key!r} names no clause; write NOTICE#CLAUSE.", "refers_to")
    return tuple(pairs)


def split(table: Located, key: str, text: str) -> tuple[str, str | None]:
    """NOTICE or NOTICE#CLAUSE; only whole notices are superseded, and only clauses amended."""
    notice, mark, clause = text.partition("#")
    if key == "supersedes" and mark:
        raise table.refuse(f"supersedes {text!r}: a clause is ended with 'ends'.", key)
    if key == "amends" and not mark:
        raise table.refuse(f"amends {text!r}: say which clause, NOTICE#CLAUSE.", key)
    return notice, clause if mark else None


def check_targets(table: Located, notices: dict[str, Notice]) -> None:
    """Refuses what is changed or referred to and is no clause of another notice."""
    for where in (table, *(clause for clause in table["clauses"].values() if isinstance(clause, Located))):
        for key, notice, clause in named(where):
            if notice not in notices:
                raise where.refuse(f"{key} {notice!r}, which is no notice.", key)
            if clause is not None and clause not in notices[notice].clauses:
                raise where.refuse(f"{key} {notice}#{clause}, and {notice} has no clause {clause!r}.", key)
            if notice == table.text("notice") and key != "supersedes":
                raise where.refuse(f"{key} a clause of its own; give that clause a window instead.", key)


def named(table: Located) -> Iterator[tuple[str, str, str | None]]:
    """(key, notice, clause) of all that a notice or a clause names."""
    for key in (*CHANGES, "refers_to"):
        for text in table.texts(key):
            yield key, *split(table, key, text)


def refuse_rings(table: Located, notices: dict[str, Notice]) -> None:
    """Refuses a notice that puts itself aside as a whole, straight or by way of others."""
    if table.text("notice") in put_aside_by(table.text("notice"), notices):
        key = "supersedes" if table.get("supersedes") else "ends"
        raise table.refuse(f"{key} itself, straight or by way of others; then none of them would ever hold.", key)


def put_aside_by(key: str, notices: dict[str, Notice]) -> set[str]:
    """The notices that ``key`` puts aside, those that they put aside, and so on."""
    found: set[str] = set()
    to_do = [key]
    while to_do:
        others = {change.notice for change in notices[to_do.pop()].changes if change.clause is None} - found
        found |= others
        to_do += others
    return found
