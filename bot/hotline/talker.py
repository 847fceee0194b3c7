"""Asks the agent of the serving process in passing: what a text means, and what is answered to it."""
from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cachetools import TTLCache

from bot.answering.rendering import Reply
from bot.model_rollout.current import CurrentAgent
from bot.nlu.topic_model import Part
from bot.rasa_engine.agent import TOPIC_PAYLOAD, Question, begun_with, parsed
from bot.stores.context import EventData
from knowledge import clock
from knowledge.answers import Topics
from knowledge.releases.edition import PINNED

CHANNEL = "hotline"
# What a text asks beside its first question.
SECOND = "also_asked"
# Roles of topics that ask nothing back.
PLAIN = ("words", "gap", "danger", "talk", "event", "hand_over", "notice")
REFUSES = f"{TOPIC_PAYLOAD}refuse_to_say"
# What a text means is kept for a call; what is answered must follow what is loaded and published.
READ, READ_SECONDS, ANSWERED, ANSWERED_SECONDS = 4_096, 900.0, 2_048, 2.0
# Slots that hold from one question to the next.
CARRIED = ("place", "zone_kind", "venue_kind", "venue_name", "courier", "location")


@dataclass(frozen=True)
class Reading:
    """What a text means where it is said: the intent with how sure it is (0 to 1), the likeliest topics, the facts by
    kind, and whether a question back is open behind it. ``parsed`` is all of it, as the dialogue takes it."""

    intent: str
    topic: str
    confidence: float
    ranking: tuple[str, ...]
    facts: dict[str, Any]
    is_open: bool
    parsed: dict[str, Any] = field(compare=False, repr=False)

    @property
    def share(self) -> float:
        """How likely the topic is by the model alone: a danger is taken for one long before it is likely."""
        ranked = self.parsed.get("intent_ranking") or ()
        return next((float(entry["confidence"]) for entry in ranked if entry["name"] == self.topic), 0.0)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.parsed["text"], self.intent


@dataclass(frozen=True)
class Answered:
    """The reply to a question, with the slots behind it; ``missing`` is the slot that it asked back for, None where it
    asked for none."""

    reply: Reply
    slots: dict[str, Any]
    missing: str | None


class Talker:
    """Several at once do not disturb each other: each asking is a conversation of its own."""

    def __init__(self, agent: CurrentAgent) -> None:
        self.agent = agent
        self._names = itertools.count()
        self._read: TTLCache = TTLCache(READ, READ_SECONDS, clock.machine_seconds)
        self._answered: TTLCache = TTLCache(ANSWERED, ANSWERED_SECONDS, clock.machine_seconds)

    async def read(self, text: str, after: tuple[Reading, ...]) -> Reading:
        """What a text means after the turns of the question before it."""
        key = (text, keys_of(after), *self._stand())
        if key not in self._read:
            events = await self._events(after)
            understood = await self.agent.agent.understand_after(text, events)
            if is_plain(understood, events, PINNED.get().release.topics):
                topic, is_open = understood["intent"]["name"], False
            else:
                reply, new = await self._turn(Question(self._name(), CHANNEL, text, understood=understood), events)
                topic, is_open = reply.receipt.topic, requested([*events, *new]) is not None
            self._read[key] = as_reading(understood, topic, is_open)
            await let_others()
        return self._read[key]

    async def shares(self, stretches: Sequence[str]) -> Mapping[str, float]:
        """How likely each topic is by these stretches alone, read as one, 0 to 1: what is known of each by itself is
        put together, so that of a piece more only its own stretch is read."""
        key = ("shares", tuple(stretches), *self._stand())
        if key not in self._read:
            parts = [self._part(text) for text in stretches]
            self._read[key] = self.agent.agent.processor.topics.shares(parts) if parts else {}
            await let_others()
        return self._read[key]

    def _part(self, text: str) -> Part:
        key = ("part", text, *self._stand())
        if key not in self._read:
            processor = self.agent.agent.processor
            self._read[key] = processor.topics.part(processor.facts.asking(text))
        return self._read[key]

    async def answer(
        self, turns: tuple[Reading, ...], known: Mapping[str, Any], told: Mapping[str, Any]
    ) -> Answered:
        """The reply to the last of ``turns`` where the slots ``known`` held before, and the facts ``told`` are said
        behind it. Where it only asks back, it is told in the words of somebody who cannot say that."""
        key = (keys_of(turns), repr(sorted(known.items())), repr(sorted(told.items())), *self._stand())
        if key not in self._answered:
            self._answered[key] = await self._answer(turns, known, told)
        return self._answered[key]

    async def _answer(
        self, turns: tuple[Reading, ...], known: Mapping[str, Any], told: Mapping[str, Any]
    ) -> Answered:
        name, events, replies = self._name(), begun_with(known), []
        for understood in (*(turn.parsed for turn in turns), *([stating(told)] if told else [])):
            question = Question(name, CHANNEL, understood["text"], understood=understood)
            reply, new = await self._turn(question, events)
            events, replies = [*events, *new], [*replies, reply]
        missing, slots = requested(events), slots_of(events)
        if missing and can_do_without(missing):
            reply, _ = await self._turn(Question(name, CHANNEL, payload=REFUSES), events)
            replies.append(reply)
        return Answered(replies[-1], slots, missing)

    async def place(self, text: str) -> Any:
        """The value of the slot ``place`` for a place as it is named; None where none is known by that name."""
        parsed = await self.agent.understand(text)
        return next((one["value"] for one in parsed["entities"] if one["entity"] == "place"), None)

    async def _events(self, turns: tuple[Reading, ...]) -> list[EventData]:
        """What the turns of a question leave."""
        key = ("events", keys_of(turns), *self._stand())
        if key not in self._read:
            events: list[EventData] = []
            for turn in turns:
                question = Question(self._name(), CHANNEL, turn.parsed["text"], understood=turn.parsed)
                events = [*events, *(await self._turn(question, events))[1]]
            self._read[key] = events
        return self._read[key]

    async def _turn(self, question: Question, before: list[EventData]) -> tuple[Reply, list[EventData]]:
        agent = self.agent.agent
        try:
            return await agent.answer(question, before)
        finally:
            agent.store.forget(question.conversation)

    def _name(self) -> str:
        return f"{CHANNEL}:{next(self._names)}"

    def _stand(self) -> tuple[Any, ...]:
        """What readings and answers depend on beside their words."""
        edition = PINNED.get()
        minute = self.agent.agent.settings.instant().replace(second=0, microsecond=0)
        places = self.agent.agent.processor.facts.gazetteer.version()
        return self.agent.model, edition and (edition.seq, edition.release.identifier), minute, places


