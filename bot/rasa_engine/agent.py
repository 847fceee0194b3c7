"""Rasa's part of a turn: understand, decide, act, look up the words, render."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.answering.english import in_english, untranslated
from bot.answering.nlg import ReleaseGenerator
from bot.answering.rendering import Reply, Uttered, render
from bot.rasa_engine.processor import TurnProcessor
from bot.rasa_engine.tracker_store import TurnTracker, TurnTrackerStore, as_events
from bot.stores.context import EventData
from knowledge.answers import fill
from knowledge.releases import Release
from knowledge.releases.edition import PINNED, SPOKEN_IN
from knowledge.releases.english import ENGLISH
from knowledge.settings import Settings

TOPIC_PAYLOAD, SAY_PAYLOAD = "topic:", "say:"
# Intents that are no topic of their own: their reply belongs to the question they go on with.
FOLLOWING = ("inform", "refuse_to_say", "why", "nlu_fallback", "not_understood", "more")


# Whose conversation it is that goes no further than a look.
IN_PASSING = "in passing"
# The slot of the notes that a conversation has been told.
NOTED = "noted"


class NothingSaid(RuntimeError):
    """A turn came to its end without a message."""


@dataclass(frozen=True)
class Question:
    """What a resident sent: ``text`` or a pressed button's ``payload`` or a ``location`` (GCJ-02), in a
    conversation. ``language``: in which the reply is wanted, empty for Chinese; ``understood``: the parse data of the
    text, where it was understood before."""

    conversation: str
    channel: str
    text: str = ""
    payload: str | None = None
    location: dict[str, float] | None = None
    language: str = ""
    understood: dict[str, Any] | None = None


class Collector(OutputChannel):
    """Collects what Rasa utters; sends nothing."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.uttered: list[dict[str, Any]] = []

    def name(self) -> str:  # type: ignore[override]
        return self.channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.uttered.append(message)


class Agent:
    """A loaded model with everything it answers from."""

    def __init__(
        self, model: Path, settings: Settings, actions: EndpointConfig,
        generator: type[ReleaseGenerator] = ReleaseGenerator,
    ) -> None:
        self.settings = settings
        self.generator = generator(settings=settings)
        self.store = TurnTrackerStore(None)
        self.processor = TurnProcessor(
            str(model), self.store, InMemoryLockStore(), self.generator, action_endpoint=actions
        )
        self.store.domain = self.processor.domain
        self.model = model.name.removesuffix(".tar.gz")

    async def answer(self, question: Question, before: Sequence[EventData]) -> tuple[Reply, list[EventData]]:
        """The reply and the tracker events the turn leaves, after the events ``before``; nothing is written. Where not
        all of it has an English form, an English question is answered in Chinese. Raises whatever fails; NothingSaid
        when no words came of it."""
        if question.language == ENGLISH:
            reply, events = await self._answer(question, before, ENGLISH)
            release, _, _ = self._answered_from()
            if (told := in_english(reply, release, question.channel)) is not None:
                return told, events
            reply, events = await self._answer(question, before)
            return untranslated(reply, release), events
        return await self._answer(question, before)

    async def _answer(
        self, question: Question, before: Sequence[EventData], language: str = ""
    ) -> tuple[Reply, list[EventData]]:
        """The turn in one language."""
        token = SPOKEN_IN.set(language)
        try:
            return await self._answer_in_it(question, before)
        finally:
            SPOKEN_IN.reset(token)

    async def _answer_in_it(
        self, question: Question, before: Sequence[EventData]
    ) -> tuple[Reply, list[EventData]]:
        collector = Collector(question.channel)
        self.store.put(question.conversation, before)
        try:
            await self.processor.handle_message(as_user_message(question, collector))
            tracker, events = self.store.take(question.conversation)
        finally:
            self.store.drop(question.conversation)
        if not collector.uttered:
            raise NothingSaid("The turn ended without a word; a rule or an action for it is missing.")
        release, publication, at = self._answered_from()
        topic, noted = topic_of(tracker) or release.topics.none_fits, tracker.get_slot(NOTED) or []
        uttered = [Uttered.read(message) for message in collector.uttered]
        reply = render(uttered, release, at, topic, self.model, noted, publication)
        return reply, [*events, *remembered(reply, noted)]

    async def understand(self, text: str, anew: bool = False) -> dict[str, Any]:
        """The parse data of a text outside of any conversation; ``anew``: even if it was read in this minute."""
        # What is sent with something beside it is understood each time.
        return await self.processor.parse_message(UserMessage(text, metadata={"anew": True} if anew else None))

    async def understand_after(self, text: str, before: list[EventData]) -> dict[str, Any]:
        """The parse data of a text where a conversation stands after the events ``before``."""
        known = as_events(before)
        tracker = TurnTracker.from_events(IN_PASSING, known, self.processor.domain.slots) if known else None
        return await self.processor.parse_message(UserMessage(as_text(text)), tracker)

    def expire(self, at: float | None = None) -> None:
        """Let go of texts and conversations of more than some minutes before ``at`` (machine seconds; now)."""
        self.processor.parse_cache.texts.expire(at)
        self.store.at_hand.expire(at)

    def apology(self) -> Reply:
        """What is said when a turn cannot be answered at all."""
        release, publication, at = self._answered_from()
        phrase = release.words["trouble"]
        said = Uttered(fill(phrase, **self.generator.of(release).constants()), refusal=phrase.refusal)
        none_fits = release.topics.none_fits
        return render([said], release, at, none_fits, self.model, publication=publication)

    def _answered_from(self) -> tuple[Release, int | None, datetime]:
        """The release that the turn is pinned to, with its publication and its instant; the city's folder, now, where
        it is to none."""
        edition, language = PINNED.get(), SPOKEN_IN.get()
        release, seq = (edition.release, edition.seq) if edition else (self.generator.release, None)
        at = (edition and edition.at) or self.settings.instant()
        return (release.spoken_in(language) if language else release), seq, at


