"""Holding a written conversation with the real model and actions, and what was wrong with the replies."""
from __future__ import annotations

import asyncio
import os
import re
import uuid
from collections.abc import Callable
from typing import Any

from conversation_files import Conversation, Exchange
from support import stated, words

from actions.context import context
from bot.commands.local_client import LocalBot
from bot.rasa_engine.agent import Question

UNFILLED = re.compile(r"\{\w*\}")


class Askers:
    """One asker for each instant: the civil clock belongs to what was made while it stood there."""

    def __init__(self, make_asker: Callable[[str], LocalBot]) -> None:
        self.make_asker = make_asker
        self.made: dict[str, LocalBot] = {}
        self.now: str | None = None

    def at(self, now: str) -> LocalBot:
        """The asker of this instant; the clock of the actions is stopped there too."""
        if now != self.now:
            os.environ["JUMIN_NOW"] = self.now = now
            context.cache_clear()
        if now not in self.made:
            self.made[now] = self.make_asker(now)
        return self.made[now]


def complaints(asker: LocalBot, conversation: Conversation) -> list[str]:
    """One paragraph for each reply that is not as written; empty when the whole conversation went well."""
    name, found, last = f"talk:{uuid.uuid4().hex}", [], None
    for exchange in conversation.exchanges:
        question = as_question(name, exchange, last)
        if question is None:
            found.append(said_wrongly(conversation, exchange, [f"no button 「{exchange.said}」 was offered"], last))
            break
        last = asyncio.run(asker.turn(question))
        if wrong := what_is_wrong(exchange, last):
            found.append(said_wrongly(conversation, exchange, wrong, last))
    asker.forget(name)
    return found


def as_question(name: str, exchange: Exchange, last: dict[str, Any] | None) -> Question | None:
    """What is sent; None when the button to press was not offered."""
    if not exchange.pressed:
        return Question(name, "web", exchange.said)
    payload = offered(last).get(exchange.said)
    return payload and Question(name, "web", payload=payload)


def offered(reply: dict[str, Any] | None) -> dict[str, str]:
    """Payloads of a reply's buttons by their titles."""
    messages = reply["messages"] if reply else ()
    return {button["title"]: button["payload"] for message in messages for button in message["buttons"]}


def wrong_anywhere(reply: dict[str, Any]) -> list[str]:
    """What no reply may be: empty, said twice, or with a gap that was not filled in."""
    parts = [stated(message) for message in reply["messages"]]
    wrong = [f"「{part[:20]}…」 was said twice" for part in sorted(set(parts)) if parts.count(part) > 1]
    wrong += ["there is a message without words"] if not parts or "" in parts else []
    return wrong + ([f"a gap was not filled in: {gap.group()}"] if (gap := UNFILLED.search(words(reply))) else [])


def what_is_wrong(exchange: Exchange, reply: dict[str, Any]) -> list[str]:
    """What was expected and is not so."""
    text, titles, receipt = words(reply), offered(reply), reply["receipt"]
    wrong = wrong_anywhere(reply)
    wrong += [f"答 「{piece}」 is missing" for piece in exchange.pieces if piece not in text]
    wrong += [f"不说 「{piece}」 was said" for piece in exchange.absent if piece in text]
    wrong += [f"按钮 「{title}」 was not offered" for title in exchange.buttons if title not in titles]
    if exchange.notices is not None and set(exchange.notices) != set(receipt["notices"]):
        wrong.append(f"依据 must be {list(exchange.notices)} and is {receipt['notices']}")
    if exchange.verdict is not None and exchange.verdict != (receipt["verdict"] or ""):
        wrong.append(f"判定 must be {exchange.verdict or '没有'} and is {receipt['verdict']}")
    if exchange.topic is not None and exchange.topic != receipt["topic"]:
        wrong.append(f"话题 must be {exchange.topic} and is {receipt['topic']}")
    return wrong


def said_wrongly(conversation: Conversation, exchange: Exchange, wrong: list[str], reply: dict[str, Any] | None) -> str:
    """Where, what was expected, and what was said."""
    said = words(reply) if reply else "nothing yet"
    buttons = "".join(f" [{title}]" for title in offered(reply))
    topic = f" ({reply['receipt']['topic']}, {reply['receipt']['verdict']})" if reply else ""
    return (
        f"{conversation.file.name}, line {exchange.line}, {conversation.name}: to 「{exchange.said}」 "
        f"{'; '.join(wrong)}.\n    said{topic}: {said}{buttons}"
    )
