"""What follows a name decides whether it is taken: a letter that may belong to a longer or misspelt name makes it an
offer."""
from __future__ import annotations

import pytest

from knowledge.places.gazetteer import Gazetteer
from knowledge.places.model import Place

GAZETTEER = Gazetteer([(Place(*names), "") for names in (
    ("郑东新区", "金光路街道"), ("郑东新区", "金光路街道", "八里庙社区"), ("郑东新区", "金光路街道", "八里庙社区", "尚东郡小区"),
    ("郑东新区", "金光路街道", "八里庙社区", "尚东郡三期"), ("郑东新区", "金光路街道", "八里庙社区", "中园小区"),
    ("郑东新区", "金光路街道", "八里庙社区", "农业路12号"),
    ("郑东新区", "金光路街道", "八里庙社区", "农业东路"),
    ("新郑市", "郭店镇", "小李庄村"),
    ("航空港区", "八千街道", "小李庄村"),
    ("新郑市", "薛店镇", "岳庄村", "小李庄自然村"), ("巩义市", "站街镇", "寺沟村"), ("新密市", "岳村镇"), ("新密市", "岳村镇", "堂沟村"),
    ("新密市", "岳村镇", "范堂沟村"), ("新密市", "岳村镇", "工人堂沟村"), ("中原区", "汝河路街道", None, "汝河小区"), ("新郑市", "龙湖镇", None, "锦艺城"))])


def taken(text: str) -> bool:
    """Whether the last place of the text is taken without asking."""
    return GAZETTEER.read(text)[-1].exact


@pytest.mark.parametrize("text", [
    "郑东新区尚东郡", "尚东郡封了吗", "尚东郡 核酸", "尚东郡小区现在什么区", "我住尚东郡小区8号楼2单元", "郑东新区尚东郡8栋", "郑东新区尚东郡三期", "八里庙社区2号院",
    "农业路12号院是什么区", "小李庄家里有老人", "金光路街道7号要做核酸吗", "金光路街道七号采不采样", "锦艺城低风险吗", "锦艺城中风险吗", "尚东郡7号做核酸吗", "高风险区尚东郡"])
def test_a_name_that_stands_as_a_whole_is_taken(text):
    assert taken(text)


@pytest.mark.parametrize("before", [
    "那", "那么", "好的，那", "换成", "那换成", "改成", "就按", "还有", "比如", "比如说", "隔壁", "隔壁的", "对面", "万一", "万一在", "另外", "就", "换个",
    "11月5号", "四点", "下午三点半", "那要是", "俺", "其实", "我们小区", "住这儿的，咱小区"])
def test_a_name_behind_an_ordinary_word_is_taken(before):
    assert taken(f"{before}八里庙社区呢") and taken(f"{before}锦艺城")


@pytest.mark.parametrize("behind", ["开店", "卖衣服", "开个面包房", "开了家理发店", "开服装店", "盘了个店", "摆摊", "卖早点"])
def test_a_name_before_what_somebody_does_there_is_taken(behind):
    assert taken(f"我在郑东新区金光路{behind}") and taken(f"锦艺城{behind}的能营业不")


@pytest.mark.parametrize("text", ["新那八里庙社区", "安八里庙社区", "山坡八里庙社区", "换八八里庙社区", "锦艺城开发区", "锦艺城卖楼院", "郑东新区那八里庙社区"])
def test_one_letter_before_or_behind_may_be_the_names_own(text):
    assert not taken(text)


@pytest.mark.parametrize("text", [
    "郑东新区尚东郡八区", "郑东新区尚东郡小去", "郑东新区尚东郡二期是什么区", "尚东郡四号院", "郑东新区八里庙六区", "郑东新区八里庙射区", "郑东新区中园小区壹组团",
    "郑东新区中园小区A北", "尚东郡84门洞", "郑东新区农业东路120号九", "郑东新区中园小区贰社区", "新郑市小李庄盈附近", "新郑市小李庄自然存", "新密市和寺沟村", "新密市是堂沟村", "新密市多人堂沟村",
    "中原区汝河小两社区汝河小区", "锦艺城购物中心", "锦艺城中学"])
def test_what_may_be_part_of_another_name_is_offered(text):
    assert not taken(text)


def test_the_district_that_is_said_tells_which_misspelt_name_is_meant():
    (mention,) = GAZETTEER.read("新郑市小李庄自燃村")
    assert mention.candidates[0].compound == "小李庄自然村" and not mention.exact


def test_two_places_joined_by_and_are_both_taken():
    assert [mention.exact for mention in GAZETTEER.read("尚东郡和八里庙社区")] == [True, True]
    assert [mention.exact for mention in GAZETTEER.read("岳村镇和巩义市寺沟村")] == [True, True]