def remembered(reply: Reply, noted: list[str]) -> list[EventData]:
    """The event by which a conversation knows what it was told once; none where that is nothing new."""
    return [SlotSet(NOTED, [*noted, *reply.notes]).as_dict()] if reply.notes else []


def begun_with(slots: Mapping[str, Any]) -> list[EventData]:
    """The events of a conversation in which only these slots are known."""
    known = [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
    return [
        {"event": "action", "name": ACTION_SESSION_START_NAME}, {"event": "session_started"}, *known,
        {"event": "action", "name": ACTION_LISTEN_NAME},
    ] if known else []


def as_user_message(question: Question, collector: Collector) -> UserMessage:
    """The question in Rasa's shape. A button names its topic itself; typed text is always text."""
    payload = question.payload or ""
    text, parse_data = question.text, question.understood
    beside = {"location": question.location} if question.location else {}
    if payload.startswith(TOPIC_PAYLOAD):
        text = payload
        parse_data = parsed(payload, payload.removeprefix(TOPIC_PAYLOAD), located(payload, question.location))
    elif payload.startswith(SAY_PAYLOAD):
        text = payload.removeprefix(SAY_PAYLOAD)
    elif question.location and not text:
        text = "location"
        parse_data = parsed(text, "inform", located(text, question.location))
    return UserMessage(
        as_text(text), collector, question.conversation, input_channel=question.channel, parse_data=parse_data,
        metadata=beside,
    )


def located(text: str, location: dict[str, float] | None) -> list[dict[str, Any]]:
    """The entity of a location, if one was sent."""
    return [{"entity": "location", "value": location, "start": 0, "end": len(text)}] if location else []


def parsed(text: str, intent: str, entities: list[dict[str, Any]]) -> dict[str, Any]:
    """A message that needs no understanding."""
    return {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": entities, "intent_ranking": []}


def as_text(text: str) -> str:
    """Rasa reads a leading "/" as an intent and sets slots from it; full width it is text and means the same."""
    blank = text[: len(text) - len(text.lstrip())]
    rest = text[len(blank):]
    return f"{blank}／{rest[1:]}" if rest.startswith("/") else text


def topic_of(tracker: DialogueStateTracker) -> str | None:
    """The topic of the receipt when no message names one: the intent, or the question a bare fact goes on with."""
    intent = tracker.latest_message.intent.get("name")
    if intent in FOLLOWING:
        return tracker.get_slot("open_question")
    return intent
