"""Kinds of venues and zones by the names people give them."""
from __future__ import annotations

from dataclasses import replace

import pytest
from content_folder import real_release
from hypothesis import given
from messages import apart_and_inside, messages
from reading import read, sample_lexicon

from bot.nlu.normalise import normalise
from bot.nlu.readers import zones as zone_reader
from bot.nlu.readers.venues import VenueMatcher
from knowledge.rulebook import VenueKind

KINDS, ZONE_KINDS = real_release().rulebook.kinds, real_release().rulebook.zones
MATCHER = VenueMatcher(KINDS.values())
# In a city of which a notice names it apart.
DENTAL = VenueKind("dental", "口腔门诊", "daily", ("拔牙", "牙科", "口腔诊所"), part_of="medical")


def venues(text: str) -> list[str]:
    return [span.value for span in MATCHER.find(normalise(text))]


def zones(text: str) -> list[str]:
    return [span.value for span in read(zone_reader, text)]


@pytest.mark.parametrize(("text", "kind"), [
    ("剃头铺开不开", "barber"), ("理髮店開了嗎", "barber"), ("张仲景大药房", "pharmacy"), ("量贩KTV", "ktv"), ("ＫＴＶ能去不", "ktv"),
    ("电竞酒店", "internet_cafe"), ("宠物医院", "pet"), ("二七万达", "mall"), ("丹尼斯百货", "mall"), ("水果超市", "fruit"),
    ("寄宿学校", "boarding_school"),
    ("胡辣汤店能坐着喝吗", "restaurant"), ("中国银行", "bank"), ("菜市场", "food_market"), ("小区门口便利店", "convenience"), ("澡堂子", "bath"),
    ("打麻将的地方", "chess"), ("婚宴还能办吗", "gathering"), ("敬老院", "care_home"), ("4S店", "car"), ("幼儿园", "kindergarten"),
    # What a name means is told by the whole of it: none of these is the supermarket, pharmacy, clinic or clothing shop
    # in it.
    ("农药店", "farm"), ("兽药店", "farm"), ("动物医院", "pet"), ("快递超市", "parcel"), ("零食超市", "convenience"),
    ("服装批发市场", "wholesale"),
    ("汽车美容", "car"), ("白事店", "funeral"), ("养老驿站", "care_home"), ("补胎的开门没", "repair"), ("想做指甲", "beauty"),
    ("采耳", "bath"),
    ("打烧饼的", "staple"), ("给狗洗澡的地方", "pet"), ("煎饼摊", "stall"), ("驾校", "car"), ("自习室", "study"),
    ("animal hospital", "pet"), ("driving school", "car"),
])
def test_a_venue_is_told(text, kind):
    assert venues(text) == [kind]


@pytest.mark.parametrize("text", [
    "我们小区", "外卖能送上门吗", "核酸在哪做", "几点开始", "barely", "高中风险区", "出租车", "感染发烧", "按照相关规定", "今晚会不会", "职工位置", "离开房间",
    "嵩山路", "核酸检测站", "便宜家", "直接亲自", "送亲戚", "东西点哪",
])
def test_what_is_no_venue(text):
    assert venues(text) == []


@pytest.mark.parametrize("key", sorted(KINDS))
def test_every_name_finds_its_kind(key):
    assert {name: venues(name) for name in KINDS[key].names} == {name: [key] for name in KINDS[key].names}


@pytest.mark.parametrize(("text", "kind"), [
    ("高风险区", "high_risk"), ("高风险地区的超市", "high_risk"), ("风险单元", "risk_unit"), ("封控单元", "risk_unit"),
    ("中风险", "medium_risk"),
    ("中风险小区", "medium_risk"), ("风险小区", "risk_compound"), ("俺这是风险小区", "risk_compound"), ("防外溢临时管控区", "anti_spillover"),
    ("防外溢的区", "anti_spillover"), ("临时管控区", "anti_spillover"), ("低风区", "low_risk"), ("低风险小区", "low_risk"),
    ("中风线", "medium_risk"),
    ("Low Risk Area", "low_risk"), ("high-risk", "high_risk"),
])
def test_a_zone_is_told(text, kind):
    assert zones(text) == [kind]


@pytest.mark.parametrize("text", ["封控区", "管控", "脑中风", "风险等级", "什么风险", "小区"])
def test_what_is_no_zone(text):
    assert zones(text) == []


@given(messages)
def test_no_text_raises_and_spans_lie_apart_inside_it(text):
    for each in (text, normalise(text)):
        for spans, values in ((MATCHER.find(each), KINDS), (zone_reader.find(each, sample_lexicon()), ZONE_KINDS)):
            assert apart_and_inside(spans, each) and all(span.value in values for span in spans)


@pytest.mark.parametrize(("text", "kinds"), [
    ("拔牙的诊所开不开", ["dental"]), ("口腔诊所", ["dental"]), ("牙科和诊所都开吗", ["dental", "medical"]),
    ("诊所拔牙吗", ["medical", "dental"]),
])
def test_a_kind_with_the_wider_one_behind_it_is_that_kind(text, kinds):
    matcher = VenueMatcher([replace(KINDS["medical"], names=("诊所",)), DENTAL])
    assert [span.value for span in matcher.find(normalise(text))] == kinds
