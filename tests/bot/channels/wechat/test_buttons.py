"""A button is a link, a number or its title, and means something only while it stands."""
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat.buttons import buttons_of, pressed


def reply(*titles: str, sites: int = 0) -> dict:
    card = {"kind": "sites", "sites": [{"number": n} for n in range(1, sites + 1)]} if sites else None
    return {"messages": [{"text": "甲", "buttons": [{"title": t, "payload": f"topic:{t}"} for t in titles], "card": card}]}


STANDING = buttons_of("7", reply("查风险等级", "店铺能不能开", "夜间24小时核酸"))


@pytest.mark.parametrize(("text", "payload"), [
    ("1", "topic:查风险等级"), ("２", "topic:店铺能不能开"), ("3.", "topic:夜间24小时核酸"), (" 1、 ", "topic:查风险等级"), ("2号", "topic:店铺能不能开"),
    ("查风险等级", "topic:查风险等级"), ("夜间２４小时核酸", "topic:夜间24小时核酸"),
    ("4", None), ("0", None), ("12", None), ("1例", None), ("查风险", None), ("", None), ("一", None), ("-1", None), ("1 2", None),
])
def test_typed(text, payload):
    assert pressed(text, "", STANDING) == payload


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
    assert re.fullmatch(r'<a href="weixin://bizmsgmenu\?msgmenucontent=[^"<>&\s]*&msgmenuid=[0-9]+">[^<>]+</a>', link.replace("\u3000", "").replace("\xa0", "")) or re.search(r"\s", title)


def test_ids_are_digits_and_tell_replies_apart():
    ids = [b.id for name in ("7", "8", "event:ab") for b in buttons_of(name, reply("甲", "乙"))]
    assert len(set(ids)) == 6 and all(i.isdigit() for i in ids)
