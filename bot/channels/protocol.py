"""What a channel is: a Rasa input channel that reads a message, has a turn answer it and writes the reply.

docs/tasks/add-a-channel.md shows one whole; bot.channels.registry finds them; tests/contracts holds what all of them
do.
"""
from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint

from bot.answering.nlg import ReleaseGenerator
from bot.model_rollout.current import CurrentAgent
from bot.monitoring.readiness import Check
from bot.turns.anew import Anew
from bot.turns.turns import Turns
from knowledge.releases import Release
from knowledge.settings import Settings


@dataclass(frozen=True)
class Host:
    """What a channel is given: ``turns`` store and answer, ``agent`` has the words of the current release,
    ``anew`` tells of a receipt whether something else holds by now, and says it; None where nothing is published."""

    turns: Turns
    settings: Settings
    agent: CurrentAgent
    anew: Anew | None = None

    @property
    def generator(self) -> ReleaseGenerator:
        """The words that are current now; others may be in a moment."""
        return self.agent.generator

    @property
    def release(self) -> Release:
        """The release that is current now; another one may be in a moment."""
        return self.generator.release


class Channel(InputChannel):
    """One way in. A channel answers within its own deadline or says that the reply comes later; the same message twice
    is one turn; what it cannot read is refused and leaves nothing."""

    # What credentials.yml may set; the registry reads it off the source.
    OPTIONS: tuple[str, ...] = ()

    @classmethod
    @abstractmethod
    def from_credentials(cls, credentials: dict[str, Any], host: Host) -> Channel | None:
        """The channel with its options of credentials.yml; None when they, or the settings, leave it switched off.
        Raises ContentError for content that it cannot use."""

    @classmethod
    @abstractmethod
    def name(cls) -> str:
        """What begins its conversations and labels its metrics: the name of its module or folder below bot/channels."""

    @abstractmethod
    def blueprint(self, on_new_message: Any = None) -> Blueprint:
        """The routes, to be mounted at /webhooks/NAME. ``on_new_message`` is Rasa's way to answer, which is not
        used."""

    def checks(self) -> dict[str, Check]:
        """What /ready asks of this channel, by name."""
        return {}
