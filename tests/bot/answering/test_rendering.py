"""From what was uttered in a turn to messages and one receipt."""
from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from content_folder import EVENT, real_release
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.rendering import Uttered, outdated_note, render, source_of
from knowledge.clock import SHANGHAI

RELEASE = real_release()
REVIEWED = datetime(2022, 11, 13, 23, 59, tzinfo=SHANGHAI)


def reply(*uttered: Uttered, now=EVENT, topic="greet"):
    return render(list(uttered), RELEASE, now, topic, "model-1")


def resting_on(*keys: str, text="答。", **more) -> Uttered:
    return Uttered(text, rests_on=[(key, next(iter(RELEASE.notices[key].clauses))) for key in keys], **more)


def line_of(*keys: str) -> str:
    """The source line of notices, each cited by its first clause."""
    return source_of([(key, next(iter(RELEASE.notices[key].clauses))) for key in keys], RELEASE)["line"]


def texts(rendered) -> list[str]:
    return [message["text"] for message in rendered.messages]


def test_words_of_conversation_name_no_source():
    rendered = reply(Uttered("您好！"))
    assert texts(rendered) == ["您好！"] and rendered.receipt.notices == ()


def test_the_source_stands_once_behind_the_last_message_that_rests_on_one():
    rendered = reply(Uttered("先说一句。"), resting_on("press-34"), resting_on("2022-153"), Uttered("还有吗？"))
    first, second, third, fourth = texts(rendered)
    assert (first, second, fourth) == ("先说一句。", "答。", "还有吗？")
    assert third == "答。\n" + line_of("press-34", "2022-153")


def test_each_source_is_named_once_with_its_day_and_official_ones_first():
    line = line_of("news-audit", "press-34")
    assert line.index("第三十四场疫情防控新闻发布会，2022年11月6日") < line.index("市审计局下沉社区的报道，2022年11月7日")
    rendered = reply(resting_on("press-34", "press-34"), resting_on("press-34"))
    assert texts(rendered)[1].count("第三十四场") == 1


def test_a_numbered_clause_is_named_by_its_number_and_any_other_is_told_when_the_source_is_unfolded():
    source = source_of([("2022-153", "四(三)"), ("press-34", "dining"), ("2022-153", "一")], RELEASE)
    assert "2022年153号第四(三)、一条，2022年11月6日" in source["line"] and "堂食" not in source["line"]
    assert {(cited["day"], *cited["clauses"]) for cited in source["cited"]} == {
        ("2022-11-06", "按组织前往，出示登记码", "采样安排：哪些区，几点到几点"), ("2022-11-06", "餐饮场所禁止堂食"),
    }


def test_a_note_is_told_once_a_conversation_before_the_source_of_the_last_message():
    noted = {"sample_note": "（示例。）", "no_phones": "（没有电话。）"}
    first = reply(resting_on("press-34", notes=noted), resting_on("press-34", notes={"sample_note": "（示例。）"}))
    assert texts(first) == ["答。", "答。\n（示例。）\n（没有电话。）\n" + line_of("press-34")]
    assert first.notes == ("sample_note", "no_phones")
    again = render([resting_on("press-34", notes=noted)], RELEASE, EVENT, "greet", "model-1", ["sample_note"])
    assert texts(again) == ["答。\n（没有电话。）\n" + line_of("press-34")] and again.notes == ("no_phones",)


def test_a_note_of_a_reply_without_a_source_stands_at_its_end_and_that_of_a_lead_goes_with_it():
    whole = reply(Uttered("按明天来看：", lead=True, notes={"ahead": "（往后的事会变。）"}), Uttered("开着。"))
    assert texts(whole) == ["按明天来看：开着。\n（往后的事会变。）"] and whole.notes == ("ahead",)


def test_how_old_a_source_is_is_said_once():
    late = REVIEWED + timedelta(days=1)
    assert reply(resting_on("press-34"), now=late).notes == ("outdated",)
    again = render([resting_on("press-34")], RELEASE, late, "greet", "model-1", ["outdated"])
    assert "最近一次发布" not in texts(again)[0]


def test_the_receipt_lists_official_texts_only():
    rendered = reply(resting_on("news-audit", "2022-153"), resting_on("press-34", "2022-153"))
    assert rendered.receipt.notices == ("2022-153", "press-34")


@pytest.mark.parametrize(("now", "noted"), [(EVENT, False), (REVIEWED, False), (REVIEWED + timedelta(minutes=1), True)])
def test_behind_the_review_date_the_reply_says_how_old_its_source_is(now, noted):
    assert ("最近一次发布是2022年11月6日" in texts(reply(resting_on("press-34"), now=now))[0]) is noted


def test_the_latest_of_several_old_sources_is_named():
    later = REVIEWED + timedelta(days=30)
    assert "2022年11月7日" in outdated_note(("press-34", "hospital-zhongxin"), RELEASE, later)
    assert outdated_note(("2022-153",), RELEASE, later) == outdated_note((), RELEASE, later) == ""


def test_the_receipt_says_what_the_turn_was_answered_from():
    rendered = reply(Uttered("甲", topic="venue_open", verdict="closed", at="2022-11-08T12:00:00+08:00"), topic="inform")
    receipt = rendered.receipt
    assert (receipt.topic, receipt.verdict, receipt.as_of) == ("venue_open", "closed", "2022-11-08T12:00:00+08:00")
    assert (receipt.release, receipt.model) == (RELEASE.identifier, "model-1")


def test_what_no_message_says_is_taken_from_the_turn():
    receipt = reply(Uttered("甲"), topic="thanks").receipt
    assert (receipt.topic, receipt.verdict, receipt.as_of) == ("thanks", None, EVENT.isoformat())


def test_a_turn_without_words_still_has_a_receipt():
    rendered = reply()
    assert rendered.messages == () and rendered.receipt.topic == "greet"


def test_buttons_and_cards_go_through():
    read = Uttered.read({
        "text": "甲", "buttons": [{"title": "是", "payload": "say:是", "type": "x"}], "card": {"kind": "verdict"},
        "rests_on": [],
        "unknown": 1,
    })
    assert reply(read).messages == (
        {"text": "甲", "buttons": [{"title": "是", "payload": "say:是"}], "card": {"kind": "verdict"}, "source": None},
    )


@pytest.mark.parametrize("message", [{}, {"text": None}, {"text": "", "buttons": None, "rests_on": None}])
def test_a_bare_message_is_read(message):
    assert Uttered.read(message) == Uttered("")


utterances = st.lists(st.builds(
    lambda text, keys: resting_on(*keys, text=text), st.text(max_size=10),
    st.lists(st.sampled_from(sorted(RELEASE.notices)), max_size=3)),
    max_size=4)


@given(utterances)
def test_sources_stand_exactly_where_something_rests_on_them(uttered):
    rendered = reply(*uttered)
    named = [i for i, text in enumerate(texts(rendered)) if text != uttered[i].text]
    resting = [i for i, message in enumerate(uttered) if message.rests_on]
    assert named == resting[-1:]
    official = {key for message in uttered for key, _ in message.rests_on if RELEASE.notices[key].kind == "notice"}
    assert set(rendered.receipt.notices) == official and len(rendered.receipt.notices) == len(official)


@given(utterances)
def test_a_reply_is_json(uttered):
    rendered = reply(*uttered).as_json()
    back = json.loads(json.dumps(rendered))
    assert back == rendered and set(back) == {"messages", "receipt"}
    assert set(back["receipt"]) == {"topic", "verdict", "notices", "as_of", "release", "publication", "model"}
