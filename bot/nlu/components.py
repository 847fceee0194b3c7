"""The Rasa components: each hands a message to a pure function and writes down what comes back."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.affected_units import find_added_to
from bot.nlu.asked_words import told_beside
from bot.nlu.content import instant, release, role_of, venue_kinds
from bot.nlu.decision import (
    DIALOGUE,
    MAY_BE_UNKNOWN,
    NOT_UNDERSTOOD,
    SET_ASIDE,
    asking,
    is_about,
    understand,
    without,
)
from bot.nlu.dialogue_context import DialogueContext
from bot.nlu.live_gazetteer import LiveGazetteer
from bot.nlu.normalise import normalise
from bot.nlu.readers import find_facts
from bot.nlu.readers.city_words import city_words
from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.mentions import is_unknown, lies_there
from bot.nlu.readers.spans import Span
from bot.nlu.readers.tagger import Tagger
from bot.nlu.readers.venues import VenueMatcher
from bot.nlu.romanised import syllables_of
from bot.nlu.thresholds import check_thresholds
from bot.nlu.topic_model import Part, TopicModel
from bot.nlu.two_questions import Asked, two_questions, venues_listed
from bot.nlu.understanding import Understanding
from bot.nlu.wording import find_wording
from bot.nlu.written_out import Writer
from knowledge.places.model import Place
from knowledge.settings import load_settings

if TYPE_CHECKING:
    from bot.nlu.learning import Learned

NORMALISED = "normalised"
SPANS = "spans"
LOCATION = "location"
CONTEXT = "dialogue_context"
# Spans that only help to understand; no action needs them.
FOR_UNDERSTANDING = ("out_of_city", "denied", "counted_case", "counted_unit")
# What is told of a message and has no answer of its own.
NO_TOPICS = {*DIALOGUE, *SET_ASIDE, NOT_UNDERSTOOD}
# The topic that an example follows, where it is one of a conversation.
AFTER = "after"
MODEL_FILE, MENTIONS_FILE = "topics.npz", "mentions.npz"
# Of releases that are published in turn, so many are kept in the form in which messages are read.
RELEASES_KEPT = 8
# So many of the likeliest topics are told; the ranking is stored with every message.
RANKED = 8


def learned_from(training_data: TrainingData) -> Learned:
    """What the examples teach all components; whichever is trained first has it learned."""
    from bot.nlu.learning import Example, learn

    examples = (Example(e.get(TEXT), e.get(INTENT), e.get(AFTER)) for e in training_data.intent_examples)
    return learn(tuple(examples))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FactExtractor(GraphComponent, EntityExtractorMixin):
    """Normalises the message and finds places, venues, zones, counts and times in it."""

    def __init__(self, storage: ModelStorage, resource: Resource, tagger: Tagger | None = None) -> None:
        self.storage, self.resource, self.tagger = storage, resource, tagger
        self.settings = load_settings()
        self.gazetteer = LiveGazetteer(self.settings.url)
        self.city = city_words()
        self.writer = Writer(tagger.usage) if tagger else None
        self._venues: LRUCache[str, VenueMatcher] = LRUCache(RELEASES_KEPT)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext
    ) -> FactExtractor:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **_: Any,
    ) -> FactExtractor:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Tagger.load(folder / MENTIONS_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Trains what tells a name that is in no list."""
        with self.storage.write_to(self.resource) as folder:
            learned_from(training_data).tagger.save(folder / MENTIONS_FILE)
        return self.resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Sets the normalised text, the spans and the Rasa entities of each message."""
        context = DialogueContext.of(tracker)
        for message in messages:
            typed = normalise(message.get(TEXT) or "")
            text = self.writer.written_out(typed) if self.writer and syllables_of(typed) else typed
            spans = find_facts(text, self.lexicon(context))
            if text != typed:
                spans = [as_heard(span) for span in spans]
            message.set(NORMALISED, text)
            message.set(SPANS, spans)
            message.set(CONTEXT, context)
            found = [as_entity(span) for span in for_actions(text, spans)]
            message.set(ENTITIES, found + shared_location(message), add_to_output=True)
        return messages

    def asking(self, text: str) -> str:
        """What the topic of a text is told from, in no conversation."""
        text = normalise(text)
        return asking(text, find_facts(text, self.lexicon(DialogueContext())))

    @property
    def venues(self) -> VenueMatcher:
        """The matcher of the kinds of venues in the release that is answered from."""
        name = release().identifier
        if name not in self._venues:
            self._venues[name] = VenueMatcher(venue_kinds().values())
        return self._venues[name]

    def lexicon(self, context: DialogueContext) -> Lexicon:
        """What a message is read with in this conversation, now."""
        return Lexicon(
            self.gazetteer.get(), self.venues, instant(self.settings), context.asked_place, context.sites_shown,
            context.counting, self.city, self.tagger,
        )


def as_heard(span: Span) -> Span:
    """A span of what was written out from its sounds: a place within a district is offered and not taken, since others
    sound like it; no district sounds like another."""
    if span.entity != "place" or all(is_district(candidate) for candidate in span.value["candidates"]):
        return span
    return replace(span, value={**span.value, "exact": False})


def is_district(candidate: dict[str, Any]) -> bool:
    """Whether a place is a district and nothing in it."""
    return Place(**candidate).width == "district"


def shared_location(message: Message) -> list[dict[str, Any]]:
    """The entity of a location that was sent beside the text; the channel puts it into the metadata."""
    location = (message.get(METADATA) or {}).get(LOCATION)
    if not location:
        return []
    return [{"entity": LOCATION, "value": location, "start": 0, "end": 0, "extractor": FactExtractor.__name__}]


def for_actions(text: str, spans: list[Span]) -> list[Span]:
    """The spans that actions need, beside each venue the name it was called by (entity ``venue_name``), those that are
    asked about together with the last (``venue_listed``), and how the message is worded."""
    named = [Span(s.start, s.end, "venue_name", text[s.start:s.end]) for s in spans if s.entity == "venue_kind"]
    listed = [
        Span(s.start, s.end, "venue_listed", {"kind": s.value, "name": text[s.start:s.end]})
        for s in venues_listed(text, spans)
    ]
    added = find_added_to(text) if any(span.entity in ("more_cases", "adds") for span in spans) else []
    beside = told_beside(text, spans)
    kept = [span for span in spans if span.entity not in FOR_UNDERSTANDING and span not in beside]
    outside = (span for span in spans if span.entity == "out_of_city")
    elsewhere = [place for span in outside if (place := lies_there(text, span))]
    away = elsewhere[:1] if all(span.entity != "place" for span in spans) else []
    kept = [replace(span, entity="units") if span.entity == "home_unit" else span for span in kept]
    return [*kept, *away, *named, *listed, *added, *find_wording(text)]


def as_entity(span: Span) -> dict[str, Any]:
    """A span in Rasa's shape; positions are those in the normalised text."""
    return {
        "entity": span.entity, "value": span.value, "start": span.start, "end": span.end,
        "extractor": FactExtractor.__name__,
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent, IntentClassifier):
    """Tells the topic, or that none fits (intent ``out_of_scope``)."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TopicModel | None = None
    ) -> None:
        check_thresholds(config)
        self.config, self.storage, self.resource, self.model = config, storage, resource, model
        self._answerable: LRUCache[str, TopicModel] = LRUCache(RELEASES_KEPT)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext
    ) -> TopicClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **_: Any,
    ) -> TopicClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, TopicModel.load(folder / MODEL_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Trains what tells the topic."""
        self.model = learned_from(training_data).topics
        with self.storage.write_to(self.resource) as folder:
            self.model.save(folder / MODEL_FILE)
        return self.resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking of each message."""
        for message in messages:
            text, spans = message.get(NORMALISED), message.get(SPANS)
            context = message.get(CONTEXT) or DialogueContext()
            understood = understand(self.answerable, text, spans, self.config, context)
            asked = two_questions(text, spans, self.tell, self.config["sure_of_two"])
            if asked and understood.topic in {question.topic for question in asked}:
                understood = replace(understood, topic=asked[0].topic)
                message.set(ENTITIES, both_asked(message.get(ENTITIES), asked[1]), add_to_output=True)
            about = of_its_venue(asked_about(message.get(ENTITIES), understood.topic), understood.topic)
            message.set(ENTITIES, about, add_to_output=True)
            message.set(INTENT, as_intent(understood), add_to_output=True)
            ranking = [{"name": topic, "confidence": confidence} for topic, confidence in understood.ranking[:RANKED]]
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    @property
    def answerable(self) -> TopicModel:
        """The model without the topics that the release which is answered from does not have: one is trained before its
        topic is published, and one goes on when a topic is taken back."""
        name = release().identifier
        if name not in self._answerable:
            gone = set(self.model.topics) - set(release().answers) - NO_TOPICS
            self._answerable[name] = self.model.without(gone) if gone else self.model
        return self._answerable[name]

    def part(self, asking: str) -> Part:
        """What FactExtractor.asking gives of a text, as ``shares`` takes it."""
        return self.answerable.part(asking)

    def shares(self, parts: Sequence[Part]) -> dict[str, float]:
        """How likely each topic is, 0 to 1, by several texts as one."""
        return dict(without(SET_ASIDE, self.answerable.rank_together(parts)))

    def tell(self, text: str, spans: list[Span]) -> tuple[str, float]:
        """The topic of a part of a message and how sure it is, 0 to 1."""
        understood = understand(self.answerable, text, spans, self.config)
        return understood.topic, understood.confidence


def asked_about(entities: list[dict[str, Any]], topic: str) -> list[dict[str, Any]]:
    """The facts without names that nobody knows and that the topic is not about."""
    named = (entity for entity in entities if entity["entity"] in MAY_BE_UNKNOWN)
    nobody_knows = [entity for entity in named if is_unknown(entity["entity"], entity["value"])]
    aside = {entity["start"] for entity in nobody_knows if not is_about(topic, entity["entity"])}
    return [entity for entity in entities if entity["start"] not in aside] if aside else entities


def of_its_venue(entities: list[dict[str, Any]], topic: str) -> list[dict[str, Any]]:
    """The facts without kinds of venues that are named beside the one that the topic is about, and are not asked about
    together with it: 餐厅能堂食没？公司想聚餐."""
    role = role_of(topic)
    kinds = {entity["start"]: entity["value"] for entity in entities if entity["entity"] == "venue_kind"}
    if role is None or role.venue not in kinds.values():
        return entities
    aside = {start for start, kind in kinds.items() if kind != role.venue}
    return [one for one in entities if one["entity"] not in ("venue_kind", "venue_name") or one["start"] not in aside]


def both_asked(entities: list[dict[str, Any]], second: Asked) -> list[dict[str, Any]]:
    """The facts of the first question, and the topic of the second as entity ``also_asked``."""
    kept = [entity for entity in entities if not second.start <= entity["start"] < second.end]
    return [*kept, as_entity(Span(second.start, second.end, "also_asked", second.topic))]


def as_intent(understood: Understanding) -> dict[str, Any]:
    """The decision in Rasa's shape."""
    return {"name": understood.topic, "confidence": understood.confidence}
