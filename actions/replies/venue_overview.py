"""The reply to "which kinds may open" and "what holds in this kind of zone"."""
from __future__ import annotations

from actions.context import ActionContext, Message
from actions.replies.citations import not_in_force
from actions.replies.found import with_found, zones_found
from actions.replies.venue_words import as_values, in_words, names_in_zone, names_of
from actions.replies.zone_replies import describe, look_up
from actions.tracker.conversation_state import ConversationState
from knowledge.rulebook.model import Names
from knowledge.zones.model import ZoneAnswer


def overview(context: ActionContext, state: ConversationState) -> Message:
    """What the rows say of all kinds in the zone that was said, or that of the place, or in every one."""
    book = context.release.rulebook
    if not book.venue_rows(state.at):
        return not_in_force(context, book.venues_ended(state.at), state.at)
    if state.zone:
        return told_in(context, state, (state.zone,), names_in_zone(context, state))
    if state.place is None or not state.place.single:
        return told_in(context, state)
    return at_place(context, state, look_up(context, state.place, state))


def at_place(context: ActionContext, state: ConversationState, answer: ZoneAnswer) -> Message:
    """The same in the zone of a place, with which it is and by what list; in every kind where it is not in one."""
    names = names_of(answer.place)
    if not answer.kind:
        return with_found(told_in(context, state, (), names), zones_found(answer))
    _, values = describe(context, state.place, answer)
    zone = context.words(f"zone_{answer.kind}")
    where = context.words("where_place", place=values["place"], zone=zone, as_of=values["as_of"])
    told = told_in(context, state, (answer.kind,), names)
    return with_found(Message("venue_overview_at", {**told.values, "where": where}), zones_found(answer))


def told_in(
    context: ActionContext, state: ConversationState, zones: tuple[str, ...] = (), where: Names = ()
) -> Message:
    """What the rows say in these kinds of zones, or in all."""
    told = in_words(context).overview(state.at, zones, where)
    return Message("venue_overview", {"at": state.at.isoformat(), **as_values(told)})
