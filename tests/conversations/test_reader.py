"""A file of conversations is read strictly: a broken one says what is wrong, and on which line."""
from __future__ import annotations

import pytest
from conversation_files import Conversation, ConversationError, Exchange, read_conversations
from conversation_play import as_question, what_is_wrong, wrong_anywhere

TALK = "- name: 一\n  talk:\n  - 我: 你好\n    答: 您好\n"


@pytest.fixture()
def written(tmp_path):
    def write(text: str) -> list[Conversation]:
        file = tmp_path / "broken.yml"
        file.write_text(text, encoding="utf-8")
        return read_conversations(file)
    return write


def test_a_conversation_is_read_with_its_lines(written):
    (one,) = written(
        "- name: 一\n  now: 2022-11-07T15:00\n  talk:\n  - 我: 理发店\n    答: [可以, 低风险]\n    依据: 没有\n  - 按: 低风险区\n    判定: "
        "open\n"
    )
    first, second = one.exchanges
    assert (one.line, one.now, one.lines) == (1, "2022-11-07T15:00:00+08:00", 4)
    assert (first.line, first.pieces, first.notices, first.verdict) == (4, ("可以", "低风险"), (), None)
    assert (second.line, second.pressed, second.notices, second.verdict) == (7, True, None, "open")


def test_a_conversation_is_of_the_morning_unless_it_says_so(written):
    assert written(TALK)[0].now == "2022-11-07T09:00:00+08:00"


@pytest.mark.parametrize(("text", "sentence"), [
    ("- {name: [", "line 1: this is not YAML"),
    ("name: 一", "must be a list of conversations"),
    ("", "must be a list of conversations"),
    ("- talk: []", "line 1: a conversation begins with its name"),
    ("- name: 一\n  talks: []", "line 1: 一: unknown word 'talks'"),
    ("- name: 一\n  talk: 你好", "line 1: 一: a talk is a list"),
    ("- name: 一\n  now: 中午\n  talk:\n  - 我: 你好\n    答: 您好", "line 1: now: '中午' is not an ISO 8601 time"),
    (TALK + "  - 你: 好", "line 5: an exchange begins with 我"),
    (TALK + "  - 我: 好\n    按: 好\n    答: 好", "line 5: .* one of the two"),
    (TALK + "  - 我: 好", "line 5: nothing is expected of the reply to '好'"),
    (TALK + "  - 我: 好\n    回答: 好", "line 5: unknown word '回答'"),
    (TALK + "  - 我: 好\n    答: []", "line 5: 答 must be a text or a list"),
    (TALK + "  - 我: 好\n    答: {好: 好}", "line 5: 答 must be a text or a list"),
    (TALK + "  - 我: 好\n    话题: gret", "line 5: 话题: there is no 'gret'"),
    (TALK + "  - 我: 好\n    判定: 可以", "line 5: 判定: there is no '可以'"),
    (TALK + "  - 我: 好\n    依据: press-35", "line 5: 依据: there is no 'press-35'"),
    (TALK + TALK, "line 5: the name '一' stands on line 1 already"),
])
def test_a_broken_file_says_what_is_wrong(written, text, sentence):
    with pytest.raises(ConversationError, match=f"broken.yml.*{sentence}"):
        written(text)


REPLY = {
    "messages": [{"text": "低风险区，理发店可以开。", "buttons": [{"title": "不知道", "payload": "say:不知道"}], "card": None}],
    "receipt": {"topic": "venue_open", "verdict": "open", "notices": ["press-34"]},
}


@pytest.mark.parametrize(("expected", "complaint"), [
    ({"pieces": ("可以开", "中风险")}, "答 「中风险」 is missing"),
    ({"absent": ("低风险区",)}, "不说 「低风险区」 was said"),
    ({"buttons": ("不知道", "低风险区")}, "按钮 「低风险区」 was not offered"),
    ({"notices": ()}, "依据 must be [] and is ['press-34']"),
    ({"verdict": ""}, "判定 must be 没有 and is open"),
    ({"verdict": "closed"}, "判定 must be closed and is open"),
    ({"topic": "greet"}, "话题 must be greet and is venue_open"),
])
def test_each_expectation_can_fail(expected, complaint):
    assert what_is_wrong(Exchange(1, "理发店", False, **expected), REPLY) == [complaint]


def test_a_right_reply_leaves_nothing_to_complain_about():
    expected = Exchange(1, "理发店", False, ("可以开",), ("暂停",), ("不知道",), ("press-34",), "open", "venue_open")
    assert what_is_wrong(expected, REPLY) == []


def test_only_a_button_that_was_offered_can_be_pressed():
    assert as_question("a", Exchange(1, "不知道", True), REPLY).payload == "say:不知道"
    assert as_question("a", Exchange(1, "低风险区", True), REPLY) is None


@pytest.mark.parametrize(("texts", "complaint"), [
    (["可以开。", "可以开。\n依据：发布会"], "「可以开。…」 was said twice"),
    (["可以开。", ""], "there is a message without words"),
    ([], "there is a message without words"),
    (["{venue}可以开。"], "a gap was not filled in: {venue}"),
])
def test_no_reply_may_be_clumsy(texts, complaint):
    assert wrong_anywhere({"messages": [
        {"text": text, "buttons": [], "source": {"line": "依据：发布会"}} for text in texts
    ]}) == [complaint]
