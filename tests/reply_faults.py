"""What must hold of any reply whatever was said: words, a receipt, sources in force for facts and none for conversation."""
from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answering.rendering import Reply
from knowledge.clock import parse_instant
from knowledge.notices.model import in_force
from knowledge.releases import Release
from knowledge.rulebook.model import VERDICTS

VERDICTS_SAID = {None, *VERDICTS, "disagree", "one_unit", "many", "both"}
UNFILLED = re.compile(r"\{[a-z_]*\}|\bNone\b|utter_|say:|topic:")
SOURCE = "（来源："
PAYLOADS = ("topic:", "say:")


def reply_faults(reply: Reply, events: list[dict], release: Release) -> Iterator[str]:
    """Each thing that is wrong with a reply and with the ``events`` its turn left."""
    yield from word_faults(reply)
    yield from button_faults(reply, release)
    yield from receipt_faults(reply, release)
    for event in events:
        if event["event"] == "bot":
            yield from message_faults(event.get("metadata") or {}, release)


def word_faults(reply: Reply) -> Iterator[str]:
    """Nothing said, or words with a hole."""
    if not reply.messages:
        yield "nothing was said"
    for message in reply.messages:
        if not message["text"].strip():
            yield "a message without words"
        hole = UNFILLED.search(message["text"])
        if hole:
            yield f"{hole.group()!r} stands in the words"


def button_faults(reply: Reply, release: Release) -> Iterator[str]:
    """Buttons without a title or that mean nothing."""
    for button in (button for message in reply.messages for button in message["buttons"]):
        known = button["payload"].startswith(PAYLOADS) and button["title"]
        topic = button["payload"].removeprefix("topic:")
        if not known or (topic != button["payload"] and topic not in release.answers and topic != "more"):
            yield f"the button {button} leads nowhere"


def receipt_faults(reply: Reply, release: Release) -> Iterator[str]:
    """A receipt names a topic, the instant, and official texts in force then; conversation names none, a fact one."""
    receipt = reply.receipt
    if receipt.topic not in release.answers:
        yield f"topic {receipt.topic!r} is none"
        return
    if receipt.verdict not in VERDICTS_SAID:
        yield f"verdict {receipt.verdict!r} is none"
    at = parse_instant(receipt.as_of)
    for key in receipt.notices:
        if not in_force(release.notices[key], release.notices, at):
            yield f"{receipt.topic}: notice {key} was not in force at {receipt.as_of}"
    text = "".join(message["text"] for message in reply.messages)
    if release.answers[receipt.topic].group == "conversation":
        if receipt.notices or SOURCE in text:
            yield f"{receipt.topic} is conversation and names a source"
    elif not receipt.notices and SOURCE not in text and not reply.refusals and not asks_back(reply):
        yield f"{receipt.topic} is told without a source"


def asks_back(reply: Reply) -> bool:
    """Whether the last message is a question or offers something."""
    last = reply.messages[-1] if reply.messages else {"text": "", "buttons": []}
    return bool(last["buttons"]) or bool(re.search(r"[？?]|请告诉我|告诉我|请只说", last["text"]))


def message_faults(said: dict, release: Release) -> Iterator[str]:
    """A topic or a phrase that names a notice rests on it, unless it is a refusal; the refusal is a known one."""
    name = (said.get("utter_action") or "").removeprefix("utter_")
    answer, phrase = release.answers.get(name), release.words.get(name)
    states = (answer and answer.cites) or (phrase and phrase.notice)
    if states and not said.get("rests_on") and not said.get("refusal"):
        yield f"{name} is said without what it rests on"
