"""The reply to "may this kind of venue open", in a zone, at a place, or in every zone."""
from __future__ import annotations

from typing import Any

from actions.context import ActionContext, Message
from actions.replies.citations import name_source, not_in_force, rests_on
from actions.replies.zone_replies import describe, look_up, which_place
from actions.tracker.conversation_state import ConversationState
from knowledge.rulebook import DISAGREE, NOT_STATED, ZONE_KINDS, Claim, VenueVerdict, decide_venue, verdicts_by_zone
from knowledge.rulebook.venues import zone_matters
from knowledge.zones.model import ZoneAnswer


def venue_messages(context: ActionContext, state: ConversationState) -> list[Message]:
    """The reply to "may this venue open"."""
    if state.venue is None:
        return [Message("ask_venue_form_venue_kind")]
    if not context.release.rulebook.venue_tables(state.at):
        return [not_in_force(context, context.release.rulebook.venues_ended(state.at), state.at)]
    if state.zone:
        verdict = decide_venue(context.release.rulebook, state.venue, state.zone, state.at)
        return [say_verdict(context, verdict, context.words(f"zone_{state.zone}"), called(context, state))]
    if state.place is None:
        return [every_zone(context, state)]
    asked = which_place(state.place)
    if asked:
        return [asked if zone_matters(context.release.rulebook, state.venue, state.at) else every_zone(context, state)]
    return [at_place(context, state)]


def at_place(context: ActionContext, state: ConversationState) -> Message:
    """The verdict in the zone of a place, or all that can be said when the zone is not one or not known."""
    answer = look_up(context, state.place, state)
    words, values = describe(context, state.place, answer)
    label = values["place"]
    if answer.outcome in ("listed", "low_by_remainder"):
        verdict = decide_venue(context.release.rulebook, state.venue, answer.kind, state.at)
        zone = context.words(f"zone_{answer.kind}")
        where = context.words("where_place", place=label, zone=zone, as_of=values["as_of"])
        return say_verdict(context, verdict, where, called(context, state))
    if answer.outcome == "parts":
        kinds = kinds_in(answer)
        values |= {"lines": zone_lines(context, state, kinds), **rests_on(claims_of(context, state, kinds))}
        return Message("venue_place_parts", values)
    unsure = context.words(words, **values)
    values = {"unsure": unsure, "lines": zone_lines(context, state), "at": state.at.isoformat()}
    return Message("venue_place_unsure", values | rests_on(claims_of(context, state)))


def called(context: ActionContext, state: ConversationState) -> str:
    """The venue as it was called, with its kind where the two are unlike: 棋牌室（网吧一类）."""
    kind, said = context.release.rulebook.kinds[state.venue].name, state.venue_name or ""
    if not said or said.isascii() or said in kind or kind in said:
        return kind
    return context.words("venue_called", said=said, kind=kind)


def kinds_in(answer: ZoneAnswer) -> tuple[str, ...]:
    """The zone kinds that occur in a place, each once."""
    kinds = [part.kind for part in answer.parts] + ([answer.rest] if answer.rest else [])
    return tuple(dict.fromkeys(kinds))


def every_zone(context: ActionContext, state: ConversationState) -> Message:
    """The verdict in every kind of zone, when none was named and none needs to be."""
    words = {v.word for v in verdicts_by_zone(context.release.rulebook, state.venue, state.at).values()} - {NOT_STATED}
    values = {"lines": zone_lines(context, state), "at": state.at.isoformat(), **rests_on(claims_of(context, state))}
    return Message("venue_every_zone", values | {"verdict": words.pop() if len(words) == 1 else None})


def claims_of(
    context: ActionContext, state: ConversationState, zones: tuple[str, ...] = ZONE_KINDS
) -> tuple[Claim, ...]:
    """All that the verdicts in these zones rest on."""
    verdicts = verdicts_by_zone(context.release.rulebook, state.venue, state.at)
    return tuple(claim for zone in zones for claim in verdicts[zone].claims)


def zone_lines(context: ActionContext, state: ConversationState, zones: tuple[str, ...] = ()) -> str:
    """A line for each verdict with the zones it holds in."""
    by_word: dict[str, list[str]] = {}
    for zone, verdict in verdicts_by_zone(context.release.rulebook, state.venue, state.at).items():
        if not zones or zone in zones:
            by_word.setdefault(verdict.word, []).append(context.words(f"zone_{zone}"))
    venue = called(context, state)
    stated_first = sorted(by_word, key=lambda word: word == NOT_STATED)
    return "".join(
        context.words(
            "venue_zone_line", zones="、".join(by_word[word]), venue=venue, verdict=context.words(f"verdict_{word}"),
        )
        for word in stated_first
    )


def say_verdict(context: ActionContext, verdict: VenueVerdict, where: str, venue: str) -> Message:
    """One verdict in words, with its card."""
    kind = context.release.rulebook.kinds[verdict.venue]
    values = {
        "where": where, "venue": venue, "conditions": verdict.conditions or "",
        "verdict": verdict.word, "at": verdict.at.isoformat(), "card": card(context, verdict),
    }
    if verdict.word == DISAGREE:
        values["claims"] = "；".join(say_claim(context, claim) for claim in verdict.claims)
    values |= rests_on(verdict.claims)
    return Message(verdict_words(verdict, kind.group), values)


def say_claim(context: ActionContext, claim: Claim) -> str:
    """What one of several notices says."""
    verdict = context.words(f"verdict_{claim.word}")
    return context.words("venue_claim", source=name_source(context, claim), verdict=verdict)


def verdict_words(verdict: VenueVerdict, group: str) -> str:
    """The name of the phrase: what is not stated is said so, and likened only in a low-risk zone and for daily life."""
    if verdict.word == "open":
        return "venue_open_if" if verdict.conditions else "venue_may_open"
    if verdict.word != NOT_STATED:
        return f"venue_{verdict.word}"
    if verdict.zone == "low_risk":
        return "venue_likened" if group == "daily" else "venue_not_stated"
    return "venue_not_stated_controlled"


def card(context: ActionContext, verdict: VenueVerdict) -> dict[str, Any]:
    """The verdict as data for a page."""
    one_says = verdict.notice and verdict.word != DISAGREE
    clauses = context.release.notices[verdict.notice].clauses if one_says else {}
    return {
        "kind": "verdict",
        "verdict": verdict.word,
        "conditions": verdict.conditions,
        "clause": clauses.get(verdict.clause),
        "as_of": verdict.at.isoformat(),
        "would_change": [context.words(f"zone_{zone}") for zone in verdict.would_change],
        "trace": list(verdict.trace),
    }


def verdict_word(context: ActionContext, state: ConversationState, topic: str, said: dict[str, Any]) -> str | None:
    """The verdict for the venue and the zone that one message names; None when either is open."""
    venue = said.get("venue_kind") or context.release.topics.role(topic).venue
    if venue is None or "zone_kind" not in said:
        return None
    return decide_venue(context.release.rulebook, venue, said["zone_kind"], state.at).word
