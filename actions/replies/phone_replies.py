"""The reply to "whom do I call"."""
from __future__ import annotations

from datetime import datetime

from actions.context import ActionContext, Message
from actions.tracker.conversation_state import ConversationState
from knowledge.places.model import Place
from knowledge.releases.city import Hotline


def phone_message(context: ActionContext, state: ConversationState) -> Message:
    """The phones of the place; without one, that it depends on the place."""
    place = state.place.candidates[0] if state.place and state.place.candidates else None
    if place is None:
        return Message("phones_where")
    lines = [each for each in phones_of(context, place, state.at) if each.of]
    if not lines:
        return Message("phones_none", {"where": place.label})
    return Message("phones_there", {"lines": "".join(say_line(context, each) for each in lines)})


def phones_of(context: ActionContext, place: Place, at: datetime) -> list[Hotline]:
    """The phones that were published by then of all that the place lies in, the narrowest first."""
    names = tuple(name for name in place.names() if name)
    known = [
        line for line in context.release.city.hotlines
        if line.of == names[:len(line.of)] and is_out(context, line, at)
    ]
    return sorted(known, key=lambda line: -len(line.of))


def is_out(context: ActionContext, line: Hotline, at: datetime) -> bool:
    """Whether the notice that names the phone had begun; a phone of no notice is always known."""
    notice = context.release.notices.get(line.notice)
    return notice is None or notice.in_force.start <= at


def say_line(context: ActionContext, line: Hotline) -> str:
    """One phone, with what it is for and the notice that names it."""
    notice = context.release.notices.get(line.notice)
    about = "，".join(filter(None, (line.serves, notice and notice.short)))
    more = context.words("phones_about", about=about) if about else ""
    return context.words("phones_line", of="".join(line.of), phone=line.phone, more=more)
