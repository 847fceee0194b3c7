"""A turn's reply as the official account says it: merged, linked, within 2,000 bytes."""
from __future__ import annotations

import re
from datetime import datetime

import pytest
from answer_texts import said as said_of
from content_folder import AFTER, EVENT, real_release
from hypothesis import given
from hypothesis import strategies as st
from wechat import read, reply_text

from bot.answering.rendering import source_of
from bot.channels.wechat.composing import compose
from bot.channels.wechat.messages import Incoming
from bot.channels.wechat.passive import passive_text
from bot.channels.wechat.splitting import LIMIT, size

WORDS = real_release().words
WHO = Incoming("oA", "gh_0123456789ab", 1, "7", "text")
any_text = st.text(st.characters(blacklist_categories=("Cs",)), max_size=200)


def reply(*texts: str, buttons=(), card=None) -> dict:
    messages = [{"text": text, "buttons": [], "card": None} for text in texts]
    messages[-1] |= {"buttons": [{"title": t, "payload": f"topic:{t}"} for t in buttons], "card": card}
    return {"messages": messages}


def said(*texts: str, **more) -> str:
    parts = compose("7", reply(*texts, **more), WORDS)
    assert len(parts) == 1
    return parts[0].text


def spoken(topic: str, at: datetime) -> dict:
    """A topic's answer with its buttons, as it is in force."""
    release = real_release()
    answer = release.answers[topic]
    text = said_of(topic, at, "wechat")
    source = source_of([(key, clause) for key, notice in release.notices.items() for clause in notice.clauses], release)
    buttons = [{"title": release.answers[other].title, "payload": f"topic:{other}"} for other in answer.see_also]
    return {"messages": [{"text": f"{text}\n{source['line']}", "buttons": buttons, "card": None}]}


@pytest.mark.parametrize("at", [EVENT, AFTER])
def test_every_topic_fits_into_two_messages(at):
    for topic in real_release().answers:
        for ask_on in (False, True):
            parts = compose("event:" + "a" * 64, spoken(topic, at), WORDS, marked=True, ask_on=ask_on)
            assert len(parts) <= 2 and all(size(part.text) <= LIMIT for part in parts), topic


def test_all_that_a_turn_says_is_one_message():
    assert said("第一段。", "第二段。") == "第一段。\n第二段。"


def test_buttons_are_numbered_links_at_the_end():
    text = said("答案。", buttons=("查风险等级", "店铺能不能开"))
    assert re.search(
        (
            r'答案。\n\n.+：\n1\. <a href="weixin://bizmsgmenu\?msgmenucontent=查风险等级&msgmenuid=\d+">查风险等级</a>\n2\. <a '
            r'.+>店铺能不能开</a>$'
        ),
        text
    )
    assert "3例或更多</a>" in said("几例？", buttons=("1例", "3例或更多")) and "1. " not in said("几例？", buttons=("1例", "3例或更多"))


def test_many_long_buttons_do_not_fill_a_message_with_links():
    text = said("答案。", buttons=[f"很长很长很长的题目第{n}" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯"])
    assert "weixin://" not in text and "14. 很长很长很长的题目第卯" in text


def test_sites_have_a_map_each():
    maps = {
        "amap": "https://uri.amap.com/marker?position=1,2&name=x",
        "tencent": "https://apis.map.qq.com/uri/v1/marker?marker=coord:2,1;title:x;addr:y"
    }
    card = {
        "kind": "sites", "sites": [{"number": 1, "maps": maps}, {"number": 2, "maps": {}}, {"number": 3, "maps": maps}]
    }
    text = said("1. 甲\n2. 乙\n3. 丙", card=card, buttons=("还有吗",))
    assert re.findall(r'<a href="(https[^"]+)">(第\d处)</a>', text) == [(maps["amap"], "第1处"), (maps["amap"], "第3处")]
    assert "4. <a" in text


def test_markup_of_others_is_shown_and_not_obeyed():
    text = said('您说的<a href="http://evil">点我</a>没有。3<5 且 a<b')
    assert "<a" not in text and "＜a href" in text and "3<5" in text


def test_the_mark_stands_at_the_very_end():
    parts = compose("7", reply("长。" * 700, buttons=("甲",)), WORDS, marked=True)
    assert len(parts) == 3 and parts[-1].text.endswith("（本回答由机器自动生成。）") and "机器" not in parts[0].text


def test_what_is_owed_stands_before_the_answer():
    parts = compose("7", reply("现在的答案。"), WORDS, earlier=["迟到的答案。"])
    assert re.fullmatch(r".*\n迟到的答案。\n\n现在的答案。", parts[0].text, re.DOTALL)


def test_a_message_that_needs_asking_on_says_so():
    parts = compose("7", reply("长句子。" * 300), WORDS, ask_on=True)
    assert len(parts) == 2 and "继续" in parts[0].text and "继续" not in parts[1].text
    assert "继续" not in compose("7", reply("长句子。" * 300), WORDS)[0].text


@given(st.lists(any_text, min_size=1, max_size=4), st.booleans())
def test_whatever_is_said_comes_through_xml_and_json(texts, as_json):
    for part in compose("7", reply(*texts), WORDS):
        if part.text:
            body = passive_text(WHO, part.text, 1, as_json)
            assert read(body)["Content"] == part.text


@pytest.mark.parametrize("odd", [
    "]]>", "😀👨‍👩‍👧‍👦", "\u202e反过来\u202c\u200f", "𠮷野家", "a]]>]]>b", "]]", "]>", "&amp;<b>", "é"
])
def test_odd_characters_are_said_as_they_are(odd):
    text = said(f"您说的{odd}。")
    assert reply_text(passive_text(WHO, text, 1, False)) == text and odd.replace("<b", "＜b") in text


def test_what_xml_cannot_carry_is_left_out():
    assert said("甲\x00\x0b\x1f\ufffe\ud800乙\r\n丙\t丁") == "甲乙\n丙\t丁"
