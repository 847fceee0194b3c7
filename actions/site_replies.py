"""The messages about sites: a list of three, what opens next when nothing is open, and the rest of the list."""
from __future__ import annotations

from typing import Any

from rasa_sdk.events import SlotSet

from actions.context import ActionContext, Message
from actions.conversation_state import Facts
from actions.site_card import site_card
from actions.site_search import COURIER_POINTS, HOSPITALS, NAMED, Found, find, find_booths, place_of
from actions.site_text import site_lines
from actions.utter import button
from actions.zone_replies import which_place
from knowledge.answers import say_time
from knowledge.sites.search import SearchResult, site_at


def booth_messages(world: ActionContext, facts: Facts) -> list[Message]:
    """The reply to "where is a booth near me"."""
    asked = ask_where(world, facts)
    if asked:
        return [asked]
    found = find_booths(world, facts)
    return [*list_messages(world, facts, found, "booths"), *nearest_hospital(world, facts, found)]


def courier_messages(world: ActionContext, facts: Facts) -> list[Message]:
    """The points for couriers; for nobody else, and not before a place is known."""
    if not facts.courier:
        return [Message("couriers_only_ask", {"buttons": [button(world.words("i_am_a_courier"))]})]
    asked = ask_where(world, facts, "ask_courier_place")
    return [asked] if asked else list_messages(world, facts, find(world, facts, COURIER_POINTS), "couriers")


def night_messages(world: ActionContext, facts: Facts) -> list[Message]:
    """The reply to "where can I test at night"."""
    topic = world.release.topics.one("sites", kind="hospital_24h")
    rule = [] if facts.told else [Message(topic, {"topic": topic, "at": facts.at.isoformat()})]
    found = list_messages(world, facts, find(world, facts, HOSPITALS), "hospitals")
    known = facts.told or place_of(facts) or facts.location
    return [*rule, *found] if known else [*rule, *found, Message("hospitals_which")]


# By the kind of sites that a topic is about: its reply, and how the names of its phrases begin.
MESSAGES_OF_KIND = {"booth": booth_messages, "hospital_24h": night_messages, "courier_point": courier_messages}
FAMILIES = {"booth": "booths", "hospital_24h": "hospitals", "courier_point": "couriers"}


def more_messages(world: ActionContext, facts: Facts, elsewhere: bool = False) -> list[Message]:
    """The rest of the list that was told last, or the list of another place when ``elsewhere``; when there was
    none, the question what to look for."""
    kind = kind_asked(world, facts)
    if kind is None or not (facts.told or elsewhere):
        return [Message("more_of_what", {"topic": world.release.topics.none_fits})]
    return MESSAGES_OF_KIND[kind](world, facts)


def kind_asked(world: ActionContext, facts: Facts) -> str | None:
    """The kind of sites that the open question is about."""
    role = world.release.topics.role(facts.question)
    return role.kind if role else None


def pointed_messages(world: ActionContext, facts: Facts, number: int) -> list[Message]:
    """One of the sites told so far by its ``number`` in the list, from 1; 0 is the first and -1 the last of
    those told last."""
    count = len(facts.told)
    number = {0: count - last_told(count) + 1, -1: count}.get(number, number)
    kind, none_fits = kind_asked(world, facts), world.release.topics.none_fits
    if not 1 <= number <= count or kind is None:
        return [Message("site_not_told", {"count": count, "topic": none_fits})]
    with world.session() as session:
        hit = site_at(session, facts.at, facts.told[number - 1], facts.location)
    if hit is None:
        return [Message("site_gone", {"topic": none_fits})]
    values = {
        "when": world.when(facts.at), "at": facts.at.isoformat(), "lines": site_lines(world, facts, (hit,), number),
        "card": site_card(world, facts, SearchResult((hit,), 1), number),
    }
    return [Message(f"{FAMILIES[kind]}_pointed", {"topic": facts.question, **values})]


def told_slot(facts: Facts, messages: list[Message]) -> dict[str, Any]:
    """The slot with the ids of all sites told so far, those of these messages among them."""
    card = next((message.values["card"] for message in messages if message.values.get("card")), None)
    named = [site["id"] for site in card["sites"]] if card and card["kind"] == "sites" else []
    return SlotSet("told", [*facts.told, *named])


def last_told(count: int) -> int:
    """How many of ``count`` sites told so far were in the last message."""
    return (count - 1) % NAMED + 1


def ask_where(world: ActionContext, facts: Facts, words: str = "ask_booth_form_place") -> Message | None:
    """The question where the asker is, or which of several places is meant; None when it is clear."""
    if place_of(facts) is None and facts.location is None:
        return Message(words)
    return which_place(facts.place) if facts.place else None


def list_messages(world: ActionContext, facts: Facts, found: Found, family: str) -> list[Message]:
    """The next sites, or that there are none, or that these were all; ``family`` is the phrases' beginning."""
    result, values = found.result, {"where": found.where, "when": world.when(facts.at), "at": facts.at.isoformat()}
    if not result.hits:
        name = "sites_all_told" if facts.told else f"{family}_none"
        return [Message(name, values | {"total": result.total})]
    first = len(facts.told) + 1
    values |= {
        "lines": site_lines(world, facts, result.hits, first), "next": say_next(world, facts, result.next_opening),
        "card": site_card(world, facts, result, first), "buttons": more_button(world, result.left),
    }
    if facts.told:
        return [Message("sites_more", values)]
    return [Message(f"{family}_found" if result.hits[0].is_open else f"{family}_shut", values)]


def more_button(world: ActionContext, left: int) -> list[dict[str, str]]:
    """The button that goes on with the list while there is anything left."""
    return [{"title": world.words("more"), "payload": "topic:more"}] if left else []


def say_next(world: ActionContext, facts: Facts, hit) -> str:
    """Which site opens first and when; empty when none will."""
    return world.words("next_opening", name=hit.site.name, opens=say_time(hit.opening.opens_at, facts.at)) if hit else ""


def nearest_hospital(world: ActionContext, facts: Facts, found: Found) -> list[Message]:
    """Where nothing is open: the nearest hospital that tests round the clock. Not again with the rest of a list."""
    if facts.told or any(hit.is_open for hit in found.result.hits):
        return []
    hospital = find(world, facts, HOSPITALS, limit=1)
    if not hospital.result.hits or not hospital.result.hits[0].is_open:
        return []
    values = {
        "where": hospital.where, "when": world.when(facts.at), "at": facts.at.isoformat(),
        "lines": site_lines(world, facts, hospital.result.hits, 1), "card": site_card(world, facts, hospital.result, 1),
    }
    return [Message("hospital_nearest", values)]
