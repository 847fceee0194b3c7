"""A reply in traditional characters."""
from __future__ import annotations

from bot.answering.traditional import in_traditional

LINE = "依据：郑州市第三十四场疫情防控新闻发布会，2022年11月6日"
MESSAGE = {
    "text": f"理发店可以开，《郑州市公告》里写着。\n{LINE}",
    "buttons": [{"title": "采样屋", "payload": "say:采样屋"}],
    "card": {
        "kind": "sites", "map": "<svg>里</svg>",
        "sites": [{"name": "发热门诊", "phone": "0371-1234567", "open_now": True}],
    },
    "source": {"line": LINE, "cited": [{"title": "郑州市第三十四场疫情防控新闻发布会", "clauses": ["恢复营业"]}]},
}


def test_words_are_converted_and_what_is_official_or_told_back_stands():
    turn = in_traditional({"id": "1", "messages": [MESSAGE], "receipt": {"topic": "venue_open"}})
    said = turn["messages"][0]
    assert said["text"] == f"理髮店可以開，《郑州市公告》裡寫著。\n{LINE}"
    assert said["buttons"] == [{"title": "採樣屋", "payload": "say:采样屋"}]
    assert said["card"]["sites"] == [{"name": "發熱門診", "phone": "0371-1234567", "open_now": True}]
    assert (said["source"], said["card"]["map"]) == (MESSAGE["source"], MESSAGE["card"]["map"])
    assert turn["receipt"] == {"topic": "venue_open"}


def test_a_turn_that_is_not_answered_yet_has_nothing_to_convert():
    pending = {"id": "1", "messages": [], "pending": True}
    assert in_traditional(pending) == pending
