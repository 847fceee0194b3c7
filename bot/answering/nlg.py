"""Rasa's NLG class: words by topic, instant and channel out of the current release."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from cachetools import LRUCache
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answering.asked_instant import asked_instant, beside_now, coming_day, next_beginning
from bot.answering.asked_where import NOTHING_FOUND, Found, asked_where
from knowledge.answers import (
    ANYWHERE,
    Answer,
    Phrase,
    Said,
    Topics,
    VerdictsInWords,
    Where,
    closing,
    fill,
    in_full,
    resolve,
    say_hour,
)
from knowledge.clock import parse_instant
from knowledge.notices.model import clause_in_force
from knowledge.places.model import Place
from knowledge.releases import Release, load_release
from knowledge.releases.edition import PINNED, SPOKEN_IN
from knowledge.settings import Settings, load_settings

PREFIX = "utter_"
# How many releases words are held of, while one gives way to the next.
KEPT = 8
# How many of the likeliest topics are offered when none was taken.
OFFERED = 2
# Less likely than this they are no help to anybody.
OFFERED_FROM = 0.01

# The channel whose buttons are pressed on a page.
PAGE = "web"
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
        self.verdicts = VerdictsInWords(self.release.rulebook, self.release.notices, self._say)
        self._of_releases: LRUCache[tuple[str, str], ReleaseGenerator] = LRUCache(KEPT)

    def of(self, release: Release) -> ReleaseGenerator:
        """The same with the words, and the phones, of another release, or of this one in another language."""
        if release is self.release:
            return self
        key = release.identifier, release.language
        if key not in self._of_releases:
            self._of_releases[key] = type(self)(release=release, settings=self.settings.of_city(release.city))
        return self._of_releases[key]

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **values: Any
    ) -> dict[str, Any]:
        """The message for ``utter_action``; ``values`` fill the placeholders of a phrase, and ``at`` among them is the
        instant asked about (ISO 8601), now without it. A turn that is pinned to another release has its words."""
        edition = PINNED.get()
        release = edition.release if edition else self.release
        if language := SPOKEN_IN.get():
            release = release.spoken_in(language)
        if release is not self.release:
            return await self.of(release).generate(utter_action, tracker, output_channel, **values)
        name = utter_action.removeprefix(PREFIX)
        now = (edition and edition.at) or self.settings.instant()
        at = parse_instant(values["at"]) if values.get("at") else now
        if name == WHICH:
            return self._which(tracker, at, output_channel)
        if name in self.release.answers:
            found = Found(values.get("zones") or (), values.get("designators") or ())
            return self._answer_then(name, at, output_channel, tracker, found)
        if name in self.release.words:
            phrase = self.release.words[name]
            message = self._phrase(phrase, {**self._constants(tracker, phrase.text, at), **values}, at)
            near = {"buttons": self._nearest(tracker) or self._first()} if name == NOT_UNDERSTOOD else {}
            return {**message, **self._ready_answers(phrase, output_channel), **near}
        raise UnknownWords(f"the release has no words for {utter_action!r}; add them to data/answers.")

    def _answer_then(
        self, topic: str, at: datetime, channel: str, tracker: DialogueStateTracker, found: Found = NOTHING_FOUND
    ) -> dict[str, Any]:
        """The answer for ``at``, or for the coming day that is asked about, which it names; ``found`` is what the
        place asked about is in."""
        asked, answer = tracker.latest_message, self.release.answers[topic]
        text, entities = (asked.text or "", asked.entities) if asked else ("", [])
        then = asked_instant(text, entities, at) if answer.depends_on_day else at
        if then != at:
            return self._as_of(then, self._answer(topic, then, channel, tracker, found))
        message = self._answer(topic, at, channel, tracker, found)
        beside = beside_now(entities, at)
        then = beside or coming_day(entities, at)
        if then is None and not message["rests_on"]:
            then = next_beginning(text, answer.parts, self.release.notices, at)
        other = self._answer(topic, then, channel, tracker, found) if then and answer.depends_on_day else message
        new = any(source not in message["rests_on"] for source in other["rests_on"])
        if not new:
            return message
        dated = self._as_of(then, other)
        return one_by_one(message, dated) if beside and message["rests_on"] else dated

    def _as_of(self, then: datetime, message: dict[str, Any]) -> dict[str, Any]:
        """A message of another instant than now, which it names."""
        lead = fill(self.release.words["as_of_other"], when=say_hour(then))
        return {**message, "text": lead + message["text"], "at": then.isoformat()}

    def _answer(
        self, topic: str, at: datetime, channel: str, tracker: DialogueStateTracker, found: Found = NOTHING_FOUND
    ) -> dict[str, Any]:
        answer = self.release.answers[topic]
        said = self.said(answer, at, channel, self._where(answer, tracker, found))
        text = in_full(said, self._say)
        constants = self._constants(tracker, text, at)
        offered = nearest_topics(
            tracker, self.release.topics
        ) if topic == self.release.topics.none_fits else answer.see_also
        buttons = [self.topic_button(other) for other in offered]
        if not text:
            return {**self._not_in_force(said, at, constants), "buttons": buttons, "topic": topic}
        disagree = self._disagreements(said, constants)
        refusal = answer.refusal if said.is_gap or not answer.not_stated else None
        return {
            "text": text.format_map(constants) + disagree,
            "buttons": buttons,
            "topic": topic,
            "rests_on": [list(source) for source in said.sources],
            "origins": [list(origin) for origin in said.origins],
            "danger": answer.role.name == "danger",
            "refusal": self.release.words["disagree"].refusal if disagree else refusal,
        }

    def said(self, answer: Answer, at: datetime, channel: str, where: Where | None = ANYWHERE) -> Said:
        """What is said to a topic at an instant on a channel, with the verdicts of the venues that it is about."""
        said = resolve(answer, self.release.notices, at, channel, where)
        return self.verdicts.beside(said, answer.role, at) if answer.role.venues else said

    def in_words(self, said: Said) -> str:
        """The same as it is read where nobody is talked with."""
        constants = self.constants()
        return in_full(said, self._say).format_map(constants) + self._disagreements(said, constants)

    def _which(self, tracker: DialogueStateTracker, at: datetime, channel: str) -> dict[str, Any]:
        """One question with two buttons; not twice in a row, then an honest refusal."""
        if was_asked_which(tracker):
            return self._answer(self.release.topics.none_fits, at, channel, tracker)
        message = self._phrase(self.release.words[WHICH], {}, at)
        return {**message, "buttons": self._nearest(tracker), "topic": self.release.topics.none_fits}

    def _ready_answers(self, phrase: Phrase, channel: str) -> dict[str, Any]:
        """What a question back can be answered with by pressing. Where buttons take no words of their own, on a page,
        they stand below it the first time already."""
        choices = self.release.words.get(f"{phrase.name.removesuffix('_again')}_buttons")
        shown = choices and choices.buttons and channel == PAGE and not phrase.buttons
        return {"asks": phrase.asks, **({"buttons": as_buttons(choices)} if shown else {})}

    def _nearest(self, tracker: DialogueStateTracker) -> list[dict[str, str]]:
        return [self.topic_button(topic) for topic in nearest_topics(tracker, self.release.topics)]

    def _first(self) -> list[dict[str, str]]:
        """What the city offers before anything was asked: where nothing is near, too, some questions are offered."""
        return [self.topic_button(topic) for topic in self.release.city.first_questions[:OFFERED]]

    def _not_in_force(self, said: Said, at: datetime, constants: dict[str, str]) -> dict[str, Any]:
        """What was said once and holds no longer, or that nothing has been said yet."""
        if said.ended is None:
            return self._phrase(self.release.words["not_yet"], {**constants, "when": say_hour(at)}, at)
        title, until = self.release.notices[said.ended.notice].short, say_hour(said.ended.until)
        return self._phrase(self.release.words["lapsed"], {**constants, "title": title, "until": until}, at)

    def _disagreements(self, said: Said, constants: dict[str, str]) -> str:
        """That two notices contradict each other, both named; empty where none do."""
        named = ([self._name_clause(*source) for source in pair] for pair in said.disagreeing)
        return "".join(fill(self.release.words["disagree"], one=one, other=other, **constants) for one, other in named)

    def _name_clause(self, key: str, clause: str) -> str:
        notice = self.release.notices[key]
        return fill(self.release.words["clause_named"], title=notice.short, clause=notice.clauses[clause])

    def _say(self, name: str, **values: object) -> str:
        """A phrase within an answer, whose own placeholders of settings are filled in with the answer's."""
        return fill(self.release.words[name], **{key: f"{{{key}}}" for key in self.constants()}, **values)

    def _phrase(self, phrase: Phrase, values: dict[str, Any], at: datetime) -> dict[str, Any]:
        """A phrase filled in, with what it leaves unstated; its clause is cited only where it stands as it was at the
        instant asked about."""
        cited = phrase.notice is not None and clause_in_force(
            phrase.notice, phrase.clause, self.release.notices, at, words=True
        )
        values = {**self.constants(), **values}
        values = {name: with_phones(value, values) for name, value in values.items()}
        end = closing(values.get("unstated") or (), self._say).format_map(values)
        return {
            "text": "\n".join(filter(None, (fill(phrase, **values), end))),
            "buttons": as_buttons(phrase),
            "rests_on": [[phrase.notice, phrase.clause]] if cited else [],
            "origins": [list(phrase.origin)],
            "refusal": phrase.refusal,
        }

    def topic_button(self, topic: str) -> dict[str, str]:
        """A button that asks a whole topic."""
        return {"title": self.release.answers[topic].title, "payload": f"topic:{topic}"}

    def _where(self, answer: Answer, tracker: DialogueStateTracker, found: Found) -> Where | None:
        """Where the message asks about, if any part of the answer is said at some places alone."""
        entities = tracker.latest_message.entities if tracker.latest_message else ()
        return asked_where(entities or (), tracker.get_slot, found) if answer.by_place else None

    def _constants(self, tracker: DialogueStateTracker, text: str, at: datetime) -> dict[str, str]:
        """Placeholders that come from settings; the hotline is that of the place known, where one was told for it by
        then, and its hours where the text tells them."""
        names = names_of(tracker.get_slot("place"))
        line = next(iter(self.release.phones(names, at)), None) if names else None
        if line is None or not line.of or (not line.hours and "{hotline_hours}" in text):
            return self.constants()
        return {**self.constants(), "hotline": line.phone, "hotline_hours": line.hours}

    def constants(self) -> dict[str, str]:
        """Placeholders that come from settings."""
        return {
            "emergency": self.settings.emergency, "hotline": self.settings.hotline,
            "hotline_hours": self.settings.hotline_hours,
        }


