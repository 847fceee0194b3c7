"""The reply to "may this kind of venue open", in a zone, at a place, or in every zone."""
from __future__ import annotations

from typing import Any

from actions.citations import name_source, not_in_force, rests_on
from actions.context import ActionContext, Message
from actions.conversation_state import Facts
from actions.zone_replies import describe, look_up, which_place
from knowledge.rulebook import DISAGREE, NOT_STATED, ZONE_KINDS, Claim, VenueVerdict, decide_venue, verdicts_by_zone
from knowledge.rulebook.venues import zone_matters
from knowledge.zones.model import ZoneAnswer


def venue_messages(world: ActionContext, facts: Facts) -> list[Message]:
    """The reply to "may this venue open"."""
    if facts.venue is None:
        return [Message("ask_venue_form_venue_kind")]
    if not world.release.rulebook.venue_tables(facts.at):
        return [not_in_force(world, world.release.rulebook.venues_ended(facts.at), facts.at)]
    if facts.zone:
        verdict = decide_venue(world.release.rulebook, facts.venue, facts.zone, facts.at)
        return [say_verdict(world, verdict, world.words(f"zone_{facts.zone}"), called(world, facts))]
    if facts.place is None:
        return [every_zone(world, facts)]
    asked = which_place(facts.place)
    if asked:
        return [asked if zone_matters(world.release.rulebook, facts.venue, facts.at) else every_zone(world, facts)]
    return [at_place(world, facts)]


def at_place(world: ActionContext, facts: Facts) -> Message:
    """The verdict in the zone of a place, or all that can be said when the zone is not one or not known."""
    answer = look_up(world, facts.place, facts)
    words, values = describe(world, facts.place, answer)
    label = values["place"]
    if answer.outcome in ("listed", "low_by_remainder"):
        verdict = decide_venue(world.release.rulebook, facts.venue, answer.kind, facts.at)
        where = world.words("where_place", place=label, zone=world.words(f"zone_{answer.kind}"), as_of=values["as_of"])
        return say_verdict(world, verdict, where, called(world, facts))
    if answer.outcome == "parts":
        lines = zone_lines(world, facts, kinds_in(answer))
        return Message("venue_place_parts", {**values, "lines": lines, **rests_on(claims_of(world, facts, kinds_in(answer)))})
    unsure = world.words(words, **values)
    values = {"unsure": unsure, "lines": zone_lines(world, facts), "at": facts.at.isoformat()}
    return Message("venue_place_unsure", values | rests_on(claims_of(world, facts)))


def called(world: ActionContext, facts: Facts) -> str:
    """The venue as it was called, with its kind where the two are unlike: 棋牌室（网吧一类）."""
    kind, said = world.release.rulebook.kinds[facts.venue].name, facts.venue_name or ""
    if not said or said.isascii() or said in kind or kind in said:
        return kind
    return world.words("venue_called", said=said, kind=kind)


def kinds_in(answer: ZoneAnswer) -> tuple[str, ...]:
    """The zone kinds that occur in a place, each once."""
    kinds = [part.kind for part in answer.parts] + ([answer.rest] if answer.rest else [])
    return tuple(dict.fromkeys(kinds))


def every_zone(world: ActionContext, facts: Facts) -> Message:
    """The verdict in every kind of zone, when none was named and none needs to be."""
    words = {v.word for v in verdicts_by_zone(world.release.rulebook, facts.venue, facts.at).values()} - {NOT_STATED}
    values = {"lines": zone_lines(world, facts), "at": facts.at.isoformat(), **rests_on(claims_of(world, facts))}
    return Message("venue_every_zone", values | {"verdict": words.pop() if len(words) == 1 else None})


def claims_of(world: ActionContext, facts: Facts, zones: tuple[str, ...] = ZONE_KINDS) -> tuple[Claim, ...]:
    """All that the verdicts in these zones rest on."""
    verdicts = verdicts_by_zone(world.release.rulebook, facts.venue, facts.at)
    return tuple(claim for zone in zones for claim in verdicts[zone].claims)


def zone_lines(world: ActionContext, facts: Facts, zones: tuple[str, ...] = ()) -> str:
    """A line for each verdict with the zones it holds in."""
    by_word: dict[str, list[str]] = {}
    for zone, verdict in verdicts_by_zone(world.release.rulebook, facts.venue, facts.at).items():
        if not zones or zone in zones:
            by_word.setdefault(verdict.word, []).append(world.words(f"zone_{zone}"))
    venue = called(world, facts)
    stated_first = sorted(by_word, key=lambda word: word == NOT_STATED)
    return "".join(
        world.words("venue_zone_line", zones="、".join(by_word[word]), venue=venue, verdict=world.words(f"verdict_{word}"))
        for word in stated_first
    )


def say_verdict(world: ActionContext, verdict: VenueVerdict, where: str, venue: str) -> Message:
    """One verdict in words, with its card."""
    kind = world.release.rulebook.kinds[verdict.venue]
    values = {
        "where": where, "venue": venue, "conditions": verdict.conditions or "",
        "verdict": verdict.word, "at": verdict.at.isoformat(), "card": card(world, verdict),
    }
    if verdict.word == DISAGREE:
        values["claims"] = "；".join(say_claim(world, claim) for claim in verdict.claims)
    values |= rests_on(verdict.claims)
    return Message(verdict_words(verdict, kind.group), values)


def say_claim(world: ActionContext, claim: Claim) -> str:
    """What one of several notices says."""
    return world.words("venue_claim", source=name_source(world, claim), verdict=world.words(f"verdict_{claim.word}"))


def verdict_words(verdict: VenueVerdict, group: str) -> str:
    """The name of the phrase: what is not stated is said so, and likened only in a low-risk zone and for daily life."""
    if verdict.word == "open":
        return "venue_open_if" if verdict.conditions else "venue_may_open"
    if verdict.word != NOT_STATED:
        return f"venue_{verdict.word}"
    if verdict.zone == "low_risk":
        return "venue_likened" if group == "daily" else "venue_not_stated"
    return "venue_not_stated_controlled"


def card(world: ActionContext, verdict: VenueVerdict) -> dict[str, Any]:
    """The verdict as data for a page."""
    one_says = verdict.notice and verdict.word != DISAGREE
    clauses = world.release.notices[verdict.notice].clauses if one_says else {}
    return {
        "kind": "verdict",
        "verdict": verdict.word,
        "conditions": verdict.conditions,
        "clause": clauses.get(verdict.clause),
        "as_of": verdict.at.isoformat(),
        "would_change": [world.words(f"zone_{zone}") for zone in verdict.would_change],
        "trace": list(verdict.trace),
    }
