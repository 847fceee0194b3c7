"""The reply to "may this kind of venue open", in a zone, at a place, or in every zone; of all kinds where none is
picked out."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext, Message
from actions.replies.citations import not_in_force, rests_on
from actions.replies.found import rows_found, with_found, zones_found
from actions.replies.venue_overview import overview
from actions.replies.venue_words import as_values, in_words, names_in_zone, names_of
from actions.replies.zone_replies import NAMED_NOWHERE, describe, designators, kinds, look_up, which_place
from actions.tracker.conversation_state import ConversationState
from knowledge.answers import Told, say_hour
from knowledge.answers.rest_first import rest_and_zones, rest_first
from knowledge.rulebook import BY_DAY, DISAGREE, NOT_STATED, VenueVerdict, decide_venue
from knowledge.rulebook.venues import alike, cells, zone_matters
from knowledge.zones.model import Designation, ZoneAnswer


def venue_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """The reply to "may this venue open"; where nothing is stated yet, by which notice something will be, and when."""
    told = told_at(context, state)
    coming = soonest(context, state) if told[-1].values.get("verdict") == NOT_STATED else None
    return [*told, say_coming(context, coming)] if coming else told


def soonest(context: ActionContext, state: ConversationState) -> VenueVerdict | None:
    """The verdict for the place from the first rows on that begin later on the day asked about and were issued by then;
    None where none of them states any."""
    book, place = context.release.rulebook, state.place and state.place.single
    where = names_of(place) if place else ()
    starts = sorted({
        row.window.start for row in book.rows
        if state.at < row.window.start and row.window.start.date() == state.at.date()
        and row.issued and row.issued <= state.at.date()
    })
    verdicts = (decide_venue(book, state.venue, state.zone, then, where) for then in starts)
    return next((verdict for verdict in verdicts if verdict.word != NOT_STATED), None)


def say_coming(context: ActionContext, verdict: VenueVerdict) -> Message:
    """From when on which notice states what none states yet. What it says is told once it holds, and the reply does not
    rest on it before that."""
    notice = context.release.notices[verdict.notice].short
    return Message("venue_coming", {"when": say_hour(verdict.at), "notice": notice})


def told_at(context: ActionContext, state: ConversationState) -> list[Message]:
    """The reply by the rows of the instant asked about."""
    book = context.release.rulebook
    if state.venue is None:
        return [overview(context, state)]
    if state.venue not in book.kinds:
        return [Message("venue_unknown", {"venue": called(context, state), "at": state.at.isoformat()})]
    if not book.venue_rows(state.at):
        return [not_in_force(context, book.venues_ended(state.at), state.at)]
    if cells(book, state.at) == (None,):
        return [city_wide(context, state)]
    if state.zone:
        verdict = decide_venue(book, state.venue, state.zone, state.at, names_in_zone(context, state))
        return [say_verdict(context, verdict, context.words(f"zone_{state.zone}"), called(context, state))]
    if state.place is None:
        return [every_zone(context, state)]
    asked = which_place(state.place)
    if asked:
        return [asked if zone_matters(book, state.venue, state.at) else every_zone(context, state)]
    return [at_place(context, state)]


def city_wide(context: ActionContext, state: ConversationState) -> Message:
    """The verdict where no row in force speaks of a kind of zone."""
    place = state.place.single if state.place else None
    verdict = decide_venue(
        context.release.rulebook, state.venue, state.zone, state.at, names_of(place) if place else ()
    )
    where = place.label if place else context.words(f"zone_{state.zone}" if state.zone else "where_city")
    return say_verdict(context, verdict, where, called(context, state))


def at_place(context: ActionContext, state: ConversationState) -> Message:
    """The verdict in the zone of a place, or all that can be said when the zone is not one or not known."""
    answer = look_up(context, state.place, state)
    return with_found(in_zone_of(context, state, answer), zones_found(answer))


def in_zone_of(context: ActionContext, state: ConversationState, answer: ZoneAnswer) -> Message:
    """The verdict by what is known of the zone of a place."""
    words, values = describe(context, state.place, answer)
    label, names = values["place"], (*names_of(answer.place), *designators(answer))
    if answer.outcome in ("listed", "low_by_remainder"):
        day = day_of(answer.designation, state)
        verdict = decide_venue(context.release.rulebook, state.venue, answer.kind, state.at, names, day)
        zone = context.words(f"zone_{answer.kind}")
        where = context.words("where_place", place=label, zone=zone, as_of=values["as_of"])
        return say_verdict(context, verdict, where, called(context, state))
    if answer.outcome in NAMED_NOWHERE and None in cells(context.release.rulebook, state.at):
        verdict = decide_venue(context.release.rulebook, state.venue, None, state.at, names)
        where = context.words("where_undesignated", place=label, as_of=values["as_of"])
        return say_verdict(context, verdict, where, called(context, state))
    if answer.outcome == "parts":
        zones = kinds(answer) if answer.rest or None not in cells(context.release.rulebook, state.at) else (
            *kinds(answer), None)
        if one := same_everywhere(context, state, zones, names):
            return say_verdict(context, one, label, called(context, state))
        if answer.place.width == "district" and None in zones:
            return in_whole(context, state, zones, label, names)
        return Message("venue_place_parts", values | in_zones(context, state, zones, names))
    zones = cells(context.release.rulebook, state.at)
    if None in zones and any(row.scope.area in names for row in context.release.rulebook.venue_rows(state.at)):
        return in_whole(context, state, zones, label, names)
    values = {"unsure": context.words(words, **values), "at": state.at.isoformat()}
    return Message("venue_place_unsure", values | in_zones(context, state, where=names))


def day_of(designation: Designation | None, state: ConversationState) -> int | None:
    """Of how many days' standing a designation is. A list tells only from which hour on it was loaded."""
    if designation is None or designation.source == "list":
        return None
    return (state.at.date() - designation.valid_from.astimezone(state.at.tzinfo).date()).days + 1


