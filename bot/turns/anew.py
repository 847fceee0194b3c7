"""What was said to a question once, said from what holds now: for replies that are told late, and for whoever asks what
a resident was told."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from bot.answering.rendering import Reply
from bot.model_rollout.current import CurrentAgent
from bot.rasa_engine.agent import Question
from bot.stores.said import KeptReply, find_reply
from bot.stores.silenced import sentence_alone
from bot.stores.turn_store import TurnStore
from knowledge import clock
from knowledge.silences.model import Silence, silence_of
from knowledge.silences.standing import standing

log = logging.getLogger(__name__)
HasChanged = Callable[[dict[str, Any]], Awaitable[bool]]


async def answered_now(
    agent: CurrentAgent, kept: KeptReply, silences: Iterable[Silence]
) -> tuple[Reply, Silence | None]:
    """The reply to the same question at the same place of the talk, and the silence that it falls under. Raises
    NotHeld, and whatever fails."""
    question = Question(kept.conversation, **kept.request)
    reply, _ = await agent.answer(question, list(kept.before))
    return reply, silence_of(silences, reply.topics, question.channel, reply.is_danger, clock.machine_utc())


class Anew:
    """``published`` tells of a receipt whether something was published since that says otherwise."""

    def __init__(self, agent: CurrentAgent, store: TurnStore, published: HasChanged) -> None:
        self.agent, self.store, self.published = agent, store, published

    async def has_changed(self, receipt: dict[str, Any]) -> bool:
        """Whether something holds now that a reply with this receipt does not know of: a publication or a silence."""
        return await self.published(receipt) or await self._is_silenced(receipt)

    async def _is_silenced(self, receipt: dict[str, Any]) -> bool:
        silences = await self._silences()
        if not silences or receipt.get("silence") is not None or not (kept := await self._kept(receipt)):
            return False
        dangers = self.agent.generator.release.topics.having("danger")
        topics = {receipt["topic"], *(one.key.partition("/")[0] for one in kept.origins if one.kind == "part")}
        channel, is_danger = kept.request.get("channel", ""), bool(topics & set(dangers))
        return silence_of(silences, topics, channel, is_danger, clock.machine_utc()) is not None

    async def say(self, receipt: dict[str, Any]) -> dict[str, Any] | None:
        """The reply to the same question as it is now, under the same receipt; None where it cannot be said now."""
        try:
            if (kept := await self._kept(receipt)) is None:
                return None
            reply, silence = await answered_now(self.agent, kept, await self._silences())
        except Exception as error:
            # Whatever fails, the resident is asked to ask again.
            log.warning("a late reply could not be said anew: %s", type(error).__name__)
            return None
        said = reply.as_json(id=receipt["id"])
        return sentence_alone(said, silence) if silence else said

    async def _silences(self) -> list[Silence]:
        return list(await self.store.batches.run(standing, clock.machine_utc()))

    async def _kept(self, receipt: dict[str, Any]) -> KeptReply | None:
        return await asyncio.to_thread(find_reply, self.store.engine, receipt.get("id", ""))
