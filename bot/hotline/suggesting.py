"""What the page beside a call shows: a function of what was said, the facts that the agent set, what is published and
the instant. So whoever was cut off sees what they would see without the cut."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.hotline.cards import Card, as_card
from bot.hotline.certainty import weights
from bot.hotline.deciding import deciding
from bot.hotline.heard import Asked, Heard
from bot.hotline.listening import listen
from bot.hotline.talker import CARRIED, CHANNEL, Answered, Talker, picked
from bot.hotline.utterances import utterances
from bot.hotline.weighing import Weighed, chosen, weighed
from knowledge import clock
from knowledge.releases import Release
from knowledge.releases.edition import PINNED
from knowledge.settings import Settings
from knowledge.silences.model import Silence, silence_of

MOST_NEAREST = 3
# Questions by role that a fact set by the agent goes on with.
COMPUTED = ("venue", "zone", "outbreak", "sites")
STANDING_IN = ("place", "zone_kind")
# The fact by which an agent says what the question is about.
PICKED = "topic"

State = dict[str, Any]


async def suggest(
    talker: Talker, said: Sequence[tuple[str, bool]], facts: Mapping[str, Any], silences: Sequence[Silence]
) -> State:
    """The cards of a call, which of them are sure, the question to ask back, and whether nothing that was asked surely
    has a card. Raises NotHeld while what is current is not held here."""
    with talker.agent.pinned():
        release = PINNED.get().release
        settings = talker.agent.agent.settings.of_city(release.city)
        call, weighs = await listen(utterances(said), talker, release.topics), weights()
        questions = with_picked(await weighed(call, talker, weighs), facts.get(PICKED), call, release)
        told = [(one, await answer(talker, one.asked, call, facts)) for one in chosen(questions, weighs)]
        cards: dict[str, Card] = {}
        for one, answered in told:
            card = as_card(one.certainty, answered, release, silence(answered, silences))
            cards.setdefault(card["id"], card)
        sure = [card["id"] for card in cards.values() if card["confidence"] >= weighs.sure_from]
        return {
            "cards": [*cards.values()],
            "sure": sure,
            "ask": ask([answered for _, answered in told], release, settings),
            "nothing_fits": not sure and (bool(questions) or call.in_vain),
            "nearest": [] if cards else nearest([one.asked.topic for one in questions], call, release),
            "publication": PINNED.get().seq,
        }


def with_picked(
    questions: Sequence[Weighed], topic: str | None, call: Heard, release: Release
) -> list[Weighed]:
    """The questions, and what the agent says is the question is certain."""
    if topic is None:
        return [*questions]
    of_it = [one for one in questions if one.asked.topic == topic]
    asked = of_it[-1].asked if of_it else Asked(
        (picked(topic, release.answers[topic].title),), topic, 1.0, release.topics.is_a(topic, "danger"), call.now,
        call.subject,
    )
    return [*(one for one in questions if one not in of_it), Weighed(asked, 1.0)]


async def answer(talker: Talker, asked: Asked, call: Heard, facts: Mapping[str, Any]) -> Answered:
    """The answer as it is with all that was told in the call until now; what the agent sets stands above it."""
    of_call = {fact: value for fact, value in call.facts.items() if fact in CARRIED}
    known = {**of_call, **asked.known}
    if not asked.known.get("venue_kind"):
        known = {fact: value for fact, value in known.items() if not fact.startswith("venue_")}
    known = without_where(known, facts)
    told = {fact: value for fact, value in facts.items() if fact != PICKED}
    said = told if PINNED.get().release.topics.is_a(asked.topic, *COMPUTED) else {}
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


def ask(told: Sequence[Answered], release: Release, settings: Settings) -> dict[str, Any] | None:
    """The question back of the first card that has one."""
    found = (
        deciding(release, settings, answered.reply.receipt.topic, answered.slots, answered.missing)
        for answered in told
    )
    return next((one for one in found if one), None)


def silence(answered: Answered, silences: Sequence[Silence]) -> Silence | None:
    reply = answered.reply
    return silence_of(silences, reply.topics, CHANNEL, reply.is_danger, clock.machine_utc())


def nearest(unsure: Sequence[str], call: Heard, release: Release) -> list[dict[str, str]]:
    """The topics nearest to what no topic surely fits, with their titles."""
    offered = (topic for topic in (*unsure, *call.nearest) if (role := release.topics.role(topic)) and role.offered)
    found = [*dict.fromkeys(offered)][:MOST_NEAREST]
    return [{"topic": topic, "title": release.answers[topic].title} for topic in found]
