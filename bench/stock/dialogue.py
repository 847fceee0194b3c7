"""domain.yml, data/rules.yml and data/stories.yml of the stock project, derived from this project's own. Pure."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from knowledge.answers import Answer, Phrase, fill, in_full, resolve
from knowledge.releases import Release

FAQ, CHITCHAT, CONVERSATION = "faq", "chitchat", "conversation"
TAKE_FACTS, FIND_FACTS = "action_start_question", "action_find_facts"
# The questions that a resident asks before and after in each story; TED and UnexpecTED learn from stories only.
BEFORE, AFTER = CHITCHAT, FAQ


class Topics:
    """Which topics are answered with fixed words (retrieval intents) and which by a rule of their own."""

    def __init__(self, release: Release, ruled: Iterable[str]) -> None:
        self.release, self.ruled = release, frozenset(ruled)

    def intent(self, topic: str) -> str:
        """The stock project's intent for a topic or dialogue act."""
        if topic in self.ruled or topic not in self.release.answers:
            return topic
        return f"{CHITCHAT if self.release.answers[topic].group == CONVERSATION else FAQ}/{topic}"


def domain(
    topics: Topics, intents: Iterable[str], ours: dict[str, Any], at: datetime, constants: dict[str, str]
) -> dict[str, Any]:
    """``ours``: domain/*.yml merged; the words are those in force at ``at``, as a stock domain cannot know of dates."""
    release = topics.release
    answers = {
        f"utter_{topics.intent(topic)}": [answer_response(answer, release, at, constants)]
        for topic, answer in release.answers.items()
    }
    words = {f"utter_{name}": [phrase_response(phrase, constants)] for name, phrase in release.words.items()}
    return {
        "version": "3.1",
        "intents": sorted({name.partition("/")[0] for name in intents}),
        "slots": {name: {**slot, "mappings": [{"type": "custom"}]} for name, slot in ours["slots"].items()},
        "forms": ours["forms"],
        "actions": [FIND_FACTS, *(name for name in ours["actions"] if name != TAKE_FACTS)],
        "responses": answers | words,
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def answer_response(answer: Answer, release: Release, at: datetime, constants: dict[str, str]) -> dict[str, Any]:
    """A topic's words with its buttons."""
    def say(name: str, **values: str) -> str:
        return fill(release.words[name], **constants, **values)

    text = in_full(resolve(answer, release.notices, at), say).format_map(constants) or answer.title
    buttons = [{"title": release.answers[name].title, "payload": f"/{name}"} for name in answer.see_also]
    return {"text": text, **({"buttons": buttons} if buttons else {})}


def phrase_response(phrase: Phrase, constants: dict[str, str]) -> dict[str, Any]:
    """A phrase with its placeholders left for Rasa to fill."""
    text = phrase.text
    for name, value in constants.items():
        text = text.replace(f"{{{name}}}", value)
    buttons = [{"title": title, "payload": payload} for title, payload in phrase.buttons]
    return {"text": text, **({"buttons": buttons} if buttons else {})}


def rules(ours: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """This project's written rules, and one each for the two retrieval intents."""
    said = [
        {"rule": f"say {name}", "steps": [{"intent": name}, {"action": f"utter_{name}"}]} for name in (FAQ, CHITCHAT)
    ]
    return {
        "version": "3.1",
        "rules": said + [{**rule, "steps": [renamed(step) for step in rule["steps"]]} for rule in ours]
    }


def renamed(step: dict[str, Any]) -> dict[str, Any]:
    """Stock has no extractor of our facts: an action finds them in its place."""
    return {"action": FIND_FACTS} if step.get("action") == TAKE_FACTS else step


def stories(written: dict[str, Any]) -> dict[str, Any]:
    """One story for each rule that begins with an intent: a word of courtesy, the question, then one with a fixed
    answer."""
    begun = [rule for rule in written["rules"] if "condition" not in rule and "intent" in rule["steps"][0]]
    return {"version": "3.1", "stories": [story(rule, written["rules"]) for rule in begun]}


def story(rule: dict[str, Any], all_rules: list[dict[str, Any]]) -> dict[str, Any]:
    """The rule in the middle of a conversation, with the end of its form if it opens one."""
    around = [[{"intent": name}, {"action": f"utter_{name}"}] for name in (BEFORE, AFTER)]
    return {"story": rule["rule"], "steps": [*around[0], *rule["steps"], *end_of_form(rule, all_rules), *around[1]]}


def end_of_form(rule: dict[str, Any], all_rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What follows when the form that the rule opens has all it needs."""
    opened = [step for step in rule["steps"] if "active_loop" in step]
    ends = [other["steps"][1:] for other in all_rules if opened and opened[0] in other.get("condition", ())]
    return ends[0] if ends else []
