"""The reply to "which kinds may open" and "what holds in this kind of zone"."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.replies.citations import not_in_force
from actions.replies.venue_words import as_values, in_words, names_in_zone, names_of
from actions.replies.zone_replies import look_up
from actions.tracker.conversation_state import ConversationState
from knowledge.rulebook.model import Names


def overview(context: ActionContext, state: ConversationState) -> Message:
    """What the rows say of all kinds in the zone that was said, or that of the place, or in every one."""
    book = context.release.rulebook
    if not book.venue_rows(state.at):
        return not_in_force(context, book.venues_ended(state.at), state.at)
    zones, where = _there(context, state)
    told = in_words(context).overview(state.at, zones, where)
    return Message("venue_overview", {"at": state.at.isoformat(), **as_values(told)})


def _there(context: ActionContext, state: ConversationState) -> tuple[tuple[str, ...], Names]:
    """The kind of zone that is asked about, if it is one, and the names of the place in it."""
    if state.zone:
        return (state.zone,), names_in_zone(context, state)
    if state.place is None or not state.place.single:
        return (), ()
    answer = look_up(context, state.place, state)
    return ((answer.kind,) if answer.kind else ()), names_of(state.place.single)
