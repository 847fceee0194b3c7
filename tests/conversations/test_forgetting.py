"""What was said minutes ago leaves the memory of the process, and the conversation goes on from the store."""
from __future__ import annotations

import asyncio

from support import MORNING

from bot.rasa_engine.agent import Question
from knowledge import clock


def test_a_talker_forgets_what_was_said_and_goes_on_with_the_conversation(askers):
    talker = askers.at(MORNING).talker
    _, before = asyncio.run(talker.answer(Question("web:forgets", "web", "高风险区的理发店能开门吗"), []))
    held = (talker.processor.parse_cache.texts, talker.store.at_hand)
    assert all(len(one) for one in held)
    talker.expire(clock.machine_seconds() + 3600.0)
    assert [len(one) for one in held] == [0, 0]
    reply, _ = asyncio.run(talker.answer(Question("web:forgets", "web", "低风险区呢"), before))
    assert reply.as_json()["receipt"]["topic"] == "venue_open"
