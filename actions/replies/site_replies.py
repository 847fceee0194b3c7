"""The messages about sites: a list of three, what opens next when nothing is open, and the rest of the list."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext, Message
from actions.replies.found import sites_found
from actions.replies.site_card import site_card
from actions.replies.site_search import COURIER_POINTS, HOSPITALS, NAMED, Found, find, find_booths, place_of
from actions.replies.site_text import site_lines, site_notes
from actions.replies.utter import button
from actions.replies.zone_replies import which_place
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import say_time
from knowledge.sites.search import SearchResult, site_at


def booth_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """The reply to "where is a booth near me"."""
    asked = ask_where(context, state)
    if asked:
        return [asked]
    found = find_booths(context, state)
    return [*list_messages(context, state, found, "booths"), *nearest_hospital(context, state, found)]


def courier_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """The points for couriers; for nobody else, and not before a place is known."""
    if not state.courier:
        return [Message("couriers_only_ask", {"buttons": [courier_button(context)]})]
    asked = ask_where(context, state, "ask_courier_place")
    return [asked] if asked else list_messages(context, state, find(context, state, COURIER_POINTS), "couriers")


def rule_and_points(context: ActionContext, state: ConversationState) -> list[Message]:
    """The reply to "where can couriers test"."""
    return [*rule_of(context, state.open_question), *courier_messages(context, state)]


def rule_of(context: ActionContext, topic: str, **values: Any) -> list[Message]:
    """What the city has written of a topic whose sites are then listed, if it has."""
    return [Message(topic, {"topic": topic, **values})] if context.release.answers[topic].parts else []


def night_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """The reply to "where can I test at night"."""
    topic = context.release.topics.one("sites", kind="hospital_24h")
    rule = [] if state.sites_shown else rule_of(context, topic, at=state.at.isoformat())
    found = list_messages(context, state, find(context, state, HOSPITALS), "hospitals")
    known = state.sites_shown or place_of(state) or state.location
    return [*rule, *found] if known else [*rule, *found, Message("hospitals_which")]


# By the kind of sites that a topic is about: its reply, and how the names of its phrases begin.
MESSAGES_OF_KIND = {"booth": booth_messages, "hospital_24h": night_messages, "courier_point": courier_messages}
FAMILIES = {"booth": "booths", "hospital_24h": "hospitals", "courier_point": "couriers"}


def more_messages(context: ActionContext, state: ConversationState, elsewhere: bool = False) -> list[Message]:
    """The rest of the list that was told last, or the list of another place when ``elsewhere``; when there was
    none, the question what to look for."""
    kind = kind_asked(context, state)
    if kind is None or not (state.sites_shown or elsewhere):
        return [Message("more_of_what", {"topic": context.release.topics.none_fits})]
    return MESSAGES_OF_KIND[kind](context, state)


def kind_asked(context: ActionContext, state: ConversationState) -> str | None:
    """The kind of sites that the open question is about."""
    role = context.release.topics.role(state.open_question)
    return role.kind if role else None


def pointed_messages(context: ActionContext, state: ConversationState, number: int) -> list[Message]:
    """One of the sites told so far by its ``number`` in the list, from 1; 0 is the first and -1 the last of
    those told last."""
    count = len(state.sites_shown)
    number = {0: count - last_shown(count) + 1, -1: count}.get(number, number)
    kind, none_fits = kind_asked(context, state), context.release.topics.none_fits
    if not 1 <= number <= count or kind is None:
        return [Message("site_not_told", {"count": count, "topic": none_fits})]
    with context.session() as session:
        hit = site_at(session, state.at, state.sites_shown[number - 1], state.location)
    if hit is None:
        return [Message("site_gone", {"topic": none_fits})]
    values = {
        "when": context.when(state.at), "at": state.at.isoformat(), "lines": site_lines(context, state, (hit,), number),
        "card": site_card(context, state, SearchResult((hit,), 1), number), "notes": site_notes(context, (hit,)),
        **sites_found((hit,)),
    }
    return [Message(f"{FAMILIES[kind]}_pointed", {"topic": state.open_question, **values})]


def sites_shown(state: ConversationState, messages: list[Message]) -> list[str]:
    """The ids of all sites told so far, those of these messages among them."""
    card = next((message.values["card"] for message in messages if message.values.get("card")), None)
    named = [site["id"] for site in card["sites"]] if card and card["kind"] == "sites" else []
    return [*state.sites_shown, *named]


def last_shown(count: int) -> int:
    """How many of ``count`` sites told so far were in the last message."""
    return (count - 1) % NAMED + 1


def ask_where(context: ActionContext, state: ConversationState, words: str = "ask_booth_form_place") -> Message | None:
    """The question where the asker is, or which of several places is meant; None when it is clear."""
    if place_of(state) is None and state.location is None:
        return Message(words)
    return which_place(state.place) if state.place else None


def list_messages(context: ActionContext, state: ConversationState, found: Found, family: str) -> list[Message]:
    """The next sites, or that there are none, or that these were all; ``family`` is the phrases' beginning."""
    result, values = found.result, {"where": found.where, "when": context.when(state.at), "at": state.at.isoformat()}
    if not result.hits:
        name = "sites_all_told" if state.sites_shown else f"{family}_none"
        return [Message(name, values | {"total": result.total})]
    first = len(state.sites_shown) + 1
    values |= {
        "lines": site_lines(context, state, result.hits, first), "next": say_next(context, state, result.next_opening),
        "card": site_card(context, state, result, first), "notes": site_notes(context, result.hits),
        "buttons": more_button(context, result.left), **sites_found(result.hits),
    }
    if state.sites_shown:
        return [Message("sites_more", values)]
    return [Message(f"{family}_found" if result.hits[0].is_open else f"{family}_shut", values)]


def courier_button(context: ActionContext) -> dict[str, str]:
    """The button by which somebody says that he is one."""
    return button(*(own.words("i_am_a_courier") for own in (context, context.chinese)))


def more_button(context: ActionContext, left: int) -> list[dict[str, str]]:
    """The button that goes on with the list while there is anything left."""
    return [{"title": context.words("more"), "payload": "topic:more"}] if left else []


def say_next(context: ActionContext, state: ConversationState, hit) -> str:
    """Which site opens first and when; empty when none will."""
    if hit is None:
        return ""
    return context.words("next_opening", name=hit.site.name, opens=say_time(hit.opening.opens_at, state.at))


def nearest_hospital(context: ActionContext, state: ConversationState, found: Found) -> list[Message]:
    """Where nothing is open: the nearest hospital that tests round the clock. Not again with the rest of a list."""
    if state.sites_shown or any(hit.is_open for hit in found.result.hits):
        return []
    hospital = find(context, state, HOSPITALS, limit=1)
    if not hospital.result.hits or not hospital.result.hits[0].is_open:
        return []
    values = {
        "where": hospital.where, "when": context.when(state.at), "at": state.at.isoformat(),
        "lines": site_lines(context, state, hospital.result.hits, 1),
        "card": site_card(context, state, hospital.result, 1), "notes": site_notes(context, hospital.result.hits),
        **sites_found(hospital.result.hits),
    }
    return [Message("hospital_nearest", values)]
