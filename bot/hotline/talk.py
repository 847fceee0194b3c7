"""What a resident was told before the call, and whether the same would be said now."""
from __future__ import annotations

from typing import Any

from bot.model_rollout.current import CurrentAgent
from bot.stores.said import KeptReply
from bot.stores.silenced import sentence_alone
from bot.turns.anew import answered_now
from knowledge.corrections.outdated import facts_of
from knowledge.silences.model import Silence


async def told_before(agent: CurrentAgent, kept: KeptReply, silences: list[Silence]) -> dict[str, Any]:
    """A turn as it was kept, with what is said to the same question at the same place of the talk now; ``changed``: a
    fact or the verdict is another one. Raises NotHeld."""
    reply, silence = await answered_now(agent, kept, silences)
    now = sentence_alone(reply.as_json(), silence) if silence else reply.as_json()
    then = kept.reply
    differs = facts_of(kept.origins) != facts_of(reply.origins) or silence is not None
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
