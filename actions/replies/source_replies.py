"""The reply to "on what does the last answer rest"."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext, Message
from knowledge.answers import say_day
from knowledge.notices import Notice


def source_messages(context: ActionContext, said: dict[str, Any]) -> list[Message]:
    """The reason of what was ``said`` (topic, rests_on, verdict, at, card)."""
    words = "why_not_stated" if said.get("verdict") == "not_stated" else "why_rests_on"
    values = {name: said[name] for name in ("topic", "verdict", "at", "rests_on") if said.get(name)}
    reason = Message(words, {"sources": say_sources(context, said["rests_on"]), **values})
    others = (said.get("card") or {}).get("would_change") or ()
    return [reason, Message("why_would_change", {"zones": "、".join(others)})] if others else [reason]


def say_sources(context: ActionContext, rests_on: list[list[str]]) -> str:
    """Each notice with its day and the clauses that were used."""
    clauses: dict[str, list[str]] = {}
    for key, clause in rests_on:
        clauses.setdefault(key, []).append(context.release.notices[key].clauses[clause])
    return "；".join(say_source(context, context.release.notices[key], texts) for key, texts in clauses.items())


def say_source(context: ActionContext, notice: Notice, clauses: list[str]) -> str:
    """One notice, with its day where the text gives one."""
    said = {"title": notice.title, "clauses": "、".join(dict.fromkeys(clauses))}
    if notice.issued is None:
        return context.words("why_source_undated", **said)
    return context.words("why_source", day=say_day(notice.issued), **said)
