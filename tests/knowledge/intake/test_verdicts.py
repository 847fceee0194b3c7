"""Which kinds of venues a sentence opens or closes, under which conditions."""
from __future__ import annotations

import pytest
from intake_score import city

from knowledge.intake.verdicts import ruled
from knowledge.text.folding import fold


def told(text: str) -> list[tuple]:
    _, names = city("data")
    text = fold(text)
    return [(one.verdict, *one.venues, *one.conditions, *filter(None, (one.capacity, one.proof)))
            for one in ruled(text, 0, len(text), names)]


@pytest.mark.parametrize(("text", "expected"), [
    ("KTV、网吧、棋牌室等密闭场所继续暂停开放；餐饮堂食按50%限流开放。",
     [("closed", "ktv", "internet_cafe", "chess"), ("open", "restaurant", 50)]),
    ("暂停KTV、网吧营业，超市、药店正常营业。", [("closed", "ktv", "internet_cafe"), ("open", "supermarket", "pharmacy")]),
    ("餐饮暂停堂食，只做外卖。", [("takeaway", "restaurant", "可以外卖")]),
    ("恢复堂食，就餐人数不超过最大承载量的一半。", [("open", "restaurant", 50)]),
    ("电影院、图书馆按50%开放，凭48小时核酸阴性证明进入，扫场所码、戴口罩。",
     [("open", "cinema", "library", "扫场所码、戴口罩", 50, 48)]),
    ("除超市、药店外，其他场所一律暂停营业。", [("closed", "others"), ("open", "supermarket", "pharmacy")]),
    ("进入商场、酒店须查验48小时内核酸检测阴性证明。", [("entry", "mall", "hotel", 48)]),
    ("聚集性活动一律停办，学校实行线上教学，养老院实行闭环管理。",
     [("none", "gathering"), ("online", "school"), ("closed_loop", "care_home")]),
    ("超市、药店、餐饮可以开门；餐饮只许外卖。", [("open", "supermarket", "pharmacy"), ("takeaway", "restaurant", "可以外卖")]),
    ("洗浴中心、棋牌室这一阶段不恢复。", [("closed", "bath", "chess")]),
    ("店铺不论哪一类，请继续关门；药店和医疗机构除外。", [("closed", "others"), ("open", "pharmacy", "medical")]),
    ("KTV、网吧要等到12月11日24时以后再看。", [("closed", "ktv", "internet_cafe")]),
    ("超市、便利店扫码测温就能进。", [("open", "supermarket", "convenience", "扫码测温")]),
    ("药店、超市只对本区域居民配送。", [("open", "pharmacy", "supermarket", "只对本区域居民配送")]),
    ("商场和写字楼开门，商场里的人数控制在七成半以内。",
     [("open", "office_building"), ("open", "mall", 75)]),
    ("影院开放，人数不超过百分之七十五。", [("open", "cinema", 75)]),
    ("理发店营业，顾客不超过核定人数的三分之一。", [("open", "barber", 33)]),
    ("饭店可以堂食，营业不晚于22时。", [("open", "restaurant", "营业不晚于22时")]),
    ("超市、药店不再查验核酸检测阴性证明。", [("open", "supermarket", "pharmacy")]),
    ("博物馆开放，周一闭馆。", [("open", "museum", "周一闭馆")]),
    ("养老院闭环管理；确需进入的，持24小时核酸检测阴性证明并预约。", [("closed_loop", "care_home", "预约", 24)]),
    # No verdicts.
    ("企业复工咨询电话67610000。", []),
    ("各有关单位要严格落实责任。", []),
    ("第12号通告停止执行，药店照旧。", []),
    ("幼儿园何时开园，庙会能否恢复。", []),
    ("下列商户列入名单，自明日起营业。", []),
])
def test_a_sentence(text, expected):
    assert told(text) == expected