def called(context: ActionContext, state: ConversationState) -> str:
    """The venue as it was called, with its kind where it is known and the two are unlike: 棋牌室（网吧一类）."""
    said, kinds = state.venue_name or "", context.release.rulebook.kinds
    if state.venue not in kinds:
        return said
    kind = kinds[state.venue].name
    if not said or said.isascii() or said in kind or kind in said:
        return kind
    return context.words("venue_called", said=said, kind=kind)


def every_zone(context: ActionContext, state: ConversationState) -> Message:
    """The verdict in every kind of zone, when none was named and none needs to be."""
    if one := same_everywhere(context, state, cells(context.release.rulebook, state.at)):
        return say_verdict(context, one, context.words("where_city"), called(context, state))
    if None in cells(context.release.rulebook, state.at):
        return in_whole(context, state, cells(context.release.rulebook, state.at), context.words("where_city"))
    told = tell_zones(context, state)
    words = {verdict.word for verdict in told.verdicts} - {NOT_STATED}
    one = words.pop() if len(words) == 1 else None
    values = {"at": state.at.isoformat(), "verdict": one if one != BY_DAY else None}
    return Message("venue_every_zone", values | as_values(told))


def in_whole(
    context: ActionContext, state: ConversationState, zones: tuple[str | None, ...], place: str,
    where: tuple[str, ...] = (),
) -> Message:
    """The verdict in a whole city or district: first where nothing is designated, as most of it is, then in short what
    is otherwise in the kinds of ``zones``."""
    words, said = in_words(context), called(context, state)
    rest, there = rest_and_zones(words, state.venue, state.at, zones, where)
    message = say_verdict(context, rest, context.words("where_rest", place=place), said)
    claims = tuple(claim for verdict in (rest, *there) for claim in verdict.claims)
    return Message(message.words, {
        **message.values, **rest_first(words, rest, there, place, said), **rests_on(claims),
        **rows_found((rest, *there)),
    })


def same_everywhere(
    context: ActionContext, state: ConversationState, zones: tuple[str | None, ...], where: tuple[str, ...] = ()
) -> VenueVerdict | None:
    """The verdict, where it is the same in all these kinds of zones and where nothing is designated."""
    if None not in zones:
        return None
    verdicts = [decide_venue(context.release.rulebook, state.venue, zone, state.at, where) for zone in zones]
    return verdicts[-1] if alike(verdicts) else None


def in_zones(
    context: ActionContext, state: ConversationState, zones: tuple[str | None, ...] = (), where: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The values of a message that tells the verdict in several zones."""
    return as_values(tell_zones(context, state, zones, where))


def tell_zones(
    context: ActionContext, state: ConversationState, zones: tuple[str | None, ...] = (), where: tuple[str, ...] = ()
) -> Told:
    """What is said of the venue in ``zones``, or in all kinds of zones."""
    return in_words(context).told({state.venue: called(context, state)}, state.at, zones, where)


def say_verdict(context: ActionContext, verdict: VenueVerdict, where: str, venue: str) -> Message:
    """One verdict in words, with its card."""
    words = in_words(context)
    values = words.values(verdict, where, venue) | {"at": verdict.at.isoformat(), "card": card(context, verdict)}
    values |= {"verdict": verdict.word if verdict.word != BY_DAY else None, **rests_on(verdict.claims)}
    values |= rows_found((verdict,))
    return Message(words.phrase(verdict), values)


def card(context: ActionContext, verdict: VenueVerdict) -> dict[str, Any]:
    """The verdict as data for a page."""
    one_says = verdict.notice and verdict.word not in (DISAGREE, BY_DAY)
    clauses = context.release.notices[verdict.notice].clauses if one_says else {}
    return {
        "kind": "verdict",
        "verdict": verdict.word,
        "conditions": "，".join(in_words(context).conditions(verdict)) or None,
        "clause": clauses.get(verdict.clause),
        "as_of": verdict.at.isoformat(),
        "would_change": [context.words(f"zone_{zone}") for zone in verdict.would_change],
        "trace": list(verdict.trace),
    }
