"""A button is a link, a number or its title, and means something only while it stands."""
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat.buttons import buttons_of
from bot.channels.wechat.choosing import pressed


def reply(*titles: str, sites: int = 0) -> dict:
    card = {"kind": "sites", "sites": [{"number": n} for n in range(1, sites + 1)]} if sites else None
    return {
        "messages": [{"text": "甲", "buttons": [{"title": t, "payload": f"topic:{t}"} for t in titles], "card": card}]
    }


STANDING = buttons_of("7", reply("查风险等级", "店铺能不能开", "夜间24小时核酸"))


@pytest.mark.parametrize(("text", "payload"), [
    ("1", "topic:查风险等级"), ("２", "topic:店铺能不能开"), ("3.", "topic:夜间24小时核酸"), (" 1、 ", "topic:查风险等级"),
    ("2号", "topic:店铺能不能开"),
    ("查风险等级", "topic:查风险等级"), ("夜间２４小时核酸", "topic:夜间24小时核酸"),
    ("4", None), ("0", None), ("12", None), ("查风险", None), ("", None), ("-1", None), ("1 2", None), ("1.5", None),
    ("十一", None),
    ("1号楼", None), ("1例", None), ("3例", None), ("一个", None), ("2个", None), ("3条", None), ("两", None), ("两个", None),
    ("一二", None), ("第四个", None),
    ("第一人民医院", None), ("一直没人管", None), ("1点", None), ("二七区", None), ("第一个不对", None), ("最后", None), ("不选1", None),
    ("1单元", None),
])
def test_typed(text, payload):
    assert pressed(text, "", STANDING) == payload


@pytest.mark.parametrize("text", [
    "一", "第一个", "第一项", "第一条", "第1个", "第 1 个", "第一", "选1", "选一", "选 1", "我选1", "我选第一个", "选择1", "选项一", "选项1", "点1", "按1",
    "回复1", "回1",
    "1️⃣", "①", "⑴", "⒈", "㊀", "❶", "➀", "（1）", "(1)", "【1】", "１", "１．", "1.", "1。", "1、", "1，", "1 ", "\u30001", "1吧",
    "就第一个吧", "上面的第一个", "1\u200b",
    "1. 查风险等级", "1、查风险等级", "一号", "选第一个！",
])
def test_the_first_choice_however_it_is_typed(text):
    assert pressed(text, "", STANDING) == "topic:查风险等级"


@pytest.mark.parametrize("text", ["最后一个", "最后一项", "选最后一个", "倒数第一个", "第三个", "三", "③", "3️⃣"])
def test_the_last_choice(text):
    assert pressed(text, "", STANDING) == "topic:夜间24小时核酸"


def test_behind_sites_the_first_and_the_last_may_be_a_site():
    behind = buttons_of("7", reply("还有吗", sites=3))
    assert [
        pressed(text, "", behind) for text in ("第一个", "最后一个", "第四个", "4️⃣")
    ] == [None, None, "topic:还有吗", "topic:还有吗"]


def test_a_choice_among_counts_is_taken_by_its_place_alone():
    standing = buttons_of("7", reply("1例", "2例同一单元", "3例或更多"))
    assert [
        pressed(text, "", standing) for text in ("第二个", "最后一个", "选2", "二", "2个", "②")
    ] == ["topic:2例同一单元", "topic:3例或更多", None, None, None, None]


def test_pressed():
    for button in STANDING:
        assert pressed("任何字", button.id, STANDING) == button.payload


def test_nothing_is_meant_when_nothing_stands():
    assert pressed("1", STANDING[0].id, []) is None


def test_a_button_of_an_older_reply_is_its_words():
    newer = buttons_of("8", reply("别的"))
    assert pressed("查风险等级", STANDING[0].id, newer) is None
    assert pressed("别的", STANDING[0].id, newer) == "topic:别的"


def test_numbers_go_on_after_those_of_the_sites():
    assert [b.number for b in buttons_of("7", reply("还有吗", sites=3))] == [4]
    assert pressed("1", "", buttons_of("7", reply("还有吗", sites=3))) is None


def test_where_a_number_is_asked_for_a_number_is_no_button():
    standing = buttons_of("7", reply("1例", "2例同一单元", "3例或更多"))
    assert [b.number for b in standing] == [None] * 3
    assert pressed("2", "", standing) is None and pressed("1例", "", standing) == "topic:1例"


def test_a_payload_is_offered_once():
    assert len(buttons_of("7", {"messages": [*reply("甲")["messages"], *reply("甲", "乙")["messages"]]})) == 2


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20))
def test_any_title_makes_one_whole_link(title):
    link = buttons_of("7", reply(title))[0].link
    assert (
        re.fullmatch(
            r'<a href="weixin://bizmsgmenu\?msgmenucontent=[^"<>&\s]*&msgmenuid=[0-9]+">[^<>]+</a>',
            link.replace("\u3000", "").replace("\xa0", "")
        )
        or re.search(r"\s", title)
    )


def test_ids_are_digits_and_tell_replies_apart():
    ids = [b.id for name in ("7", "8", "event:ab") for b in buttons_of(name, reply("甲", "乙"))]
    assert len(set(ids)) == 6 and all(i.isdigit() for i in ids)
