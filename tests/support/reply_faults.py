"""What must hold of any reply whatever was said: words, a receipt, sources in force for facts and none for
conversation."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bot.answering.rendering import Reply
from knowledge.clock import parse_instant
from knowledge.notices.model import in_force
from knowledge.releases import Release

# Besides those that a row of the rulebook may give.
OTHER_VERDICTS = {None, "one_unit", "many", "both"}
UNFILLED = re.compile(r"\{[a-z_]*\}|(?<![A-Za-z])None(?![A-Za-z])|utter_|say:|topic:")
PAYLOADS = ("topic:", "say:")
# What needs no source: questions back, and words about the conversation itself.
NO_STATEMENT = (
    "ask_", "zone_which_place", "zone_did_you_mean", "which_topic", "follow_up_what", "refuse_to_say", "more_of_what",
    "why_nothing_said",
    "sites_all_told", "couriers_only_ask", "hand_over_",
)


def reply_faults(reply: Reply, events: list[dict], release: Release) -> Iterator[str]:
    """Each thing that is wrong with a reply and with the ``events`` its turn left."""
    yield from word_faults(reply)
    yield from button_faults(reply, release)
    yield from receipt_faults(reply, release)
    said = [event.get("metadata") or {} for event in events if event["event"] == "bot"]
    for message in said:
        yield from message_faults(message, release, parse_instant(reply.receipt.as_of))
    if all(states(message) for message in said):
        yield from source_faults(reply, release)


def states(said: dict) -> bool:
    """Whether a message is more than a question back or words about the conversation."""
    return not (said.get("utter_action") or "").removeprefix("utter_").startswith(NO_STATEMENT)


def word_faults(reply: Reply) -> Iterator[str]:
    """Nothing said, the same said twice, or words with a hole."""
    if not reply.messages:
        yield "nothing was said"
    texts = [message["text"] for message in reply.messages]
    yield from (f"said twice: {text[:30]}" for text in dict.fromkeys(texts) if texts.count(text) > 1)
    for message in reply.messages:
        if not message["text"].strip():
            yield "a message without words"
        hole = UNFILLED.search(message["text"])
        if hole:
            yield f"{hole.group()!r} stands in the words"


# Steps of a conversation that a button may take beside asking a topic.
STEPS = {"more", "refuse_to_say"}


def button_faults(reply: Reply, release: Release) -> Iterator[str]:
    """Buttons without a title or that mean nothing."""
    for button in (button for message in reply.messages for button in message["buttons"]):
        known = button["payload"].startswith(PAYLOADS) and button["title"]
        topic = button["payload"].removeprefix("topic:")
        if not known or (topic != button["payload"] and topic not in {*release.answers, *STEPS}):
            yield f"the button {button} leads nowhere"


def receipt_faults(reply: Reply, release: Release) -> Iterator[str]:
    """A receipt names a topic, the instant, and official texts in force then."""
    receipt = reply.receipt
    if receipt.topic not in release.answers:
        yield f"topic {receipt.topic!r} is none"
        return
    if receipt.verdict not in {*release.rulebook.verdicts, *OTHER_VERDICTS}:
        yield f"verdict {receipt.verdict!r} is none"
    at = parse_instant(receipt.as_of)
    for key in receipt.notices:
        if not in_force(release.notices[key], release.notices, at):
            yield f"{receipt.topic}: notice {key} was not in force at {receipt.as_of}"


def source_faults(reply: Reply, release: Release) -> Iterator[str]:
    """Conversation names no source; a fact names one, or the reply is a refusal."""
    topic = reply.receipt.topic
    is_talk = topic in release.answers and release.answers[topic].group == "conversation"
    named = bool(reply.receipt.notices) or any(message.get("source") for message in reply.messages)
    if is_talk and named:
        yield f"{topic} is conversation and names a source"
    # Sites are data with a source of their own; before any notice they are all that is known.
    lists = any((message["card"] or {}).get("kind") == "sites" for message in reply.messages)
    if not is_talk and not named and not reply.refusals and not lists:
        yield f"{topic} is told without a source"


def message_faults(said: dict, release: Release, at: datetime) -> Iterator[str]:
    """A topic or a phrase whose notice is in force rests on it, unless it is a refusal."""
    name = (said.get("utter_action") or "").removeprefix("utter_")
    answer, phrase = release.answers.get(name), release.words.get(name)
    verdicts = {phrase for word in release.rulebook.verdicts.values() for phrase in (word.phrase, word.phrase_if)}
    states = (
        (answer and answer.cites) or name in verdicts
        or (phrase and phrase.notice and in_force(release.notices[phrase.notice], release.notices, at))
    )
    if states and not said.get("rests_on") and not said.get("refusal"):
        yield f"{name} is said without what it rests on"
