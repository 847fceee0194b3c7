"""The intent of a message to an official account. Pure; the words it may call for stand in data/answers."""
from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from bot.channels.requests import LONGEST_TEXT
from bot.channels.wechat.choosing import folded, pressed
from bot.channels.wechat.inbound_store import InboundContext
from bot.channels.wechat.messages import CHANNEL, Incoming
from bot.rasa_engine.agent import TOPIC_PAYLOAD, Question

TEXTS = ("text", "voice")
# A scan by somebody who just follows carries the scene behind this.
SCENE = "qrscene_"


@dataclass(frozen=True)
class Say:
    """Words that need no turn: the name of a phrase."""

    phrase: str


@dataclass(frozen=True)
class Greet:
    """The greeting of a new follower."""


@dataclass(frozen=True)
class GiveOwed:
    """Whatever has not reached the resident yet."""


@dataclass(frozen=True)
class Nothing:
    """It is taken note of, and that is all."""


Intent = Question | Say | Greet | GiveOwed | Nothing


def intent_of(incoming: Incoming, inbound: InboundContext, topics: Container[str], go_on: str) -> Intent:
    """What is to be done; ``go_on`` is the word that asks for the rest of a reply."""
    if incoming.kind == "event":
        return intent_of_event(incoming, inbound, topics)
    if incoming.kind == "location" and incoming.location is None:
        return Say("wechat_no_place")
    if incoming.kind == "location":
        return question(incoming, location=incoming.location)
    if incoming.kind not in TEXTS:
        return Say("wechat_words_only")
    if not incoming.text.strip():
        return Say("wechat_no_voice" if incoming.kind == "voice" else "wechat_words_only")
    if len(incoming.text) > LONGEST_TEXT:
        return Say("too_long")
    payload = pressed(incoming.text, incoming.button, inbound.buttons)
    if payload is None and inbound.owed and folded(incoming.text) == folded(go_on):
        return GiveOwed()
    return question(incoming, payload, incoming.text, inbound.location)


def intent_of_event(incoming: Incoming, inbound: InboundContext, topics: Container[str]) -> Intent:
    """Menu keys and scenes of codes are topics; a new follower is greeted; all other events only say something."""
    if incoming.event == "subscribe":
        scene = incoming.key.removeprefix(SCENE)
        return question(incoming, TOPIC_PAYLOAD + scene, location=inbound.location) if scene in topics else Greet()
    if incoming.event == "SCAN" and incoming.key in topics:
        return question(incoming, TOPIC_PAYLOAD + incoming.key, location=inbound.location)
    if incoming.event == "CLICK":
        if incoming.key not in topics:
            return Say("wechat_menu_gone")
        return question(incoming, TOPIC_PAYLOAD + incoming.key, location=inbound.location)
    return Nothing()


def question(
    incoming: Incoming, payload: str | None = None, text: str = "", location: tuple[float, float] | None = None,
) -> Question:
    """The question in a turn's shape; a button speaks for itself."""
    place = {"lat": location[0], "lon": location[1]} if location else None
    return Question(incoming.conversation, CHANNEL, "" if payload else text, payload, place)
