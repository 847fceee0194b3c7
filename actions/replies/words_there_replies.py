"""The reply of a topic of which the zone of a place decides what is said."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext, Message
from actions.replies.zone_replies import NAMED_NOWHERE, added, describe, designators, found, kinds, look_up
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import Where, resolve
from knowledge.answers.resolve import stand
from knowledge.answers.where import NO_ZONE, turns_on_zone
from knowledge.places.model import Place
from knowledge.rulebook.venues import cells
from knowledge.zones.model import ZoneAnswer

# So many notices for places of their own are told to somebody who names none.
TOLD_TOGETHER = 3
# What is known of the zones of a place, if only which it may be in.
TOLD = ("listed", "low_by_remainder", "parts", "undecided")


def words_there(context: ActionContext, state: ConversationState, topic: str) -> list[Message]:
    """The zone of the place that is known, and the topic's words for it. Of a kind of zone that was named: its name,
    where nothing is written for it alone. The words alone where neither is known."""
    values = {"topic": topic, "at": state.at.isoformat()}
    if state.zone and state.place is None and differs_in_zone(context, state, topic):
        return [Message("which_place_first", {"topic": topic})]
    if state.zone:
        return [*_asked_of(context, state, topic), Message(topic, values | in_zone_said(context, state))]
    if state.place is None and differs(context, state, topic):
        return [Message("which_place_first", {"topic": topic})]
    if state.place is None or not state.place.single:
        return [Message(topic, values)]
    answer = look_up(context, state.place, state)
    if answer.outcome == "not_named" and is_undesignated(context, state, answer.place):
        return in_no_zone(context, state, topic, answer)
    if answer.outcome in NAMED_NOWHERE and None in cells(context.release.rulebook, state.at):
        return [Message(topic, values | {"zones": (NO_ZONE,)})]
    if answer.outcome not in TOLD:
        return [Message(topic, values)]
    return [*lead_of(context, state, topic, answer), Message(topic, values | found(answer))]


def differs(context: ActionContext, state: ConversationState, topic: str) -> bool:
    """Whether to somebody who names no place so much would be told that nobody would read it all: so many notices, each
    for places of its own, and nothing for the whole city."""
    of_topic = context.release.answers[topic]
    said = resolve(of_topic, context.release.notices, state.at)
    local = {(part.notice, part.clause) for part in of_topic.parts if part.scope.places}
    return len({notice for notice, _ in said.sources}) > TOLD_TOGETHER and local.issuperset(said.sources)


def differs_in_zone(context: ActionContext, state: ConversationState, topic: str) -> bool:
    """Whether a notice for the zones of some places states for the zone that was named what another states for all: to
    somebody who names no place, what is said of all may be wrong."""
    parts = context.release.answers[topic].parts
    standing = stand(parts, context.release.notices, state.at)
    valid = [part for part, one in zip(parts, standing, strict=True) if one.holds and part.statement]
    local = {part.statement for part in valid if part.scope.places and state.zone in (part.scope.zones or ())}
    return any(part.statement in local for part in valid if part.scope.zones is None)


def lead_of(context: ActionContext, state: ConversationState, topic: str, answer: ZoneAnswer) -> list[Message]:
    """The zone of a place before the words of a topic; nothing where some are said that are the same in every zone of
    that place."""
    of_topic, notices, names = context.release.answers[topic], context.release.notices, answer.place.names_down()
    standing = stand(of_topic.parts, notices, state.at)
    valid = [part for part, one in zip(of_topic.parts, standing, strict=True) if one.holds]
    said = resolve(of_topic, notices, state.at, where=Where((NO_ZONE,), (names,)))
    if said.sources and not said.is_gap and not turns_on_zone(valid, names):
        return []
    words, filled = describe(context, state.place, answer)
    return [Message(words, {**filled, "topic": topic, "lead": True})]


def in_zone_said(context: ActionContext, state: ConversationState) -> dict[str, Any]:
    """By which notices a place that was named beside a kind of zone is in it; nothing where it is not known to be."""
    answer = look_up(context, state.place, state) if state.place and state.place.single else None
    return {"designators": designators(answer)} if answer and state.zone in kinds(answer) else {}


def is_undesignated(context: ActionContext, state: ConversationState, place: Place) -> bool:
    """Whether a place that no entry names lies in no kind of zone: it is said as narrowly as entries are, and the city
    has no name for the rest."""
    return bool(place.compound) and None in cells(context.release.rulebook, state.at)


def in_no_zone(context: ActionContext, state: ConversationState, topic: str, answer: ZoneAnswer) -> list[Message]:
    """What was lifted there or that nothing is designated, and the topic's words without those for zones."""
    at = state.at.isoformat()
    lifted = added(context, state, answer)
    there = Where((NO_ZONE,), (answer.place.names_down(),))
    said = resolve(context.release.answers[topic], context.release.notices, state.at, where=there)
    words = [Message(topic, {"topic": topic, "at": at, "zones": (NO_ZONE,)})]
    if lifted:
        return [*lifted, *(words if said.sources and not said.is_gap else ())]
    return [*lead_of(context, state, topic, answer), *words]


def _asked_of(context: ActionContext, state: ConversationState, topic: str) -> list[Message]:
    parts = (part for part in context.release.answers[topic].parts if part.window and part.window.contains(state.at))
    if any(state.zone in (part.scope.zones or ()) for part in parts):
        return []
    name = context.release.rulebook.zones[state.zone].name
    return [Message("zone_asked", {"zone": name, "topic": topic, "lead": True})]
