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
    # No verdicts.
    ("企业复工咨询电话67610000。", []),
    ("各有关单位要严格落实责任。", []),
    ("第12号通告停止执行，药店照旧。", []),
])
def test_a_sentence(text, expected):
    assert told(text) == expected
