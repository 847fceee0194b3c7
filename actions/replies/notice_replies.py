"""The reply to "what does notice number N say"."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions.context import ActionContext, Message
from actions.replies.utter import button
from actions.tracker.conversation_state import read_place
from knowledge.answers import say_hour
from knowledge.notices.model import Notice, amending, clause_in_force, put_aside
from knowledge.notices.numbered import known_at, number_of, of_issuer
from knowledge.notices.window import ended_at

# So many are offered as buttons.
OFFERED = 4


def notice_messages(context: ActionContext, said: Mapping[str, Any], at: datetime) -> list[Message]:
    """What the notice says that the facts of a message name; which one is meant, where several may be."""
    asked = said.get("notice")
    out = known_at(context.release.notices.values(), at)
    if asked is None:
        return [Message("notice_latest", {"buttons": buttons(context, issued_by(context, said, out) or out)})]
    numbered = [notice for notice in out if number_of(notice) == asked["number"]]
    meant = issued_by(context, said, numbered)
    if len(meant) == 1:
        return [told(context, meant[0], at)]
    if meant:
        titles = "、".join(notice.short for notice in meant)
        values = {"number": asked["number"], "titles": titles, "buttons": buttons(context, meant)}
        return [Message("notice_which", values)]
    values = {"where": whose(context, said), "number": asked["number"], "buttons": buttons(context, numbered)}
    return [Message("notice_unknown", values)]


def issued_by(context: ActionContext, said: Mapping[str, Any], notices: list[Notice]) -> list[Notice]:
    """Those of the issuer that the message names; all where it names none."""
    districts, of = [district.name for district in context.release.city.districts], narrowest(said)
    if of is None and not (said.get("notice") or {}).get("of_city"):
        return notices
    return of_issuer(notices, of, districts)


def narrowest(said: Mapping[str, Any]) -> str | None:
    """The street of the place that is named, or its district."""
    place = read_place(said.get("place"))
    first = place.candidates[0] if place and place.candidates else None
    return (first.street or first.district) if first else None


def whose(context: ActionContext, said: Mapping[str, Any]) -> str:
    """Whose notice is asked for, in words; empty where nobody is named."""
    of_city = (said.get("notice") or {}).get("of_city")
    return narrowest(said) or (context.words("notice_of_city") if of_city else "")


def buttons(context: ActionContext, notices: list[Notice]) -> list[dict[str, str]]:
    """A button that asks for each."""
    own = context.chinese
    return [
        button(notice.short, own.words("notice_asked", title=own.release.notices[notice.key].short))
        for notice in notices[:OFFERED]
    ]


def told(context: ActionContext, notice: Notice, at: datetime) -> Message:
    """One notice: over, still to come, or its clauses in force."""
    notices = context.release.notices
    over = ended_at(notice.in_force, put_aside(notice.key, None, notices), at)
    if over:
        return Message("notice_over", {"title": notice.short, "until": say_hour(over)})
    if notice.in_force.start > at:
        clauses = dict(notice.clauses)
        values = {"title": notice.short, "from": say_hour(notice.in_force.start), "clauses": lines(context, clauses)}
        return Message("notice_ahead", values | rests(notice, clauses))
    clauses = {key: about for key, about in notice.clauses.items() if clause_in_force(notice.key, key, notices, at)}
    ended = len(notice.clauses) - len(clauses)
    amended = {key: amending(notice.key, key, notices, at) for key in clauses}
    values = {"title": notice.short, "clauses": lines(context, clauses, amended)}
    values["ended"] = context.words("notice_some_ended", count=ended) if ended else ""
    values["until"] = holds_until(context, notice)
    return Message("notice_told", values | rests(notice, clauses))


def holds_until(context: ActionContext, notice: Notice) -> str:
    """Until when a notice holds, or that it does not say."""
    end = notice.in_force.end
    return context.words("notice_until", until=say_hour(end)) if end else context.words("notice_no_end")


def lines(context: ActionContext, clauses: Mapping[str, str], amended: Mapping[str, list[Notice]] | None = None) -> str:
    """What each clause is about, a line each, with the later notices that amend it."""
    amended = amended or {}
    told = [about.rstrip("。") + changed(context, amended.get(key)) for key, about in clauses.items()]
    return "\n".join(context.words("notice_line", number=number, about=about) for number, about in enumerate(told, 1))


def changed(context: ActionContext, by: list[Notice] | None) -> str:
    """That other notices say otherwise by now, in words; empty where none does."""
    return context.words("notice_changed", by="、".join(notice.short for notice in by)) if by else ""


def rests(notice: Notice, clauses: Mapping[str, str]) -> dict[str, Any]:
    """The sources for the receipt."""
    return {"rests_on": [[notice.key, clause] for clause in clauses]}
