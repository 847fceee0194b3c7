"""Naming what notices say: not in force any more, or by which clause."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from actions.context import ActionContext, Message
from knowledge.answers import say_hour
from knowledge.notices.window import Ended
from knowledge.rulebook import Claim


def not_in_force(context: ActionContext, ended: Ended | None, at: datetime) -> Message:
    """What was said once and holds no longer at ``at``, or that nothing has been said yet."""
    if ended is None:
        return Message("not_yet", {"when": say_hour(at), "at": at.isoformat()})
    title = context.release.notices[ended.notice].short
    return Message("lapsed", {"title": title, "until": say_hour(ended.until), "at": at.isoformat()})


def name_source(context: ActionContext, claim: Claim) -> str:
    """The notice and what its clause is about."""
    notice = context.release.notices[claim.notice]
    return context.words("clause_named", title=notice.short, clause=notice.clauses[claim.clause])


def rests_on(claims: tuple[Claim, ...]) -> dict[str, Any]:
    """The claims' sources for the receipt, each once."""
    return {"rests_on": [list(source) for source in dict.fromkeys((claim.notice, claim.clause) for claim in claims)]}
