"""Handing messages over to Rasa, which looks their words up in the release."""
from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.context import Message


def utter(dispatcher: CollectingDispatcher, messages: list[Message]) -> None:
    """Utter each message by the name of its words."""
    for message in messages:
        dispatcher.utter_message(response=f"utter_{message.words}", **message.values)


def button(title: str, said: str = "") -> dict[str, str]:
    """A button that says its own title, or what is ``said`` in Chinese where the title is in another language."""
    return {"title": title, "payload": f"say:{said or title}"}
