"""The notice and clause that something rests on, as its file names them."""
from __future__ import annotations

from knowledge.notices.located import Located
from knowledge.notices.model import Notice


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
