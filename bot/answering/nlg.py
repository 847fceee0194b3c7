"""Rasa's NLG class: words by topic, instant and channel out of the current release."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from knowledge.answers import Phrase, fill, resolve, say_hour
from knowledge.releases import Release, load_release
from knowledge.settings import Settings, load_settings

PREFIX = "utter_"
# How many of the likeliest topics are offered when none was taken.
OFFERED = 2
# Less likely than this they are no help to anybody.
OFFERED_FROM = 0.01
NEVER_OFFERED = {"inform", "refuse_to_say", "more", "why", "nlu_fallback", "out_of_scope", "greet", "thanks", "goodbye"}


WHICH = "which_topic"
NOT_UNDERSTOOD = "not_understood"


class UnknownWords(KeyError):
    """A response is asked for that the release has no words for."""


class ReleaseGenerator(NaturalLanguageGenerator):
    """Each message carries beside its words what it rests on, for the receipt and the source line."""

    def __init__(
        self, endpoint_config: Any = None, domain: Any = None,
        release: Release | None = None, settings: Settings | None = None,
    ) -> None:
        self.release = release or load_release()
        self.settings = settings or load_settings()

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **values: Any
    ) -> dict[str, Any]:
        """The message for ``utter_action``; ``values`` fill the placeholders of a phrase."""
        name = utter_action.removeprefix(PREFIX)
        at = self.settings.instant()
        if name == WHICH:
            return self._which(tracker, at, output_channel)
        if name in self.release.answers:
            return self._answer(name, at, output_channel, tracker)
        if name in self.release.words:
            message = self._phrase(self.release.words[name], values)
            return {**message, "buttons": self._nearest(tracker)} if name == NOT_UNDERSTOOD else message
        raise UnknownWords(f"the release has no words for {utter_action!r}; add them to data/answers.")

    def _answer(self, topic: str, at: datetime, channel: str, tracker: DialogueStateTracker) -> dict[str, Any]:
        answer = self.release.answers[topic]
        said = resolve(answer, self.release.notices, at, channel)
        text = said.text or self._no_longer(said.lapsed, at)
        offered = nearest_topics(tracker) if topic == "out_of_scope" else list(answer.see_also)
        return {
            "text": text.format_map(self.constants()),
            "buttons": [self.topic_button(other) for other in offered],
            "topic": topic,
            "rests_on": [list(source) for source in said.sources],
        }

    def _which(self, tracker: DialogueStateTracker, at: datetime, channel: str) -> dict[str, Any]:
        """One question with two buttons; not twice in a row, then an honest refusal."""
        if was_asked_which(tracker):
            return self._answer("out_of_scope", at, channel, tracker)
        message = self._phrase(self.release.words[WHICH], {})
        return {**message, "buttons": self._nearest(tracker), "topic": "out_of_scope"}

    def _nearest(self, tracker: DialogueStateTracker) -> list[dict[str, str]]:
        return [self.topic_button(topic) for topic in nearest_topics(tracker)]

    def _no_longer(self, lapsed: bool, at: datetime) -> str:
        phrase = self.release.words["lapsed" if lapsed else "not_yet"]
        return fill(phrase, when=say_hour(at), **self.constants())

    def _phrase(self, phrase: Phrase, values: dict[str, Any]) -> dict[str, Any]:
        return {
            "text": fill(phrase, **{**self.constants(), **values}),
            "buttons": [{"title": title, "payload": payload} for title, payload in phrase.buttons],
            "rests_on": [[phrase.notice, phrase.clause]] if phrase.notice else [],
        }

    def topic_button(self, topic: str) -> dict[str, str]:
        """A button that asks a whole topic."""
        return {"title": self.release.answers[topic].title, "payload": f"topic:{topic}"}

    def constants(self) -> dict[str, str]:
        """Placeholders that come from settings."""
        return {
            "emergency": self.settings.emergency, "hotline": self.settings.hotline,
            "hotline_hours": self.settings.hotline_hours,
        }


def was_asked_which(tracker: DialogueStateTracker) -> bool:
    """Whether the last thing said was the question which of two topics was meant."""
    last = next((event for event in reversed(list(tracker.events)) if isinstance(event, BotUttered)), None)
    return last is not None and last.metadata.get("utter_action") == PREFIX + WHICH


def nearest_topics(tracker: DialogueStateTracker) -> list[str]:
    """The likeliest topics of the latest message, best first, without those that are no answer to anything."""
    parse_data = tracker.latest_message.parse_data if tracker.latest_message else {}
    ranking = (parse_data or {}).get("intent_ranking") or []
    likely = [entry["name"] for entry in ranking if entry["confidence"] >= OFFERED_FROM]
    return [name for name in likely if name not in NEVER_OFFERED][:OFFERED]
