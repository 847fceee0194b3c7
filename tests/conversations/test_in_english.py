"""Questions of somebody who reads English: the answer in English with the same facts, or the Chinese with that said."""
from __future__ import annotations

import asyncio
import uuid

import pytest
from support import words

from bot.rasa_engine.agent import Question

NOW = "2022-11-07T09:00:00+08:00"


@pytest.mark.parametrize("question", ["topic:dine_in", "topic:venue_open", "say:低风险区的理发店能开门吗", "say:中风险区的KTV", "say:金水区文化路附近的采样屋", "topic:after_hours_testing", "say:二七区大学路街道是什么风险区", "say:新增两例，在同一个单元", "topic:danger_fire", "say:屋里着火了","topic:gap_money","topic:human","topic:screening_time", "topic:schools", "topic:care_homes","topic:reopening_conditions", "say:健身房能开吗", "say:第153号通告说了什么", "topic:notice_content","say:惠济区晚上哪里做核酸", "say:阿巴阿巴","topic:booth_location", "topic:offices"])
def test_x(askers, question):
    asker = askers.at(NOW)
    reply = asyncio.run(asker.turn(Question(f"en:{uuid.uuid4().hex}", "web", payload=question, language="en")))
    print("\n##", question)
    for m in reply["messages"]:
        print(m.get("language"), m["text"], [ (b["title"], b["payload"]) for b in m["buttons"]], {k: v for k, v in (m["card"] or {}).items() if k in ("conditions","clause","would_change","verdict")})
