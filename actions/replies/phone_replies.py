"""The reply to "whom do I call"."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.tracker.conversation_state import ConversationState
from knowledge.releases.city import Hotline


def phone_message(context: ActionContext, state: ConversationState) -> Message:
    """The phones of the place; without one, that it depends on the place."""
    place = state.place.candidates[0] if state.place and state.place.candidates else None
    if place is None:
        return Message("phones_where")
    known = context.release.phones([name for name in place.names() if name], state.at)
    lines = "".join(say_line(context, each) for each in known if each.of)
    if not lines:
        return Message("phones_none", {"where": place.label})
    # What to try next is the whole city's, and not once more the phone that nobody answers.
    return Message("phones_there", {"lines": lines, "hotline": context.settings.hotline})


def say_line(context: ActionContext, line: Hotline) -> str:
    """One phone, with what it is for and the notice that names it."""
    notice = context.release.notices.get(line.notice)
    about = "，".join(filter(None, (line.serves, notice and notice.short)))
    more = context.words("phones_about", about=about) if about else ""
    return context.words("phones_line", of="".join(line.of), phone=line.phone, more=more)
