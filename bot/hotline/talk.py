"""What a resident was told before the call, and whether the same would be said now."""
from __future__ import annotations

from typing import Any

from bot.model_rollout.current import CurrentAgent
from bot.rasa_engine.agent import Question
from bot.stores.said import KeptReply, facts
from bot.stores.silenced import sentence_alone
from knowledge import clock
from knowledge.silences.model import Silence, silence_of


async def told_before(agent: CurrentAgent, kept: KeptReply, silences: list[Silence]) -> dict[str, Any]:
    """A turn as it was kept, with what is said to the same question at the same place of the talk now; ``changed``: a
    fact or the verdict is another one. Raises NotHeld."""
    question = Question(kept.conversation, **kept.request)
    reply, _ = await agent.answer(question, list(kept.before))
    silence = silence_of(silences, reply.topics, question.channel, reply.is_danger, clock.machine_utc())
    now = sentence_alone(reply.as_json(), silence) if silence else reply.as_json()
    then = kept.reply
    differs = facts(kept.origins) != facts(reply.origins) or silence is not None
    return {
        "at": kept.at.isoformat(),
        "asked": kept.request.get("text") or kept.request.get("payload") or "",
        "topic": then["receipt"]["topic"],
        "said": texts(then),
        "now": texts(now),
        "changed": differs or then["receipt"]["verdict"] != now["receipt"]["verdict"],
    }


def texts(reply: dict[str, Any]) -> list[str]:
    return [message["text"] for message in reply["messages"]]
