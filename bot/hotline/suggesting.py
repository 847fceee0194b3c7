"""What the page beside a call shows: a function of what was said, the facts that the agent set, what is published and
the instant. So whoever was cut off sees what they would see without the cut."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.hotline.cards import Card, as_card
from bot.hotline.deciding import deciding
from bot.hotline.heard import Asked, Heard
from bot.hotline.listening import listen
from bot.hotline.talker import CARRIED, CHANNEL, Answered, Talker
from bot.hotline.utterances import utterances
from knowledge import clock
from knowledge.releases import Release
from knowledge.releases.edition import PINNED
from knowledge.settings import Settings
from knowledge.silences.model import Silence, silence_of

MOST_CARDS, MOST_NEAREST = 3, 3
# Questions by role that a fact set by the agent goes on with.
COMPUTED = ("venue", "zone", "outbreak", "sites")
STANDING_IN = ("place", "zone_kind")

State = dict[str, Any]


async def suggest(
    talker: Talker, said: Sequence[tuple[str, bool]], facts: Mapping[str, Any], silences: Sequence[Silence]
) -> State:
    """The cards of a call, the question to ask back, and whether something was asked that no topic fits. Raises
    NotHeld while what is current is not held here."""
    with talker.agent.pinned():
        release = PINNED.get().release
        settings = talker.agent.agent.settings.of_city(release.city)
        call = await listen(utterances(said), talker, release.topics)
        told = [(one, await answer(talker, one, call, facts)) for one in chosen(call.asked)]
        cards: dict[str, Card] = {}
        for asked, answered in told:
            card = as_card(asked, answered, release, silence(answered, silences))
            cards.setdefault(card["id"], card)
        return {
            "cards": [*cards.values()][:MOST_CARDS],
            "ask": ask(told, release, settings),
            "nothing_fits": not cards and call.in_vain,
            "nearest": [] if cards else nearest(call, release),
            "publication": PINNED.get().seq,
        }


def chosen(asked: Sequence[Asked]) -> list[Asked]:
    """The questions that cards are made of: dangers first, then what was asked, the latest first of each."""
    return sorted(reversed(asked), key=lambda one: one.weight, reverse=True)[:MOST_CARDS]


async def answer(talker: Talker, asked: Asked, call: Heard, facts: Mapping[str, Any]) -> Answered:
    """The answer as it is with all that was told in the call until now; what the agent sets stands above it."""
    of_call = {fact: value for fact, value in call.facts.items() if fact in CARRIED}
    known = {**of_call, **asked.known}
    if not asked.known.get("venue_kind"):
        known = {fact: value for fact, value in known.items() if not fact.startswith("venue_")}
    known = without_where(known, facts)
    said = dict(facts) if PINNED.get().release.topics.is_a(asked.topic, *COMPUTED) else {}
    answered = await talker.answer(asked.turns, known, said)
    if (answered.missing or "").removeprefix("exact_") in call.counts:
        # It was told before the question, which a message of its own would leave behind.
        answered = await talker.answer(asked.turns, known, {**call.counts, **said})
    return answered


def without_where(known: dict[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the caller said of where is put aside by what the agent chose."""
    if not {*STANDING_IN} & {*facts}:
        return known
    return {fact: value for fact, value in known.items() if fact not in STANDING_IN}


def ask(told: Sequence[tuple[Asked, Answered]], release: Release, settings: Settings) -> dict[str, Any] | None:
    """The question back of the first card that has one."""
    found = (
        deciding(release, settings, answered.reply.receipt.topic, answered.slots, answered.missing)
        for _, answered in told
    )
    return next((one for one in found if one), None)


def silence(answered: Answered, silences: Sequence[Silence]) -> Silence | None:
    reply = answered.reply
    return silence_of(silences, reply.topics, CHANNEL, reply.is_danger, clock.machine_utc())


def nearest(call: Heard, release: Release) -> list[dict[str, str]]:
    """The topics nearest to what no topic fits, with their titles."""
    offered = (topic for topic in call.nearest if (role := release.topics.role(topic)) and role.offered)
    return [{"topic": topic, "title": release.answers[topic].title} for topic in offered][:MOST_NEAREST]