def one_by_one(now: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """What holds now, and behind it what will at a later instant."""
    both = {
        name: [*now[name], *(one for one in then[name] if one not in now[name])] for name in ("rests_on", "origins")
    }
    return {**now, **both, "text": f"{now['text']}\n{then['text']}"}


def as_buttons(phrase: Phrase) -> list[dict[str, str]]:
    """The buttons of a phrase."""
    return [{"title": title, "payload": payload} for title, payload in phrase.buttons]


def names_of(place: dict[str, Any] | None) -> tuple[str, ...]:
    """The names from the district down of the slot ``place``, where it is clear which place is meant."""
    candidates = place["candidates"] if place and place["exact"] else []
    return Place(**candidates[0]).names_down() if len(candidates) == 1 else ()


def with_phones(value: Any, phones: dict[str, Any]) -> Any:
    """A text that an action left open as to whom to call, with the phone of the place, or texts by name; anything else
    as it is."""
    if isinstance(value, dict):
        return {name: with_phones(text, phones) for name, text in value.items()}
    return value.replace("{hotline}", phones["hotline"]) if isinstance(value, str) else value


def was_asked_which(tracker: DialogueStateTracker) -> bool:
    """Whether the last thing said was the question which of two topics was meant."""
    last = next((event for event in reversed(list(tracker.events)) if isinstance(event, BotUttered)), None)
    return last is not None and last.metadata.get("utter_action") == PREFIX + WHICH


def nearest_topics(tracker: DialogueStateTracker, topics: Topics) -> list[str]:
    """The likeliest of ``topics`` for the latest message, best first, without those that are no answer to anything."""
    parse_data = tracker.latest_message.parse_data if tracker.latest_message else {}
    ranking = (parse_data or {}).get("intent_ranking") or []
    likely = [entry["name"] for entry in ranking if entry["confidence"] >= OFFERED_FROM]
    return [name for name in likely if (role := topics.role(name)) and role.offered][:OFFERED]