async def let_others() -> None:
    """A long call that is heard anew, as after a restart, holds up nobody and is not taken for a process that hangs."""
    await asyncio.sleep(0)


def keys_of(turns: tuple[Reading, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(turn.key for turn in turns)


def stating(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The parse data of a message that states facts and nothing else."""
    text = "，".join(map(str, facts))
    entities = [{"entity": kind, "value": value, "start": 0, "end": len(text)} for kind, value in facts.items()]
    return parsed(text, "inform", entities)


def can_do_without(missing: str) -> bool:
    """Whether something can be said without the fact: the verdict in each kind of zone, each branch of the rule."""
    return missing != "venue_kind"


def slots_of(events: list[EventData]) -> dict[str, Any]:
    """The last value of each slot."""
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def requested(events: list[EventData]) -> str | None:
    """The slot that a form waits for."""
    loop = next((event for event in reversed(events) if event["event"] == "active_loop"), None)
    return slots_of(events).get("requested_slot") if loop and loop.get("name") else None


def picked(topic: str, title: str) -> Reading:
    """What somebody means who picks a topic by its title."""
    return Reading(topic, topic, 1.0, (topic,), {}, False, parsed(title, topic, []))


def is_plain(understood: dict[str, Any], events: list[EventData], topics: Topics) -> bool:
    """Whether a text is about the topic that it is understood as, and leaves no question back, whatever was said
    before: nothing need be answered to know that."""
    role = topics.role(understood["intent"]["name"])
    if role is None or role.name not in PLAIN or role.by_zone or requested(events):
        return False
    return all(entity["entity"] != SECOND for entity in understood["entities"])


def as_reading(understood: dict[str, Any], topic: str, is_open: bool) -> Reading:
    """Of a text by its parse data."""
    # A second question is heard as one of its own.
    entities = [entity for entity in understood["entities"] if entity["entity"] != SECOND]
    facts: dict[str, Any] = {}
    for entity in entities:
        facts.setdefault(entity["entity"], entity["value"])
    ranking = tuple(entry["name"] for entry in understood.get("intent_ranking") or ())
    intent = understood["intent"]
    as_taken = {**understood, "entities": entities}
    return Reading(intent["name"], topic, float(intent["confidence"]), ranking, facts, is_open, as_taken)
