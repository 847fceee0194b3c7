"""The reply to "which zone is this place in", and the question back which place was meant."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext, Message
from actions.replies.found import zones_found
from actions.replies.utter import button
from actions.tracker.conversation_state import ConversationState, Named
from knowledge.answers import Where, resolve, say_hour
from knowledge.places.compare import Same, same
from knowledge.places.model import Place
from knowledge.rulebook import Designator
from knowledge.zones.model import Designation, ZoneAnswer

# Parts named one by one in a reply; the others are counted.
NAMED_PARTS = 3
# The place is known and nothing that is designated names it.
NAMED_NOWHERE = ("not_named", "district_not_listed")


def zone_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """The reply to "which zone is this place in"."""
    if state.place is None:
        return [Message("ask_street_of_location" if state.location else "ask_zone_form_place")]
    asked = which_place(state.place)
    if asked:
        return [asked]
    answer = look_up(context, state.place, state)
    more = added(context, state, answer)
    # What was lifted there says more than that no entry names the place.
    return more if more and not kinds(answer) else [Message(*describe(context, state.place, answer)), *more]


def added(context: ActionContext, state: ConversationState, answer: ZoneAnswer) -> list[Message]:
    """What the topic's own words say of that zone and place, if anything: what was lifted, what holds for a week."""
    topic = context.release.topics.one("zone")
    words = topic and context.release.answers[topic]
    where = Where(kinds(answer), ((*answer.place.names_down(), *designators(answer)),))
    if not words or not resolve(words, context.release.notices, state.at, where=where).text:
        return []
    return [Message(topic, {"topic": topic, "at": state.at.isoformat(), **found(answer)})]


def found(answer: ZoneAnswer) -> dict[str, Any]:
    """What the words of a topic are chosen by: the kinds of zones of a place, or those that it may be in, and the
    notices by which it is in them."""
    maybe = dict.fromkeys(each.kind for each in answer.undecided)
    return {"zones": tuple(dict.fromkeys((*kinds(answer), *maybe))), "designators": designators(answer)}


def designators(answer: ZoneAnswer) -> tuple[Designator, ...]:
    """The notices by which a place, or what lies in it, is in its zones or may be, each once."""
    of_place = (answer.designation,) if answer.designation else ()
    return tuple(dict.fromkeys(Designator(each.notice) for each in (*of_place, *answer.parts, *answer.undecided)))


def kinds(answer: ZoneAnswer) -> tuple[str, ...]:
    """The kinds of zones that a place lies in or has in it, each once."""
    found = [answer.kind, *(part.kind for part in answer.parts), answer.rest]
    return tuple(dict.fromkeys(kind for kind in found if kind))


def which_place(named: Named) -> Message | None:
    """A question back when the name has several readings or was matched with a slip; None when it is clear."""
    if named.single or not named.candidates:
        return None
    buttons = [button(place.label) for place in named.candidates[:4]]
    if named.exact:
        return Message("zone_which_place", {"buttons": buttons})
    return Message("zone_did_you_mean", {"place": named.text, "buttons": buttons})


def look_up(context: ActionContext, named: Named, state: ConversationState) -> ZoneAnswer:
    """The zone of a place that is clear; words of its name that nobody knows are looked up by themselves."""
    return context.zone_of(named.single or Place(), state.at, unknown=named.unknown)


def describe(context: ActionContext, named: Named, answer: ZoneAnswer) -> tuple[str, dict[str, Any]]:
    """The words for a zone answer and the values that fill them."""
    label = (answer.place.label if named.single else "") + named.unknown or named.text
    values: dict[str, Any] = {
        "place": label,
        "as_of": as_of(context, answer),
        "district": answer.place.district or label,
        "when": say_hour(answer.at),
        "at": answer.at.isoformat(),
        **zones_found(answer),
    }
    if answer.outcome == "listed":
        values |= {"zone": context.words(f"zone_{answer.kind}"), "wording": answer.designation.text}
    if answer.outcome == "parts":
        values |= {"parts": say_parts(context, answer.parts), "rest": say_rest(context, answer)}
    if answer.outcome == "not_named":
        values |= say_listed_there(context, answer, bool(named.unknown))
    if answer.outcome == "undecided":
        values |= {"texts": say_texts(context, answer.undecided)}
    if answer.outcome == "not_known_at_instant" and answer.last_known:
        return "zone_last_known", values | {"zone": context.words(f"zone_{answer.last_known}")}
    return f"zone_{answer.outcome}", values


def as_of(context: ActionContext, answer: ZoneAnswer) -> str:
    """The list or table the answer was read from, with its hour; sample data is called so."""
    if answer.sample:
        return context.words("sample_list")
    if answer.as_of is None:
        return context.words("table_name", hour=say_hour(answer.at))
    return context.words("list_name", hour=say_hour(answer.as_of))


def say_parts(context: ActionContext, parts: tuple[Designation, ...]) -> str:
    """The designated parts, one phrase a kind."""
    by_kind: dict[str, list[Designation]] = {}
    for part in parts:
        by_kind.setdefault(part.kind, []).append(part)
    return "".join(
        context.words("zone_part", texts=say_texts(context, tuple(group)), zone=context.words(f"zone_{kind}"))
        for kind, group in by_kind.items()
    )


def say_listed_there(context: ActionContext, answer: ZoneAnswer, is_unknown: bool) -> dict[str, str]:
    """What the list has in the community and in the street of a place whose name nobody knows, since one of them may
    mean it, and of the rest."""
    if not is_unknown:
        return {"community_listed": "", "street_listed": "", "rest": say_rest_of(context, answer)}
    place, inside = answer.place, answer.parts
    community = tuple(each for each in inside if in_community(each, place))
    street = tuple(each for each in inside if each not in community)
    narrow, wide = place.community or place.street or place.district, place.street or place.district
    return {
        "community_listed": say_there(context, "zone_there", narrow, community or (() if place.community else street)),
        "street_listed": say_there(context, "zone_elsewhere_there", wide, street) if place.community and street else "",
        "rest": say_rest_of(context, answer),
    }


def in_community(designation: Designation, place: Place) -> bool:
    """Whether the list puts it into the community of the place."""
    there = designation.place.community
    return bool(place.community and there) and same("community", there, place.community) is not Same.NO


def say_there(context: ActionContext, words: str, where: str, found: tuple[Designation, ...]) -> str:
    """What is designated there, or that nothing is."""
    if not found:
        return context.words("zone_none_there", where=where)
    return context.words(words, where=where, parts=say_parts(context, found))


def say_rest_of(context: ActionContext, answer: ZoneAnswer) -> str:
    """What the list says of all that it does not name, in the street if it speaks of that, or in the district."""
    if answer.designation is None:
        return context.words("zone_rest_of_unknown", where=answer.place.district)
    where, zone = answer.designation.place.label, context.words(f"zone_{answer.rest}")
    return context.words("zone_rest_of", where=where, zone=zone)


def say_texts(context: ActionContext, designations: tuple[Designation, ...]) -> str:
    """The original words of some designations; many are counted."""
    texts = list(dict.fromkeys(designation.text for designation in designations))
    named = "".join(context.words("zone_text", wording=text) for text in texts[:NAMED_PARTS])
    return named if len(texts) <= NAMED_PARTS else context.words("zone_more_parts", first=named, count=len(texts))


def say_rest(context: ActionContext, answer: ZoneAnswer) -> str:
    """What the remainder of the place is, or that nothing states it."""
    if answer.rest is None:
        return context.words("zone_rest_unknown")
    return context.words("zone_rest", zone=context.words(f"zone_{answer.rest}"))
