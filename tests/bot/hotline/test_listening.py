"""From what a caller says to questions; what each stretch means is told here, as the model would."""
from __future__ import annotations

import asyncio

import pytest

from bot.hotline.listening import listen
from bot.hotline.talker import Reading
from bot.hotline.utterances import utterances
from knowledge.releases import load_release

TOPICS = load_release().topics
MEANS = {
    "超市开不开": ("venue_open", 0.99, {"venue_kind": "supermarket"}), "开不开门": ("venue_open", 0.98, {}),
    "核酸几点做": ("screening_time", 0.99, {}), "家里没菜了": ("supply_delivery", 0.9, {}),
    "着火了": ("danger_fire", 1.0, {}), "我爱人二十天没回家": ("danger_missing", 0.6, {}),
    "我在金水区": ("inform", 1.0, {"place": {"text": "金水区"}}), "说错了是高风险区": ("inform", 1.0, {"zone_kind": "high_risk"}),
    "我家旁边的超市": ("inform", 0.7, {"venue_kind": "supermarket"}), "不是超市是药店": ("inform", 1.0, {"venue_kind": "pharmacy"}),
    "你好": ("greet", 1.0, {}), "不说核酸了": ("screening_time", 0.8, {}), "能不能给我唱个歌": ("not_understood", 0.8, {}),
    "我妈八十了，能不能上门": ("hardship", 0.9, {}), "我妈八十了": ("not_understood", 0.8, {}), "能不能上门": ("not_understood", 0.8, {}),
    "出了一例": ("inform", 1.0, {"cases": 1}), "要不要封": ("outbreak_one_unit", 0.9, {}), "超市开吗": ("venue_open", 0.5, {}),
    "三个楼都有了咋封": ("outbreak_many", 0.9, {}), "你好，你们都能查啥": ("capabilities", 0.99, {}),
    "你们都能查啥": ("capabilities", 0.99, {}),
}


class Model:
    """Knows the texts of MEANS; nobody can tell what others mean."""

    async def read(self, text, after):
        intent, sure, facts = MEANS.get(text, ("not_understood", 0.9, {}))
        ranking = [{"name": intent, "confidence": sure}]
        return Reading(intent, intent, sure, (intent,), facts, False, {"text": text, "intent_ranking": ranking})

    async def shares(self, stretches):
        intent, sure, _ = MEANS.get("，".join(stretches), ("not_understood", 0.9, {}))
        return {intent: sure}


def heard(*said: str, final: bool = True):
    return asyncio.run(listen(utterances([(text, final) for text in said]), Model(), TOPICS))


def topics(*said: str) -> list[str]:
    return [one.topic for one in heard(*said).asked]


def test_two_questions_are_two():
    assert topics("超市开不开", "你好", "核酸几点做") == ["venue_open", "screening_time"]


def test_two_questions_in_one_breath_are_two():
    assert topics("超市开不开，还有核酸几点做") == ["venue_open", "screening_time"]


def test_the_same_question_again_is_one():
    call = heard("核酸几点做", "超市开不开", "核酸几点做")
    assert [(one.topic, one.at) for one in call.asked] == [("venue_open", 1), ("screening_time", 2)]


def test_of_an_outbreak_there_is_one_whatever_was_asked_between():
    assert topics("要不要封", "核酸几点做", "三个楼都有了咋封") == ["screening_time", "outbreak_many"]


def test_what_was_dropped_says_nothing_any_longer():
    call = heard("核酸几点做", "超市开不开", "不说核酸了")
    assert [stretch.text for stretch in call.stretches] == ["", "超市开不开"]


def test_what_the_hotline_can_answer_is_a_question_where_nothing_else_was_asked():
    assert topics("你好", "你们都能查啥") == ["capabilities"]
    assert topics("你们都能查啥", "核酸几点做") == ["screening_time"]
    assert topics("你好") == []


def test_greetings_and_bare_facts_ask_nothing():
    call = heard("你好", "我在金水区")
    assert call.asked == [] and call.facts == {"place": {"text": "金水区"}} and not call.in_vain


def test_the_later_fact_takes_the_place_of_the_earlier():
    assert heard("我在金水区", "超市开不开", "说错了是高风险区").facts["zone_kind"] == "high_risk"
    assert "place" not in heard("我在金水区", "说错了是高风险区").facts


def test_a_venue_that_was_told_before_belongs_to_the_question():
    assert heard("我家旁边的超市", "开不开门").last.known == {"venue_kind": "supermarket"}


def test_a_venue_put_right_changes_the_question_and_adds_none():
    call = heard("超市开不开", "不是超市是药店")
    assert [one.known["venue_kind"] for one in call.asked] == ["pharmacy"] and len(call.last.turns) == 2


def test_a_question_that_is_dropped_by_its_name_goes():
    assert topics("核酸几点做", "超市开不开", "不说核酸了") == ["venue_open"]


def test_a_slip_drops_the_question_before_it():
    assert topics("超市开不开", "哎我问岔了", "核酸几点做") == ["screening_time"]


def test_numbers_that_were_told_hold_for_the_question_behind_them():
    assert heard("出了一例", "要不要封").counts == {"cases": 1}


def test_no_verdict_rests_on_numbers_after_another_that_nobody_can_read():
    call = heard("出了一例", "要不要封", "群里又说总共三个人")
    assert call.counts == {} and [turn.facts for turn in call.last.turns] == [{}] and call.last.is_open


def test_a_question_over_two_stretches_is_heard():
    assert topics("我妈八十了", "能不能上门") == ["hardship"]


def test_a_question_that_no_topic_fits_is_known_as_one():
    call = heard("能不能给我唱个歌")
    assert call.in_vain and call.asked == []
    assert not heard("能不能给我唱个歌", "核酸几点做").in_vain


@pytest.mark.parametrize(("final", "found"), [(True, ["venue_open"]), (False, [])], ids=["final", "not yet"])
def test_what_is_not_at_its_end_must_be_surer(final, found):
    assert [one.topic for one in heard("超市开吗", final=final).asked] == found
